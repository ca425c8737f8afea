"""When somebody can be asked: every rule by itself, and by chance, whatever the clocks do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from domain.hours import MINUTE, asleep, moment, on_leave, open_for, planned, stretch_of
from domain.kinds import EVERY_KIND
from domain.schedule import (
    WITH_SOMEBODY_FOR,
    Choices,
    Counts,
    Hours,
    Leave,
    OneOff,
    Plan,
    Rest,
    Span,
    Switch,
)
from domain.support import Urgency

NEW_YORK, CHICAGO = ZoneInfo("America/New_York"), ZoneInfo("America/Chicago")
LONDON, PHOENIX = ZoneInfo("Europe/London"), ZoneInfo("America/Phoenix")
ZONES = (NEW_YORK, CHICAGO, LONDON, PHOENIX)
FORWARD = {NEW_YORK: date(2026, 3, 8), CHICAGO: date(2026, 3, 8), LONDON: date(2026, 3, 29)}
BACK = {NEW_YORK: date(2026, 11, 1), CHICAGO: date(2026, 11, 1), LONDON: date(2026, 10, 25)}
JUMPS_AT = {NEW_YORK: 2 * 60, CHICAGO: 2 * 60, LONDON: 60}
"""The minute of the local day at which clocks go forward by an hour."""

FALLS_TO = {NEW_YORK: 60, CHICAGO: 60, LONDON: 60}
"""The minute that comes first of the hour that comes twice."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAY = date(2026, 6, 1)
NIGHT = Span(22 * 60, 6 * 60)
WORK = Span(9 * 60, 17 * 60)


def row(weekday: int, span: Span, *, at_work: bool = True, team: str = "t") -> Hours:
    return Hours(f"{weekday}{span}{at_work}", team, "p", weekday, span, at_work)


def weekly(span: Span, *weekdays: int, at_work: bool = True, **choices: object) -> Plan:
    rows = tuple(row(weekday, span, at_work=at_work) for weekday in weekdays or range(7))
    return Plan(Choices(rang=EVERY_KIND, **choices), rows)  # type: ignore[arg-type] # named fields, checked where they are made


def local(zone: ZoneInfo, day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone, fold=fold).astimezone(UTC)


def now_open(plan: Plan, now: datetime, zone: ZoneInfo, with_somebody: int = 0) -> bool:
    return open_for(plan, Urgency.NOW, now, now + 2 * HOUR, zone, with_somebody)


# Shifts


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_shift_begins_and_ends_to_the_minute(zone: ZoneInfo) -> None:
    """Open at nine, still open at 16:59:59, not at 17:00, not on a day without hours."""
    plan = weekly(WORK, 0)
    nine, five = local(zone, MONDAY, 9), local(zone, MONDAY, 17)
    second = timedelta(seconds=1)
    seen = [now_open(plan, at, zone) for at in (nine - second, nine, five - second, five, nine + DAY)]
    assert seen == [False, True, True, False, False]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_night_goes_past_midnight_and_over_the_week_s_end(zone: ZoneInfo) -> None:
    """Sunday, 22:00 to 6:00: open on Monday at five, not on Sunday at five."""
    plan = weekly(NIGHT, 6)
    sunday = MONDAY - DAY
    assert now_open(plan, local(zone, sunday, 23), zone)
    assert now_open(plan, local(zone, MONDAY, 5, 59), zone)
    assert not now_open(plan, local(zone, MONDAY, 6), zone)
    assert not now_open(plan, local(zone, sunday, 5), zone)


def test_the_same_minute_twice_is_a_whole_day() -> None:
    """From midnight to midnight, from noon to noon: 24 hours, and all seven of them the whole week."""
    assert Span(0, 0).minutes == Span(720, 720).minutes == Span(0, 1440).minutes == 1440
    assert [ends - starts for starts, ends in planned(weekly(Span(0, 0)), PHOENIX, local(PHOENIX, MONDAY, 0),
            local(PHOENIX, MONDAY, 0) + 7 * DAY)] == [7 * DAY]  # fmt: skip


# Daylight saving


@pytest.mark.parametrize("zone", FORWARD, ids=str)
def test_a_night_in_which_clocks_go_forward_is_an_hour_shorter(zone: ZoneInfo) -> None:
    """22:00 to 6:00 takes seven hours then, without a gap in it; and eight in every other night."""
    day = FORWARD[zone] - DAY
    starts, ends = stretch_of(day, NIGHT, zone)
    assert ends - starts == 7 * HOUR
    plan = weekly(NIGHT)
    assert all(now_open(plan, starts + minutes * MINUTE, zone) for minutes in range(7 * 60))
    assert not now_open(plan, ends, zone)
    starts, ends = stretch_of(day - DAY, NIGHT, zone)
    assert ends - starts == 8 * HOUR


@pytest.mark.parametrize("zone", BACK, ids=str)
def test_a_night_in_which_clocks_go_back_is_an_hour_longer(zone: ZoneInfo) -> None:
    """22:00 to 6:00 takes nine hours then: the hour that comes twice is worked twice."""
    starts, ends = stretch_of(BACK[zone] - DAY, NIGHT, zone)
    assert ends - starts == 9 * HOUR
    plan = weekly(NIGHT)
    assert all(now_open(plan, starts + minutes * MINUTE, zone) for minutes in range(9 * 60))


@pytest.mark.parametrize("zone", FORWARD, ids=str)
def test_hours_that_begin_or_end_in_the_gap_do_so_at_the_jump(zone: ZoneInfo) -> None:
    """No clock ever shows the half hour after the jump; hours wholly inside do not take place."""
    day, jump = FORWARD[zone], JUMPS_AT[zone]
    at = moment(day, jump, zone)
    assert moment(day, jump + 30, zone) == moment(day, jump + 59, zone) == at == moment(day, jump + 60, zone)
    assert stretch_of(day, Span(jump + 30, jump + 120), zone) == (at, at + HOUR)
    assert stretch_of(day, Span(jump - 60, jump + 30), zone) == (at - HOUR, at)
    inside = weekly(Span(jump + 10, jump + 50), day.weekday())
    assert planned(inside, zone, at - DAY, at + DAY) == []


@pytest.mark.parametrize("zone", BACK, ids=str)
def test_hours_in_the_hour_that_comes_twice_begin_first_and_end_last(zone: ZoneInfo) -> None:
    """From the first half past one to the second two o'clock, without a gap between."""
    day, twice = BACK[zone], FALLS_TO[zone]
    starts, ends = stretch_of(day, Span(twice + 30, twice + 60), zone)
    assert starts == local(zone, day, twice // 60, 30, fold=0)
    assert ends - starts == HOUR + 30 * MINUTE
    _, ends = stretch_of(day, Span(0, twice + 30), zone)
    assert ends == local(zone, day, twice // 60, 30, fold=1)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_work_hours_are_nine_to_five_on_the_wall_the_whole_year(zone: ZoneInfo) -> None:
    """Eight hours on each of 365 days, at nine by the wall's clock, in summer and in winter."""
    since = local(zone, date(2026, 1, 1), 0)
    found = planned(weekly(WORK), zone, since, local(zone, date(2027, 1, 1), 0))
    assert len(found) == 365
    assert {ends - starts for starts, ends in found} == {8 * HOUR}
    assert {starts.astimezone(zone).time().hour for starts, _ in found} == {9}


# Dates, leave, the agency's answer


def test_extra_hours_and_a_day_off() -> None:
    """A date adds hours, also on a day without any; a day off takes away what begins on it, to its end."""
    friday, saturday = date(2026, 6, 5), date(2026, 6, 6)
    extra = OneOff("d", "t", "p", saturday, Span(600, 660), at_work=True)
    off = OneOff("e", "t", "p", friday, None, at_work=True)
    plan = replace(weekly(NIGHT, 3, 4), dates=(extra, off))
    assert now_open(plan, local(CHICAGO, saturday, 10, 30), CHICAGO)
    assert not now_open(plan, local(CHICAGO, friday, 23), CHICAGO)
    assert not now_open(plan, local(CHICAGO, saturday, 3), CHICAGO)
    assert now_open(plan, local(CHICAGO, friday, 3), CHICAGO), "the night that began on Thursday"


def test_a_day_off_is_one_team_s() -> None:
    """Off in one team, not in the other; and only the hours of teams that are asked about count."""
    off = OneOff("e", "t", "p", MONDAY, None, at_work=True)
    plan = Plan(Choices(rang=EVERY_KIND), (row(0, WORK), row(0, WORK, team="u")), (off,))
    at = local(LONDON, MONDAY, 10)
    assert now_open(plan, at, LONDON)
    assert not now_open(plan.within(frozenset({"t"})), at, LONDON)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_leave_lasts_from_midnight_to_midnight(zone: ZoneInfo) -> None:
    """Until the last second before the first day, and from the first second after the last, in one's zone."""
    leave = Leave(MONDAY, MONDAY + DAY)
    plan = weekly(Span(0, 0), leaves=(leave,))
    first, after = local(zone, MONDAY, 0), local(zone, MONDAY + 2 * DAY, 0)
    second = timedelta(seconds=1)
    assert on_leave(plan.choices, zone, first)
    assert on_leave(plan.choices, zone, after - second)
    assert not on_leave(plan.choices, zone, first - second)
    assert not on_leave(plan.choices, zone, after)
    assert [now_open(plan, at, zone) for at in (first - second, first, after - second, after)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_night_of_leave_is_over_in_the_morning_after_too() -> None:
    """A shift that would have begun on the last day of leave is not worked on the morning after it."""
    plan = weekly(NIGHT, leaves=(Leave(MONDAY, MONDAY),))
    assert not now_open(plan, local(NEW_YORK, MONDAY + DAY, 3), NEW_YORK)
    assert now_open(plan, local(NEW_YORK, MONDAY + DAY, 23), NEW_YORK)
    assert not now_open(plan, local(NEW_YORK, MONDAY, 3), NEW_YORK), "on leave since midnight"


@pytest.mark.parametrize("counts", [None, *Counts])
def test_hours_off_shift_hold_only_with_an_answer(counts: Counts | None) -> None:
    """Without one, or with "not known", they do not exist (field.md 42); hours at work do."""
    at = local(CHICAGO, MONDAY, 10)
    answered = counts not in {None, Counts.NOT_KNOWN}
    assert now_open(weekly(WORK, at_work=False, counts=counts), at, CHICAGO) is answered
    assert now_open(weekly(WORK, at_work=True, counts=counts), at, CHICAGO)
    extra = OneOff("d", "t", "p", MONDAY, WORK, at_work=False)
    assert now_open(Plan(Choices(counts=counts, rang=EVERY_KIND), dates=(extra,)), at, CHICAGO) is answered


# What one chooses for oneself


def test_not_now_is_never_asked_and_company_both_ways_is() -> None:
    """Also not while open for right now; for no urgency."""
    at = local(CHICAGO, MONDAY, 10)
    for switch, urgency, opened in product(Switch, Urgency, (None, at + HOUR)):
        plan = weekly(WORK, switch=switch, open_until=opened)
        asked = open_for(plan, urgency, at, at + 7 * DAY, CHICAGO)
        assert asked is (switch is not Switch.NOT_NOW)


def test_open_right_now_needs_no_hours_and_ends_to_the_second() -> None:
    """Until the time that was chosen, for every urgency; on leave, never."""
    at = local(CHICAGO, MONDAY, 3)
    plan = Plan(Choices(open_until=at + HOUR))
    for urgency in Urgency:
        assert open_for(plan, urgency, at, at + DAY, CHICAGO)
        assert not open_for(plan, urgency, at + HOUR, at + DAY, CHICAGO)
    away = replace(plan, choices=replace(plan.choices, leaves=(Leave(MONDAY, MONDAY),)))
    assert not now_open(away, at, CHICAGO)


def test_a_clock_set_back_opens_nobody_for_longer_than_twelve_hours() -> None:
    """Opened until one hour from now; then the clock is a day behind: not open, until it fits again."""
    at = local(CHICAGO, MONDAY, 3)
    choices = Choices(open_until=at + HOUR)
    assert not choices.is_open(at - DAY)
    assert choices.is_open(at - 11 * HOUR)


def test_asleep_nothing_but_what_they_opened_themselves_for() -> None:
    """Nights, asleep from nine to five: hours in it do not count, right now does."""
    sleeper = weekly(Span(0, 0), sleep=WORK)
    at = local(NEW_YORK, MONDAY, 12)
    assert asleep(sleeper.choices, NEW_YORK, at)
    for urgency in Urgency:
        assert not open_for(sleeper, urgency, at, at + DAY, NEW_YORK)
    awake = local(NEW_YORK, MONDAY, 17)
    assert now_open(sleeper, awake, NEW_YORK)
    opened = replace(sleeper, choices=replace(sleeper.choices, open_until=at + HOUR))
    assert now_open(opened, at, NEW_YORK)


def test_a_sleep_over_midnight() -> None:
    """22:00 to 6:00: asleep at 22:00 and at 5:59, awake at 6:00; in a night of nine hours, all nine."""
    choices = Choices(sleep=NIGHT)
    day = BACK[CHICAGO]
    asleep_at = [asleep(choices, CHICAGO, local(CHICAGO, day, hour, minute)) for hour, minute in
                 ((22, 0), (5, 59), (6, 0), (21, 59))]  # fmt: skip
    assert asleep_at == [True, True, False, False]
    assert asleep(choices, CHICAGO, local(CHICAGO, day, 1, 30, fold=1))


def test_at_their_limit_nobody_is_asked() -> None:
    """One call by default; with two allowed, the second; four hours after the last yes it counts no more."""
    at = local(CHICAGO, MONDAY, 10)
    plan = weekly(Span(0, 0), said_yes_at=at)
    assert [now_open(plan, at, CHICAGO, calls) for calls in (0, 1)] == [True, False]
    two = weekly(Span(0, 0), said_yes_at=at, most_open=2)
    assert [now_open(two, at, CHICAGO, calls) for calls in (1, 2, 3)] == [True, False, False]
    later = at + WITH_SOMEBODY_FOR
    assert not now_open(plan, later - MINUTE, CHICAGO, 1)
    assert now_open(plan, later, CHICAGO, 1)
    unknown = weekly(Span(0, 0))
    assert not now_open(unknown, at, CHICAGO, 1), "with somebody, and when they said yes is not known"


@pytest.mark.parametrize("rest", Rest)
def test_a_rest_after_a_yes(rest: Rest) -> None:
    """Nobody is asked in it, also not while open for right now; then again. A clock set back ends none."""
    at = local(CHICAGO, MONDAY, 10)
    plan = weekly(Span(0, 0), rest=rest, said_yes_at=at, open_until=at + 5 * HOUR)
    assert now_open(plan, at, CHICAGO) is (rest is Rest.NONE)
    assert now_open(plan, at - HOUR, CHICAGO) is (rest is Rest.NONE)
    assert now_open(plan, at + rest.lasts, CHICAGO)
    assert now_open(plan, at - 7 * DAY, CHICAGO), "a clock that was far ahead holds nobody for a week"


def test_today_and_this_week_look_ahead() -> None:
    """For "now" only who is in their hours; for "today" who has some before its end; then within the week."""
    tuesday = weekly(WORK, 1)
    at = local(NEW_YORK, MONDAY, 12)
    ends = {
        Urgency.NOW: at + 2 * HOUR,
        Urgency.TODAY: local(NEW_YORK, MONDAY + DAY, 4),
        Urgency.THIS_WEEK: at + 7 * DAY,
    }
    asked = {urgency: open_for(tuesday, urgency, at, until, NEW_YORK) for urgency, until in ends.items()}
    assert asked == {Urgency.NOW: False, Urgency.TODAY: False, Urgency.THIS_WEEK: True}
    evening = weekly(Span(18 * 60, 20 * 60), 0)
    assert open_for(evening, Urgency.TODAY, at, ends[Urgency.TODAY], NEW_YORK)
    assert not open_for(evening, Urgency.TODAY, local(NEW_YORK, MONDAY, 20), ends[Urgency.TODAY], NEW_YORK)


def test_the_asker_s_day_in_another_zone_ends_elsewhere() -> None:
    """What is left of the asker's day in London may hold hours of somebody in Phoenix, or not any more."""
    plan = weekly(Span(20 * 60, 22 * 60))
    at = local(LONDON, MONDAY, 12)  # 4 in the morning in Phoenix; the day ends at 4 in London, 20 there
    until = local(LONDON, MONDAY + DAY, 4)
    assert not open_for(plan, Urgency.TODAY, at, until, PHOENIX)
    assert open_for(plan, Urgency.TODAY, at, until + MINUTE, PHOENIX)


def test_who_chose_nothing_is_asked_for_nothing() -> None:
    """No hours, not open: not now, not today, not this week."""
    at = local(CHICAGO, MONDAY, 12)
    assert not any(open_for(Plan(), urgency, at, at + 7 * DAY, CHICAGO) for urgency in Urgency)
    assert not Plan().has_hours
