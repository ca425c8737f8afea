"""What the auditor looks for: signs that a promise is about to be broken in silence (models.md, complaint 1).

A sign names a state that should have passed, or that should not be. It says nothing about anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.cards import CardKind, Priority


class Wrong(StrEnum):
    """What `/healthz` says is wrong. Coarse on purpose: it must not tell that somebody asked for a person."""

    HALF_DONE = "half_done"
    CARD_OVERDUE = "card_overdue"
    POST_IN_DOUBT = "post_in_doubt"
    HELD_BACK = "held_back"
    WORK_OVERDUE = "work_overdue"
    AUDIT = "audit"  # it failed, is late, or has not been made yet


class Sign(StrEnum):
    """One thing that can be wrong, as the log names it."""

    NOTHING_DUE = "nothing_due"  # a call with people left to ask and no moment at which they are
    NOBODY_ASKED = "nobody_asked"  # a call that counts on nobody
    NO_CARD = "no_card"  # somebody is asked, or said yes, and has no card of it
    GIVEN_UP = "given_up"  # somebody is asked, and their card will never come
    NOT_COUNTED = "not_counted"  # their card is there, and the waiting does not count from it
    NO_OWN_CARD = "no_own_card"  # an asker without the card that says where the call stands
    ASKER_GONE = "asker_gone"  # a call of somebody whose account is gone
    TOO_FAR = "too_far"  # a call whose times lie where no clock can have put them
    UNREADABLE = "unreadable"  # a call that cannot be opened, or has lost what was asked
    CALL_DUE = "call_due"  # a call whose time came and that nothing ended
    CARD_WAITS = "card_waits"
    POST_IN_DOUBT = "post_in_doubt"  # posted or not, and nobody finds out
    HELD_BACK = "held_back"  # a lease or a next try that never comes
    FOLLOW_UP_DUE = "follow_up_due"
    DEBRIEF_DUE = "debrief_due"  # kept longer than promised
    ACCOUNTS_DUE = "accounts_due"  # the nightly look at accounts did not happen

    @property
    def wrong(self) -> Wrong:
        """Return what `/healthz` calls it."""
        match self:
            case Sign.CARD_WAITS:
                return Wrong.CARD_OVERDUE
            case Sign.POST_IN_DOUBT:
                return Wrong.POST_IN_DOUBT
            case Sign.HELD_BACK:
                return Wrong.HELD_BACK
            case Sign.CALL_DUE | Sign.FOLLOW_UP_DUE | Sign.DEBRIEF_DUE | Sign.ACCOUNTS_DUE:
                return Wrong.WORK_OVERDUE
            case _:
                return Wrong.HALF_DONE


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign that was seen. `subject` is the id or key of what it was seen on, `person_id` whose turn it is.

    `patience`: for how many seconds of real time it may be so before it is wrong; 0 where it never may be.
    `mark`: while it stays the same nothing has moved. `reference` may be logged: an id that stands for
    no person.
    """

    sign: Sign
    subject: str
    person_id: str = ""
    patience: float = 0.0
    mark: str = ""
    reference: str = ""

    @property
    def place(self) -> tuple[Sign, str, str]:
        """Return what stays the same from one look to the next."""
        return (self.sign, self.subject, self.person_id)


@dataclass(frozen=True, slots=True)
class Slice:
    """What one slice of a look found. `after`: where the next one begins; None when all was looked at."""

    found: tuple[Finding, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingCard:
    """A card that Slack has to be told of, or whose post is in doubt, without what is sealed in it."""

    key: str
    kind: CardKind
    subject: str
    priority: Priority
    wanted: int
    shown: int
    posting: str | None
    lease_until: datetime | None
    next_try_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether Slack shows less than is wanted."""
        return self.shown < self.wanted


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody whose account is asked after at night."""

    person_id: str
    slack_user: str
