"""A test of whether a phone rings: one for each kind of hour, arranged, under way, or answered late."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kinds import HourKind


@dataclass(frozen=True, slots=True)
class RingTest:
    """A test that has not been answered in time. `due_at`: when it goes out, or is looked at again. `card`:
    the key of the card by which it went out. `late`: it was answered so late that it may not have rung."""

    person_id: str
    kind: HourKind
    due_at: datetime | None = None
    card: str | None = None
    late: bool = False


class RingTestState(StrEnum):
    """What a test's card says: did it ring; it did; it was answered too late to tell; a newer one came."""

    ASKED = "asked"
    HEARD = "heard"
    LATE = "late"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class HoursTested:
    """What somebody sees of their tests: kinds of hours they planned and that were not tested, by kind the
    moment at which a test is to come, and until when an early test counts for every hour (None: not)."""

    untested: tuple[HourKind, ...] = ()
    coming: tuple[tuple[HourKind, datetime], ...] = ()
    counts_until: datetime | None = None


NO_TESTS = HoursTested()
