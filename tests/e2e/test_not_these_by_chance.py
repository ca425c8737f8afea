"""By chance: whatever happens to calls and lists, nobody on the asker's list is ever asked.

Care and storage as they are, without Slack: hundreds of stories of two teams, in each some dozens of things.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from care import not_these, support
from care.asking import circle_of, neighbours_of, outside_of
from care.errors import NobodyToAsk
from domain.cards import CardKind
from domain.ids import new_id
from domain.neighbours import Neighbours, NeighbourState
from domain.people import AskState, Language, Member, MemberState, Person, Profile, Team
from domain.support import Ask, Kind, TurnState, Urgency, Way
from storage import Storage, UnitOfWork
from tests.hours import always_open

NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
PATIENCE = (timedelta(seconds=30), timedelta(minutes=6), timedelta(minutes=50), timedelta(hours=13))
stories = st.lists(st.integers(0, 2**24), min_size=12, max_size=40)


class Town:
    """Two neighbour teams, one asker, their list, and who was asked when."""

    def __init__(self, work: UnitOfWork, people: list[Person]) -> None:
        self.work, self.people, self.now = work, people, NOW
        self.asker, self.listed = people[0], set[str]()

    def does(self, chance: int) -> None:
        """Let one thing happen, of those that can happen now, and look whom it asked."""
        possible = self._possible()
        act, chance = possible[chance % len(possible)], chance // len(possible)
        before = self._asked()
        getattr(self, f"_{act}")(chance)
        slacks = {one.id: one.slack_user for one in self.people}
        for person_id, _ in self._asked() - before:
            assert slacks[person_id] not in self.listed, f"{act} asked somebody on the list"
        for circle in (circle_of, outside_of, neighbours_of):
            found = {one.slack for one in circle(self.work, self.asker).people}
            assert not found & self.listed

    def _possible(self) -> list[str]:
        acts = ["list", "list", "later"]
        acts += ["send"] * (3 if len(self._requests()) < 2 else 0)
        if self._turns(TurnState.ASKED):
            acts += ["pass", "accept", "accept", "reach", "lose", "later"]
        if self._turns(TurnState.ACCEPTED):
            acts += ["others", "others", "pass"]
        return acts

    def _asked(self) -> set[tuple[str, str]]:
        """Return everybody who was asked, by each card and each turn of theirs that waits for an answer."""
        cards = {
            (one.id, card.key)
            for one in self.people
            for card in self.work.cards.of_recipient(one.id)
            if card.kind is CardKind.ALERT
        }
        return cards | {(turn.person_id, turn.request_id) for turn in self._turns(TurnState.ASKED)}

    def _requests(self) -> list[Any]:
        return self.work.support.open_of(self.asker.id)

    def _turns(self, *states: TurnState) -> list[Any]:
        turns = [turn for request in self._requests() for turn in self.work.support.turns(request.id)]
        return [turn for turn in turns if turn.state in states]

    def _list(self, chance: int) -> None:
        named = {one.slack_user for number, one in enumerate(self.people) if chance >> number & 1}
        self.listed = named - {self.asker.slack_user}
        shown = not_these.not_asked(self.work, self.asker.id).slacks
        not_these.change(self.work, self.asker.id, shown, sorted(named), self.now)

    def _send(self, chance: int) -> None:
        urgency = list(Urgency)[chance % 3]
        whom = [support.ANYONE, support.ANYONE, *(one.id for one in self.people)][chance // 3 % 10]
        ask = Ask(Kind.COMPANY, urgency, Way.MESSAGE)
        try:
            support.send(self.work, self.asker.id, new_id(), ask, whom, lambda _: True, self.now)
        except NobodyToAsk:
            return

    def _pass(self, chance: int) -> None:
        turns = self._turns(TurnState.ASKED, TurnState.ACCEPTED)
        if turns:
            turn = turns[chance % len(turns)]
            support.pass_on(self.work, turn.person_id, turn.request_id, self.now)

    def _accept(self, chance: int) -> None:
        turns = self._turns(TurnState.ASKED)
        if turns:
            turn = turns[chance % len(turns)]
            support.accept(self.work, turn.person_id, turn.request_id, self.now)

    def _others(self, chance: int) -> None:
        requests = self._requests()
        if requests:
            support.others_too(self.work, self.asker.id, requests[chance % len(requests)].id, self.now)

    def _later(self, chance: int) -> None:
        self.now += PATIENCE[chance % len(PATIENCE)]
        support.run_due(self.work, self.now, 100)
        support.mend(self.work, self.now)

    def _reach(self, chance: int) -> None:
        turns = self._turns(TurnState.ASKED)
        if turns:
            turn = turns[chance % len(turns)]
            support.delivered(self.work, turn.request_id, turn.person_id, self.now)

    def _lose(self, chance: int) -> None:
        turns = self._turns(TurnState.ASKED)
        if turns:
            turn = turns[chance % len(turns)]
            support.unreached(self.work, turn.request_id, turn.person_id, self.now)


def _two_teams(storage: Storage) -> list[Person]:
    """Keep two neighbour teams, of five with a lead and of three; the first one asks."""
    with storage.work() as work:
        people = [work.people.add(_profile(f"U0{number}", number)) for number in range(8)]
        teams = []
        for some in (people[:5], people[5:]):
            team = Team(new_id(), "Team", "America/New_York", "", "", "", "IT", date(2026, 3, 1))
            work.teams.add(team)
            teams.append(team.id)
            for one in some:
                place = Member(team.id, one.id, MemberState.JOINED, AskState.READY, one is people[1], False)
                work.teams.put_member(replace(place, outside=True))
                always_open(work, team.id, one.id)
        work.neighbours.put(Neighbours(teams[0], teams[1], NeighbourState.AGREED))
        work.commit()
    return people


def _profile(slack: str, number: int) -> Profile:
    return Profile(slack, f"Person {number}", Language.EN, "America/New_York", is_admin=False, active=True)


def test_by_chance_nobody_on_the_list_is_asked(sqlite_storage: Storage) -> None:
    """Sent, passed, accepted, handed back, gone on by itself, not reached, mended: in no card and no turn."""
    people = _two_teams(sqlite_storage)

    @settings(max_examples=60, deadline=None)
    @given(stories)
    def stories_of_a_town(story: list[int]) -> None:
        with sqlite_storage.work() as work:  # never committed: each story begins anew
            town = Town(work, people)
            for chance in story:
                town.does(chance)

    stories_of_a_town()
