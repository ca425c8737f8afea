"""The turns and cards of one request: who is told, what is drawn anew, what an end ends.

Below the use cases of `support.py` and `meetings.py`; every change of a request goes through `settle`.
"""

from dataclasses import replace

from care.errors import NothingThere, NotYours
from domain.cards import Card, CardKind, Priority
from domain.support import RequestState, SupportRequest, Turn, TurnState, Urgency
from storage import UnitOfWork


def alert_key(request: SupportRequest, person_id: str) -> str:
    """Return the key of the card by which one teammate is told of one request, at this point of it."""
    return f"alert:{request.id}:{person_id}:{request.version}"


def asker_key(request: SupportRequest) -> str:
    """Return the key of the card by which the asker is told of one request, at this point of it."""
    return f"asker:{request.id}:{request.version}"


def own(work: UnitOfWork, asker_id: str, request_id: str) -> SupportRequest:
    """Return an asker's own request. Raises `NotYours` for anybody else, `NothingThere` when it was
    forgotten."""
    request = work.support.by_id(request_id)
    if request is None:
        raise NothingThere("the request was forgotten")
    if request.asker_id != asker_id:
        raise NotYours("another person's request")
    return request


def turn_of(work: UnitOfWork, request_id: str, person_id: str) -> Turn | None:
    """Return somebody's turn in a request, or None if they were not asked."""
    return next((turn for turn in work.support.turns(request_id) if turn.person_id == person_id), None)


def neighbour_name(work: UnitOfWork, turn: Turn) -> str:
    """Return the name of the neighbour team by way of which somebody is asked; "" for one's own people."""
    team = work.teams.by_id(turn.via) if turn.via else None
    return team.name if team else ""


def release_others(work: UnitOfWork, request_id: str, except_for: str | None = None) -> None:
    """Let everybody else's turn be over: somebody came, or the request ended."""
    for turn in work.support.turns(request_id):
        if turn.person_id != except_for and turn.state in {TurnState.ASKED, TurnState.ACCEPTED}:
            work.support.save_turn(replace(turn, state=TurnState.RELEASED))


def is_newest(work: UnitOfWork, card: Card) -> bool:
    """Whether this is the card by which its reader was last asked, or told. Older ones stay in the chat,
    where they say that nothing is needed; they are drawn on, so that a name never stays in one."""
    others = work.cards.of_subject(card.subject, card.recipient_id)
    return all(_told_at(other) <= _told_at(card) for other in others if other.kind is card.kind)


def _told_at(card: Card) -> int:
    """Return at which version of its request somebody was told by this card."""
    return int(card.key.rpartition(":")[2])


def newer_stands(work: UnitOfWork, card: Card) -> bool:
    """Whether a newer card of its reader is there already: only then does an older one point to it, so that
    at no moment there is none with a way out."""
    others = work.cards.of_subject(card.subject, card.recipient_id)
    return any(one.ts and one.kind is card.kind and _told_at(one) > _told_at(card) for one in others)


def point_to(work: UnitOfWork, card: Card) -> None:
    """A new card is there: let its reader's older ones point to it."""
    for other in work.cards.of_subject(card.subject, card.recipient_id):
        if other.kind is card.kind and _told_at(other) < _told_at(card):
            work.cards.bump(other.key)


def newest(cards: list[Card]) -> Card | None:
    """Return the newest of one reader's cards of a request, or None."""
    return max(cards, key=_told_at, default=None)


def asker_cards(work: UnitOfWork, request: SupportRequest) -> list[Card]:
    """Return the cards by which an asker was told of their request, old ones too."""
    cards = work.cards.of_subject(request.id, request.asker_id)
    return [card for card in cards if card.kind is CardKind.ASKER]


def alerts(work: UnitOfWork, request_id: str, person_id: str) -> list[Card]:
    """Return the cards by which a teammate was told of a request, old ones too."""
    cards = work.cards.of_subject(request_id, person_id)
    return [card for card in cards if card.kind is CardKind.ALERT]


def newest_alerts(work: UnitOfWork, request_id: str) -> dict[str, Card]:
    """Return the card by which each person was last asked."""
    cards = [card for card in work.cards.of_subject(request_id) if card.kind is CardKind.ALERT]
    return {card.recipient_id: card for card in sorted(cards, key=_told_at)}


def tell(work: UnitOfWork, request: SupportRequest, person_id: str) -> None:
    """Ask a teammate by a new card: it rings, as the update of an old one would not. For "now" a ring outside
    Slack goes with it, where they have one."""
    key = alert_key(request, person_id)
    work.cards.want(key, CardKind.ALERT, person_id, request.id, Priority.CALL, request.ends_at)
    for_now = request.ask is not None and request.ask.urgency is Urgency.NOW
    if for_now and work.rings.gateway() and work.schedules.plan(person_id).another_ring:
        work.rings.want(person_id, request.id, asked=key)


def keep_alert(work: UnitOfWork, request: SupportRequest, person_id: str) -> None:
    """Let the card of who said yes be posted for as long as their yes holds, where Slack has not taken it
    yet: they may have said so on a screen of their own."""
    card = newest_alerts(work, request.id).get(person_id)
    if card is not None and card.ts is None:
        work.cards.want(card.key, CardKind.ALERT, person_id, request.id, card.priority, request.ends_at)


def tell_asker(work: UnitOfWork, request: SupportRequest) -> None:
    """Tell the asker where their call stands by a new card: it rings. Older ones point to it."""
    key = asker_key(request)
    work.cards.want(key, CardKind.ASKER, request.asker_id, request.id, Priority.ANSWER)


def redraw_asker(work: UnitOfWork, request: SupportRequest) -> None:
    """Let the asker's newest card be drawn anew, without a sound."""
    card = newest(asker_cards(work, request))
    if card is not None:
        work.cards.bump(card.key)


def redraw(work: UnitOfWork, request_id: str, person_id: str) -> None:
    """Let a teammate's cards of a request be drawn anew."""
    for card in alerts(work, request_id, person_id):
        work.cards.bump(card.key)


def end(work: UnitOfWork, request: SupportRequest, state: RequestState) -> SupportRequest:
    """End a request: every turn, every card and what was asked, in this unit of work."""
    release_others(work, request.id)
    ended = replace(request, state=state, silent_at=None, check_at=None, ask=None)
    return settle(work, ended)


def settle(work: UnitOfWork, request: SupportRequest) -> SupportRequest:
    """Store a request and let every card of it be drawn anew."""
    saved = work.support.save(request, request.version)
    work.cards.refresh(request.id)
    return saved
