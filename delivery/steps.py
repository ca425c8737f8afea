"""What the courier asks of care and storage: each of these is one unit of work, run through the seam."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from care import cards as care_cards
from delivery.lookup import new_key
from domain.cards import Card, CardKind, Priority
from domain.people import Language
from domain.scenes import CardScene
from storage import UnitOfWork
from views.message import Message
from words import words

Draw = Callable[[CardScene], Message]
"""Draws a card: `views.cards.draw` with the flows whose doors it offers."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A card as it stands, drawn and ready to be sent. `channel` is None before the DM was opened."""

    card: Card
    slack_user: str
    channel: str | None
    message: Message


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed card. `nonce`: the key under which it is or would be posted. `plan`: what to send, if that
    was found out already; a post that it plans has begun."""

    card: Card
    nonce: str
    plan: Plan | None = None


class CannotDraw(Exception):
    """A view raised while it drew a card: a mistake of ours. Its text is not kept."""


def claim(
    work: UnitOfWork,
    now: datetime,
    limit: int,
    lease: timedelta,
    lease_by: str,
    *,
    orphans: bool,
    rest: int,
) -> tuple[list[Claimed], list[Claimed]]:
    """Take up to `limit` cards that Slack must be told of, the most urgent first, for `lease`; of those that
    neither call nor answer anybody at most `rest`.

    Returns those whose post was begun and never confirmed, and nobody is busy with, apart from those that
    were claimed. `orphans`: nobody else can be busy with any, whatever their lease says.
    """
    begun = work.cards.posting(None if orphans else now)
    cards = work.cards.claim(now, limit, now + lease, lease_by, Priority.ANSWER) if limit > 0 else []
    if (left := min(limit - len(cards), rest)) > 0:
        cards += work.cards.claim(now, left, now + lease, lease_by)
    return (
        [Claimed(card, card.posting) for card in begun if card.posting],
        [Claimed(card, new_key(card.wanted)) for card in cards],
    )


def claim_calls(
    work: UnitOfWork,
    now: datetime,
    limit: int,
    lease: timedelta,
    lease_by: str,
    draw: Draw,
    under_way: frozenset[str],
) -> list[Claimed]:
    """Take up to `limit` calls for a person and make them ready to go out, in one unit of work.

    A call takes one commit on its way, and not three: if its DM is known it is drawn, and its post begun.
    The keys in `under_way` only have their lease renewed: they have a task, and are looked at after it.
    """
    cards = work.cards.claim(now, limit, now + lease, lease_by, Priority.CALL)
    return [
        Claimed(card, new_key(card.wanted)) if card.key in under_way else _ready(work, card, draw, now)
        for card in cards
    ]


def _ready(work: UnitOfWork, card: Card, draw: Draw, now: datetime) -> Claimed:
    nonce = new_key(card.wanted)
    try:
        ready = plan(work, card.key, nonce, draw, now)
    except CannotDraw:
        return Claimed(card, nonce)  # comes to the same again, and is told there
    if ready is None or (not card.ts and not ready.channel):
        return Claimed(card, nonce)
    if not card.ts and not begin(work, card.key, card.wanted, nonce):
        return Claimed(card, nonce)
    return Claimed(card, nonce, ready)


def place_of(work: UnitOfWork, key: str) -> tuple[Card, str | None] | None:
    """Return a card and its DM, as far as it is known; None if the card is gone."""
    card = work.cards.by_key(key)
    if card is None:
        return None
    person = work.people.by_id(card.recipient_id)
    return card, card.channel or (person.dm if person else None)


def slack_user_of(work: UnitOfWork, card: Card) -> str | None:
    """Return the Slack account of a card's recipient; None if they were forgotten."""
    person = work.people.by_id(card.recipient_id)
    return person.slack_user if person else None


def plan(
    work: UnitOfWork, key: str, nonce: str, draw: Draw, now: datetime, *, plain: bool = False
) -> Plan | None:
    """Return what to send for a card now, drawn from the current state; None if there is nothing to do.

    `nonce` is the key under which it is or would be posted here; a card that another process is posting
    under a key of its own is left to it.

    A card that is not in Slack and was withdrawn, is past its end or has nothing to show is dropped here;
    one whose answer is not known was looked for before. `plain` draws a text without blocks or buttons:
    for a card that Slack, or we ourselves, could not draw. Raises `CannotDraw`.
    """
    card = work.cards.by_key(key)
    if card is None or _is_anothers(card, nonce) or (card.shown >= card.wanted and not card.posting):
        return None
    person = work.people.by_id(card.recipient_id)
    over = card.withdrawn or (card.not_after is not None and card.not_after <= now)
    scene = None if card.ts is None and over else care_cards.scene_of(work, card, now)
    if person is None or scene is None:
        work.cards.drop(key)
        return None
    message = plain_message(card.kind, person.language) if plain else _drawn(draw, scene)
    return Plan(card, person.slack_user, card.channel or person.dm, message)


def opened(work: UnitOfWork, person_id: str, channel: str) -> None:
    """Keep the id of a DM that was just opened."""
    care_cards.dm_opened(work, person_id, channel)


def begin(work: UnitOfWork, key: str, version: int, nonce: str) -> bool:
    """Write that a card is about to be posted under `nonce`, drawn as of `version`; return whether it may.

    False means that it changed since, was withdrawn, or was posted by another process: it is given back
    and comes again with its next claim. A post that is repeated under its own `nonce` may go on.
    """
    card = work.cards.by_key(key)
    if card is None or card.ts is not None or _is_anothers(card, nonce):
        return False
    if card.posting == nonce:
        return not card.withdrawn
    if card.wanted == version and work.cards.begin_post(key, nonce):
        return True
    work.cards.release(key, None, failed=False)
    return False


def release(work: UnitOfWork, key: str, nonce: str, next_try_at: datetime, *, failed: bool) -> None:
    """Give a card back, known not to have been posted here; it comes again from `next_try_at` on."""
    card = work.cards.by_key(key)
    if card is not None and not _is_anothers(card, nonce):
        work.cards.release(key, next_try_at, failed=failed)


def posted(work: UnitOfWork, key: str, channel: str, ts: str, version: int, now: datetime) -> None:
    """Slack has the card's message."""
    care_cards.delivered(work, key, channel, ts, version, now)


def updated(work: UnitOfWork, card: Card, version: int) -> None:
    """Slack shows a card as of `version`."""
    if card.channel and card.ts:
        work.cards.confirm(card.key, card.channel, card.ts, version)


def rest(work: UnitOfWork, key: str) -> None:
    """Try no more until the card is wanted again."""
    work.cards.give_up(key)


def unreached(work: UnitOfWork, card: Card, now: datetime, *, account_gone: bool) -> None:
    """Slack refuses this person for good: an asker is told at once; a gone account leaves every list."""
    care_cards.unreached(work, card.key, now)
    if account_gone:
        care_cards.account_gone(work, card.recipient_id, now)


def plain_message(kind: CardKind, language: Language) -> Message:
    """Return a card's plainest form: neutral words, and where to find the rest. No blocks, no buttons."""
    say = words(language)
    push = say("push-alert") if kind is CardKind.ALERT else say("push-other")
    return Message(f"{push}\n{say('plain-open-home')}", [])


def _is_anothers(card: Card, nonce: str) -> bool:
    """Whether another process is posting this card: our lease ran out before we came this far."""
    return card.posting is not None and card.posting != nonce


def _drawn(draw: Draw, scene: CardScene) -> Message:
    try:
        return draw(scene)
    except Exception as error:
        raise CannotDraw(type(error).__name__) from None  # its own text may hold what was drawn
