"""What is due, as jobs that a tick runs in slices: `job(work, now, limit) -> more to do`.

A job that runs twice, late or on two machines does no harm: what it does is a row that changes.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from care import debriefs, follow_ups, gaps, minutes, ring_tests, schedules, support
from storage import UnitOfWork

Job = Callable[[UnitOfWork, datetime, int], bool]

TOUCHES_FOR = timedelta(days=2)
"""Slack sends an event again for some minutes; a key is needed no longer than that."""

OVER_FOR = timedelta(days=7)
"""A request that is over is forgotten after a week: until then its cards can still say what is so."""

CARDS_FOR = timedelta(days=90)
"""A card's row is needed while its buttons may still be tapped or its words change."""


DATES_FOR = timedelta(days=3)
"""A date with hours of its own is needed until it is past everywhere, with the night that began on it."""


def forget(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Forget what is not needed any more: keys of repeats, dates that are past, requests that are over, old
    cards, check-ins that nobody answered."""
    seen = work.touches.forget_before((now - TOUCHES_FOR).date(), limit)
    work.schedules.forget_dates_before((now - DATES_FOR).date())
    work.ring_tests.forget_early(now)
    over = work.support.forget_over((now - OVER_FOR).date(), limit)
    old = work.cards.forget_old((now - CARDS_FOR).date(), limit)
    unanswered = work.follow_ups.forget_sent(now - follow_ups.ANSWERABLE_FOR, limit)
    return limit in {seen, over, old, unanswered}


JOBS: dict[str, Job] = {
    "calls": support.run_due,
    "debriefs": debriefs.end_expired,
    "follow_ups": follow_ups.run_due,
    "schedules": schedules.look_again,
    "minutes": minutes.look_again,
    "gaps": gaps.run_due,
    "ring_tests": ring_tests.run_due,
    "early_tests": ring_tests.tell_early,
    "forget": forget,
}
