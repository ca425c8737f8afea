"""Kinds of hours, and in which of somebody's hours it is known that their phone rings."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.hours import MINUTE, kinds_between, not_ringing, open_for, planned, ringing
from domain.kinds import EVERY_KIND, HourKind, kind_of
from domain.schedule import Choices, Hours, Plan, Span
from domain.support import Urgency
from tests.unit.test_hours import BACK, CHICAGO, DAY, FORWARD, HOUR, MONDAY, ZONES, local, weekly

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 400 * 1440).map(lambda minutes: FIRST + minutes * MINUTE)
zones = st.sampled_from(ZONES)
some_kinds = st.frozensets(st.sampled_from(HourKind))
spans = st.builds(Span, st.integers(0, 1439), st.integers(0, 1439))
rows = st.lists(
    st.builds(lambda day, span: Hours(f"{day}{span}", "t", "p", day, span, True), st.integers(0, 6), spans),
    max_size=4,
).map(tuple)


@pytest.mark.parametrize(
    ("weekday", "hour", "kind"),
    [
        (0, 8, HourKind.WORKDAY_DAY),
        (4, 16, HourKind.WORKDAY_DAY),
        (4, 17, HourKind.WORKDAY_EVENING),
        (4, 22, HourKind.WORKDAY_NIGHT),
        (5, 7, HourKind.WORKDAY_NIGHT),  # the end of Friday's night
        (5, 8, HourKind.WEEKEND_DAY),
        (6, 21, HourKind.WEEKEND_EVENING),
        (6, 23, HourKind.WEEKEND_NIGHT),
        (0, 3, HourKind.WEEKEND_NIGHT),  # the end of Sunday's night
    ],
)
def test_an_hour_is_of_a_kind_by_its_own_clock(weekday: int, hour: int, kind: HourKind) -> None:
    """Day from 8, evening from 17, night from 22; a night is of the day on which it begins."""
    for zone in ZONES:
        assert kind_of(local(zone, MONDAY + weekday * DAY, hour), zone) is kind


@settings(max_examples=300, deadline=None)
@given(moments, zones, st.integers(1, 14 * 24))
def test_by_chance_the_kinds_cover_all_time_once(at: datetime, zone, hours: int) -> None:  # type: ignore[no-untyped-def] # ZoneInfo has no strategy's type
    """Without a gap, in order, and each stretch is of its kind at its beginning and its end."""
    until = at + hours * HOUR
    found = list(kinds_between(zone, at, until))
    assert found[0][0][0] <= at
    assert found[-1][0][1] >= until
    assert all(one[0][1] == other[0][0] for one, other in pairwise(found))
    for (starts, ends), kind in found:
        assert kind_of(starts, zone) is kind is kind_of(ends - MINUTE, zone)


@pytest.mark.parametrize("zone", FORWARD, ids=str)
def test_a_night_in_which_clocks_change_is_one_night(zone) -> None:  # type: ignore[no-untyped-def] # as above
    """An hour shorter in spring, an hour longer in autumn, of one kind all through."""
    for changed, lasts in ((FORWARD[zone], 9), (BACK[zone], 11)):
        since = local(zone, changed - DAY, 22)
        [((starts, ends), kind)] = kinds_between(zone, since, since + HOUR)
        assert (starts, ends - starts) == (since, lasts * HOUR)
        assert kind is HourKind.WEEKEND_NIGHT
        assert {kind_of(starts + n * MINUTE, zone) for n in range(lasts * 60)} == {kind}


@settings(max_examples=300, deadline=None)
@given(moments, zones, rows, some_kinds, st.integers(1, 200))
def test_by_chance_it_rings_where_it_was_tested_and_planned(  # type: ignore[no-untyped-def] # as above
    at: datetime, zone, plan_rows: tuple[Hours, ...], rang: frozenset[HourKind], hours: int
) -> None:
    """Ringing hours are planned, and exactly those of a kind that rang; "now" asks nobody in others."""
    plan, until = Plan(Choices(rang=rang), plan_rows), at + hours * HOUR
    there, all_of_it = ringing(plan, zone, at, until), planned(plan, zone, at, until)
    for minute in range(0, hours * 60, 37):
        now = at + minute * MINUTE
        expected = any(a <= now < b for a, b in all_of_it) and kind_of(now, zone) in rang
        assert any(a <= now < b for a, b in there) is expected
        assert open_for(plan, Urgency.NOW, now, now, zone) is expected
    assert bool(all_of_it) is open_for(plan, Urgency.TODAY, at, until, zone)


def test_for_later_nobody_needs_a_test() -> None:
    """Work hours without any: nobody is asked for now, and they are for today and this week."""
    plan = Plan(hours=weekly(Span(540, 1020)).hours)
    noon = local(CHICAGO, MONDAY, 12)
    asked = {urgency: open_for(plan, urgency, noon, noon + DAY, CHICAGO) for urgency in Urgency}
    assert asked == {Urgency.NOW: False, Urgency.TODAY: True, Urgency.THIS_WEEK: True}


def test_who_opens_themselves_needs_no_test() -> None:
    """By their own tap they hold the phone."""
    noon = local(CHICAGO, MONDAY, 12)
    assert open_for(Plan(Choices(open_until=noon + HOUR)), Urgency.NOW, noon, noon, CHICAGO)


def test_an_early_test_counts_until_its_day() -> None:
    """Until then for every hour, after that for none that was not tested."""
    until = local(CHICAGO, MONDAY, 12)
    plan = Plan(hours=weekly(Span(540, 1020)).hours, counts_until=until)
    assert ringing(plan, CHICAGO, until - 3 * HOUR, until + 3 * HOUR) == [(until - 3 * HOUR, until)]
    assert not_ringing(plan, CHICAGO, until - 3 * HOUR, until + HOUR) == [(until, until + HOUR)]
    tested = Plan(Choices(rang=EVERY_KIND), plan.hours, counts_until=until)
    assert ringing(tested, CHICAGO, until - HOUR, until + HOUR) == [(until - HOUR, until + HOUR)]


def test_a_friday_s_test_says_nothing_of_a_saturday() -> None:
    """Phones are quiet by the day of the week, too."""
    plan = Plan(Choices(rang=frozenset({HourKind.WORKDAY_DAY})), weekly(Span(0, 0)).hours)
    found = ringing(plan, CHICAGO, local(CHICAGO, date(2026, 6, 5), 0), local(CHICAGO, date(2026, 6, 8), 0))
    assert [ends - starts for starts, ends in found] == [timedelta(hours=9)]
