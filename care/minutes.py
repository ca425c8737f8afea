"""One's own minutes: written down by one tap when a call is over, or by hand; read by nobody else.

Answering is work, at home too (field.md 42), so a teammate can keep count for themselves and hand it in
themselves. A day and minutes are kept, for thirteen weeks, and never for whom they were.
"""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from care import turns
from care.errors import DoesNotFit, NothingThere, NotYours
from care.readers import reader_of
from domain.ids import new_id
from domain.minutes import MOST_ENTRIES, MOST_MINUTES, Entry, Ledger, kept_since
from domain.minutes_scenes import MyMinutesScene
from domain.people import Person
from domain.support import Meeting, RequestState, SupportRequest
from storage import UnitOfWork


def my_minutes(work: UnitOfWork, person_id: str, now: datetime, request_id: str = "") -> MyMinutesScene:
    """Return one's own list. Raises `NothingThere` for somebody who is not known any more."""
    person = _person(work, person_id)
    today = _today(person, now)
    ledger = work.minutes.of_person(person_id).since(kept_since(today))
    return MyMinutesScene(reader_of(work, person), ledger.weeks, today, request_id)


def note(work: UnitOfWork, person_id: str, request_id: str, minutes: int, now: datetime) -> None:
    """One tap on the card of a call: `minutes`, or 0 for nothing. A second tap changes nothing.

    Raises `NothingThere` when the call was forgotten, `NotYours` for anybody but who said yes to it.
    """
    request = work.support.by_id(request_id)
    if request is None:
        raise NothingThere("the request was forgotten")
    if request.accepted_by != person_id:
        raise NotYours("another person's call")
    ledger = _current(work, person_id, now)
    if request_id not in ledger.answered:
        answered = replace(ledger, answered=ledger.answered | {request_id})
        if minutes:
            answered = answered.with_entry(_entry(answered, _today(_person(work, person_id), now), minutes))
        work.minutes.keep(person_id, answered, now)
    turns.redraw(work, request_id, person_id)


def add(
    work: UnitOfWork, person_id: str, on: date, minutes: int, now: datetime, request_id: str = ""
) -> None:
    """Write minutes down by hand. With a call's id its card asks no more.

    Raises `DoesNotFit` for a day that is not kept ("day"), for minutes that cannot be ("minutes"), or
    where the list is full ("many").
    """
    today = _today(_person(work, person_id), now)
    if not kept_since(today) <= on <= today:
        raise DoesNotFit("day")
    ledger = _current(work, person_id, now)
    ledger = ledger.with_entry(_entry(ledger, on, minutes))
    request = work.support.by_id(request_id) if request_id else None
    if request is not None and request.accepted_by == person_id:
        ledger = replace(ledger, answered=ledger.answered | {request_id})
        turns.redraw(work, request_id, person_id)
    work.minutes.keep(person_id, ledger, now)


def remove(work: UnitOfWork, person_id: str, entry_id: str, now: datetime) -> None:
    """Take one entry out; one that is not theirs, or gone, changes nothing."""
    work.minutes.keep(person_id, _current(work, person_id, now).without(entry_id), now)


def remove_all(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Take every entry out. What was answered stays answered, so that no card asks again."""
    work.minutes.keep(person_id, replace(_current(work, person_id, now), entries=()), now)


def to_be_asked(work: UnitOfWork, person_id: str, request: SupportRequest) -> bool:
    """Whether the card of a call asks who said yes to it how long it took: once the two have found each
    other, or may have and it is over; never for cover, which has no meeting, and not twice."""
    if request.accepted_by != person_id:
        return False
    over = request.state in {RequestState.DONE, RequestState.CANCELLED}
    met = request.meeting is Meeting.MET and (over or request.state is RequestState.ACCEPTED)
    may_have_met = request.meeting is Meeting.ASKED and over
    return (met or may_have_met) and request.id not in work.minutes.of_person(person_id).answered


def look_again(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Forget what is older than is kept, once a day for everybody. Return whether there is more to do."""
    due = work.minutes.to_look_at(now, limit)
    for person_id in due:
        work.minutes.looked_at(person_id, now)
        if work.people.by_id(person_id) is not None:
            work.minutes.keep(person_id, _current(work, person_id, now), now)
    return len(due) == limit


def _current(work: UnitOfWork, person_id: str, now: datetime) -> Ledger:
    """Return a person's list without what is older than is kept, and without calls that were forgotten."""
    ledger = work.minutes.of_person(person_id).since(kept_since(_today(_person(work, person_id), now)))
    known = frozenset(one for one in ledger.answered if work.support.by_id(one) is not None)
    return replace(ledger, answered=known)


def _entry(ledger: Ledger, on: date, minutes: int) -> Entry:
    if not 1 <= minutes <= MOST_MINUTES:
        raise DoesNotFit("minutes")
    if len(ledger.entries) >= MOST_ENTRIES:
        raise DoesNotFit("many")
    return Entry(new_id(), on, minutes)


def _today(person: Person, now: datetime) -> date:
    return now.astimezone(ZoneInfo(person.zone)).date()


def _person(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return person
