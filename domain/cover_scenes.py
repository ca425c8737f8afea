"""The form on which cover is asked for. See `domain/scenes.py`."""

from dataclasses import dataclass
from datetime import date

from domain.scenes import Askable, Reader
from domain.support import Between, Urgency


@dataclass(frozen=True, slots=True)
class Wish:
    """What stands in the form: a day, minutes of that day in the asker's zone (None: nothing chosen), the ids
    of those who are picked, a number to reach the asker."""

    day: date | None = None
    since: int | None = None
    until: int | None = None
    picked: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class CoverForm:
    """The form, with what is so now. `between` is None while the hours are not filled in, or cannot be so:
    then `amiss` says why ("past", "far", "gap", "many"; "" where nothing is amiss). `seen_by`: those of the
    picked who can be asked. `draft` makes a second Send harmless; `changed`: what was sent differed from
    what had been shown. `urgency`: how soon an answer is needed. `moves`: hours on the asker's own on-call
    schedule lie in it, so that a yes moves them."""

    reader: Reader
    draft: str
    asker_slack: str
    wish: Wish
    between: Between | None
    amiss: str
    can_be_asked: tuple[Askable, ...]
    seen_by: tuple[Askable, ...]
    has_team: bool
    urgency: Urgency = Urgency.TODAY
    moves: bool = False
    changed: bool = False
    in_debrief: bool = False
