"""Whom somebody does not ask: their own list, sealed with their choices, and visible to nobody else.

It is honoured in one place, `care/asking.py`, so in every list, preview, turn and repair. For whoever is on
it nothing changes: they are asked by others, they see what they saw, and no number anywhere is another.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from care.errors import DoesNotFit, NothingThere
from care.readers import reader_of
from domain.scenes import NotTheseScene
from domain.schedule import NOT_THESE_MOST
from storage import UnitOfWork

_ACCOUNT = re.compile(r"[UW][A-Z0-9]{1,30}")


def not_asked(work: UnitOfWork, person_id: str) -> NotTheseScene:
    """Return whom somebody does not ask, for their eyes alone."""
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return NotTheseScene(reader_of(work, person), work.schedules.plan(person_id).choices.not_these)


def change(
    work: UnitOfWork, person_id: str, shown: Collection[str], chosen: Collection[str], now: datetime
) -> NotTheseScene:
    """Keep what was changed on the screen: `shown` are the Slack ids that stood there, `chosen` those now.

    Only the difference counts, so that a screen which has stood open for long takes nobody off whom another
    one has put on. Anybody in the workspace can be named: nothing is looked up, so nothing is learned.
    Raises `DoesNotFit` for more than `NOT_THESE_MOST`.
    """
    scene = not_asked(work, person_id)
    asker = work.people.by_id(person_id)
    own = asker.slack_user if asker else ""
    named = [slack for slack in chosen if _ACCOUNT.fullmatch(slack) and slack != own]
    taken_off = set(shown) - set(named)
    kept = tuple(dict.fromkeys(slack for slack in (*scene.slacks, *named) if slack not in taken_off))
    if len(kept) > NOT_THESE_MOST:
        raise DoesNotFit("many")
    choices = work.schedules.plan(person_id).choices
    work.schedules.keep(person_id, replace(choices, not_these=kept), now)
    return replace(scene, slacks=kept)


def clear(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Take everybody off."""
    choices = work.schedules.plan(person_id).choices
    work.schedules.keep(person_id, replace(choices, not_these=()), now)
