"""A support request: from the asker's Send to its end. The heart of the bot.

The most dangerous failure is a call that goes unanswered in silence (field.md 6): every way a call can
go changes the asker's own card in the same unit of work. Everybody who is told is named to the asker
before Send; nothing but who, what, when and how is ever told (field.md 8.6, 8.7).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from care import check_ins, ladder, meetings, swaps, turns
from care.asking import (
    call_ends_at,
    circle_of,
    might_be_asked,
    neighbours_of,
    outside_of,
    said_yes,
    took_back_a_yes,
)
from care.errors import NobodyToAsk, NothingThere, NotYours
from care.gaps import is_declared_empty
from care.readers import joined, reader_of
from domain.people import Person
from domain.scenes import Askable, AskForm
from domain.support import Ask, Meeting, RequestState, SupportRequest, Turn, TurnState, Urgency
from storage import UnitOfWork

ANYONE = "anyone"
NO_PERSON = "no_person"
OUTSIDE = "outside"
LANGUAGE = "language"


class Answered(StrEnum):
    """What came of a teammate's tap."""

    ACCEPTED = "accepted"
    PASSED = "passed"
    SOMEONE_CAME = "someone_came"
    OVER = "over"


def form(
    work: UnitOfWork,
    asker_id: str,
    draft: str,
    ask: Ask,
    whom: str,
    now: datetime,
    *,
    in_debrief: bool = False,
) -> AskForm:
    """Return the screen on which a person is asked for: who can be asked, and who would be told.

    `whom` is ANYONE, OUTSIDE (somebody outside the asker's teams), LANGUAGE (who shares their language),
    NO_PERSON or a person's id; what cannot be asked any more means ANYONE. Anyone is no lead: a lead is told
    only if the asker picks them (field.md 8.8).
    """
    asker = _person(work, asker_id)
    circle = circle_of(work, asker)
    people = circle.open_for(ask.urgency, now)
    beyond = outside_of(work, asker).open_for(ask.urgency, now)
    anyone = tuple(one for one in people if not one.leads)
    choices = {
        ANYONE: anyone,
        NO_PERSON: (),
        OUTSIDE: beyond,
        LANGUAGE: tuple(one for one in anyone if one.language is asker.language),
        **{one.person_id: (one,) for one in people},
    }
    whom = whom if whom == NO_PERSON or choices.get(whom) else ANYONE
    chosen = ladder.laddered(choices[whom], asker, draft, ask.urgency, now)
    if whom == ANYONE:
        last = chosen[-1].rung + 1 if chosen else 1
        near = neighbours_of(work, asker).open_for(ask.urgency, now)
        chosen += tuple(replace(one, rung=last) for one in near)
    return AskForm(
        reader=reader_of(work, asker),
        draft=draft,
        asker_slack=asker.slack_user,
        ask=ask,
        whom=whom,
        can_be_asked=people,
        beyond=bool(beyond),
        shared_language=0 < len(choices[LANGUAGE]) < len(anyone),
        seen_by=chosen,
        has_team=bool(joined(work, asker.id)),
        in_debrief=in_debrief,
        left_out=len(people) < len(circle.people),
        offers=() if people else tuple(urgency for urgency in Urgency if circle.open_for(urgency, now)),
        declared_empty=ask.urgency is Urgency.NOW and is_declared_empty(work, asker.id, now),
    )


def send(
    work: UnitOfWork,
    asker_id: str,
    draft: str,
    ask: Ask,
    whom: str,
    as_shown: Callable[[AskForm], bool],
    now: datetime,
    *,
    in_debrief: bool = False,
) -> AskForm:
    """Send a call, if it is exactly what the asker was shown; otherwise nothing is sent.

    Returns the form: with `changed` set, it has to be shown once more; else it was sent to `seen_by`.
    `draft` becomes the request's id, so that a second Send of the same screen finds the first and makes
    no second call. `as_shown` says whether a form is what stood on the screen (field.md 8.6).
    Raises `NobodyToAsk` when the list is empty: nobody has been told.
    """
    current = form(work, asker_id, draft, ask, whom, now, in_debrief=in_debrief)
    before = work.support.by_id(draft)
    if before is not None:
        if before.asker_id != asker_id:
            raise NotYours("another person's request")
        return replace(current, seen_by=told(work, draft))
    if not current.seen_by:
        raise NobodyToAsk("nobody can be asked")
    if not as_shown(current):
        return replace(current, changed=True)
    rungs = [[one.person_id for one in rung] for _, rung in groupby(current.seen_by, lambda one: one.rung)]
    via = {one.person_id: one.via for one in current.seen_by if one.via}
    open_call(work, _person(work, asker_id), draft, ask, rungs, now, via=via)
    return current


def open_call(
    work: UnitOfWork,
    asker: Person,
    draft: str,
    ask: Ask,
    rungs: list[list[str]],
    now: datetime,
    *,
    via: Mapping[str, str] | None = None,
) -> None:
    """Store a request, and want a card for everybody who is told and one for the asker. `rungs`: the ids of
    all who may ever learn of it, in the order in which they do; `via`: the neighbour team of some of them."""
    request = SupportRequest(
        id=draft,
        asker_id=asker.id,
        state=RequestState.OPEN,
        version=1,
        opened_at=now,
        silent_at=None,
        ends_at=call_ends_at(ask, asker, work.schedules.plan(asker.id).choices, now),
        accepted_by=None,
        ask=ask,
    )
    request = ladder.begun(work, request, rungs[0][0], now)
    work.support.add(request, rungs, via)
    for person_id in rungs[0]:
        turns.tell(work, request, person_id)
    turns.tell_asker(work, request)


def told(work: UnitOfWork, request_id: str) -> tuple[Askable, ...]:
    """Return everybody who may learn of a call, rung by rung."""
    people = [(work.people.by_id(turn.person_id), turn) for turn in work.support.turns(request_id)]
    return tuple(
        Askable(
            one.id,
            one.slack_user,
            one.name,
            one.language,
            rung=turn.rung,
            via=turn.via or "",
            team=turns.neighbour_name(work, turn),
        )
        for one, turn in people
        if one
    )


def accept(work: UnitOfWork, person_id: str, request_id: str, now: datetime) -> Answered:
    """A teammate says "I can be there". The first one is the one; for others it is kindly over.

    Accepting twice, after a cancel or from an old card does no harm. Raises `NotYours` for somebody who
    was never asked, `NothingThere` when the request was forgotten.
    """
    request, turn = _turn_of(work, person_id, request_id)
    if request.state is RequestState.ACCEPTED and request.accepted_by == person_id:
        return Answered.ACCEPTED
    if request.state is not RequestState.OPEN:
        turns.redraw(work, request_id, person_id)
        return Answered.SOMEONE_CAME if request.accepted_by else Answered.OVER
    if turn.state is not TurnState.ASKED and not might_be_asked(
        work, _person(work, request.asker_id), person_id, request.ask
    ):
        turns.redraw(work, request_id, person_id)  # an old card of who is not asked any more
        return Answered.OVER
    work.support.save_turn(replace(turn, state=TurnState.ACCEPTED))
    turns.release_others(work, request_id, except_for=person_id)
    accepted = replace(
        request,
        state=RequestState.ACCEPTED,
        accepted_by=person_id,
        silent_at=None,
        ends_at=meetings.accepted_ends(request, now),
    )
    accepted = swaps.taken(work, accepted, now)
    turns.tell_asker(work, accepted)
    settled = turns.settle(work, meetings.expected(accepted, _person(work, request.asker_id).zone, now))
    turns.keep_alert(work, settled, person_id)
    if not meetings.is_cover(request):
        said_yes(work, person_id, now)
    return Answered.ACCEPTED


def pass_on(work: UnitOfWork, person_id: str, request_id: str, now: datetime) -> Answered:
    """A teammate says "Not this time": normal, and nobody's business (field.md 8.9).

    Somebody who had accepted and now cannot gives the call back to the others who were asked. When all
    have passed or could not be reached, the asker is told at once. Raises like `accept`.
    """
    request, turn = _turn_of(work, person_id, request_id)
    if request.state is RequestState.ACCEPTED and request.accepted_by == person_id:
        return _give_back(work, request, turn, now)
    if request.state is not RequestState.OPEN:
        turns.redraw(work, request_id, person_id)
        return Answered.SOMEONE_CAME if request.accepted_by else Answered.OVER
    work.support.save_turn(replace(turn, state=TurnState.PASSED))
    turns.settle(work, ladder.go_on_if_all_gone(work, request, now))
    return Answered.PASSED


def cancel(work: UnitOfWork, asker_id: str, request_id: str, now: datetime) -> SupportRequest:
    """The asker takes a call back, at any time; every card of it changes in the same unit of work, and hours
    that a yes has moved are theirs again.

    Raises `NotYours` for anybody else, `NothingThere` when the request was forgotten.
    """
    request = turns.own(work, asker_id, request_id)
    if request.state not in {RequestState.OPEN, RequestState.ACCEPTED}:
        turns.redraw_asker(work, request)
        return request
    return turns.end(work, swaps.put_back(work, request, now, to_asker=True), RequestState.CANCELLED)


def leave(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Somebody is gone: their own calls end, and calls that count on them go on without them, told so."""
    for request in work.support.open_of(person_id):
        turns.end(work, request, RequestState.CANCELLED)
    hand_on(work, person_id, now)


def hand_on(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Calls that ask somebody who cannot be asked any more go on without them; those that would ask them
    later do not name them any more (field.md 38)."""
    for request in work.support.asked_of(person_id):
        unreached(work, request.id, person_id, now)
    for request in work.support.waiting_for(person_id):
        turn = turns.turn_of(work, request.id, person_id)
        if turn is not None:
            work.support.save_turn(replace(turn, state=TurnState.RELEASED))
            is_open = request.state is RequestState.OPEN
            turns.settle(work, ladder.go_on_if_all_gone(work, request, now) if is_open else request)


def unreached(work: UnitOfWork, request_id: str, person_id: str, now: datetime) -> None:
    """A teammate could not be told, or is gone. The asker's card says so at once."""
    request = work.support.by_id(request_id)
    turn = turns.turn_of(work, request_id, person_id)
    if request is None or turn is None:
        return
    if request.state is RequestState.ACCEPTED and request.accepted_by == person_id:
        _give_back(work, request, turn, now, TurnState.UNREACHED)
    elif request.state is RequestState.OPEN and turn.state is TurnState.ASKED:
        work.support.save_turn(replace(turn, state=TurnState.UNREACHED))
        turns.settle(work, ladder.go_on_if_all_gone(work, request, now))


def delivered(work: UnitOfWork, request_id: str, person_id: str, now: datetime) -> None:
    """Slack confirmed that a teammate's alert is there: the waiting counts from the first of these."""
    request = work.support.by_id(request_id)
    turn = turns.turn_of(work, request_id, person_id)
    if request is None or turn is None or turn.delivered_at is not None:
        return
    work.support.save_turn(replace(turn, delivered_at=now, quiet=None))
    if request.state is RequestState.OPEN and turn.state is TurnState.ASKED:
        ladder.counts_from(work, request, person_id, now)


def quiet(work: UnitOfWork, request_id: str, person_id: str, now: datetime, *, is_quiet: bool) -> None:
    """Slack tells whether the phone of somebody who was asked is quiet now: kept, and told to the asker.

    It is not for who is rung outside Slack. Nothing changes for who is not waited for any more.
    """
    request = work.support.by_id(request_id)
    turn = turns.turn_of(work, request_id, person_id)
    if request is None or turn is None or request.state is not RequestState.OPEN or request.ends_at <= now:
        return
    is_quiet = is_quiet and not work.schedules.plan(person_id).another_ring
    if turn.state is not TurnState.ASKED or turn.quiet is is_quiet:
        return
    work.support.save_turn(replace(turn, quiet=is_quiet))
    if is_quiet:
        ladder.go_on_past_quiet(work, request, now)


def run_due(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Tell askers who have waited, and end what is past its end. Return whether there is more to do."""
    due = work.support.due(now, limit)
    for request in due:
        run_one(work, request, now)
    return len(due) == limit


def run_one(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """Do what is due for one request."""
    if request.ends_at <= now:
        over = RequestState.DONE if request.state is RequestState.ACCEPTED else RequestState.EXPIRED
        if request.meeting is not Meeting.MET:  # what was met has its check-in
            check_ins.after_call(work, request, now)
        turns.end(work, request, over)
    elif request.state is RequestState.OPEN:
        ladder.waited(work, request, now)
    elif meetings.to_be_asked(request):
        meetings.ask_both(work, request, now)
    else:
        ask_others(work, request, now)


def mend(work: UnitOfWork, now: datetime) -> None:
    """Let no asker wait for somebody whose rows storage purged when it opened: a crash, or a restore."""
    for request in work.support.left_alone():
        mend_one(work, request, now)


def mend_one(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """Let one request that counts on nobody go on, or let its asker know."""
    if request.state is RequestState.ACCEPTED:
        ladder.ask_again(work, request, now)
    else:
        turns.settle(work, ladder.go_on_if_all_gone(work, request, now))


def time_anew(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """Count a request's times from now: the clock was wrong when they were written."""
    asker = _person(work, request.asker_id)
    if request.state is RequestState.ACCEPTED:
        check_at = request.check_at and now + meetings.GO_ON_AFTER
        timed = replace(request, ends_at=meetings.accepted_ends(request, now), check_at=check_at)
        waits = meetings.to_be_asked(request)
        turns.settle(work, meetings.expected(timed, asker.zone, now) if waits else timed)
        return
    turns.settle(work, ladder.time_anew(work, request, now))


def _person(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return person


def _turn_of(work: UnitOfWork, person_id: str, request_id: str) -> tuple[SupportRequest, Turn]:
    request = work.support.by_id(request_id)
    if request is None:
        raise NothingThere("the request was forgotten")
    turn = turns.turn_of(work, request_id, person_id)
    if turn is None or turn.state is TurnState.WAITING:
        raise NotYours("this person was not asked")
    return request, turn


def _give_back(
    work: UnitOfWork,
    request: SupportRequest,
    turn: Turn,
    now: datetime,
    state: TurnState = TurnState.PASSED,
) -> Answered:
    """Open an accepted call again, and tell the asker at once.

    Whoever was released is asked by a new card, since the update of an old one makes no sound.
    """
    work.support.save_turn(replace(turn, state=state))
    if not meetings.is_cover(request):
        took_back_a_yes(work, turn.person_id, now)
    ladder.ask_again(work, request, now)
    return Answered.PASSED


def others_too(work: UnitOfWork, asker_id: str, request_id: str, now: datetime) -> None:
    """The asker has not found the one who said yes: the others are asked as well, with no word against
    anybody. Raises `NotYours` for anybody else, `NothingThere` when the request was forgotten.
    """
    request = turns.own(work, asker_id, request_id)
    if request.state is RequestState.ACCEPTED:
        ask_others(work, request, now, on=True)
    else:
        work.cards.refresh(request_id)


def ask_others(work: UnitOfWork, request: SupportRequest, now: datetime, *, on: bool = False) -> None:
    """Open an accepted call again without a meeting; the one who said yes may still come, unless the asker
    does not ask them any more. With `on` the next people are asked as well, whatever it is for."""
    turn = turns.turn_of(work, request.id, request.accepted_by or "")
    if turn is not None:
        asker = work.people.by_id(request.asker_id)
        may_come = asker is not None and might_be_asked(work, asker, turn.person_id, request.ask)
        work.support.save_turn(replace(turn, state=TurnState.ASKED if may_come else TurnState.RELEASED))
    ladder.ask_again(work, request, now, on=on)
