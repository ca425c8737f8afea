"""When somebody can be asked: their hours and what they choose for themselves, changed by nobody else."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from care import check_ins, cover, support
from care.asking import is_ready, redraw
from care.cards import alert_scene, asker_scene
from care.errors import DoesNotFit, NothingThere, NotYours
from care.readers import joined, reader_of
from care.ring_tests import tests_of
from care.rings import own_ring
from domain.cards import CardKind, Priority
from domain.hours import asleep
from domain.ids import new_id
from domain.people import Person, Team
from domain.scenes import AlertState
from domain.schedule import (
    ASKED_AGAIN_AFTER,
    GLAD_MOST,
    MOST_OPEN,
    OPEN_AT_MOST,
    Choices,
    Counts,
    Hours,
    Leave,
    OneOff,
    Rest,
    Span,
    Switch,
)
from domain.schedule_scenes import MyHoursScene
from domain.support import Between, RequestState
from storage import UnitOfWork

WORK_DAYS = range(5)
WORK_HOURS = Span(9 * 60, 17 * 60)
MOST_ROWS = 70
"""How many weekly rows one person may have: ten for each day."""

MOST_DATES = 60
A_YEAR = timedelta(days=366)


def my_hours(work: UnitOfWork, person_id: str, now: datetime) -> MyHoursScene:
    """Return all there is of one's own schedule. Raises `NotYours` for who cannot be asked in any team."""
    person, teams = _asked_in(work, person_id)
    plan = work.schedules.plan(person_id).within(frozenset(team.id for team in teams))
    return MyHoursScene(
        reader=reader_of(work, person),
        teams=tuple((team.id, team.name) for team in teams),
        outside=frozenset(member.team_id for _, member in work.teams.of_person(person_id) if member.outside),
        plan=plan,
        open_until=plan.choices.open_until if plan.choices.is_open(now) else None,
        mine=tuple(asker_scene(work, request, person) for request in work.support.open_of(person_id)),
        asked_of_me=tuple(
            scene
            for request in work.support.asked_of(person_id)
            for turn in work.support.turns(request.id)
            if turn.person_id == person_id
            and (scene := alert_scene(work, request, turn, person)).state
            in {AlertState.ASKED, AlertState.YOURS}
        ),
        today=now.astimezone(ZoneInfo(person.zone)).date(),
        coming=tuple(Between(*one) for one in cover.coming(work, person, now)),
        tests=tests_of(work, person, plan, now),
        ring=own_ring(work, person_id, now),
    )


def after(
    work: UnitOfWork, person_id: str, change: Callable[[UnitOfWork, str], None], now: datetime
) -> MyHoursScene:
    """Change something of one's own schedule, and return how it is then."""
    change(work, person_id)
    return my_hours(work, person_id, now)


def open_now(work: UnitOfWork, person_id: str, lasts: timedelta, now: datetime) -> None:
    """ "You can ask me right now", for at most twelve hours; nothing, or less, ends it at once.

    By this tap a rest is over, too, and a switch on "not now" is as usual again.
    """
    _asked_in(work, person_id)
    choices = work.schedules.plan(person_id).choices
    if lasts <= timedelta():
        _keep(work, person_id, replace(choices, open_until=None), now)
        return
    usual = choices.switch is Switch.NOT_NOW
    said_yes_at = None if choices.rests(now) else choices.said_yes_at
    opened = replace(
        choices,
        open_until=now + min(lasts, OPEN_AT_MOST),
        said_yes_at=said_yes_at,
        switch=Switch.AS_USUAL if usual else choices.switch,
    )
    _keep(work, person_id, opened, now)


def set_switch(work: UnitOfWork, person_id: str, switch: Switch, now: datetime) -> None:
    """Turn one's own switch: no reason, shown to nobody, asked about again after seven days.

    With "not now" what is waiting for their answer goes on without them, as if they had passed.
    """
    _asked_in(work, person_id)
    choices = work.schedules.plan(person_id).choices
    closed = None if switch is Switch.NOT_NOW else choices.open_until
    _keep(work, person_id, replace(choices, switch=switch, switch_at=now, open_until=closed), now)
    work.cards.bump(_switch_key(person_id), Priority.ANSWER)
    if switch is Switch.NOT_NOW:
        for request in work.support.asked_of(person_id):
            if request.state is RequestState.OPEN:
                support.pass_on(work, person_id, request.id, now)


def work_hours(work: UnitOfWork, person_id: str, team_id: str) -> None:
    """Work hours, Monday to Friday, nine to five: the two taps of somebody who just became ready."""
    add_hours(work, person_id, team_id, WORK_DAYS, WORK_HOURS, at_work=True)


def add_hours(
    work: UnitOfWork, person_id: str, team_id: str, weekdays: Collection[int], span: Span, *, at_work: bool
) -> None:
    """Add weekly hours; those that are there already stay as they are.

    Raises `DoesNotFit` where they lie in one's sleep, or are too many, `NotYours` for another's team.
    """
    _require_team(work, person_id, team_id)
    plan = work.schedules.plan(person_id)
    if plan.choices.sleep is not None and _meet(span, plan.choices.sleep):
        raise DoesNotFit("sleep")
    there = {(row.team_id, row.weekday, row.span) for row in plan.hours}
    rows = [
        Hours(new_id(), team_id, person_id, weekday, span, at_work)
        for weekday in sorted(set(weekdays))
        if (team_id, weekday, span) not in there
    ]
    if len(plan.hours) + len(rows) > MOST_ROWS:
        raise DoesNotFit("many")
    work.schedules.add_hours(rows)
    redraw(work, person_id)


def remove(work: UnitOfWork, person_id: str, keys: Collection[str], now: datetime) -> None:
    """Take out weekly hours, dates and leaves of one's own by their keys; keys of others do nothing."""
    plan = work.schedules.plan(person_id)
    taken = [row.id for row in plan.hours if row.key in keys]
    taken += [one.id for one in plan.dates if one.key in keys]
    work.schedules.remove(person_id, taken)
    left = tuple(leave for leave in plan.choices.leaves if leave.key not in keys)
    if left != plan.choices.leaves:
        work.schedules.keep(person_id, replace(plan.choices, leaves=left), now)
    redraw(work, person_id)


def add_date(
    work: UnitOfWork,
    person_id: str,
    team_id: str,
    on: date,
    span: Span | None,
    now: datetime,
    *,
    at_work: bool = True,
) -> None:
    """Add a date with hours of its own, or, without `span`, a day off.

    Raises `DoesNotFit` for a day that is past or more than a year away, hours in one's sleep, too many.
    """
    person = _require_team(work, person_id, team_id)
    plan = work.schedules.plan(person_id)
    _require_day(person, on, now)
    if span is not None and plan.choices.sleep is not None and _meet(span, plan.choices.sleep):
        raise DoesNotFit("sleep")
    if any((one.team_id, one.on, one.span, one.free) == (team_id, on, span, False) for one in plan.dates):
        return
    if len(plan.dates) >= MOST_DATES:
        raise DoesNotFit("many")
    work.schedules.add_date(OneOff(new_id(), team_id, person_id, on, span, at_work))
    redraw(work, person_id)


def add_leave(work: UnitOfWork, person_id: str, first: date, last: date, now: datetime) -> None:
    """Away from the first day to the last, for every team. Raises `DoesNotFit` for days that are past, more
    than a year away, or the wrong way round."""
    person, _ = _asked_in(work, person_id)
    _require_day(person, last, now)
    if last < first or last - first > A_YEAR:
        raise DoesNotFit("order")
    choices = work.schedules.plan(person_id).choices
    today = now.astimezone(ZoneInfo(person.zone)).date()
    kept = [leave for leave in choices.leaves if leave.last >= today]
    leaves = sorted({*kept, Leave(first, last)}, key=lambda leave: (leave.first, leave.last))
    if len(leaves) > MOST_DATES:
        raise DoesNotFit("many")
    _keep(work, person_id, replace(choices, leaves=tuple(leaves)), now)


def set_sleep(work: UnitOfWork, person_id: str, span: Span | None, now: datetime) -> None:
    """Say when one sleeps. Raises `DoesNotFit` where weekly hours lie in it."""
    _asked_in(work, person_id)
    plan = work.schedules.plan(person_id)
    if span is not None and any(_meet(row.span, span) for row in plan.hours):
        raise DoesNotFit("hours")
    _keep(work, person_id, replace(plan.choices, sleep=span), now)


def set_counts(work: UnitOfWork, person_id: str, counts: Counts, now: datetime) -> None:
    """Say how the agency counts the time; without an answer no hours off shift hold (field.md 42)."""
    _asked_in(work, person_id)
    _keep(work, person_id, replace(work.schedules.plan(person_id).choices, counts=counts), now)


def set_limit(work: UnitOfWork, person_id: str, most_open: int, rest: Rest, now: datetime) -> None:
    """Say with how many calls one is at once, and how long one is left alone after a yes."""
    _asked_in(work, person_id)
    if most_open not in MOST_OPEN:
        raise DoesNotFit("limit")
    choices = work.schedules.plan(person_id).choices
    _keep(work, person_id, replace(choices, most_open=most_open, rest=rest), now)


def set_glad(work: UnitOfWork, person_id: str, line: str, now: datetime) -> None:
    """Write one's line on what one is glad to be asked about; an empty one takes it away."""
    _asked_in(work, person_id)
    glad = " ".join(line.split())[:GLAD_MOST]
    _keep(work, person_id, replace(work.schedules.plan(person_id).choices, glad=glad), now)


def set_outside(work: UnitOfWork, person_id: str, team_id: str, *, may: bool) -> None:
    """Say whether people outside a team may ask one too. Raises `NotYours` where nobody in it may."""
    _require_team(work, person_id, team_id)
    member = work.teams.member(team_id, person_id)
    if member is not None:
        work.teams.put_member(replace(member, outside=may))


def look_again(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Look at every record once in a while: whose switch has not been as usual for a week is asked how it is
    now (field.md 34), not in their sleep. Return whether there is more to do."""
    due = work.schedules.to_look_at(now, limit)
    for person_id in due:
        person = work.people.by_id(person_id)
        if person is None:
            work.schedules.forget(person_id)
            continue
        work.schedules.looked_at(person_id, now)
        choices = work.schedules.plan(person_id).choices
        awake = not asleep(choices, ZoneInfo(person.zone), now)
        asked_again = person.active and awake and choices.to_be_asked_again(now)
        if asked_again and not check_ins.is_near(work, person_id, now):  # one of ours in three days (37)
            _ask_about_switch(work, person_id, now)
            work.schedules.keep(person_id, replace(choices, switch_at=now), now)
    return len(due) == limit


def _ask_about_switch(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Ask by a new card, in place of an older one: the update of one makes no sound."""
    key = _switch_key(person_id)
    work.cards.drop(key)
    work.cards.want(key, CardKind.SWITCH, person_id, person_id, Priority.REST, now + ASKED_AGAIN_AFTER)


def _switch_key(person_id: str) -> str:
    return f"switch:{person_id}"


def only_team(work: UnitOfWork, person_id: str) -> str:
    """Return the team in which somebody can be asked, the first by name where there are several."""
    return _asked_in(work, person_id)[1][0].id


def _asked_in(work: UnitOfWork, person_id: str) -> tuple[Person, list[Team]]:
    """Return somebody and the teams in which they can be asked. Raises `NotYours` where there is none."""
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    teams = [team for team, member in joined(work, person_id) if is_ready(member)]
    if not teams:
        raise NotYours("cannot be asked in any team")
    return person, teams


def _require_team(work: UnitOfWork, person_id: str, team_id: str) -> Person:
    person, teams = _asked_in(work, person_id)
    if team_id not in {team.id for team in teams}:
        raise NotYours("cannot be asked in this team")
    return person


def _require_day(person: Person, day: date, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(person.zone)).date()
    if not today <= day <= today + A_YEAR:
        raise DoesNotFit("day")


def _meet(one: Span, every_day: Span) -> bool:
    """Whether a span shares a minute with one that comes back every day."""
    return any(one.meets(every_day, days) for days in (-1, 0, 1))


def _keep(work: UnitOfWork, person_id: str, choices: Choices, now: datetime) -> None:
    work.schedules.keep(person_id, choices, now)
    redraw(work, person_id)
