"""The ladder of a call under way: a rung is opened, waits, and the next one is, or its asker is asked.

What is owed to the asker: each rung counts from the delivery that Slack confirmed, so that an outage burns
none; nobody is asked who could not be asked at that moment; and where the ladder stops, they are told by a
new card, since the update of an old one makes no sound.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care import swaps, turns
from care.asking import call_ends_at, may_be_asked, neighbours_of
from domain import cover
from domain.hours import after_a_working_day, wakes
from domain.ladder import POLICIES, at_once, in_turn, rungs
from domain.people import Person
from domain.scenes import Askable
from domain.support import Meeting, RequestState, SupportRequest, Turn, TurnState, Urgency
from storage import UnitOfWork

A_DAY = timedelta(days=1)
STALLED = timedelta(minutes=5)
"""After how long it is looked again whether Slack has taken an alert, while Slack is away."""


def laddered(
    people: Iterable[Askable], asker: Person, draft: str, urgency: Urgency, now: datetime
) -> tuple[Askable, ...]:
    """Return people in the order in which a call would ask them, each with their rung."""
    by_id = {one.person_id: one for one in people}
    cut = rungs(in_turn(draft, by_id), at_once(urgency, now, asker.zone))
    return tuple(replace(by_id[one], rung=number) for number, rung in enumerate(cut, 1) for one in rung)


def begun(work: UnitOfWork, request: SupportRequest, first: str, now: datetime) -> SupportRequest:
    """Return a request that is about to be sent, with its policy and when its first rung has waited; `first`
    is whom it asks first."""
    covers = request.ask is not None and request.ask.between is not None
    policy = (cover.POLICIES if covers else POLICIES)[_urgency(request)]
    timed = replace(request, wait=policy.wait, goes_on=policy.goes_on)
    return replace(timed, silent_at=_waited(work, timed, first, now))


def counts_from(work: UnitOfWork, request: SupportRequest, person_id: str, now: datetime) -> None:
    """Slack has confirmed an alert: if it is the first one of its rung, the waiting counts from now."""
    if request.rung_since is None:
        due = _waited(work, request, person_id, now)
        work.support.save(replace(request, rung_since=now, silent_at=due), request.version)
    turns.redraw_asker(work, request)


def waited(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """The open rung has waited: open the next one, or tell the asker and let them say.

    While Slack takes nothing from us, nothing is burned: it is looked again a little later. For what is not
    for now, an asker is not woken.
    """
    asker = work.people.by_id(request.asker_id)
    if request.rung_since is None and _slack_is_away(work, request):
        turns.settle(work, replace(request, silent_at=now + STALLED))
        return
    if not request.goes_on and asker is not None:
        wake = wakes(work.schedules.plan(asker.id).choices, ZoneInfo(asker.zone), now)
        if wake is not None and wake < request.ends_at:
            turns.settle(work, replace(request, silent_at=wake))
            return
    opened = _open_next(work, request, now) if request.goes_on else None
    if opened is None:
        turns.tell_asker(work, request)
    turns.settle(work, opened or replace(request, silent_at=None))


def go_on_if_all_gone(work: UnitOfWork, request: SupportRequest, now: datetime) -> SupportRequest:
    """Return an open request as it goes on once somebody passed or could not be reached; the caller stores
    it. While one of the open rung may still answer, nothing changes."""
    every = work.support.turns(request.id)
    asked = [turn for turn in every if turn.state is TurnState.ASKED]
    if any(turn.rung >= request.rung for turn in asked):
        return request
    opened = _open_next(work, request, now) if request.goes_on else None
    if opened is not None:
        return opened
    if not asked and not _next_of(work, request):
        turns.release_others(work, request.id)
        turns.tell_asker(work, request)
        return replace(request, state=RequestState.NOBODY, silent_at=None, ask=None)
    if request.silent_at is not None:
        turns.tell_asker(work, request)
    return replace(request, silent_at=None)


def go_on_past_quiet(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """A phone is quiet, so its card is read by chance only: for "now", a rung in which none makes a sound is
    not waited for. The asker's card says so in any case."""
    asked = [turn for turn in work.support.turns(request.id) if turn.state is TurnState.ASKED]
    here = [turn for turn in asked if turn.rung == request.rung]
    opened = None
    if request.goes_on and here and all(turn.quiet is True for turn in here):
        opened = _open_next(work, request, now)
    if opened is None:
        turns.redraw_asker(work, request)
    else:
        turns.settle(work, opened)


def next_rung(work: UnitOfWork, asker_id: str, request_id: str, rung: int, now: datetime) -> None:
    """The asker lets the next people be asked now. `rung` is the one that was open when they were shown the
    button, so that a second tap opens no second one.

    Raises `NotYours` for anybody else, `NothingThere` when the request was forgotten.
    """
    request = turns.own(work, asker_id, request_id)
    if request.state is not RequestState.OPEN or request.rung != rung:
        turns.redraw_asker(work, request)
        return
    opened = _open_next(work, request, now)
    turns.settle(work, opened or go_on_if_all_gone(work, request, now))


def ask_again(work: UnitOfWork, request: SupportRequest, now: datetime, *, on: bool = False) -> None:
    """Open an accepted call again: whoever was released is asked by a new card, and for "now", or with `on`,
    the next people as well. The asker is told at once."""
    reopened = replace(
        swaps.put_back(work, request, now, to_asker=False),
        state=RequestState.OPEN,
        accepted_by=None,
        meeting=Meeting.NONE,
        check_at=None,
        rung_since=None,
        ends_at=_ends(work, request, now),
    )
    can_be = _can_be_asked(work, reopened, now)
    released = [turn for turn in work.support.turns(request.id) if turn.state is TurnState.RELEASED]
    again = [turn for turn in released if (turn.person_id, turn.via) in can_be]
    opened = _open_next(work, reopened, now) if reopened.goes_on or on else None
    for turn in again:
        _ask(work, reopened, replace(turn, rung=(opened or reopened).rung))
    turns.tell_asker(work, reopened)
    if opened is None and again:
        opened = replace(reopened, silent_at=_waited(work, reopened, again[0].person_id, now))
    turns.settle(work, opened or go_on_if_all_gone(work, reopened, now))


def time_anew(work: UnitOfWork, request: SupportRequest, now: datetime) -> SupportRequest:
    """Return an open request with its times counted from now: the clock was wrong when they were written."""
    asked = (turn.person_id for turn in work.support.turns(request.id) if turn.state is TurnState.ASKED)
    due = request.silent_at and _waited(work, request, next(asked, request.asker_id), now)
    return replace(request, silent_at=due, ends_at=_ends(work, request, now))


def waits_for_its_asker(work: UnitOfWork, request: SupportRequest) -> bool:
    """Whether an open request waits for its asker to say whether the next people are asked."""
    return request.silent_at is None and not request.goes_on and bool(_next_of(work, request))


def next_turns(work: UnitOfWork, request: SupportRequest) -> list[Turn]:
    """Return the turns of the next rung, none of whose people has been told."""
    return _next_of(work, request)


def _next_of(work: UnitOfWork, request: SupportRequest) -> list[Turn]:
    waiting = [turn for turn in work.support.turns(request.id) if turn.state is TurnState.WAITING]
    return [turn for turn in waiting if turn.rung == waiting[0].rung]


def _open_next(work: UnitOfWork, request: SupportRequest, now: datetime) -> SupportRequest | None:
    """Ask the next people who can be asked now; None where nobody is left. Who cannot be asked any more is
    passed over without a word."""
    can_be = _can_be_asked(work, request, now)
    while later := _next_of(work, request):
        here = [turn for turn in later if (turn.person_id, turn.via) in can_be]
        for turn in later:
            if turn in here:
                _ask(work, request, turn)
            else:
                work.support.save_turn(replace(turn, state=TurnState.RELEASED))
        if here:
            due = _waited(work, request, here[0].person_id, now)
            return replace(request, rung=here[0].rung, rung_since=None, silent_at=due)
    return None


def _ask(work: UnitOfWork, request: SupportRequest, turn: Turn) -> None:
    work.support.save_turn(replace(turn, state=TurnState.ASKED, delivered_at=None, quiet=None))
    turns.tell(work, request, turn.person_id)


def _can_be_asked(work: UnitOfWork, request: SupportRequest, now: datetime) -> set[tuple[str, str | None]]:
    """Return who can be asked now, and by way of which neighbour team; None for all others."""
    asker = work.people.by_id(request.asker_id)
    people: set[tuple[str, str | None]] = {
        (one.person_id, None) for one in may_be_asked(work, asker, request.ask, now)
    }
    if asker is None:
        return people
    near = neighbours_of(work, asker).open_for(_urgency(request), now)
    return people | {(one.person_id, one.via) for one in near}


def _slack_is_away(work: UnitOfWork, request: SupportRequest) -> bool:
    """Whether Slack has taken nothing of this call: not the alerts, nor the asker's own card."""
    own = turns.newest(turns.asker_cards(work, request))
    return own is not None and own.shown < own.wanted


def _waited(work: UnitOfWork, request: SupportRequest, person_id: str, now: datetime) -> datetime:
    """Return when a rung that counts from `now` has waited for its answer. A working day is one of the
    person's own; of a week, the last day is left for whoever is next."""
    if request.wait is not None:
        hours = request.ask.between if request.ask else None
        return now + request.wait if hours is None else cover.waits_until(hours, request.wait, now)
    person = work.people.by_id(person_id)
    zone = ZoneInfo(person.zone if person else _zone(work, request))
    due = after_a_working_day(work.schedules.plan(person_id), zone, now)
    return max(min(due, request.ends_at - A_DAY), now + STALLED)


def _ends(work: UnitOfWork, request: SupportRequest, now: datetime) -> datetime:
    asker = work.people.by_id(request.asker_id)
    own = work.schedules.plan(request.asker_id).choices
    return call_ends_at(request.ask, asker, own, now) if asker and request.ask else request.ends_at


def _urgency(request: SupportRequest) -> Urgency:
    return request.ask.urgency if request.ask else Urgency.NOW


def _zone(work: UnitOfWork, request: SupportRequest) -> str:
    asker = work.people.by_id(request.asker_id)
    return asker.zone if asker else "UTC"
