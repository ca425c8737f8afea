"""Cover's hours: what is typed as moments, moments as dates, over midnight and where clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cover import POLICIES, between, dates_of, local, urgency_of, waits_until
from domain.hours import Stretch, merged, planned, stretch_of, without
from domain.schedule import Hours, OneOff, Plan, Span
from domain.support import Between, Urgency

NEW_YORK = ZoneInfo("America/New_York")
ZONES = [NEW_YORK, *map(ZoneInfo, ("Europe/Madrid", "Australia/Lord_Howe", "America/Lima", "Asia/Kathmandu"))]
FORWARD, BACK = date(2026, 3, 8), date(2026, 11, 1)  # in New York
HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)

minutes = st.integers(0, 1439)
days = st.one_of(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from((FORWARD, BACK, date(2026, 3, 29)))
)
zones = st.sampled_from(ZONES)


def inside(part: Stretch, whole: Stretch) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]


def test_a_night_ends_on_the_next_day_and_the_same_minute_twice_is_a_day() -> None:
    """As in weekly hours: 22 to 6 is eight hours, 9 to 9 is twenty-four."""
    night = between(date(2026, 3, 4), Span(1320, 360), NEW_YORK)
    assert night.ends - night.starts == 8 * HOUR
    day = between(date(2026, 3, 4), Span(540, 540), NEW_YORK)
    assert day.ends - day.starts == 24 * HOUR


def test_where_clocks_change_a_night_is_an_hour_shorter_or_longer() -> None:
    """And hours that clocks jump over are none."""
    short = between(FORWARD - timedelta(days=1), Span(1320, 360), NEW_YORK)
    long = between(BACK - timedelta(days=1), Span(1320, 360), NEW_YORK)
    assert (short.ends - short.starts, long.ends - long.starts) == (7 * HOUR, 9 * HOUR)
    none = between(FORWARD, Span(135, 165), NEW_YORK)
    assert none.ends <= none.starts


@given(days, minutes, minutes, zones)
def test_what_was_typed_comes_back_as_it_was(day: date, starts: int, ends: int, zone: ZoneInfo) -> None:
    """Hours as moments, and the moments as a date and minutes in the same zone: the same time."""
    hours = between(day, Span(starts, ends), zone)
    if hours.starts < hours.ends:
        on, span = local((hours.starts, hours.ends), zone)
        assert stretch_of(on, span, zone) == (hours.starts, hours.ends)


@given(days, minutes, minutes, zones, zones)
def test_in_another_zone_they_are_the_same_hours_and_at_most_an_hour_that_comes_twice(
    day: date, starts: int, ends: int, zone: ZoneInfo, other: ZoneInfo
) -> None:
    """Whoever takes them has all of them; minutes cannot tell the hour that comes twice from itself."""
    hours = between(day, Span(starts, ends), zone)
    if hours.ends <= hours.starts:
        return
    found = merged(stretch_of(on, span, other) for on, span in dates_of((hours.starts, hours.ends), other))
    assert len(found) == 1
    assert inside((hours.starts, hours.ends), found[0])
    assert inside(found[0], (hours.starts - HOUR, hours.ends + HOUR))


@given(days, minutes, minutes, minutes, minutes, zones)
def test_free_takes_out_just_these_hours(
    day: date, starts: int, ends: int, since: int, until: int, zone: ZoneInfo
) -> None:
    """What is left is what was planned without them, whatever day it began on; another team's hours stay."""
    weekly = tuple(
        Hours(f"{team}{number}", team, "p", number, Span(starts, ends), at_work=True)
        for number in range(7)
        for team in ("a", "b")
    )
    free = OneOff("f", "a", "p", day, Span(since, until), at_work=True, free=True)
    edges = [datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=count) for count in (-2, 3)]
    before = planned(Plan(hours=weekly).within(frozenset("a")), zone, *edges)
    plan = Plan(hours=weekly, dates=(free,))
    left = planned(plan.within(frozenset("a")), zone, *edges)
    assert left == without(before, [stretch_of(day, Span(since, until), zone)])
    assert planned(plan, zone, *edges) == planned(Plan(hours=weekly), zone, *edges)


@pytest.mark.parametrize(
    ("begins_in", "urgency", "waits"),
    [
        (timedelta(hours=-1), Urgency.NOW, timedelta(minutes=5)),
        (timedelta(hours=2), Urgency.NOW, timedelta(minutes=5)),
        (timedelta(hours=3), Urgency.TODAY, timedelta(minutes=45)),
        (timedelta(hours=24), Urgency.TODAY, timedelta(minutes=45)),
        (timedelta(hours=25), Urgency.THIS_WEEK, timedelta(hours=1)),  # a day before it begins
        (timedelta(hours=36), Urgency.THIS_WEEK, timedelta(hours=12)),
        (timedelta(days=9), Urgency.THIS_WEEK, timedelta(days=1)),
    ],
)
def test_how_long_it_waits_follows_from_when_it_begins(
    begins_in: timedelta, urgency: Urgency, waits: timedelta
) -> None:
    """Soon five minutes, within a day 45, later a day; and time is left to ask others."""
    hours = Between(NOW + begins_in, NOW + begins_in + 4 * HOUR)
    assert urgency_of(hours, NOW) is urgency
    wait = POLICIES[urgency].wait
    assert wait is not None
    assert waits_until(hours, wait, NOW) == NOW + waits
