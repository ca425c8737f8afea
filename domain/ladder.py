"""The ladder of a call: who is asked first, who next, and how long each rung waits.

Three rungs: one teammate, the next, then everybody else who can be asked; two at once for "now" and at
night. "Now" goes on by itself; "today" and "this week" come back to the asker first (field.md 32).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.support import Urgency

NIGHT = (22, 7)
"""From and to which hour of the asker's day it is night."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How a call goes on; copied into each call when it is sent, so that no later change alters one.

    `wait`: how long a rung waits for an answer, counted from the delivery that Slack confirmed; None for one
    working day of the asked person's own week. `goes_on`: by itself, or only when the asker says so.
    """

    wait: timedelta | None
    goes_on: bool


POLICIES = {
    Urgency.NOW: Policy(timedelta(minutes=5), goes_on=True),
    Urgency.TODAY: Policy(timedelta(minutes=45), goes_on=False),
    Urgency.THIS_WEEK: Policy(None, goes_on=False),
}


def at_once(urgency: Urgency, now: datetime, zone: str) -> int:
    """Return how many are asked at once in the first two rungs. `zone` is the asker's."""
    begins, ends = NIGHT
    hour = now.astimezone(ZoneInfo(zone)).hour
    return 2 if urgency is Urgency.NOW or hour >= begins or hour < ends else 1


def in_turn(draft: str, person_ids: Iterable[str]) -> list[str]:
    """Return people in the order in which one call asks them: another one for each call, by chance, so that
    it falls on all alike and nothing about earlier calls has to be kept. `draft` is the call's random id."""
    return sorted(person_ids, key=lambda one: hashlib.sha256(f"{draft}|{one}".encode()).digest())


def rungs(people: Sequence[str], size: int) -> tuple[tuple[str, ...], ...]:
    """Return at most three rungs: `size` people, the next `size`, everybody else."""
    cut = (people[:size], people[size : 2 * size], people[2 * size :])
    return tuple(tuple(rung) for rung in cut if rung)
