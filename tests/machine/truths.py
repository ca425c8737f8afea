"""What must be so after every single step, looked at from the rows and from the chats."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import text

from care import audit
from care.cards import scene_of
from delivery.steps import Plan
from domain.audit import Sign
from domain.cards import Card, CardKind
from domain.people import AskState, MemberState
from domain.schedule import WITH_SOMEBODY_FOR, Switch
from domain.support import RequestState, TurnState
from storage import UnitOfWork
from storage.engine import reading
from tests.machine.courier import drawn
from tests.machine.house import EVERYBODY, House
from tests.machine.slack import Shown

OF_CALLS = {CardKind.ALERT, CardKind.ASKER, CardKind.MEETING}
ANSWERS = {"support.accept", "support.pass"}
MOST_RUNGS = 3
RUNNING = {RequestState.OPEN.value, RequestState.ACCEPTED.value}
_VERSION = re.compile(r"\|[0-9]+'")
"""What a button knows of its call's version: an answer is taken from any."""

Place = tuple[str, str]
"""A call's id and a Slack account."""


@dataclass
class Truths:
    """Remembers who may learn of what, and what was so before the last step."""

    house: House
    audience: dict[str, set[str]] = field(default_factory=dict)
    was_set_back: bool = False
    orphans: set[str] = field(default_factory=set)
    _turns: dict[Place, str] = field(default_factory=dict)
    _asked: Counter[Place] = field(default_factory=Counter)
    _posted: Counter[Place] = field(default_factory=Counter)
    _read: int = 0

    def restored(self) -> None:
        """A backup was brought back: what stands in chats and in no row is nobody's to change any more, what
        was so before the last step is not so, and what was posted since may be posted once more."""
        rows = {row.ts for row in self._rows("SELECT ts FROM cards WHERE ts IS NOT NULL")}
        self.orphans |= set(self.house.slack.shown) - rows
        self._turns = self._turns_now()
        self._posted.clear()
        self._asked = Counter(place for place, state in self._turns.items() if state == TurnState.ASKED)

    def on_post(self, user: str, plan: Plan) -> None:
        """A card is posted now. Raises `AssertionError` if that may not be."""
        card = plan.card
        if card.kind is not CardKind.ALERT:
            return
        now, turns_now = self.house.clock.now(), self._turns_now()
        with self.house.storage.work() as work:  # whoever was asked within this very step is seen, too
            self._who_was_asked(work, turns_now, self._requests(), now)
            request = work.support.by_id(card.subject)
        self._turns = turns_now
        assert request is not None, "an alert of a call that is forgotten"
        turn = turns_now.get((request.id, user))
        yes = request.state is RequestState.ACCEPTED and request.accepted_by == card.recipient_id
        assert yes or (request.state is RequestState.OPEN and turn == TurnState.ASKED), (
            "asked after an end",
            user,
            request.state,
            turn,
        )
        assert request.ends_at > now, ("something old goes out", user, request)
        assert user in self.audience[request.id], ("strayed", user)
        self._posted[request.id, user] += 1

    def hold(self) -> None:
        """Look at everything. Raises `AssertionError` with what is not true."""
        now = self.house.clock.now()
        turns_now = self._turns_now()
        requests = self._requests()
        with self.house.storage.work() as work:
            self._who_was_asked(work, turns_now, requests, now)
            self._calls(work, turns_now, requests, now)
            self._cards(work, now)
        self._chats(turns_now, requests)
        self._turns = turns_now

    def running(self) -> int:
        """Return how many calls are not over."""
        return len(self._rows("SELECT id FROM requests WHERE state IN ('open', 'accepted')"))

    # who was asked

    def _who_was_asked(
        self, work: UnitOfWork, turns_now: dict[Place, str], requests: dict[str, Any], now: datetime
    ) -> None:
        for place, state in turns_now.items():
            before = self._turns.get(place)
            request = requests[place[0]]
            if state != TurnState.ASKED or before == TurnState.ASKED:
                continue
            assert place[1] in self.audience[request.id], ("asked, and not named before Send", place)
            assert request.state == RequestState.OPEN, ("asked after an end", place)
            assert 1 <= request.rung <= MOST_RUNGS, ("more rungs than there are", request.rung)
            assert before != TurnState.PASSED, ("asked again who passed", place)
            if before == TurnState.ACCEPTED:
                continue  # not asked anew: they may still come
            self._asked[place] += 1
            self._may_be_asked(work, place[1], request, now)

    def _may_be_asked(self, work: UnitOfWork, user: str, request: Any, now: datetime) -> None:
        """At the moment of asking: known, of the asker's team, ready, within their limits and choices."""
        person, asker = work.people.by_slack(user), work.people.by_id(request.asker_id)
        assert person is not None, ("asked, and gone", user)
        assert person.active, ("asked, and gone", user)
        assert asker is not None, "the call of nobody"
        assert person.id != asker.id, "asked by themselves"
        theirs = {team.id for team, one in work.teams.of_person(asker.id) if one.state is MemberState.JOINED}
        ready = {
            team.id
            for team, one in work.teams.of_person(person.id)
            if one.state is MemberState.JOINED and one.ask is AskState.READY
        }
        assert theirs & ready, ("asked, and cannot be asked", user)
        choices = work.schedules.plan(person.id).choices
        assert choices.switch is not Switch.NOT_NOW, ("asked, and not now", user)
        said_yes = choices.said_yes_at
        since = None if said_yes is None else abs(now - said_yes)
        assert since is None or since >= choices.rest.lasts, ("asked at rest", user)
        count = work.support.with_somebody([person.id]).get(person.id, 0)
        long_ago = since is not None and since >= WITH_SOMEBODY_FOR
        assert long_ago or count < choices.most_open, ("asked above their limit", user, count)
        not_these = work.schedules.plan(asker.id).choices.not_these
        assert user not in not_these, ("asked, and on the list of those who are not", user)

    # calls

    def _calls(
        self, work: UnitOfWork, turns_now: dict[Place, str], requests: dict[str, Any], now: datetime
    ) -> None:
        for request in requests.values():
            states = Counter(state for (one, _), state in turns_now.items() if one == request.id)
            if request.state not in RUNNING:
                assert request.ask is None, "over, and what was asked is kept"
                assert not states[TurnState.ASKED], ("over, and somebody is asked", request.state)
            if request.state in {RequestState.OPEN, RequestState.NOBODY}:
                assert request.accepted_by is None, "half accepted"
            if request.state == RequestState.ACCEPTED:
                assert states[TurnState.ACCEPTED] == 1, "half accepted"
            if request.state in RUNNING:
                found = [one for one in audit.of_call(work, request.id, now) if not one.patience]
                allowed = {Sign.TOO_FAR} if self.was_set_back else set()
                assert not [one for one in found if one.sign not in allowed], found

    # cards and chats

    def _cards(self, work: UnitOfWork, now: datetime) -> None:
        """What stands at rest in a chat is what would be drawn now."""
        for row in self._rows("SELECT key FROM cards WHERE ts IS NOT NULL AND shown >= wanted"):
            card = work.cards.by_key(row.key)
            if card is not None and card.kind in OF_CALLS:
                self._card(work, card, now)

    def _card(self, work: UnitOfWork, card: Card, now: datetime) -> None:
        shown = self.house.slack.shown.get(card.ts or "")
        scene = scene_of(work, card, now)
        if shown is None or scene is None:
            return
        true = replace(shown, message=drawn(scene))
        if not shown.names and not true.names and not _answers(shown) | _answers(true):
            return  # older alerts say that nothing is needed, in whichever words
        there, here = (_VERSION.sub("'", repr(one.message)) for one in (shown, true))
        assert there == here, ("a card is not true", card.kind, there, here)

    def _chats(self, turns_now: dict[Place, str], requests: dict[str, Any]) -> None:
        waiting = {row.ts for row in self._rows("SELECT ts FROM cards WHERE shown < wanted")}
        kinds = {row.ts: row.kind for row in self._rows("SELECT ts, kind FROM cards WHERE ts IS NOT NULL")}
        users = self.house.users()
        for one in self.house.slack.shown.values():
            if one.ts in waiting or one.ts in self.orphans or one.ts not in kinds:
                continue
            if kinds[one.ts] == CardKind.ALERT:
                self._alert(one, turns_now, requests, users)
        for place, count in self._posted.items():
            assert count <= self._asked[place], ("asked once and told twice", place, count)

    def _alert(
        self, shown: Shown, turns_now: dict[Place, str], requests: dict[str, Any], users: dict[str, str]
    ) -> None:
        for name, request_id in shown.buttons():
            if name in ANSWERS:
                request = requests.get(request_id)
                assert request is not None, ("can answer what is forgotten", shown.user)
                asked = request.state == RequestState.OPEN and (
                    turns_now.get((request_id, shown.user)) == TurnState.ASKED
                )
                yes = request.state == RequestState.ACCEPTED and users.get(request.accepted_by) == shown.user
                assert yes or not shown.names or self._rung(request_id, users, shown.user) == 1, (
                    "a name before a yes, from the second rung on",
                    shown.user,
                )
                assert asked or yes, ("can answer what is not theirs", shown.user, request.state)
        if not _answers(shown):
            assert not shown.names & set(EVERYBODY), ("a name stays", shown.user, shown.names)

    def _rung(self, request_id: str, users: dict[str, str], user: str) -> int:
        person_id = next(one for one, slack in users.items() if slack == user)
        rows = self._rows("SELECT request_id, person_id, rung FROM turns")
        place = (request_id, person_id)
        return int(next(row.rung for row in rows if (row.request_id, row.person_id) == place))

    # reading

    def _requests(self) -> dict[str, Any]:
        return {row.id: row for row in self._rows("SELECT * FROM requests")}

    def _turns_now(self) -> dict[Place, str]:
        rows = self._rows(
            "SELECT t.request_id, t.state, p.slack_user FROM turns t JOIN people p ON p.id = t.person_id"
        )
        return {(row.request_id, row.slack_user): row.state for row in rows}

    def _rows(self, question: str) -> Sequence[Any]:
        with reading(self.house.storage.engine.connect()) as connection:
            return connection.execute(text(question)).all()


def _answers(shown: Shown) -> set[str]:
    return {name for name, _ in shown.buttons() if name in ANSWERS}
