"""The doors: what is shown to somebody who comes, whatever way they came."""

from datetime import datetime

from care.errors import NothingThere
from care.readers import reader_of
from domain.cards import CardKind, Priority
from domain.ids import new_id
from domain.scenes import DoorsScene
from storage import UnitOfWork

IDENTIFIERS_SEEN = "identifiers_seen"
"""In a doors card's sealed hint: the message looked as if it held a name, a place or a number."""


def answer(
    work: UnitOfWork, person_id: str, first: tuple[str, ...], identifiers_seen: bool, now: datetime
) -> None:
    """Answer a message by a card with every door, those in `first` ahead.

    The order is a guess at what was written, so it is sealed and forgotten once the card stands there.
    A card of this kind that was not posted yet is taken over: one answer to a burst of messages.
    """
    hint = ",".join((*first, IDENTIFIERS_SEEN) if identifiers_seen else first)
    waiting = [
        card.key
        for card in work.cards.of_recipient(person_id)
        if card.kind is CardKind.DOORS and card.ts is None and card.posting is None
    ]
    key = waiting[0] if waiting else f"doors:{new_id()}"
    work.cards.want(key, CardKind.DOORS, person_id, person_id, Priority.ANSWER, hint=hint)


def doors_of(work: UnitOfWork, person_id: str, first: tuple[str, ...], now: datetime) -> DoorsScene:
    """Return every door for one person, those in `first` ahead."""
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    debrief = work.debriefs.of_person(person_id)
    return DoorsScene(
        reader=reader_of(work, person),
        first=tuple(door for door in first if door != IDENTIFIERS_SEEN),
        paused=debrief is not None and debrief.expires_at > now,
        identifiers_seen=IDENTIFIERS_SEEN in first,
    )


def even_out(work: UnitOfWork, person_id: str) -> None:
    """Let the doors in somebody's chat stand in their even order again, without "you paused": nothing there
    tells which one was gone through, nor offers to go on when there is nothing to go on with."""
    for card in work.cards.of_recipient(person_id):
        if card.kind is CardKind.DOORS and card.ts:
            work.cards.bump(card.key, Priority.REST)
