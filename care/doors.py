"""The doors: what is shown to somebody who comes, whatever way they came."""

from datetime import datetime

from care import people
from care.check_ins import can_be_asked
from care.errors import NothingThere
from care.readers import reader_of
from debrief_flows.cues import doors_for
from debrief_flows.identifiers import looks_like_identifier
from domain.cards import CardKind, Priority
from domain.ids import new_id
from domain.scenes import DoorsScene
from storage import UnitOfWork

IDENTIFIERS_SEEN = "identifiers_seen"
"""In a doors card's sealed hint: the message looked as if it held a name, a place or a number."""


def message_key(channel: str, ts: str) -> str:
    """Return the key by which one message in a DM is known, however it came to the bot."""
    return f"message:{channel}:{ts}"


def answer(work: UnitOfWork, person_id: str, said: str, channel: str) -> None:
    """Answer a message in a DM by a card with every door, the likely ones ahead.

    What was said is looked at here, in memory, for the order of the doors alone. That order is a guess at
    it, so it is sealed, and forgotten once the card stands there. A card of this kind that was not posted
    yet is taken over: one answer to a burst of messages.
    """
    people.remember_dm(work, person_id, channel)
    seen = (IDENTIFIERS_SEEN,) if looks_like_identifier(said) else ()
    hint = ",".join((*doors_for(said), *seen))
    waiting = [
        card.key
        for card in work.cards.of_recipient(person_id)
        if card.kind is CardKind.DOORS and card.ts is None and card.posting is None
    ]
    key = waiting[0] if waiting else f"doors:{new_id()}"
    work.cards.want(key, CardKind.DOORS, person_id, person_id, Priority.ANSWER, hint=hint)


def answer_missed(work: UnitOfWork, person_id: str, said: str, channel: str, ts: str, now: datetime) -> bool:
    """Answer a message that was written while the bot was off; return whether it was still unanswered.

    Slack may deliver it too: whichever way is first, the other finds its key.
    """
    if not work.touches.first(message_key(channel, ts), now.date()):
        return False
    answer(work, person_id, said, channel)
    return True


def with_a_dm(work: UnitOfWork) -> list[tuple[str, str]]:
    """Return everybody whose DM with the bot is known: person id and channel."""
    return [(person.id, person.dm) for person in work.people.active() if person.dm]


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
        can_be_asked=can_be_asked(work, person_id),
    )


def even_out(work: UnitOfWork, person_id: str) -> None:
    """Let the doors in somebody's chat stand in their even order again, without "you paused": nothing there
    tells which one was gone through, nor offers to go on when there is nothing to go on with."""
    for card in work.cards.of_recipient(person_id):
        if card.kind is CardKind.DOORS and card.ts:
            work.cards.bump(card.key, Priority.REST)
