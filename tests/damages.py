"""Every kind of damage that the auditor has to find, made by hand in the tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, update

from care import accounts
from domain.audit import Sign, Wrong
from storage import Storage
from storage.tables import cards, people, requests, turns


@dataclass(frozen=True)
class Case:
    """One call that stands well: who asks, who is asked, and when it is."""

    storage: Storage
    request_id: str
    asker_id: str
    asked_id: str
    now: datetime

    @property
    def call(self) -> ColumnElement[bool]:
        return requests.c.id == self.request_id

    @property
    def alert(self) -> ColumnElement[bool]:
        return (cards.c.kind == "alert") & (cards.c.recipient_id == self.asked_id)

    @property
    def turn(self) -> ColumnElement[bool]:
        return (turns.c.request_id == self.request_id) & (turns.c.person_id == self.asked_id)

    def run(self, *statements: object) -> None:
        with self.storage.engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload] # any statement


@dataclass(frozen=True)
class Damage:
    """`do` makes it. `after`: for how many seconds it has to be so. `mends`: whether it can be repaired.

    `stops`: what would put it right by itself, and has to stand still: "ticker" or "courier".
    """

    sign: Sign
    do: Callable[[Case], None]
    after: float = 0.0
    mends: bool = True
    stops: str = ""

    @property
    def wrong(self) -> Wrong:
        return self.sign.wrong


def _nobody_asked(case: Case) -> None:
    case.run(update(turns).values(state="passed"))


def _no_card(case: Case) -> None:
    case.run(delete(cards).where(case.alert))


def _given_up(case: Case) -> None:
    case.run(update(cards).where(case.alert).values(ts=None, channel=None, shown=cards.c.wanted))


def _not_counted(case: Case) -> None:
    case.run(update(turns).where(case.turn).values(delivered_at=None))


def _no_own_card(case: Case) -> None:
    case.run(delete(cards).where(cards.c.kind == "asker"))


def _asker_gone(case: Case) -> None:
    case.run(update(people).where(people.c.id == case.asker_id).values(active=False))


def _ends_too_far(case: Case) -> None:
    case.run(update(requests).where(case.call).values(ends_at=case.now + timedelta(hours=3)))


def _silent_too_far(case: Case) -> None:
    case.run(update(requests).where(case.call).values(silent_at=case.now + timedelta(hours=1)))


def _unreadable(case: Case) -> None:
    case.run(update(requests).where(case.call).values(ask=b"damaged"))


def _ask_lost(case: Case) -> None:
    case.run(update(requests).where(case.call).values(ask=None))


def _past_its_end(case: Case) -> None:
    case.run(update(requests).where(case.call).values(ends_at=case.now - timedelta(hours=1)))


def _past_its_word(case: Case) -> None:
    case.run(update(requests).where(case.call).values(silent_at=case.now - timedelta(hours=1)))


def _card_waits(case: Case) -> None:
    case.run(update(cards).where(case.alert).values(wanted=cards.c.wanted + 1))


def _in_doubt(case: Case) -> None:
    case.run(update(cards).where(case.alert).values(posting="key.1"))


def _long_lease(case: Case) -> None:
    lease = {"lease_until": case.now + timedelta(days=1), "lease_by": "nobody"}
    case.run(update(cards).where(case.alert).values(wanted=cards.c.wanted + 1, **lease))


def _tried_too_late(case: Case) -> None:
    at = case.now + timedelta(days=1)
    case.run(update(cards).where(case.alert).values(wanted=cards.c.wanted + 1, next_try_at=at))


def _follow_up_due(case: Case) -> None:
    with case.storage.work() as work:
        work.follow_ups.add(case.asker_id, case.now - timedelta(hours=2))
        work.commit()


def _debrief_due(case: Case) -> None:
    with case.storage.work() as work:
        work.debriefs.start(case.asker_id, "{}", case.now - timedelta(hours=2))
        work.commit()


def _accounts_due(case: Case) -> None:
    with case.storage.work() as work:
        accounts.asked_after(work, "2020-01-01")
        work.commit()


DAMAGES: dict[str, Damage] = {
    "nobody is asked": Damage(Sign.NOBODY_ASKED, _nobody_asked),
    "no card": Damage(Sign.NO_CARD, _no_card),
    "a card given up": Damage(Sign.GIVEN_UP, _given_up),
    "a delivery not counted": Damage(Sign.NOT_COUNTED, _not_counted),
    "no card of one's own": Damage(Sign.NO_OWN_CARD, _no_own_card),
    "the asker is gone": Damage(Sign.ASKER_GONE, _asker_gone),
    "its end is too far": Damage(Sign.TOO_FAR, _ends_too_far),
    "its word is too far": Damage(Sign.TOO_FAR, _silent_too_far),
    "unreadable": Damage(Sign.UNREADABLE, _unreadable, mends=False, stops="courier"),
    "what was asked is lost": Damage(Sign.UNREADABLE, _ask_lost, mends=False, stops="courier"),
    "past its end": Damage(Sign.CALL_DUE, _past_its_end, after=61, stops="ticker"),
    "past its word": Damage(Sign.CALL_DUE, _past_its_word, after=61, stops="ticker"),
    "a card waits": Damage(Sign.CARD_WAITS, _card_waits, after=70, mends=False, stops="courier"),
    "a post in doubt": Damage(Sign.POST_IN_DOUBT, _in_doubt, after=70, mends=False, stops="courier"),
    "a lease without end": Damage(Sign.HELD_BACK, _long_lease),
    "a try too late": Damage(Sign.HELD_BACK, _tried_too_late),
    "a check-in due": Damage(Sign.FOLLOW_UP_DUE, _follow_up_due, after=601, stops="ticker"),
    "a debrief kept": Damage(Sign.DEBRIEF_DUE, _debrief_due, after=601, stops="ticker"),
    "accounts not asked after": Damage(Sign.ACCOUNTS_DUE, _accounts_due, after=6 * 3601.0, mends=False),
}
