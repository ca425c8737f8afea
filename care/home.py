"""The Home: what stands open for one person, the doors, and their teams."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from care.asking import agreed_with
from care.cards import alert_scene, asker_scene
from care.errors import NothingThere
from care.leaving import coordinates
from care.neighbours import names_of
from care.readers import reader_of, slacks_of
from care.ring_tests import reach_of
from care.teams import may_set_up
from domain.people import AskState, Member, MemberState, Person, Team
from domain.scenes import AlertScene, AlertState, HomeScene, HomeTeam, Reach, Reader
from storage import UnitOfWork


def home_of(work: UnitOfWork, person_id: str, admins: Collection[str], now: datetime) -> HomeScene:
    """Return the Home of one person. Raises `NothingThere` when they are not known."""
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    debrief = work.debriefs.of_person(person_id)
    planned = [one.due_at for one in work.follow_ups.of_person(person_id) if not one.sent]
    return HomeScene(
        reader=reader_of(work, person),
        may_set_up=may_set_up(person, admins),
        may_take_out=may_set_up(person, admins)
        or any(coordinates(member) for _, member in work.teams.of_person(person_id)),
        teams=tuple(
            _team(work, team, member, now)
            for team, member in work.teams.of_person(person_id)
            if member.state in {MemberState.INVITED, MemberState.JOINED}
        ),
        paused=debrief is not None and debrief.expires_at > now,
        mine=tuple(asker_scene(work, request, person) for request in work.support.open_of(person_id)),
        asked_of_me=_asked(work, person),
        next_check_in=min(planned).astimezone(ZoneInfo(person.zone)).date() if planned else None,
        kept_notes=len(work.notes.of_person(person_id)),
    )


def empty_home(reader: Reader) -> HomeScene:
    """Return the Home of somebody of whom nothing is kept: the doors and the lines."""
    return HomeScene(
        reader=reader,
        may_set_up=False,
        teams=(),
        paused=False,
        mine=(),
        asked_of_me=(),
        next_check_in=None,
        kept_notes=0,
    )


def _asked(work: UnitOfWork, person: Person) -> tuple[AlertScene, ...]:
    scenes = []
    for request in work.support.asked_of(person.id):
        for turn in work.support.turns(request.id):
            if turn.person_id == person.id:
                scenes.append(alert_scene(work, request, turn, person))
    return tuple(scene for scene in scenes if scene.state in {AlertState.ASKED, AlertState.YOURS})


def _team(work: UnitOfWork, team: Team, member: Member, now: datetime) -> HomeTeam:
    members = [m for m in work.teams.members(team.id) if m.state is MemberState.JOINED]
    return HomeTeam(
        team=team,
        state=member.state,
        ask=member.ask,
        leads=member.leads,
        coordinates=member.coordinates,
        lead_slacks=slacks_of(work, [m.person_id for m in members if m.leads]),
        coordinator_slacks=slacks_of(work, [m.person_id for m in members if m.coordinates]),
        askable_slacks=slacks_of(work, [m.person_id for m in members if m.ask is AskState.READY]),
        reach=reach_of(work, member.person_id, team.id, now) if member.ask is AskState.READY else Reach(),
        neighbours=names_of(work, agreed_with(work, team.id)),
    )
