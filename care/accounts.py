"""The nightly look at accounts: nobody on the list to be asked is an account that nobody reads.

Slack tells of a deactivated account once, when it happens; a bot that was off then never hears of it
(models.md, complaints 4 and 11). So every night Slack is asked about everybody in a team.
"""

from datetime import datetime, timedelta

from domain.audit import Account
from storage import UnitOfWork

MARK = "accounts_checked"
"""The one row that says for which night it was done: for all restarts and all processes."""

QUIET_HOUR = 3
"""The hour of the server's own night."""


def night_of(now: datetime) -> str:
    """Return the day (ISO) on which the last night's quiet hour began, by the server's own zone."""
    local = now.astimezone()
    begun = local.date() if local.hour >= QUIET_HOUR else local.date() - timedelta(days=1)
    return begun.isoformat()


def due(work: UnitOfWork, now: datetime) -> bool:
    """Whether the last night's look was not made: it is night, or the bot was off then."""
    done = work.audit.mark(MARK)
    return done is None or done < night_of(now)


def to_ask_after(work: UnitOfWork, now: datetime) -> list[Account] | None:
    """Return everybody whose account is to be asked after; None while no look is due."""
    return work.audit.accounts_in_teams() if due(work, now) else None


def asked_after(work: UnitOfWork, night: str) -> None:
    """Write that everybody was asked after in a night."""
    work.audit.set_mark(MARK, night)
