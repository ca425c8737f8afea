"""Accepted is not met (field.md 33): the two of an accepted call are asked whether they found each other.

For "now" both are asked after ten minutes, and with no word by fifteen the others are asked as well. For
the rest it is one question to each on the next day. Cover needs no meeting. Silence is never held against
anybody: it only lets the call go on.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from care import check_ins, turns
from care.errors import NothingThere, NotYours
from domain.cards import Card, CardKind, Priority
from domain.support import Kind, Meeting, RequestState, SupportRequest, Urgency
from storage import UnitOfWork

ASK_AFTER = timedelta(minutes=10)
GO_ON_AFTER = timedelta(minutes=5)
"""After the question; fifteen minutes after the yes."""

ACCEPTED_LASTS = timedelta(hours=24)
"""How long an accepted call stays open on both cards, so that the number and the way stay readable."""

NEXT_DAY_AT = time(10)


def expected(request: SupportRequest, zone: str, now: datetime) -> SupportRequest:
    """Return a request that was just accepted, with when its two are to be asked. `zone` is the asker's."""
    if request.ask is None or request.ask.kind is Kind.COVER:
        return request
    if request.ask.urgency is Urgency.NOW:
        return replace(request, meeting=Meeting.WAITING, check_at=now + ASK_AFTER)
    tomorrow = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    check_at = datetime.combine(tomorrow, NEXT_DAY_AT, ZoneInfo(zone)).astimezone(now.tzinfo)
    return replace(
        request,
        meeting=Meeting.WAITING,
        check_at=check_at,
        ends_at=max(request.ends_at, check_at + timedelta(days=1)),
    )


def is_cover(request: SupportRequest) -> bool:
    """Whether a call is about hours: a yes to it is nothing to rest from."""
    return request.ask is not None and request.ask.kind is Kind.COVER


def accepted_ends(request: SupportRequest, now: datetime) -> datetime:
    """Return until when a call that was just accepted is there, with its way back: cover until its hours are
    over."""
    hours = request.ask.between if request.ask else None
    return now + ACCEPTED_LASTS if hours is None else hours.ends


def to_be_asked(request: SupportRequest) -> bool:
    """Whether nobody has asked the two of an accepted call yet."""
    return request.meeting is Meeting.WAITING


def ask_both(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """Ask both, each by a card of their own, since it has to be heard."""
    soon = request.ask is not None and request.ask.urgency is Urgency.NOW
    for person_id in (request.asker_id, request.accepted_by):
        if person_id is not None:
            key = f"meeting:{request.id}:{person_id}:{request.version}"
            work.cards.want(key, CardKind.MEETING, person_id, request.id, Priority.ANSWER, request.ends_at)
    check_at = now + GO_ON_AFTER if soon else None
    _keep(work, replace(request, meeting=Meeting.ASKED, check_at=check_at))


def _keep(work: UnitOfWork, request: SupportRequest) -> SupportRequest:
    """Store a request of which only the question has changed. Only the cards of the two that show it are
    drawn anew: Slack takes few updates in a minute, and somebody looks at the one they have just tapped."""
    saved = work.support.save(request, request.version)
    for card in work.cards.of_subject(request.id):
        listeners = card.kind is CardKind.ALERT and card.recipient_id == request.accepted_by
        if card.kind is CardKind.MEETING or listeners:
            work.cards.bump(card.key)
    return saved


def is_newest(work: UnitOfWork, card: Card) -> bool:
    """Whether this is the card by which its reader was last asked: an older one was about another yes."""
    cards = work.cards.of_subject(card.subject, card.recipient_id)
    asked_at = [_asked_at(other) for other in cards if other.kind is CardKind.MEETING]
    return _asked_at(card) == max(asked_at)


def _asked_at(card: Card) -> int:
    return int(card.key.rpartition(":")[2])


def met(work: UnitOfWork, person_id: str, request_id: str, now: datetime) -> None:
    """One of the two says that they found each other; that is enough.

    Whoever was asked and is not of the two any more (they handed it back, somebody else came) changes
    nothing by an old card. Raises `NothingThere` when the request was forgotten, `NotYours` for a stranger.
    """
    request = work.support.by_id(request_id)
    if request is None:
        raise NothingThere("the request was forgotten")
    if person_id != request.asker_id and turns.turn_of(work, request_id, person_id) is None:
        raise NotYours("another person's request")
    of_the_two = person_id in {request.asker_id, request.accepted_by}
    if request.state is not RequestState.ACCEPTED or not of_the_two:
        work.cards.refresh(request_id)
        return
    found = _keep(work, replace(request, meeting=Meeting.MET, check_at=None))
    if request.meeting is not Meeting.MET:
        check_ins.after_call(work, found, now)
