"""Scenes of the on-call schedule: one's own hours, and a team's week. See `domain/scenes.py`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.empty_hours import EmptyHours
from domain.ring_tests import NO_TESTS, HoursTested
from domain.scenes import AlertScene, AskerScene, Reader
from domain.schedule import Plan
from domain.support import Between


class OwnRingState(StrEnum):
    """How it stands with somebody's ring outside Slack: there is no gateway; they have said no handle; a test
    is on its way; the gateway took it, so they may have heard it; it was not heard in time; it counts."""

    NO_GATEWAY = "no_gateway"
    NONE = "none"
    ON_ITS_WAY = "on_its_way"
    RANG = "rang"
    NOT_HEARD = "not_heard"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class OwnRing:
    """Somebody's ring outside Slack, for their own eyes; `handle` is "" where they have said none."""

    state: OwnRingState
    handle: str = ""


NO_RING = OwnRing(OwnRingState.NO_GATEWAY)


@dataclass(frozen=True, slots=True)
class MyHoursScene:
    """The one screen of a teammate who can be asked, for their eyes alone. `teams`: id and name of those in
    which they can be; `outside`: the ids of those whose outsiders may ask them too. `open_until` is None
    where they have not opened themselves, or it has passed. `coming`: their own planned hours of the
    coming week."""

    reader: Reader
    teams: tuple[tuple[str, str], ...]
    plan: Plan
    open_until: datetime | None
    mine: tuple[AskerScene, ...]
    asked_of_me: tuple[AlertScene, ...]
    today: date
    tests: HoursTested = NO_TESTS
    outside: frozenset[str] = frozenset()
    ring: OwnRing = NO_RING
    coming: tuple[Between, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPart:
    """A part of a day in a team's week, and who has planned hours in it; nobody means a gap, unless the team
    left it empty by choice."""

    starts: datetime
    ends: datetime
    slacks: tuple[str, ...]
    declared: bool = False


@dataclass(frozen=True, slots=True)
class TeamWeekScene:
    """A team's planned hours in the coming seven days, for who coordinates it: a day, then its parts; and the
    weekly hours that it leaves empty by choice, in its own zone. `slack_alone`: there is no ring outside
    Slack."""

    reader: Reader
    team_name: str
    days: tuple[tuple[date, tuple[WeekPart, ...]], ...]
    team_id: str = ""
    empty: tuple[EmptyHours, ...] = ()
    slack_alone: bool = True
