"""Keeping tests, rings and hours left empty: once and only once, and gone with whom they are of."""

from datetime import UTC, datetime, timedelta

from domain.clock import AdjustableClock
from domain.empty_hours import EmptyHours
from domain.ids import new_id
from domain.kinds import HourKind
from domain.people import AskState, Member, MemberState, Team
from domain.ring_tests import RingTest
from domain.rings import RingState
from domain.schedule import Choices, Span
from domain.support import Ask, Kind, RequestState, SupportRequest, Urgency, Way
from storage import Storage
from storage.rings import GATEWAY
from tests.storage.someone import add_person

NOW = datetime(2026, 3, 4, 15, 16, 17, 181920, tzinfo=UTC)
HOUR = timedelta(hours=1)


def add_team(storage: Storage, *person_ids: str, coordinates: bool = True) -> str:
    team = Team(new_id(), "Night", "America/Lima", "", "", "", "IT", NOW.date())
    with storage.work() as work:
        work.teams.add(team)
        for one in person_ids:
            work.teams.put_member(
                Member(team.id, one, MemberState.JOINED, AskState.READY, False, coordinates=coordinates)
            )
        work.commit()
    return team.id


def test_a_test_of_each_kind_and_when_it_is_due(storage: Storage) -> None:
    """One for each kind; written anew it is changed; due is what has come, the earliest first."""
    ana = add_person(storage)
    day, night = HourKind.WORKDAY_DAY, HourKind.WORKDAY_NIGHT
    with storage.work() as work:
        work.ring_tests.put(RingTest(ana.id, day, NOW))
        work.ring_tests.put(RingTest(ana.id, night, NOW - HOUR))
        work.ring_tests.put(RingTest(ana.id, day, NOW, "ring:1", late=True))
        work.commit()
    with storage.work() as work:
        assert [test.kind for test in work.ring_tests.due(NOW, 9)] == [night, day]
        assert [test.kind for test in work.ring_tests.due(NOW - HOUR, 9)] == [night]
        assert work.ring_tests.of_person(ana.id)[0] == RingTest(ana.id, day, NOW, "ring:1", late=True)
        work.ring_tests.delete(ana.id, night)
        work.schedules.forget(ana.id)
        assert work.ring_tests.of_person(ana.id) == []


def test_nobody_is_rung_twice_for_one_asking(storage: Storage, clock: AdjustableClock) -> None:
    """Wanted twice it is one ring; another asking is another; with the call they are forgotten."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    ask = Ask(Kind.COMPANY, Urgency.NOW, Way.CALL)
    request = SupportRequest(
        new_id(), ana.id, RequestState.CANCELLED, 1, NOW, None, NOW + timedelta(hours=1), None, ask
    )
    with storage.work() as work:
        work.support.add(request, [[ben.id]])
        for asked in ("one", "one", "two"):
            work.rings.want(ben.id, request.id, asked)
        work.commit()
    with storage.work() as work:
        due = work.rings.due(clock.now(), 9)
        assert sorted(ring.asked for ring in due) == ["one", "two"]
        assert {ring.state for ring in due} == {RingState.WAITING}
        work.support.forget_over(NOW.date() + timedelta(days=9))
        assert work.rings.due(clock.now(), 9) == []


def test_another_ring_counts_only_with_the_gateway_that_rang(storage: Storage) -> None:
    """Without a gateway, or with another one, a handle is only a handle."""
    ana = add_person(storage)
    with storage.work() as work:
        work.schedules.keep(ana.id, Choices(handle="ana", handle_by="first"), NOW)
        work.commit()
    seen = []
    for gateway in ("", "first", "second"):
        with storage.work() as work:
            work.audit.set_mark(GATEWAY, gateway)
            work.commit()
        with storage.work() as work:
            seen.append(work.schedules.plan(ana.id).another_ring)
    assert seen == [False, True, False]


def test_hours_left_empty_are_one_team_s_and_looked_at_for_who_coordinates(storage: Storage) -> None:
    """Taken out by their team only; who coordinates is due at once, and then when it was said."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    team, other = add_team(storage, ana.id), add_team(storage, ben.id, coordinates=False)
    row = EmptyHours(new_id(), team, 6, Span(1320, 420))
    with storage.work() as work:
        work.empty_hours.add([row])
        work.empty_hours.remove(other, [row.id])
        assert work.empty_hours.of_team(team) == (row,)
        assert work.empty_hours.of_team(other) == ()
        assert work.empty_hours.to_look_at(NOW, 9) == [(team, ana.id)]
        work.empty_hours.look_at(team, ana.id, NOW + HOUR)
        assert work.empty_hours.to_look_at(NOW, 9) == []
        assert work.empty_hours.to_look_at(NOW + HOUR, 9) == [(team, ana.id)]
        work.empty_hours.remove(team, [row.id])
        assert work.empty_hours.of_team(team) == ()
