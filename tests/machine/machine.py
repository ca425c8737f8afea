"""Everything that can happen to calls for a person, in any order: a state machine in Hypothesis.

Each step is what somebody does, what Slack does, what time does or where the bot dies; after each of them all
that `truths.py` knows must hold. Nothing here depends on how many are asked at once.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from care import ladder, meetings, support
from care.audit import LOOKS
from care.errors import CareError, NobodyToAsk
from care.mending import REPAIRS
from domain.ids import new_id
from domain.ladder import in_turn
from domain.scenes import AskForm
from domain.support import Ask, Kind, Urgency, Way
from tests.machine.courier import Courier, Died
from tests.machine.going import GOING
from tests.machine.house import ANA, DEE, EVERYBODY, JO, KIT, ROSA, SAM, House
from tests.machine.planning import PLANNING
from tests.machine.truths import Truths
from views.support import digest

STARTS = (
    datetime(2026, 3, 2, 15, tzinfo=UTC),
    datetime(2026, 3, 8, 5, tzinfo=UTC),  # New York goes forward two hours later
    datetime(2026, 11, 1, 4, tzinfo=UTC),  # and back
    datetime(2026, 3, 28, 23, tzinfo=UTC),  # Madrid forward
    datetime(2026, 4, 4, 14, tzinfo=UTC),  # Sydney back
)
ASKERS = st.sampled_from((ANA, ANA, DEE, SAM, KIT))
USERS = st.sampled_from((SAM, ROSA, ANA, JO, DEE, *EVERYBODY))
URGENCIES = st.sampled_from((Urgency.NOW, Urgency.NOW, Urgency.TODAY, Urgency.THIS_WEEK))
KINDS = st.sampled_from((Kind.COMPANY, Kind.COMPANY, Kind.COVER))
NUMBERS = st.integers(0, 30)
RARELY = st.sampled_from((False,) * 9 + (True,))
MOMENTS = (1, 20, 240, 301, 301, 610, 910, 2701, 3 * 3600)
LONG = (11 * 3600, 26 * 3600, 8 * 86400)
MOST_ROUNDS = 60
USUAL = (
    *("is delivered",) * 4,
    *("time passes",) * 3,
    *("yes", "no", "met", "yes", "no", "asks", "cancel", "others", "on", "on"),
)


class Calls(RuleBasedStateMachine):
    """People, Slack, time and crashes around calls for a person. `open_house` makes a fresh one."""

    open_house: Callable[[], House]

    def __init__(self) -> None:
        super().__init__()
        self.house = type(self).open_house()
        self.truths = Truths(self.house)
        self.courier = Courier(self.house, self.truths.on_post)
        self.calls: list[str] = []

    @initialize(start=st.sampled_from(STARTS), urgency=URGENCIES, told=st.booleans())
    def begins(self, start: datetime, urgency: Urgency, told: bool) -> None:
        """On some day, or where clocks change, somebody asks."""
        self.house.clock.moment = start
        self._send(ANA, urgency, Kind.COMPANY, 0, False)
        if told:
            self._delivers_all()

    @rule(what=st.sampled_from(USUAL), number=NUMBERS, urgency=URGENCIES)
    def as_usual(self, what: str, number: int, urgency: Urgency) -> None:
        """What happens most: somebody answers, cards go out, some minutes pass, the asker does something.

        Hypothesis leaves some rules out of each example; so the usual course is one rule.
        """
        match what:
            case "asks":
                self._send((ANA, DEE)[number % 2], urgency, Kind.COMPANY, number % 3, False)
            case "is delivered":
                self.courier.round(50)
            case "time passes":
                self.time_passes(MOMENTS[number % len(MOMENTS)], False)
            case "cancel" | "others" | "on":
                if self.calls:
                    self.the_asker_acts(number, False, what)
            case _:
                if self.calls:
                    self.one_who_is_asked_answers(number, False, what)

    # asking and answering

    @rule(
        user=ASKERS,
        urgency=URGENCIES,
        kind=KINDS,
        whom=st.sampled_from((0, 0, 0, 1, 2)),
        dies=RARELY,
        waits=st.sampled_from((0, 0, 0, 600)),
    )
    def asks(self, user: str, urgency: Urgency, kind: Kind, whom: int, dies: bool, waits: int) -> None:
        """Somebody asks for anyone, or for one of those who can be asked; the form may stand open a while,
        and the bot may die with it."""
        self._send(user, urgency, kind, whom, dies, waits)

    @precondition(lambda self: self.calls)
    @rule(number=NUMBERS, dies=RARELY, answer=st.sampled_from(("yes", "yes", "no", "no", "met")))
    def one_who_is_asked_answers(self, number: int, dies: bool, answer: str) -> None:
        """Somebody whose it is to answer says yes, not this time, that they cannot, or that they have met."""
        request, now, users = self._call(number), self.house.clock.now(), self.house.users()
        turns = self.house.asks(lambda work: work.support.turns(request))
        theirs = [one.person_id for one in turns if one.state in {"asked", "accepted"}]
        theirs.sort(key=lambda one: users[one])
        if theirs:
            self._answer(theirs[number % len(theirs)], request, answer, dies, now)

    @precondition(lambda self: self.calls)
    @rule(user=USERS, number=NUMBERS, answer=st.sampled_from(("yes", "no", "met", "cancel", "others", "on")))
    def anybody_answers(self, user: str, number: int, answer: str) -> None:
        """Somebody taps a button, whether it is theirs or not: from an old card, or by a made-up payload."""
        request, now = self._call(number), self.house.clock.now()
        person = self.house.person(user)
        if person is None or not person.active:
            return
        before = self.house.asks(lambda work: work.support.by_id(request))
        done = self._answer(person.id, request, answer, False, now)
        theirs = before is not None and (
            person.id == before.asker_id or user in self.truths.audience[request]
        )
        assert theirs or not done, ("answered what is not theirs", user, answer)

    @precondition(lambda self: self.calls)
    @rule(number=NUMBERS, dies=RARELY, what=st.sampled_from(("cancel", "others", "met", "on")))
    def the_asker_acts(self, number: int, dies: bool, what: str) -> None:
        """The asker takes it back, wants the others asked too, or says that they have met."""
        request, now = self._call(number), self.house.clock.now()
        row = self.house.asks(lambda work: work.support.by_id(request))
        if row is not None:
            self._answer(row.asker_id, request, what, dies, now)

    def _answer(self, person_id: str, request: str, what: str, dies: bool, now: datetime) -> bool:
        match what:
            case "yes":
                return self.does(dies, support.accept, person_id, request, now)
            case "no":
                return self.does(dies, support.pass_on, person_id, request, now)
            case "cancel":
                return self.does(dies, support.cancel, person_id, request, now)
            case "others":
                return self.does(dies, support.others_too, person_id, request, now)
            case "on":
                row = self.house.asks(lambda work: work.support.by_id(request))
                return self.does(dies, ladder.next_rung, person_id, request, row.rung if row else 0, now)
            case _:
                return self.does(dies, meetings.met, person_id, request, now)

    # who can be asked

    @rule(user=USERS, what=st.sampled_from(sorted(PLANNING)), number=NUMBERS, dies=RARELY)
    def plans_otherwise(self, user: str, what: str, number: int, dies: bool) -> None:
        """Somebody changes when, by whom or how often they can be asked, or whom they ask."""
        PLANNING[what](self, user, number, dies)

    @rule(user=USERS, what=st.sampled_from(sorted(GOING)), back=st.booleans(), dies=RARELY)
    def goes_or_comes_back(self, user: str, what: str, back: bool, dies: bool) -> None:
        """Somebody is deactivated, leaves, is taken out, is forgotten, or comes back."""
        GOING["comes back" if back else what](self, user, dies)

    # Slack

    @rule(limit=st.sampled_from((1, 3, 50, 50)))
    def is_delivered(self, limit: int) -> None:
        """The courier takes some cards to Slack."""
        self.courier.round(limit)

    @rule(user=USERS, what=st.sampled_from(("down", "up", "up", "refuses")))
    def slack_is_otherwise(self, user: str, what: str) -> None:
        """Slack answers nothing, or again, or takes no post to somebody, for good."""
        if what == "refuses":
            self.house.slack.refuses.add(user)
        else:
            self.house.slack.down = what == "down"

    # time

    @rule(seconds=st.sampled_from(MOMENTS * 3 + LONG), asleep=RARELY)
    def time_passes(self, seconds: int, asleep: bool) -> None:
        """Time passes, and what is due is done; unless the machine sleeps."""
        self.house.clock.moment += timedelta(seconds=seconds)
        if not asleep:
            self.house.ticks()

    @rule(seconds=st.sampled_from((30, 600, 3600, 86400)))
    def the_clock_is_set_back(self, seconds: int) -> None:
        """The clock is set back."""
        self.house.clock.moment -= timedelta(seconds=seconds)
        self.truths.was_set_back = True
        self.house.ticks()

    @rule()
    def is_looked_after(self) -> None:
        """The auditor looks, and mends."""
        self._looks_after()

    # the bot

    @rule(what=st.sampled_from(("", "claimed", "begun", "posted", "updated")))
    def dies(self, what: str) -> None:
        """The bot dies between two steps of a delivery, or at rest, and is started anew."""
        with suppress(Died):
            if what:
                self.courier.round(50, what)
        self._rises()

    @rule(brought_back=st.booleans())
    def is_backed_up(self, brought_back: bool) -> None:
        """A backup is written; or the last one is brought back, and nobody who was forgotten since is."""
        if not brought_back or self.house.kept is None:
            self.house.keeps_a_backup()
            return
        known = set(self.house.users().values())
        self.house.restores()
        assert set(self.house.users().values()) <= known, "somebody who was forgotten is back"
        self.courier = Courier(self.house, self.truths.on_post)
        self.truths.restored()

    @invariant()
    def everything_is_true(self) -> None:
        """After each step."""
        self.truths.hold()

    def teardown(self) -> None:
        """Every call ends, and everybody's cards say what is true."""
        try:
            if sys.exc_info()[0] is None:  # else something is not true already
                self._comes_to_an_end()
        finally:
            self.house.closes()

    def _comes_to_an_end(self) -> None:
        self.house.slack.down = False
        end = self.house.clock.now() + timedelta(days=12)
        while self.truths.running() and self.house.clock.now() < end:
            self.house.clock.moment += timedelta(hours=7)
            self.house.ticks()
            self._looks_after()
            self._delivers_all()
            self.truths.hold()
        assert not self.truths.running(), "a call that never ends"

    # what rules share

    def does(self, dies: bool, use_case: Callable[..., Any], *args: Any) -> bool:
        """Do something, kept or refused; or the bot dies before it is kept. Return whether it is done."""
        if not dies:
            return self.house.tries(use_case, *args)
        with suppress(CareError):
            self.house.loses(use_case, *args)
        self._rises()
        return False

    def _send(self, user: str, urgency: Urgency, kind: Kind, whom: int, dies: bool, waits: int = 0) -> None:
        person = self.house.person(user)
        if person is None or not person.active:
            return
        form = self._form(person.id, Ask(kind, urgency, Way.MESSAGE), whom)
        if waits:
            self.time_passes(waits, False)
        shown = digest(form)
        told = (person.id, form.draft, form.ask, form.whom, lambda one: digest(one) == shown)
        if dies:
            with suppress(NobodyToAsk):
                self.house.loses(support.send, *told, self.house.clock.now())
            self._rises()
            return
        self.truths.audience[form.draft] = {one.slack for one in form.seen_by}
        try:
            for _ in range(2):  # it comes twice, and is one call
                if self.house.do(support.send, *told, self.house.clock.now()).changed:
                    return  # it is shown once more, and nobody was told
        except NobodyToAsk:
            return
        self.calls.append(form.draft)

    def _form(self, person_id: str, ask: Ask, whom: int) -> AskForm:
        draft, now = self._draft(), self.house.clock.now()
        form = self.house.asks(lambda work: support.form(work, person_id, draft, ask, support.ANYONE, now))
        if not whom or not form.can_be_asked:
            return form
        one = form.can_be_asked[whom % len(form.can_be_asked)].person_id
        return self.house.asks(lambda work: support.form(work, person_id, draft, ask, one, now))

    def _draft(self) -> str:
        """Return a call's random id that asks people in the order of their names, so that a run can be
        repeated: by it the order is decided."""
        wanted = [self.house.id_of(user) for user in (DEE, JO, ROSA, SAM, ANA)]
        while True:
            draft = new_id()
            if in_turn(draft, wanted) == wanted:
                return draft

    def _call(self, number: int) -> str:
        """Return one of the calls, of the newest."""
        return self.calls[-1 - number % min(len(self.calls), 3)]

    def _looks_after(self) -> None:
        now = self.house.clock.now()
        for look in LOOKS:
            for finding in self.house.asks(lambda work, look=look: look(work, now, "", 500)).found:  # type: ignore[misc]
                if not finding.patience and finding.sign in REPAIRS:
                    self.house.do(REPAIRS[finding.sign], finding, now)

    def _delivers_all(self) -> None:
        for _ in range(MOST_ROUNDS):
            if not self.courier.round(50):
                return
        raise AssertionError("cards go round and round")

    def _rises(self) -> None:
        self.house.restarts()
        self.courier = Courier(self.house, self.truths.on_post)
