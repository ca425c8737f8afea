"""The turns and cards of one request: who is told, what is drawn anew, what an end ends.

Below the use cases of `support.py` and `meetings.py`; every change of a request goes through `settle`.
"""

from dataclasses import replace

from domain.cards import Card, CardKind, Priority
from domain.support import RequestState, SupportRequest, Turn, TurnState
from storage import UnitOfWork


def alert_key(request: SupportRequest, person_id: str) -> str:
    """Return the key of the card by which one teammate is told of one request, at this point of it."""
    return f"alert:{request.id}:{person_id}:{request.version}"


def asker_key(request_id: str) -> str:
    """Return the key of the asker's own card."""
    return f"asker:{request_id}"


def turn_of(work: UnitOfWork, request_id: str, person_id: str) -> Turn | None:
    """Return somebody's turn in a request, or None if they were not asked."""
    return next((turn for turn in work.support.turns(request_id) if turn.person_id == person_id), None)


def release_others(work: UnitOfWork, request_id: str, except_for: str | None = None) -> None:
    """Let everybody else's turn be over: somebody came, or the request ended."""
    for turn in work.support.turns(request_id):
        if turn.person_id != except_for and turn.state in {TurnState.ASKED, TurnState.ACCEPTED}:
            work.support.save_turn(replace(turn, state=TurnState.RELEASED))


def is_newest_alert(work: UnitOfWork, card: Card) -> bool:
    """Whether this is the card by which its teammate was last asked. Older ones stay in the chat, where they
    say that nothing is needed; they are drawn on, so that a name never stays in one."""
    asked_by = alerts(work, card.subject, card.recipient_id)
    return all(_asked_at(other) <= _asked_at(card) for other in asked_by)


def _asked_at(card: Card) -> int:
    """Return at which version of its request a teammate was asked by this card."""
    return int(card.key.rpartition(":")[2])


def alerts(work: UnitOfWork, request_id: str, person_id: str) -> list[Card]:
    """Return the cards by which a teammate was told of a request, old ones too."""
    cards = work.cards.of_subject(request_id, person_id)
    return [card for card in cards if card.kind is CardKind.ALERT]


def newest_alerts(work: UnitOfWork, request_id: str) -> dict[str, Card]:
    """Return the card by which each person was last asked."""
    cards = [card for card in work.cards.of_subject(request_id) if card.kind is CardKind.ALERT]
    return {card.recipient_id: card for card in sorted(cards, key=_asked_at)}


def tell(work: UnitOfWork, request: SupportRequest, person_id: str) -> None:
    """Ask a teammate by a new card: it rings, as the update of an old one would not."""
    key = alert_key(request, person_id)
    work.cards.want(key, CardKind.ALERT, person_id, request.id, Priority.CALL, request.ends_at)


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
