"""A card: a row that says what somebody should see, not a list of sendings (design.md)."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class CardKind(StrEnum):
    """What a card shows. Its subject's id says of what."""

    ALERT = "alert"  # subject: request id; to a teammate who is asked
    ASKER = "asker"  # subject: request id; to the asker
    MEETING = "meeting"  # subject: request id; to the asker and to the one who accepted
    WELCOME = "welcome"  # subject: team id; to an invited person
    CONSENT = "consent"  # subject: team id; to a teammate who may be asked
    RING_TEST = "ring_test"  # subject: team id; the test a teammate answers
    DOORS = "doors"  # subject: person id; the answer to a message in the DM
    FOLLOW_UP = "follow_up"  # subject: follow-up id
    TESTS = "tests"  # subject: person id; that an early test counts for some days only
    GAPS = "gaps"  # subject: team id; to who coordinates it, where nobody would ring in the coming week
    SWITCH = "how_is_it"  # subject: person id; how it is now, a week after a switch was not as usual
    NEIGHBOUR = "neighbour"  # subject: the reader's team id|the other's; to who coordinates a team
    SETUP = "setup"  # subject: team id; to the admin who set a team up


class Priority(IntEnum):
    """A call for a person goes ahead of what answers somebody, and that ahead of the rest."""

    CALL = 0
    ANSWER = 1
    REST = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What should be shown, and what Slack has confirmed to show.

    `wanted` and `shown` are versions: `shown` behind `wanted` means Slack must be told. `posting` is the
    random key of a post whose answer is not known. `hint` is sealed, for a card's first drawing only.
    """

    key: str
    kind: CardKind
    recipient_id: str
    subject: str
    priority: Priority
    wanted: int
    shown: int
    channel: str | None
    ts: str | None
    withdrawn: bool
    not_after: datetime | None
    posting: str | None
    attempts: int
    hint: str = ""
