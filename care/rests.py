"""What can be chosen on a check-in by who can be asked: a rest, or no more of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care import follow_ups, schedules
from care.check_ins import can_be_asked
from care.errors import NothingThere
from storage import UnitOfWork

DAYS = 2
"""Today and tomorrow: a night in between, whenever it is tapped."""


def rest(work: UnitOfWork, person_id: str, follow_up_id: str, now: datetime) -> None:
    """Nobody asks them today and tomorrow; it stands in *My hours*, and can be taken out there.

    Raises `NotYours` for who cannot be asked in any team.
    """
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    today = now.astimezone(ZoneInfo(person.zone)).date()
    schedules.add_leave(work, person_id, today, today + timedelta(days=DAYS - 1), now)
    follow_ups.fine(work, person_id, follow_up_id)


def stop_check_ins(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """No more check-ins: none of those planned, and, for who can be asked, none after a call either, until
    they turn it on again in *My hours*."""
    follow_ups.stop_all(work, person_id)
    if can_be_asked(work, person_id):
        set_check_in(work, person_id, now, wanted=False)


def set_check_in(work: UnitOfWork, person_id: str, now: datetime, *, wanted: bool) -> None:
    """Say whether one wants a check-in after a call."""
    choices = work.schedules.plan(person_id).choices
    work.schedules.keep(person_id, replace(choices, check_in=wanted), now)
