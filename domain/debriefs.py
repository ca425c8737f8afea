"""A debrief in progress, and a note that somebody chose to keep."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Debrief:
    """One person's open debrief. `progress` (flow, version, step, answers) is sealed under their key;
    `version` counts answered screens, so that a repeat or a stale screen is known for what it is."""

    id: str
    person_id: str
    version: int
    expires_at: datetime
    progress: str


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note its writer asked to keep, for their own eyes, sealed under their key."""

    id: str
    person_id: str
    kept_on: date
    text: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A check-in somebody asked for. It carries no flow name (field.md 35)."""

    id: str
    person_id: str
    due_at: datetime
    sent: bool
