"""Checking in again, days later, where somebody asked for it: day 2, 7 and 30 (field.md 7, 8.11).

One cadence for all flows and no flow name (35). Silence means nothing and tells nobody. At most one
message that the bot starts in three days, over all causes; overlapping ones merge (37).
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.cards import CardKind, Priority
from domain.debriefs import FollowUp
from domain.hours import wakes
from domain.people import Person
from domain.schedule import Choices
from storage import UnitOfWork

DAYS = (2, 7, 30)
AT_HOUR = 12
"""The hour of the person's own day at which a check-in comes, unless they sleep then: then it is after."""

APART = timedelta(days=3)
STALE_AFTER = timedelta(days=7)
"""A check-in that is this late, after an outage or a restore, is not sent: it was for another week."""

ANSWERABLE_FOR = timedelta(days=30)
"""A check-in that was sent and not answered is forgotten after that: no row stays for ever."""


def ask(work: UnitOfWork, person: Person, now: datetime) -> None:
    """Plan the check-ins that somebody asked for; those already planned that fall beside a new one merge."""
    zone = ZoneInfo(person.zone)
    today = now.astimezone(zone).date()
    new = [
        datetime.combine(today + timedelta(days=days), time(AT_HOUR), zone).astimezone(now.tzinfo)
        for days in DAYS
    ]
    for planned in work.follow_ups.of_person(person.id):
        if not planned.sent and any(abs(planned.due_at - due) < APART for due in new):
            work.follow_ups.delete(planned.id)
    for due in new:
        work.follow_ups.add(person.id, due)


def run_due(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Send what is due, merge what comes too close to it. Return whether there is more to do."""
    due = work.follow_ups.due(now, limit)
    plans = work.schedules.plans([follow_up.person_id for follow_up in due])
    for follow_up in due:
        _run_one(work, follow_up, plans[follow_up.person_id].choices, now)
    return len(due) == limit


def run_one(work: UnitOfWork, follow_up_id: str, now: datetime) -> None:
    """Do what is due for one check-in, if it is due."""
    follow_up = work.follow_ups.by_id(follow_up_id)
    if follow_up is not None and not follow_up.sent and follow_up.due_at <= now:
        _run_one(work, follow_up, work.schedules.plan(follow_up.person_id).choices, now)


def _run_one(work: UnitOfWork, follow_up: FollowUp, choices: Choices, now: datetime) -> None:
    person = work.people.by_id(follow_up.person_id)
    late = now - follow_up.due_at > STALE_AFTER
    if person is None or not person.active or late or _merges(work, follow_up, now):
        work.follow_ups.delete(follow_up.id)
        return
    wake = wakes(choices, ZoneInfo(person.zone), now)
    if wake is not None:  # nothing reaches anybody in their sleep but a call they opened themselves for
        work.follow_ups.save(replace(follow_up, due_at=wake + timedelta(hours=1)))
        return
    work.follow_ups.save(replace(follow_up, sent=True))
    work.cards.want(
        _key(follow_up.id), CardKind.FOLLOW_UP, person.id, follow_up.id, Priority.REST, now + STALE_AFTER
    )


def _merges(work: UnitOfWork, due: FollowUp, now: datetime) -> bool:
    """Whether another check-in went out less than three days ago, or a later one is due as well."""
    others = [other for other in work.follow_ups.of_person(due.person_id) if other.id != due.id]
    return any(
        now - other.due_at < APART if other.sent else due.due_at < other.due_at <= now for other in others
    )


def fine(work: UnitOfWork, person_id: str, follow_up_id: str) -> None:
    """One tap: all right. Nothing is kept of it but that the card is answered."""
    follow_up = work.follow_ups.by_id(follow_up_id)
    if follow_up is not None and follow_up.person_id == person_id:
        work.follow_ups.delete(follow_up_id)
    work.cards.bump(_key(follow_up_id), Priority.ANSWER)


def stop_all(work: UnitOfWork, person_id: str) -> None:
    """No more check-ins for this person; what was sent says so."""
    planned = work.follow_ups.of_person(person_id)
    work.follow_ups.delete_of(person_id)
    for follow_up in planned:
        work.cards.bump(_key(follow_up.id), Priority.ANSWER)


def _key(follow_up_id: str) -> str:
    return f"follow_up:{follow_up_id}"
