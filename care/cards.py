"""Cards: from a row to the scene its reader may see now, and what the courier reports back.

A card refers to its subject and is drawn from the current state, so nothing in it can grow stale or leak
(design.md). None for a scene means that there is nothing to show any more, or nobody to show it to.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from care import check_ins, ladder, meetings, minutes, neighbours, people, support, swaps, turns, workspace
from care.doors import doors_of
from care.gaps import gaps_scene
from care.readers import leads, reader_of, slack_of, slacks_of
from care.ring_tests import reach_of, state_of, tests_of
from domain.cards import Card, CardKind
from domain.people import AskState, Member, MemberState, Person
from domain.scenes import (
    AlertScene,
    AlertState,
    AskedOne,
    AskerScene,
    CardScene,
    ConsentScene,
    HoursTestedScene,
    MeetingScene,
    MeetingState,
    Moved,
    RingTestScene,
    SetUpScene,
    SwitchScene,
    WelcomeScene,
)
from domain.support import Ask, Meeting, RequestState, SupportRequest, Turn, TurnState
from storage import UnitOfWork


def scene_of(work: UnitOfWork, card: Card, now: datetime) -> CardScene | None:
    """Return what a card shows its recipient now, or None if there is nothing (any more) to show."""
    person = work.people.by_id(card.recipient_id)
    if person is None or not person.active:
        return None
    match card.kind:
        case CardKind.ALERT | CardKind.ASKER | CardKind.MEETING:
            return _call_card(work, card, person)
        case CardKind.DOORS:
            hinted = tuple(card.hint.split(",")) if card.hint else ()
            doors = doors_of(work, person.id, hinted, now)
            # In a chat, "you paused" would stay long after it is over: it is said once, when it is new.
            return doors if card.ts is None else replace(doors, paused=False)
        case CardKind.FOLLOW_UP:
            return check_ins.scene_of(work, person, card.subject, now)
        case CardKind.SWITCH | CardKind.TESTS | CardKind.GAPS:
            return _schedule_card(work, card, person, now)
        case _:
            return _of_teams(work, card, person, now)


def _schedule_card(work: UnitOfWork, card: Card, person: Person, now: datetime) -> CardScene | None:
    if card.kind is CardKind.GAPS:
        return gaps_scene(work, card, person, now)
    plan = work.schedules.plan(person.id)
    if card.kind is CardKind.SWITCH:
        return SwitchScene(reader_of(work, person), plan.choices.switch)
    return HoursTestedScene(reader_of(work, person), tests_of(work, person, plan, now))


def _call_card(work: UnitOfWork, card: Card, person: Person) -> CardScene | None:
    if card.kind is CardKind.ALERT:
        return _alert_card(work, card, person)
    if card.kind is CardKind.MEETING:
        return _meeting_card(work, card, person)
    request = work.support.by_id(card.subject)
    if request is None or (card.ts is None and not turns.is_newest(work, card)):
        return None
    return replace(asker_scene(work, request, person), newest=not turns.newer_stands(work, card))


def delivered(work: UnitOfWork, key: str, channel: str, ts: str, version: int, now: datetime) -> None:
    """Slack confirmed that a card stands there as of `version`."""
    card = work.cards.by_key(key)
    if card is None:
        return
    work.cards.confirm(key, channel, ts, version)
    if card.kind is CardKind.ASKER and card.ts is None:
        turns.point_to(work, card)
    if card.kind is CardKind.ALERT and turns.is_newest(work, card):
        support.delivered(work, card.subject, card.recipient_id, now)


def unreached(work: UnitOfWork, key: str, now: datetime) -> None:
    """A card cannot be delivered, for good. For a call the asker is told at once (field.md 8.10)."""
    card = work.cards.by_key(key)
    if card is None:
        return
    work.cards.give_up(key)
    if card.kind is CardKind.ALERT and turns.is_newest(work, card):
        support.unreached(work, card.subject, card.recipient_id, now)


def dm_opened(work: UnitOfWork, person_id: str, channel: str) -> None:
    """Keep the id of somebody's DM: it is needed to look up and to update cards without asking again."""
    people.remember_dm(work, person_id, channel)


def account_gone(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Slack says that the account is gone: it leaves every list at once (models.md, complaint 11)."""
    people.account_gone(work, person_id, now)


def asker_scene(work: UnitOfWork, request: SupportRequest, asker: Person) -> AskerScene:
    """Return where a request stands, for its asker alone."""
    is_open = request.state is RequestState.OPEN
    later = ladder.next_turns(work, request) if is_open else []
    return AskerScene(
        reader=reader_of(work, asker),
        request_id=request.id,
        version=request.version,
        state=request.state,
        silent=is_open and request.silent_at is None,
        asked=_asked(work, request),
        accepted_slack=slack_of(work, request.accepted_by) if request.accepted_by else None,
        ask=request.ask,
        sent_at=request.opened_at,
        workspace=workspace.of(work) if request.accepted_by else "",
        next_slacks=slacks_of(work, [turn.person_id for turn in later if not turn.via]),
        next_teams=tuple(dict.fromkeys(turns.neighbour_name(work, turn) for turn in later if turn.via)),
        next_at=request.silent_at if is_open else None,
        goes_on=request.goes_on,
        rung=request.rung,
        moved=swaps.where(work, request),
    )


def _asked(work: UnitOfWork, request: SupportRequest) -> tuple[AskedOne, ...]:
    """Return who was asked, as the asker may see it: of a neighbour team its name, and neither who nor how
    many on it (issue 3)."""
    told = [
        turn
        for turn in work.support.turns(request.id)
        if turn.state not in {TurnState.WAITING, TurnState.RELEASED}
    ]
    own = [
        AskedOne(slack, turn.state, turn.delivered_at, turn.quiet is True)
        for turn in told
        if not turn.via and (slack := slack_of(work, turn.person_id))
    ]
    near: dict[str, list[Turn]] = {}
    for turn in told:
        if turn.via:
            near.setdefault(turns.neighbour_name(work, turn), []).append(turn)
    return (*own, *(_as_one(team, some) for team, some in near.items()))


def _as_one(team: str, some: Sequence[Turn]) -> AskedOne:
    """Return those of one neighbour team as one: told when the first was; passed, or not reached, only where
    all are."""
    first = min((turn.delivered_at for turn in some if turn.delivered_at), default=None)
    states = {turn.state for turn in some}
    state = states.pop() if len(states) == 1 else TurnState.ASKED
    return AskedOne("", state, first, team=team)


def alert_scene(work: UnitOfWork, request: SupportRequest, turn: Turn, reader: Person) -> AlertScene:
    """Return what an asked teammate may see: the name only while it is theirs to answer."""
    state = _alert_state(request, turn)
    asker = work.people.by_id(request.asker_id)
    open_to_them = state in {AlertState.ASKED, AlertState.YOURS} and asker is not None
    named = state is AlertState.YOURS or (turn.rung == 1 and not turn.via)
    return AlertScene(
        reader=reader_of(work, reader),
        request_id=request.id,
        version=request.version,
        state=state,
        asker_slack=asker.slack_user if asker and open_to_them and named else None,
        ask=_ask_for(request.ask, state) if open_to_them else None,
        asks_minutes=minutes.to_be_asked(work, reader.id, request),
        workspace=workspace.of(work) if state is AlertState.YOURS else "",
        check_in=state is AlertState.YOURS and check_ins.comes(work, request),
        neighbour=turn.via is not None,
        leads=state is AlertState.YOURS and leads(work, reader.id, request.asker_id),
        moved=swaps.where(work, request) if state is AlertState.YOURS else Moved.NONE,
    )


def _ask_for(ask: Ask | None, state: AlertState) -> Ask | None:
    """Return what an asked teammate may see of an ask: the number is for the one who accepted."""
    return ask if ask is None or state is AlertState.YOURS else replace(ask, number="", moved=())


def _alert_card(work: UnitOfWork, card: Card, person: Person) -> AlertScene | None:
    request = work.support.by_id(card.subject)
    if request is None:
        # The asker deleted their data: what stands in a teammate's chat still has to lose the name.
        over = AlertScene(reader_of(work, person), card.subject, 0, AlertState.OVER, None, None)
        return over if card.ts else None
    turn = next((turn for turn in work.support.turns(request.id) if turn.person_id == person.id), None)
    if turn is None:
        return None
    scene = alert_scene(work, request, turn, person)
    if not turns.is_newest(work, card):
        scene = replace(scene, state=AlertState.SOMEONE_CAME, asker_slack=None, ask=None, asks_minutes=False)
    never_posted = card.ts is None
    if never_posted and scene.state not in {AlertState.ASKED, AlertState.YOURS}:
        return None
    return scene


def _meeting_card(work: UnitOfWork, card: Card, person: Person) -> MeetingScene | None:
    request = work.support.by_id(card.subject)
    state = _meeting_state(request, person.id)
    if state is MeetingState.ASK and not meetings.is_newest(work, card):
        state = MeetingState.OVER
    if card.ts is None and state is not MeetingState.ASK:
        return None
    is_asker = request is not None and request.asker_id == person.id
    other = (request.accepted_by if is_asker else request.asker_id) if request else None
    return MeetingScene(
        reader=reader_of(work, person),
        request_id=card.subject,
        state=state,
        is_asker=is_asker,
        soon=request is not None and request.check_at is not None,
        other_slack=slack_of(work, other) if other and state is MeetingState.ASK else None,
        workspace=workspace.of(work) if state is MeetingState.ASK else "",
    )


def _meeting_state(request: SupportRequest | None, person_id: str) -> MeetingState:
    if request is None:
        return MeetingState.OVER
    of_the_two = person_id in {request.asker_id, request.accepted_by}
    if request.state is RequestState.ACCEPTED and of_the_two:
        waiting = {Meeting.MET: MeetingState.MET, Meeting.ASKED: MeetingState.ASK}
        return waiting.get(request.meeting, MeetingState.OVER)
    return MeetingState.OTHERS if request.state is RequestState.OPEN else MeetingState.OVER


def _alert_state(request: SupportRequest, turn: Turn) -> AlertState:
    if turn.state is TurnState.PASSED:
        return AlertState.PASSED
    if request.state is RequestState.CANCELLED:
        return AlertState.WITHDRAWN
    if request.state is RequestState.ACCEPTED:
        return AlertState.YOURS if request.accepted_by == turn.person_id else AlertState.SOMEONE_CAME
    if request.state is RequestState.OPEN and turn.state is TurnState.ASKED:
        return AlertState.ASKED
    return AlertState.OVER


def _of_teams(work: UnitOfWork, card: Card, person: Person, now: datetime) -> CardScene | None:
    if card.kind is CardKind.NEIGHBOUR:
        return neighbours.card_scene(work, card.subject, person)
    return _team_card(work, card, person, now)


def _team_card(work: UnitOfWork, card: Card, person: Person, now: datetime) -> CardScene | None:
    team = work.teams.by_id(card.subject)
    if team is None:
        return None
    reader = reader_of(work, person)
    members = [m for m in work.teams.members(team.id) if m.state is not MemberState.OUT]
    if card.kind is CardKind.SETUP:
        joined = [m.person_id for m in members if _in(m)]
        ready = sum(1 for m in members if _in(m) and m.ask is AskState.READY)
        return SetUpScene(reader, team, slacks_of(work, joined), ready)
    member = next((m for m in members if m.person_id == person.id), None)
    if member is None:
        return None
    match card.kind:
        case CardKind.WELCOME:
            return WelcomeScene(
                reader=reader,
                team=team,
                state=member.state,
                lead_slacks=slacks_of(work, [m.person_id for m in members if m.leads]),
                coordinator_slacks=slacks_of(work, [m.person_id for m in members if m.coordinates]),
                leads=member.leads,
                coordinates=member.coordinates,
                asked_to_be_asked=member.ask is not AskState.NO,
            )
        case CardKind.CONSENT:
            reach = reach_of(work, person.id, team.id, now)
            alone = not work.rings.gateway()
            return ConsentScene(reader, team, member.ask, reach, alone) if _in(member) else None
        case _:
            reach = reach_of(work, person.id, team.id, now)
            state = state_of(work, card, ready=member.ask is AskState.READY)
            return RingTestScene(reader, team.id, state, reach) if _in(member) else None


def _in(member: Member) -> bool:
    return member.state is MemberState.JOINED
