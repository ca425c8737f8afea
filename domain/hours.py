"""Hours in real time: what somebody's local hours mean as moments, whatever their clocks do.

Where clocks go forward, hours that fall into the gap begin or end at the jump. Where they go back, the hour
that comes twice belongs to its hours both times: they begin with the first and end with the second.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from domain.kinds import DAY_FROM, EVENING_FROM, NIGHT_FROM, HourKind, kinds_of_day
from domain.schedule import Choices, Plan, Span
from domain.support import Urgency

Stretch = tuple[datetime, datetime]
"""From a moment (aware, UTC) to another, not included."""

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def moment(day: date, minute: int, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """Return when a local day reaches a minute (0 to 2880), in UTC; with `last`, the second time where it
    comes twice. A minute that the clocks jump over is reached at the jump."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early <= late:
        return late if last else early
    return _jump(late, early, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the minute between two moments at which a zone's clocks go forward."""
    new = after.astimezone(zone).utcoffset()
    low, high = 0, int((after - before) / MINUTE)
    while low < high:
        middle = (low + high) // 2
        if (before + middle * MINUTE).astimezone(zone).utcoffset() == new:
            high = middle
        else:
            low = middle + 1
    return before + low * MINUTE


def stretch_of(day: date, span: Span, zone: ZoneInfo) -> Stretch:
    """Return a local span that begins on a day, in real time; it may be empty where clocks go forward."""
    return moment(day, span.starts, zone), moment(day, span.starts + span.minutes, zone, last=True)


def planned(plan: Plan, zone: ZoneInfo, since: datetime, until: datetime) -> list[Stretch]:
    """Return the planned hours between two moments, in order, without overlaps.

    Leave is taken out of them, and so are hours off shift as long as it is not known how the agency counts
    that time (field.md 42). Sleep, rest and switch are not looked at: these are hours, not whether somebody
    can be asked. A shift that begins on a day off or of leave does not count on the morning after either.
    """
    found = merged(_worked(plan, zone, since, until))
    away = [
        (moment(leave.first, 0, zone), moment(leave.last + DAY, 0, zone)) for leave in plan.choices.leaves
    ]
    return _cut(without(found, merged(away)), since, until)


def _worked(plan: Plan, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Stretch]:
    """Yield the hours that begin on each day, without those in which somebody else is there instead."""
    teams = {one.team_id for one in plan.dates if one.free}
    others = replace(
        plan,
        hours=tuple(row for row in plan.hours if row.team_id not in teams),
        dates=tuple(one for one in plan.dates if one.team_id not in teams),
    )
    yield from (stretch_of(day, span, zone) for day, span in _begun(others, zone, since, until))
    for team_id in teams:
        own = plan.within(frozenset({team_id}))
        hours = [stretch_of(day, span, zone) for day, span in _begun(own, zone, since, until)]
        free = [stretch_of(one.on, one.span, zone) for one in own.dates if one.free and one.span]
        yield from without(merged(hours), merged(free))


def _begun(plan: Plan, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[date, Span]]:
    """Yield the spans that begin on each local day from before `since` to `until`, with their day."""
    off = {(one.team_id, one.on) for one in plan.dates if one.span is None}
    counted = plan.choices.off_shift_counts
    for day in _days(since, until, zone):
        if any(leave.holds(day) for leave in plan.choices.leaves):
            continue
        for row in plan.hours:
            if row.weekday == day.weekday() and (row.team_id, day) not in off and (row.at_work or counted):
                yield day, row.span
        for one in plan.dates:
            if one.on == day and one.span is not None and not one.free and (one.at_work or counted):
                yield day, one.span


def kinds_between(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[Stretch, HourKind]]:
    """Yield the kinds of hours between two moments, in order: each whole, with its stretch."""
    edges = (DAY_FROM, EVENING_FROM, NIGHT_FROM, DAY_FROM + 24 * 60)
    for day in _days(since, until, zone):
        parts = pairwise(moment(day, edge, zone) for edge in edges)
        for (starts, ends), kind in zip(parts, kinds_of_day(day), strict=True):
            if starts < until and since < ends:
                yield (starts, ends), kind


def ringing(plan: Plan, zone: ZoneInfo, since: datetime, until: datetime) -> list[Stretch]:
    """Return the planned hours between two moments in which somebody's phone would ring, in order: those of a
    kind in which it rang in a test (issue 3, models.md 4)."""
    return without(planned(plan, zone, since, until), not_ringing(plan, zone, since, until))


def not_ringing(plan: Plan, zone: ZoneInfo, since: datetime, until: datetime) -> list[Stretch]:
    """Return the stretches between two moments of which nobody knows whether their phone rings, in order."""
    if plan.another_ring:
        return []
    begins = since if plan.counts_until is None else max(since, plan.counts_until)
    kinds = kinds_between(zone, begins, until)
    return _cut([stretch for stretch, kind in kinds if kind not in plan.choices.rang], begins, until)


def after_a_working_day(plan: Plan, zone: ZoneInfo, since: datetime) -> datetime:
    """Return when somebody's first planned hours are over that begin after `since`: one working day of their
    own week. Without hours in the coming week it is one day."""
    week = planned(plan, zone, since, since + 8 * DAY)
    return next((ends for starts, ends in week if starts > since), since + DAY)


def asleep(choices: Choices, zone: ZoneInfo, now: datetime) -> bool:
    """Whether somebody sleeps at a moment."""
    return wakes(choices, zone, now) is not None


def wakes(choices: Choices, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when the sleep ends that somebody is in, or None where they are awake."""
    found = sleep(choices, zone, now, now + MINUTE)
    return next((ends for starts, ends in found if starts <= now < ends), None)


def sleep(choices: Choices, zone: ZoneInfo, since: datetime, until: datetime) -> list[Stretch]:
    """Return the stretches of sleep that touch the time between two moments, whole, in order."""
    if choices.sleep is None:
        return []
    found = merged(stretch_of(day, choices.sleep, zone) for day in _days(since, until, zone))
    return [(starts, ends) for starts, ends in found if starts < until and since < ends]


def on_leave(choices: Choices, zone: ZoneInfo, now: datetime) -> bool:
    """Whether it is a day of leave where somebody is."""
    day = now.astimezone(zone).date()
    return any(leave.holds(day) for leave in choices.leaves)


def is_away(choices: Choices, zone: ZoneInfo, since: datetime, until: datetime) -> bool:
    """Whether a day of leave touches the time between two moments."""
    first, last = since.astimezone(zone).date(), (until - MINUTE).astimezone(zone).date()
    return any(leave.first <= last and first <= leave.last for leave in choices.leaves)


def open_for(
    plan: Plan, urgency: Urgency, now: datetime, until: datetime, zone: ZoneInfo, with_somebody: int = 0
) -> bool:
    """Whether somebody can be asked at `now` for a call of this urgency.

    For "now" they are in hours in which their phone rings, or opened themselves for right now. For "today"
    and "this week" they have hours, or are open, before `until`: the end of the asker's day, or of seven
    days. Never while their switch is on "not now", on leave, at their limit (`with_somebody`: how many calls
    they are with), at rest, or asleep; they may open themselves for right now in their sleep. "Company both
    ways" stays askable.
    """
    choices = plan.choices
    if not choices.takes_calls(now, with_somebody) or on_leave(choices, zone, now):
        return False
    if choices.is_open(now):
        return True
    if asleep(choices, zone, now):
        return False
    end = now + MINUTE if urgency is Urgency.NOW else until
    there = ringing if urgency is Urgency.NOW else planned
    awake = without(there(plan, zone, now, end), sleep(choices, zone, now, end))
    return any(starts <= now for starts, _ in awake) if urgency is Urgency.NOW else bool(awake)


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that touch made one, empty ones left out."""
    found: list[Stretch] = []
    for starts, ends in sorted(one for one in stretches if one[0] < one[1]):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found


def without(stretches: Iterable[Stretch], holes: Iterable[Stretch]) -> list[Stretch]:
    """Return what is left of stretches when other ones are taken out of them."""
    left = list(stretches)
    for begins, ends in holes:
        left = [
            piece
            for one in left
            for piece in ((one[0], min(one[1], begins)), (max(one[0], ends), one[1]))
            if piece[0] < piece[1]
        ]
    return left


def _cut(stretches: Iterable[Stretch], since: datetime, until: datetime) -> list[Stretch]:
    cut = ((max(starts, since), min(ends, until)) for starts, ends in stretches)
    return [one for one in cut if one[0] < one[1]]


def _days(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Yield the local days on which something can begin that lasts a day at most and reaches in between."""
    day = since.astimezone(zone).date() - 2 * DAY
    last = until.astimezone(zone).date()
    while day <= last:
        yield day
        day += DAY
