"""Whether a phone would make a sound: Slack's Do Not Disturb, asked for before Send and at each turn.

Slack is not a pager: in Do Not Disturb nothing sounds, and many workspaces set it for every night. The
asker is told before Send. Another person's snooze is hidden from apps, so "rings" means: as far as Slack
tells (slack.md).
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog

from delivery.pacing import NoRoomError
from delivery.slack_errors import SlackTrouble
from domain.clock import Clock
from domain.scenes import Quiet

log = structlog.get_logger("hearth.delivery")

MOST = 50
"""Accounts for one dnd.teamInfo (Slack's method reference)."""

FRESH = 60.0
"""Seconds (monotonic) for which an answer is good: somebody looks at Send once or twice."""

BOUND = 1.0
"""Seconds that a screen may wait for this; after that it is not known."""


@dataclass(frozen=True, slots=True)
class QuietNow:
    """Whether somebody's phone is quiet now, and until when (aware, UTC) where it is."""

    quiet: Quiet
    until: datetime | None = None


NOT_KNOWN = QuietNow(Quiet.UNKNOWN)


class DndCalls(Protocol):
    """What is asked of Slack here."""

    async def do_not_disturb(self, slack_users: list[str]) -> dict[str, dict[str, Any]]:
        """Return Slack's fields for each account; raises `SlackTrouble` or `NoRoomError`."""
        ...


def read(fields: dict[str, Any], now: datetime) -> QuietNow:
    """Return what Slack's fields mean at `now`.

    Slack gives `dnd_enabled` (a schedule is on) and the next window's start and end as Unix seconds; a
    window that has begun is still the "next" one until it ends. Without a schedule both are 1.
    """
    if not fields.get("dnd_enabled"):
        return QuietNow(Quiet.RINGS)
    try:
        start, end = int(fields["next_dnd_start_ts"]), int(fields["next_dnd_end_ts"])
    except (KeyError, TypeError, ValueError):
        return NOT_KNOWN
    moment = now.timestamp()
    if end <= moment:
        return NOT_KNOWN  # the window that Slack calls next is over: it says nothing about now
    if start <= moment:
        return QuietNow(Quiet.QUIET, datetime.fromtimestamp(end, UTC))
    return QuietNow(Quiet.RINGS)


class DoNotDisturb:
    """Asks Slack who is in Do Not Disturb, keeps the answer for a minute, and never holds a screen up."""

    def __init__(
        self,
        calls: DndCalls,
        clock: Clock,
        *,
        bound: float = BOUND,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._clock = clock
        self._bound = bound
        self._monotonic = monotonic
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}

    async def quiet(self, slack_users: Iterable[str]) -> dict[str, QuietNow]:
        """Return for each Slack user id whether their phone is quiet now; UNKNOWN where Slack does not say.

        Never raises for Slack's troubles, and takes at most the bound (1 s).
        """
        users = list(dict.fromkeys(slack_users))
        self._forget_old()
        missing = [user for user in users if user not in self._known]
        if missing:
            await self._ask(missing)
        now = self._clock.now()
        return {user: read(self._known[user][1], now) if user in self._known else NOT_KNOWN for user in users}

    async def _ask(self, users: list[str]) -> None:
        parts = [users[at : at + MOST] for at in range(0, len(users), MOST)]
        try:
            async with asyncio.timeout(self._bound):
                await asyncio.gather(*(self._ask_part(part) for part in parts))
        except TimeoutError:
            log.warning("dnd_not_known", error="timeout")

    async def _ask_part(self, users: list[str]) -> None:
        try:
            answer = await self._calls.do_not_disturb(users)
        except NoRoomError:
            log.warning("dnd_not_known", error="no_room")
        except SlackTrouble as error:
            log.warning("dnd_not_known", error=error.error)
        else:
            at = self._monotonic()
            self._known.update({user: (at, answer[user]) for user in users if user in answer})

    def _forget_old(self) -> None:
        """Forget answers that are a minute old, and windows that have passed meanwhile."""
        oldest, now = self._monotonic() - FRESH, self._clock.now()
        self._known = {
            user: (at, fields)
            for user, (at, fields) in self._known.items()
            if at > oldest and read(fields, now) is not NOT_KNOWN
        }
