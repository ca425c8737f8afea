"""Teams: set up by an admin, joined by a yes, left by a tap.

Invited means invited: besides one welcome card nothing is sent to anyone who has not said yes. Nobody can
be asked before they agreed and answered a test on their own phone (models.md, complaint 4).
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from care import ring_tests, support
from care.asking import is_ready
from care.errors import NotAllowed, NothingThere
from domain.cards import CardKind, Priority
from domain.people import AskState, Member, MemberState, Person, Team
from domain.set_up import SetUpDraft
from storage import UnitOfWork


def may_set_up(person: Person, admins: Collection[str]) -> bool:
    """Whether somebody may set up teams: the workspace's admins, and who is named in HEARTH_ADMINS."""
    return person.active and (person.is_admin or person.slack_user in admins)


def set_up(
    work: UnitOfWork, admin_id: str, draft: SetUpDraft, admins: Collection[str], now: datetime
) -> Team:
    """Make a team and invite its people, each by one welcome card; the admin gets one that it stands.

    The draft's id becomes the team's, so that a second tap finds the first. Everybody in it is known
    already. The admin coordinates unless somebody else was named, and is of the team then without being
    asked: they have just made it. Raises `NotAllowed` for anybody who may not set up teams.
    """
    before = work.teams.by_id(draft.id)
    if before is not None:
        return before
    admin = _person(work, admin_id)
    if not may_set_up(admin, admins):
        raise NotAllowed("not an admin")
    team = Team(
        draft.id,
        draft.name,
        draft.zone,
        draft.word_en,
        draft.word_es,
        draft.number,
        draft.server_role,
        now.date(),
    )
    work.teams.add(team)
    coordinate = draft.coordinates or (admin.slack_user,)
    for slack_user in dict.fromkeys((*draft.people, *coordinate)):
        person = work.people.by_slack(slack_user)
        if person is None or not person.active:
            continue
        work.teams.put_member(
            Member(
                team_id=team.id,
                person_id=person.id,
                state=MemberState.INVITED,
                ask=AskState.NAMED if slack_user in draft.may_be_asked else AskState.NO,
                leads=slack_user in draft.leads,
                coordinates=slack_user in coordinate,
            )
        )
        if person.id != admin_id:
            key = f"welcome:{team.id}:{person.id}"
            work.cards.want(key, CardKind.WELCOME, person.id, team.id, Priority.REST)
    work.cards.want(f"set_up:{team.id}", CardKind.SETUP, admin_id, team.id, Priority.ANSWER)
    if work.teams.member(team.id, admin_id) is not None:
        join(work, admin_id, team.id, now)
    return team


def join(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> Member:
    """Somebody says yes. Who was named as a teammate people can ask is now asked for their own yes.

    Everybody gets a record for their own choices now, so that having one tells nothing of anybody.
    """
    member = _member(work, person_id, team_id)
    if member.state is MemberState.OUT:
        raise NothingThere("no longer of this team")
    joined = replace(member, state=MemberState.JOINED)
    _put(work, joined)
    work.schedules.keep(person_id, work.schedules.plan(person_id).choices, now)
    if joined.ask is AskState.NAMED:
        work.cards.want(
            f"consent:{team_id}:{person_id}", CardKind.CONSENT, person_id, team_id, Priority.ANSWER
        )
    return joined


def decline(work: UnitOfWork, person_id: str, team_id: str) -> Member:
    """Somebody says not for me. Nothing more comes; the welcome card stays as a door back."""
    member = _member(work, person_id, team_id)
    if member.state is not MemberState.INVITED:
        return member
    return _put(work, replace(member, state=MemberState.DECLINED))


def leave(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> Member:
    """Somebody leaves a team, in one tap, without a reason. Calls that count on them go on without them."""
    member = _member(work, person_id, team_id)
    left = _put(work, replace(member, state=MemberState.DECLINED, ask=_named(member)))
    work.schedules.leave_team(person_id, team_id)
    _hand_on(work, person_id, now)
    return left


def agree_to_be_asked(work: UnitOfWork, person_id: str, team_id: str, *, yes: bool) -> Member:
    """A teammate says whether people can ask them. A yes is not enough: the test comes next."""
    member = _joined(work, person_id, team_id)
    if member.ask is AskState.NO:
        raise NotAllowed("was not named")
    if yes and member.ask is AskState.READY:
        return member
    return _put(work, replace(member, ask=AskState.AGREED if yes else AskState.DECLINED))


def ring(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> Member:
    """Send the test that has to be answered; asked for again, a new one comes, since an update is silent."""
    member = _joined(work, person_id, team_id)
    if member.ask in {AskState.AGREED, AskState.READY}:
        ring_tests.send(work, person_id, team_id, now)
    return member


def rang(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> Member:
    """The test was answered: from now on this teammate can be asked. For "now" they can be in hours of the
    kind in which it rang, if it was answered in time."""
    member = _joined(work, person_id, team_id)
    if member.ask in {AskState.AGREED, AskState.READY}:
        ring_tests.answered(work, person_id, team_id, now)
    if member.ask is not AskState.AGREED:
        return member
    return _put(work, replace(member, ask=AskState.READY))


def stop_being_asked(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> Member:
    """A teammate is not to be asked any more: no reason, at once. Open calls go on without them."""
    member = _joined(work, person_id, team_id)
    stopped = _put(work, replace(member, ask=_named(member)))
    _hand_on(work, person_id, now)
    return stopped


def _named(member: Member) -> AskState:
    return AskState.NO if member.ask is AskState.NO else AskState.DECLINED


def _hand_on(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Let open calls go on without somebody who cannot be asked in any team any more."""
    memberships = work.teams.of_person(person_id)
    if not any(member.ask is AskState.READY for _, member in memberships):
        support.hand_on(work, person_id, now)


def _put(work: UnitOfWork, member: Member) -> Member:
    """Store a place in a team; what its person sees of it is drawn anew at once, what the admin sees soon.

    The welcome card says nothing of being asked: it is left alone where only that changes, since Slack
    allows few updates a minute and somebody waits for the other card.
    """
    before = work.teams.member(member.team_id, member.person_id)
    member = member if is_ready(member) else replace(member, outside=False)
    work.teams.put_member(member)
    same_place = before is not None and before.state is member.state
    left_alone = {CardKind.SETUP, CardKind.WELCOME} if same_place else {CardKind.SETUP}
    for card in work.cards.of_recipient(member.person_id):
        if card.subject == member.team_id and card.kind not in left_alone:
            work.cards.bump(card.key, Priority.ANSWER)
    work.cards.bump(f"set_up:{member.team_id}", Priority.REST)
    return member


def _person(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return person


def _member(work: UnitOfWork, person_id: str, team_id: str) -> Member:
    member = work.teams.member(team_id, person_id)
    if member is None:
        raise NothingThere("not of this team")
    return member


def _joined(work: UnitOfWork, person_id: str, team_id: str) -> Member:
    member = _member(work, person_id, team_id)
    if member.state is not MemberState.JOINED:
        raise NothingThere("has not said yes to this team")
    return member
