"""A swap: a yes to cover moves the asker's own on-call hours to who said it, and a way back moves them back.

Nothing on the schedule tells that hours were moved, or whose they were: who said yes has dates with hours of
their own, and the asker dates on which they are free.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from care import turns
from care.asking import is_ready, redraw
from care.readers import joined
from domain.cover import dates_of, local, whole_minutes
from domain.hours import Stretch, planned, stretch_of
from domain.ids import new_id
from domain.people import Person
from domain.scenes import Moved
from domain.schedule import OneOff, Plan
from domain.support import Between, Kind, RequestState, SupportRequest
from storage import UnitOfWork


def has_hours_in(work: UnitOfWork, person: Person, hours: Between, now: datetime) -> bool:
    """Whether some of somebody's own planned hours lie in these, so that a yes would move them."""
    plan, zone = work.schedules.plan(person.id), ZoneInfo(person.zone)
    return bool(planned(plan, zone, max(hours.starts, now), hours.ends))


def taken(work: UnitOfWork, request: SupportRequest, now: datetime) -> SupportRequest:
    """Return an accepted call; if it is for cover, its hours are moved now, and the asker's other calls for
    the same hours are over, since somebody has them."""
    hours = request.ask.between if request.ask else None
    if hours is None:
        return request
    for other in work.support.open_of(request.asker_id):
        same = other.id != request.id and other.ask is not None and other.ask.between == hours
        if same and other.state is RequestState.OPEN:
            turns.end(work, other, RequestState.DONE)
    return _moved(work, request, hours, now)


def put_back(work: UnitOfWork, request: SupportRequest, now: datetime, *, to_asker: bool) -> SupportRequest:
    """Return a call whose yes does not hold any more, or that is taken back; its hours are moved back.

    Before they begin they are the asker's again, as if nothing had been. Once they have begun, who had them
    is not there any longer, and the asker has gone: then they are the asker's only with `to_asker`, by their
    own word. Else nobody has them, which the schedule shows as the gap that it is.
    """
    ask = request.ask
    if ask is None or ask.between is None or not ask.moved:
        return request
    begun = ask.between.starts < now
    left: list[str] = []
    for person_id in {request.asker_id, request.accepted_by} - {None}:
        for one in _of(work, person_id or "", ask.moved):
            if one.free and begun and not to_asker:
                left.append(one.id)
                continue
            work.schedules.remove(one.person_id, [one.id])
            if begun:
                _keep_what_is_past(work, one, now)
        redraw(work, person_id or "")
    return replace(request, ask=replace(ask, moved=tuple(left)))


def where(work: UnitOfWork, request: SupportRequest) -> Moved:
    """Return where the hours of a call for cover stand on the schedule."""
    ask = request.ask
    if ask is None or ask.kind is not Kind.COVER or not ask.moved:
        return Moved.NONE
    has = request.accepted_by is not None and bool(_of(work, request.accepted_by, ask.moved))
    return Moved.TO_WHO_SAID_YES if has else Moved.NOBODYS


def _moved(work: UnitOfWork, request: SupportRequest, hours: Between, now: datetime) -> SupportRequest:
    """Move what is left of the asker's planned hours within these. Who said yes has them where people can
    ask them; the asker is free in any case."""
    asker, keeper = (work.people.by_id(one or "") for one in (request.asker_id, request.accepted_by))
    if asker is None or keeper is None or request.ask is None:
        return request
    work.schedules.remove(asker.id, request.ask.moved)
    since = max(hours.starts, whole_minutes(now))
    ready = {team.id for team, member in joined(work, keeper.id) if is_ready(member)}
    made: list[OneOff] = []
    teams: set[str] = set()
    for team_id, at_work, stretch in _planned_in(work, asker, (since, hours.ends)):
        teams.add(team_id)
        if team_id in ready:
            for day, span in dates_of(stretch, ZoneInfo(keeper.zone)):
                made.append(OneOff(new_id(), team_id, keeper.id, day, span, at_work))
    for team_id in sorted(teams):
        for day, span in dates_of((since, hours.ends), ZoneInfo(asker.zone)):
            made.append(OneOff(new_id(), team_id, asker.id, day, span, at_work=True, free=True))
    for one in made:
        work.schedules.add_date(one)
    for person in (asker, keeper):
        redraw(work, person.id)
    return replace(request, ask=replace(request.ask, moved=tuple(one.id for one in made)))


def _planned_in(work: UnitOfWork, person: Person, within: Stretch) -> Iterator[tuple[str, bool, Stretch]]:
    """Yield somebody's planned hours within a stretch, by team and by whether they are at work anyway."""
    plan = work.schedules.plan(person.id)
    teams = {row.team_id for row in plan.hours} | {one.team_id for one in plan.dates}
    for team_id in sorted(teams):
        in_team = plan.within(frozenset({team_id}))
        for at_work in (True, False):
            for stretch in planned(_marked(in_team, at_work), ZoneInfo(person.zone), *within):
                yield team_id, at_work, stretch


def _marked(plan: Plan, at_work: bool) -> Plan:
    """Return a plan with the hours of one mark only; days off and hours in which one is free stay."""
    return replace(
        plan,
        hours=tuple(row for row in plan.hours if row.at_work is at_work),
        dates=tuple(one for one in plan.dates if one.free or one.span is None or one.at_work is at_work),
    )


def _keep_what_is_past(work: UnitOfWork, one: OneOff, now: datetime) -> None:
    """Keep the part of a date's hours that lies before now: it was so."""
    person = work.people.by_id(one.person_id)
    if person is None or one.span is None:
        return
    zone = ZoneInfo(person.zone)
    starts, ends = stretch_of(one.on, one.span, zone)
    until = min(ends, whole_minutes(now))
    if starts < until:
        day, span = local((starts, until), zone)
        work.schedules.add_date(replace(one, id=new_id(), on=day, span=span))


def _of(work: UnitOfWork, person_id: str, ids: tuple[str, ...]) -> list[OneOff]:
    return [one for one in work.schedules.plan(person_id).dates if one.id in ids]
