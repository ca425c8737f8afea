"""The rules of hours, by chance: whatever hours somebody has, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.hours import MINUTE, asleep, merged, moment, open_for, planned, without
from domain.kinds import EVERY_KIND
from domain.schedule import Choices, Hours, Plan, Span
from domain.support import Urgency

ZONES = tuple(map(ZoneInfo, ("America/New_York", "America/Chicago", "Europe/London", "America/Phoenix")))
CHANGES = {date(2026, 3, 8), date(2026, 11, 1), date(2026, 3, 29), date(2026, 10, 25)}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def row(weekday: int, span: Span) -> Hours:
    return Hours(f"{weekday}{span}", "t", "p", weekday, span, at_work=True)


TESTED = Choices(rang=EVERY_KIND)
FIRST = datetime(2025, 12, 1, tzinfo=UTC)
moments = st.integers(0, 425 * 1440).map(lambda minutes: FIRST + minutes * MINUTE)
minutes = st.integers(0, 1439)
spans = st.builds(Span, minutes, minutes)
zones = st.sampled_from(ZONES)


@settings(max_examples=400, deadline=None)
@given(moments, zones, spans, st.integers(0, 6))
def test_by_chance_open_is_what_the_wall_s_clock_says(
    at: datetime, zone: ZoneInfo, span: Span, day: int
) -> None:
    """Away from the two days on which clocks change, somebody is open exactly while a clock on their wall
    shows a time within their hours."""
    wall = at.astimezone(zone)
    if CHANGES & {wall.date() + timedelta(days=days) for days in (-1, 0, 1)}:
        return
    minute = wall.hour * 60 + wall.minute
    today = (minute - span.starts) if wall.weekday() == day else -1
    yesterday = (minute + 1440 - span.starts) if (wall.weekday() - 1) % 7 == day else -1
    expected = any(0 <= since < span.minutes for since in (today, yesterday))
    assert open_for(Plan(TESTED, (row(day, span),)), Urgency.NOW, at, at, zone) is expected


@settings(max_examples=300, deadline=None)
@given(
    moments, zones, st.lists(st.tuples(spans, st.integers(0, 6)), max_size=5), spans, st.integers(1, 7 * 24)
)
def test_by_chance_now_is_within_today_within_the_week(
    at: datetime, zone: ZoneInfo, rows: list[tuple[Span, int]], sleep: Span, hours: int
) -> None:
    """Who can be asked now can be for a longer time too; nobody can be asleep; more hours ask nobody less."""
    plan = Plan(Choices(sleep=sleep, rang=EVERY_KIND), tuple(row(day, span) for span, day in rows))
    now, today, week = (
        open_for(plan, urgency, at, at + hours * HOUR * factor, zone)
        for urgency, factor in ((Urgency.NOW, 1), (Urgency.TODAY, 1), (Urgency.THIS_WEEK, 2))
    )
    assert now <= today <= week
    if asleep(plan.choices, zone, at):
        assert not week
    more = replace(plan, hours=(*plan.hours, row(0, Span(0, 0))))
    assert week <= open_for(more, Urgency.THIS_WEEK, at, at + hours * HOUR * 2, zone)


@settings(max_examples=300, deadline=None)
@given(moments, zones, st.lists(st.tuples(spans, st.integers(0, 6)), max_size=6), st.integers(1, 200))
def test_by_chance_planned_hours_are_in_order_without_overlaps(
    at: datetime, zone: ZoneInfo, rows: list[tuple[Span, int]], hours: int
) -> None:
    """And cut in two anywhere they are the same hours."""
    plan = Plan(hours=tuple(row(day, span) for span, day in rows))
    until = at + hours * HOUR
    found = planned(plan, zone, at, until)
    assert all(at <= starts < ends <= until for starts, ends in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    middle = at + hours * HOUR / 2
    assert merged([*planned(plan, zone, at, middle), *planned(plan, zone, middle, until)]) == found


@settings(max_examples=300, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), zones, minutes, minutes)
def test_by_chance_minutes_of_a_day_come_in_order(day: date, zone: ZoneInfo, one: int, other: int) -> None:
    """A later minute never comes before an earlier one, whatever the clocks do; the first before the last."""
    first, second = sorted((one, other))
    assert moment(day, first, zone) <= moment(day, second, zone)
    assert moment(day, first, zone, last=True) <= moment(day, second, zone, last=True)
    assert moment(day, first, zone) <= moment(day, first, zone, last=True)
    assert moment(day, 1440, zone) == moment(day + DAY, 0, zone)


stretches = st.lists(
    st.tuples(moments, st.integers(1, 600)).map(lambda given: (given[0], given[0] + given[1] * MINUTE)),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(stretches, stretches, moments)
def test_by_chance_taking_out_takes_out_and_nothing_else(
    kept: list[tuple[datetime, datetime]], holes: list[tuple[datetime, datetime]], at: datetime
) -> None:
    """A moment is left where it was kept and lay in no hole."""

    def within(found: list[tuple[datetime, datetime]]) -> bool:
        return any(starts <= at < ends for starts, ends in found)

    assert within(without(kept, holes)) is (within(kept) and not within(holes))


@settings(max_examples=200, deadline=None)
@given(spans, spans, st.integers(-1, 1))
def test_by_chance_spans_meet_where_they_share_a_minute(one: Span, other: Span, days: int) -> None:
    """The same by counting minutes, and the same seen from the other one."""
    mine = set(range(one.starts, one.starts + one.minutes))
    begins = days * 1440 + other.starts
    assert one.meets(other, days) is bool(mine & set(range(begins, begins + other.minutes)))
    assert one.meets(other, days) is other.meets(one, -days)
