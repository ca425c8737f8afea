"""Which teams are neighbours: one row for two teams, whoever began, and gone with either."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import text

from domain.ids import new_id
from domain.neighbours import Neighbours, NeighbourState
from domain.people import AskState, Member, MemberState, Team
from storage import Storage
from storage.errors import Collided
from tests.storage.someone import add_person

DAY = date(2026, 3, 4)


def add_teams(storage: Storage, count: int) -> list[str]:
    ids = [new_id() for _ in range(count)]
    with storage.work() as work:
        for number, team_id in enumerate(ids):
            work.teams.add(Team(team_id, f"Team {number}", "America/Lima", "", "", "", "IT", DAY))
        work.commit()
    return ids


def test_one_row_for_two_teams(storage: Storage) -> None:
    """It comes back for both, as who began sees it; changed and turned round there is still one row."""
    a, b, c = add_teams(storage, 3)
    with storage.work() as work:
        work.neighbours.put(Neighbours(b, a, NeighbourState.PROPOSED))
        work.neighbours.put(Neighbours(a, c, NeighbourState.AGREED))
        assert work.neighbours.between(a, b) == work.neighbours.between(b, a)
        assert work.neighbours.between(a, b) == Neighbours(b, a, NeighbourState.PROPOSED)
        work.neighbours.put(Neighbours(a, b, NeighbourState.DECLINED))
        assert work.neighbours.of_team(b) == [Neighbours(a, b, NeighbourState.DECLINED)]
        assert {one.beside(a) for one in work.neighbours.of_team(a)} == {b, c}
        work.neighbours.end(c, a)
        assert work.neighbours.between(a, c) is None
        assert len(work.neighbours.of_team(a)) == 1


def test_it_goes_with_a_team(storage: Storage) -> None:
    """A team that is deleted leaves no neighbours behind."""
    a, b = add_teams(storage, 2)
    with storage.work() as work:
        work.neighbours.put(Neighbours(a, b, NeighbourState.AGREED))
        work.commit()
    with storage.engine.begin() as connection:
        connection.execute(text("DELETE FROM teams WHERE id = :team"), {"team": a})
    with storage.work() as work:
        assert work.neighbours.of_team(b) == []


def test_two_who_begin_at_once_are_one(storage: Storage) -> None:
    """Both at one moment: one row, and whoever was second is told so and can begin again."""
    a, b = add_teams(storage, 2)
    start = threading.Barrier(2)

    def begins(one: str, other: str) -> bool:
        start.wait(10)
        try:
            with storage.work() as work:
                work.neighbours.put(Neighbours(one, other, NeighbourState.PROPOSED))
                work.commit()
        except Collided:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(begins, (a, b), (b, a)))
    assert any(done)
    with storage.work() as work:
        assert len(work.neighbours.of_team(a)) == 1


def test_who_is_open_to_the_outside(storage: Storage) -> None:
    """Only who is in, ready, and said so; off unless it is said."""
    [team] = add_teams(storage, 1)
    people = [add_person(storage, f"U{number}") for number in range(5)]
    places = [
        Member(team, people[0].id, MemberState.JOINED, AskState.READY, False, False, outside=True),
        Member(team, people[1].id, MemberState.JOINED, AskState.READY, False, False),
        Member(team, people[2].id, MemberState.JOINED, AskState.AGREED, False, False, outside=True),
        Member(team, people[3].id, MemberState.DECLINED, AskState.READY, False, False, outside=True),
    ]
    with storage.work() as work:
        for place in places:
            work.teams.put_member(place)
        work.commit()
    with storage.work() as work:
        assert work.teams.open_to_outside() == places[:1]
        assert work.teams.members(team) == sorted(places, key=lambda one: one.person_id)
