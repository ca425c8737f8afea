"""One action takes a person out, at once and without a word (field.md 38).

A colleague may die, leave, or need to be left alone. Their turns pass on, calls that count on them go on
without them, what the bot would start towards them ends, and nobody is offered the name. No reason is
asked or kept. The same action serves leave: it can be taken back, and their own yes makes them part again.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from care import support
from care.errors import NotAllowed, NothingThere
from care.readers import reader_of
from care.teams import may_set_up
from domain.cards import CardKind, Priority
from domain.people import AskState, Member, MemberState, Person, Team
from domain.scenes import TakingOutScene
from storage import UnitOfWork


def leave_every_list(work: UnitOfWork, person: Person, now: datetime) -> None:
    """Take somebody out of every team, every call and every plan, and forget the cards in their chat."""
    for team, member in work.teams.of_person(person.id):
        work.teams.put_member(replace(member, state=MemberState.OUT, ask=AskState.NO, outside=False))
        work.cards.bump(f"set_up:{team.id}", Priority.REST)
    support.leave(work, person.id, now)
    work.follow_ups.delete_of(person.id)
    work.schedules.forget_hours(person.id, now)
    for card in work.cards.of_recipient(person.id):
        work.cards.drop(card.key)


def scene_of(work: UnitOfWork, keeper_id: str, admins: Collection[str]) -> TakingOutScene:
    """Return the screen on which a person is taken out, with those who were and can be brought back.

    Raises `NotAllowed` for anybody who neither may set up teams nor coordinates one.
    """
    keeper, kept = _keeper(work, keeper_id, admins)
    out = {
        member.person_id: None
        for team in kept
        for member in work.teams.members(team.id)
        if member.state is MemberState.OUT
    }
    people = [person for person in map(work.people.by_id, out) if person and person.active]
    return TakingOutScene(reader_of(work, keeper), tuple((one.id, one.slack_user) for one in people))


def take_out(
    work: UnitOfWork, keeper_id: str, slack_user: str, admins: Collection[str], now: datetime
) -> None:
    """Take somebody out of the teams that this keeper keeps, which are all for an admin.

    Somebody the bot does not know is in none, so nothing has to be done. Raises `NotAllowed`.
    """
    keeper, kept = _keeper(work, keeper_id, admins)
    person = work.people.by_slack(slack_user)
    if person is None:
        return
    theirs = {team.id for team, _ in work.teams.of_person(person.id)}
    if not may_set_up(keeper, admins) and not theirs & {team.id for team in kept}:
        raise NotAllowed("of no team that this person keeps")
    leave_every_list(work, person, now)


def bring_back(work: UnitOfWork, keeper_id: str, person_id: str, admins: Collection[str]) -> None:
    """Invite somebody again who was taken out: their own yes makes them part of the team.

    Raises `NotAllowed`, and `NothingThere` when they are not known any more.
    """
    _, kept = _keeper(work, keeper_id, admins)
    person = work.people.by_id(person_id)
    if person is None or not person.active:
        raise NothingThere("this person is not known any more")
    for team in kept:
        member = work.teams.member(team.id, person_id)
        if member is not None and member.state is MemberState.OUT:
            work.teams.put_member(replace(member, state=MemberState.INVITED))
            key = f"welcome:{team.id}:{person_id}"
            work.cards.want(key, CardKind.WELCOME, person_id, team.id, Priority.REST)


def _keeper(work: UnitOfWork, person_id: str, admins: Collection[str]) -> tuple[Person, list[Team]]:
    """Return somebody and the teams they keep: all for an admin, else those they coordinate."""
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    if may_set_up(person, admins):
        return person, work.teams.all()
    kept = [team for team, member in work.teams.of_person(person_id) if coordinates(member)]
    if not kept:
        raise NotAllowed("keeps no team")
    return person, kept


def coordinates(member: Member) -> bool:
    """Whether somebody keeps a team: they coordinate it and said yes to it."""
    return member.coordinates and member.state is MemberState.JOINED
