"""A ring outside Slack: one post to the team's own gateway, which calls or texts a phone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HANDLE_MOST = 60
"""How many characters a handle may have: a number, or an alias that the gateway knows."""

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(seconds=30)
"""How long until a ring is tried again: twice as long each time, up to the longest."""

TEST_LASTS = timedelta(minutes=10)
"""How long a test is tried, and within which somebody says that it rang."""


class RingState(StrEnum):
    """Where a ring stands: to be posted; the gateway took it; it refused it for good; it was not needed any
    more before it was taken."""

    WAITING = "waiting"
    RUNG = "rung"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring. `id` goes to the gateway and is the key by which it knows a repeat. `asked` is the asking
    that it is for, so that nobody is rung twice for one; `request_id` is None for a test. `rung_at`: when the
    gateway took it."""

    id: str
    person_id: str
    request_id: str | None
    asked: str
    due_at: datetime
    attempts: int = 0
    next_try_at: datetime | None = None
    state: RingState = RingState.WAITING
    rung_at: datetime | None = None

    def next_wait(self) -> timedelta:
        """Return how long after a failed attempt the next one comes."""
        times: int = 1 << max(0, min(self.attempts - 1, 10))
        return min(FIRST_WAIT * times, LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class RingOut:
    """What a gateway is told, and all it is told: nothing of who asks, of what, or of whom."""

    id: str
    handle: str
    purpose: str
    at: datetime
