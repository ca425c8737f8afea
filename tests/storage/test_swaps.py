"""A yes to cover moves on-call hours, and a way back moves them back: on both databases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care import cover, support, weeks
from care.support import Answered
from domain.cover_scenes import Wish
from domain.hours import Stretch, planned
from domain.ids import new_id
from domain.kinds import EVERY_KIND
from domain.people import AskState, Member, MemberState, Person, Team
from domain.schedule import Choices, Hours, OneOff, Span
from domain.support import SupportRequest
from storage import Storage, UnitOfWork
from tests.storage.someone import add_person

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(hour: int, day: int = 0) -> datetime:
    return datetime(2026, 3, 2 + day, tzinfo=UTC) + hour * HOUR


@dataclass
class Team3:
    """Ana works nine to five; Ben can be asked too; Lea leads and cannot be asked."""

    storage: Storage
    team: str
    ana: Person
    ben: Person
    cem: Person
    lea: Person

    def does(self, act: Callable[[UnitOfWork], object]) -> object:
        with self.storage.work() as work:
            done = act(work)
            work.commit()
        return done

    def hours(self, person: Person) -> list[Stretch]:
        with self.storage.work() as work:
            zone = ZoneInfo(person.zone)
            return planned(work.schedules.plan(person.id), zone, at(0), at(0, 2))

    def dates(self, person: Person) -> tuple[OneOff, ...]:
        with self.storage.work() as work:
            return work.schedules.plan(person.id).dates

    def asks(self, *picked: Person, day: date = MONDAY, since: int = 14, until: int = 18) -> str:
        wish = Wish(day, since * 60, until * 60, tuple(one.id for one in picked))
        draft = new_id()
        self.does(lambda work: cover.send(work, self.ana.id, draft, wish, lambda _: True, NOW))
        return draft

    def says_yes(self, person: Person, call: str, now: datetime = NOW) -> None:
        assert self.does(lambda work: support.accept(work, person.id, call, now)) is Answered.ACCEPTED

    def gives_back(self, person: Person, call: str, now: datetime = NOW) -> None:
        self.does(lambda work: support.pass_on(work, person.id, call, now))

    def takes_back(self, call: str, now: datetime = NOW) -> None:
        self.does(lambda work: support.cancel(work, self.ana.id, call, now))

    def request(self, call: str) -> SupportRequest:
        with self.storage.work() as work:
            request = work.support.by_id(call)
        assert request is not None
        return request


@pytest.fixture
def team(storage: Storage) -> Team3:
    people = [replace(add_person(storage, f"U0{name}"), zone="UTC") for name in ("ANA", "BEN", "CEM", "LEA")]
    made = Team(new_id(), "Night", "UTC", "", "", "", "IT", MONDAY)
    with storage.work() as work:
        work.teams.add(made)
        for person in people:
            leads = person is people[3]
            ask = AskState.NO if leads else AskState.READY
            work.teams.put_member(Member(made.id, person.id, MemberState.JOINED, ask, leads, leads))
            work.people.save(person)
            work.schedules.keep(person.id, Choices(rang=EVERY_KIND), NOW)
        weekly = [
            Hours(new_id(), made.id, people[0].id, day, Span(540, 1020), at_work=True) for day in range(7)
        ]
        work.schedules.add_hours(weekly)
        work.commit()
    return Team3(storage, made.id, *people)


def test_a_yes_moves_just_the_planned_hours(team: Team3) -> None:
    """Two to six of nine to five: two to five move, the next day stays."""
    call = team.asks(team.ben, team.cem)
    assert (team.hours(team.ben), team.hours(team.ana)[0]) == ([], (at(9), at(17)))
    team.says_yes(team.ben, call)
    assert team.hours(team.ana) == [(at(9), at(14)), (at(9, 1), at(17, 1))]
    assert team.hours(team.ben) == [(at(14), at(17))]
    assert team.hours(team.cem) == []


@pytest.mark.parametrize("way", ["gives back", "takes back"])
def test_before_they_begin_all_is_as_it_was(team: Team3, way: str) -> None:
    """Given back, or taken back by the asker: no date is left of it. Twice does no harm."""
    call = team.asks(team.ben, team.cem)
    before = team.hours(team.ana)
    team.says_yes(team.ben, call)
    for _ in range(2):
        team.gives_back(team.ben, call) if way == "gives back" else team.takes_back(call)
    assert (team.hours(team.ana), team.hours(team.ben)) == (before, [])
    assert (team.dates(team.ana), team.dates(team.ben)) == ((), ())


def test_given_back_and_taken_by_another(team: Team3) -> None:
    """The hours go to who says yes then."""
    call = team.asks(team.ben, team.cem)
    team.says_yes(team.ben, call)
    team.gives_back(team.ben, call)
    team.says_yes(team.cem, call)
    assert (team.hours(team.ben), team.hours(team.cem)) == ([], [(at(14), at(17))])
    assert team.hours(team.ana)[0] == (at(9), at(14))


def test_given_back_after_they_began(team: Team3) -> None:
    """From then on nobody has them, until another says yes: then what is left moves there."""
    call = team.asks(team.ben, team.cem)
    team.says_yes(team.ben, call)
    team.gives_back(team.ben, call, at(15))
    assert team.hours(team.ben) == [(at(14), at(15))]
    assert team.hours(team.ana)[0] == (at(9), at(14))
    team.says_yes(team.cem, call, at(16))
    assert team.hours(team.cem) == [(at(16), at(17))]


def test_taken_back_after_they_began(team: Team3) -> None:
    """By the asker's own word they are theirs again from then on; what was before stays as it was."""
    call = team.asks(team.ben, team.cem)
    team.says_yes(team.ben, call)
    team.takes_back(call, at(15))
    assert team.hours(team.ben) == [(at(14), at(15))]
    assert team.hours(team.ana)[:2] == [(at(9), at(14)), (at(15), at(17))]


def test_given_back_then_taken_back_after_they_began(team: Team3) -> None:
    """Nobody had them for an hour; now the asker has."""
    call = team.asks(team.ben, team.cem)
    team.says_yes(team.ben, call)
    team.gives_back(team.ben, call, at(15))
    team.takes_back(call, at(16))
    assert team.hours(team.ana)[:2] == [(at(9), at(14)), (at(16), at(17))]


def test_a_yes_to_hours_under_way_moves_what_is_left(team: Team3) -> None:
    """Cover from nine, said yes to at half past ten."""
    call = team.asks(team.ben, since=9, until=17)
    team.says_yes(team.ben, call, at(10) + HOUR / 2)
    assert team.hours(team.ana)[0] == (at(9), at(10) + HOUR / 2)
    assert team.hours(team.ben) == [(at(10) + HOUR / 2, at(17))]


def test_hours_that_are_not_on_the_schedule_move_nothing(team: Team3) -> None:
    """Cover for an evening without planned hours: a yes, and no date."""
    call = team.asks(team.ben, since=19, until=22)
    team.says_yes(team.ben, call)
    assert (team.dates(team.ana), team.dates(team.ben)) == ((), ())


def test_who_cannot_be_asked_gets_no_hours_on_the_schedule(team: Team3) -> None:
    """A lead covers: the asker is free, and the schedule shows the gap that it is."""
    call = team.asks(team.lea)
    team.says_yes(team.lea, call)
    assert team.hours(team.ana)[0] == (at(9), at(14))
    assert team.hours(team.lea) == []


def test_two_calls_for_the_same_hours_end_with_one_yes(team: Team3) -> None:
    """Ben was asked first, then Cem too; Cem's yes ends both, and hours move once."""
    first, second = team.asks(team.ben), team.asks(team.cem)
    team.says_yes(team.cem, second)
    assert team.request(first).state.value == "done"
    assert team.does(lambda work: support.accept(work, team.ben.id, first, NOW)) is Answered.OVER
    assert (team.hours(team.ben), team.hours(team.cem)) == ([], [(at(14), at(17))])


def test_a_night_shift_is_cut_on_both_days(team: Team3) -> None:
    """Ten to six, cover from midnight to four: what began the evening before is cut in the night."""
    night = OneOff(new_id(), team.team, team.ana.id, MONDAY, Span(1320, 360), at_work=True)
    team.does(lambda work: work.schedules.add_date(night))
    call = team.asks(team.ben, day=MONDAY + timedelta(days=1), since=0, until=4)
    team.says_yes(team.ben, call)
    assert team.hours(team.ben) == [(at(0, 1), at(4, 1))]
    assert team.hours(team.ana)[1:3] == [(at(22), at(0, 1)), (at(4, 1), at(6, 1))]


def test_the_week_shows_the_moved_hours_and_nothing_of_the_move(team: Team3) -> None:
    """Who coordinates sees who has planned hours, as ever."""
    call = team.asks(team.ben)
    team.says_yes(team.ben, call)
    with team.storage.work() as work:
        week = weeks.team_week(work, team.lea.id, team.team, NOW)
    parts = [(part.starts, part.ends, part.slacks) for part in week.days[0][1] if part.slacks]
    assert parts == [(at(9), at(14), ("U0ANA",)), (at(14), at(17), ("U0BEN",))]


def test_who_said_yes_and_is_gone_gives_the_hours_back(team: Team3) -> None:
    """Before they begin, as if they had given them back."""
    call = team.asks(team.ben, team.cem)
    before = team.hours(team.ana)
    team.says_yes(team.ben, call)
    team.does(lambda work: support.leave(work, team.ben.id, NOW))
    assert team.hours(team.ana) == before


def test_an_asker_who_is_gone_takes_no_hours_along(team: Team3) -> None:
    """Who said yes keeps them: somebody is there."""
    call = team.asks(team.ben)
    team.says_yes(team.ben, call)
    team.does(lambda work: support.leave(work, team.ana.id, NOW))
    assert team.hours(team.ben) == [(at(14), at(17))]
