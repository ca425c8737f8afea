"""What the bot keeps about somebody: shown to them, and deleted when they say so."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from care import support
from care.asking import redraw
from care.errors import NothingThere
from care.readers import joined, reader_of
from domain.people import Person
from domain.scenes import DataScene
from domain.schedule import Choices
from domain.support import SupportRequest
from storage import UnitOfWork

Shown = tuple[str, str]
"""A card that stands in Slack: the channel and the time stamp."""


def data_of(work: UnitOfWork, person_id: str, now: datetime) -> DataScene:
    """Return everything the bot keeps about one person, for their eyes alone."""
    person = _person(work, person_id)
    zone = ZoneInfo(person.zone)
    debrief = work.debriefs.of_person(person_id)
    plan = work.schedules.plan(person_id)
    planned = [one.due_at for one in work.follow_ups.of_person(person_id) if not one.sent]
    return DataScene(
        reader=reader_of(work, person),
        notes=tuple((note.id, note.kept_on, note.text) for note in work.notes.of_person(person_id)),
        check_ins=tuple(sorted(due.astimezone(zone).date() for due in planned)),
        paused=debrief is not None and debrief.expires_at > now,
        teams=tuple(team.name for team, _ in joined(work, person_id)),
        open_requests=len(work.support.open_of(person_id)),
        has_schedule=bool(plan.hours or plan.dates) or replace(plan.choices, not_these=()) != Choices(),
        not_these=plan.choices.not_these,
        minute_entries=len(work.minutes.of_person(person_id).entries),
    )


def delete_note(work: UnitOfWork, person_id: str, note_id: str) -> None:
    """Delete one kept note; one that is not theirs, or gone, changes nothing."""
    work.notes.delete(person_id, note_id)


def delete_hours(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Delete somebody's hours and all they chose with them; nobody asks them until they set some anew."""
    work.schedules.forget_hours(person_id, now)
    redraw(work, person_id)


def cards_shown(work: UnitOfWork, person_id: str) -> tuple[Shown, ...]:
    """Return where the bot's cards stand in somebody's chat, but for calls that are still open."""
    open_subjects = {request.id for request in _open_calls(work, person_id)}
    return tuple(
        (card.channel, card.ts)
        for card in work.cards.of_recipient(person_id)
        if card.channel and card.ts and card.subject not in open_subjects
    )


def clear_cards(work: UnitOfWork, person_id: str) -> tuple[Shown, ...]:
    """Forget the bot's cards in somebody's chat (field.md 47) and return where they stand, to be deleted.

    A call that is still open stays: it must not vanish by a tidy-up.
    """
    shown = cards_shown(work, person_id)
    for card in work.cards.of_recipient(person_id):
        if card.channel and card.ts and (card.channel, card.ts) in shown:
            work.cards.drop(card.key)
    return shown


def take_leave(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Take back somebody's open calls, and tell whoever counts on them: to be kept before they are forgotten.

    When a key is gone and the rows are not (a crash, and the next start purges them), nobody is left
    waiting for them then, and their name is on its way out of every chat.
    """
    support.leave(work, person_id, now)


def delete_everything(work: UnitOfWork, person_id: str, now: datetime) -> tuple[Shown, ...]:
    """Forget somebody: their key first, then every row. Return where their cards stand, to be deleted.

    Their own open calls are taken back, and whoever counted on them is told at once that they cannot.
    """
    person = work.people.by_id(person_id)
    if person is None:
        return ()
    support.leave(work, person_id, now)
    shown = tuple(
        (card.channel, card.ts) for card in work.cards.of_recipient(person_id) if card.channel and card.ts
    )
    work.people.forget(person_id)
    return shown


def _open_calls(work: UnitOfWork, person_id: str) -> list[SupportRequest]:
    return [*work.support.open_of(person_id), *work.support.asked_of(person_id)]


def _person(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return person
