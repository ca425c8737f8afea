"""A support request: someone asks for a person; the turns of those who are asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is asked for. Cover carries hours and no reason (field.md 39)."""

    COMPANY = "company"
    COVER = "cover"


class Urgency(StrEnum):
    """When, in the asker's own choice."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this_week"


class Way(StrEnum):
    """How the asker wants to be reached (field.md 47)."""

    MESSAGE = "message"
    CALL = "call"
    IN_PERSON = "in_person"
    TEXT_FIRST = "text_first"
    CANNOT_SPEAK = "cannot_speak"


class HeadsUp(StrEnum):
    """What the asker lets those who are asked know beforehand, if they like (field.md 31)."""

    NONE = "none"
    A_LOSS = "a_loss"
    ABOUT_ME = "about_me"
    JUST_COMPANY = "just_company"


class RequestState(StrEnum):
    """Where a request stands: asked; a person said yes; taken back by the asker; everybody said not this
    time or could not be reached; its time passed without an answer; its time passed after a yes."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    NOBODY = "nobody"
    EXPIRED = "expired"
    DONE = "done"


class TurnState(StrEnum):
    """Where one teammate stands: in a later rung and not told, asked, accepted, passed, could not be
    reached, or released because somebody else came, the request ended, or they cannot be asked any more."""

    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    PASSED = "passed"
    UNREACHED = "unreached"
    RELEASED = "released"


class Meeting(StrEnum):
    """Whether the two have found each other: accepted is not met (field.md 33). Nobody has asked them yet;
    both were asked; one of them said so."""

    NONE = "none"
    WAITING = "waiting"
    ASKED = "asked"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Between:
    """The hours for which cover is asked: from a moment (aware, UTC) to another, not included."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Ask:
    """What the asker chose; sealed under the asker's key. `number` goes to the one who accepts and to nobody
    else. `heads_up` is read by everybody who is asked, and there is none for cover.

    For cover alone: `between` are its hours. `hours` is what was typed instead of them in a call from before
    there were such hours ("2 to 6 pm"). `moved`: ids of the dates that a yes to it made.
    """

    kind: Kind
    urgency: Urgency
    way: Way
    hours: str = ""
    number: str = ""
    heads_up: HeadsUp = HeadsUp.NONE
    between: Between | None = None
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SupportRequest:
    """One call for a person. `ask` is None once the request is over: it is destroyed at its end. `check_at`
    is when the two of an accepted call are next asked whether they have found each other.

    `rung`: the rung that is open, from 1. `silent_at`: when it has waited for long enough; None once its
    asker was told so. `rung_since`: since when it counts, the first delivery that Slack confirmed; None
    before. `wait` and `goes_on`: the policy of domain/ladder.py, as it was when this was sent.
    """

    id: str
    asker_id: str
    state: RequestState
    version: int
    opened_at: datetime
    silent_at: datetime | None
    ends_at: datetime
    accepted_by: str | None
    ask: Ask | None
    meeting: Meeting = Meeting.NONE
    check_at: datetime | None = None
    rung: int = 1
    rung_since: datetime | None = None
    wait: timedelta | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One teammate's turn in a request. `rung` counts from 1. `delivered_at` is when Slack confirmed the
    alert; `quiet`: whether no ring of theirs made a sound then, as far as anybody knows (None: not known).
    `via`: the neighbour team by way of which they are asked; None for one's own people."""

    request_id: str
    person_id: str
    rung: int
    state: TurnState
    delivered_at: datetime | None
    quiet: bool | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class ToldTurn:
    """A turn whose alert is there, of which nobody has looked whether the phone is quiet."""

    request_id: str
    person_id: str
    slack_user: str
    delivered_at: datetime
