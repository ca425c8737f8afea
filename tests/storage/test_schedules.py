"""Keeping schedules: what comes back, what is sealed, and who goes with whom."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.ids import new_id
from domain.kinds import HourKind
from domain.people import AskState, Member, MemberState, Team
from domain.schedule import Choices, Counts, Hours, Leave, OneOff, Plan, Rest, Span, Switch
from storage import Storage
from storage import schedules as schedules_module
from storage.errors import AlreadyThere, Stale
from storage.schedules import LOOKED_AT_EVERY
from tests.storage.someone import add_person

NOW = datetime(2026, 3, 4, 15, 16, 17, 181920, tzinfo=UTC)
DAY = date(2026, 3, 4)
EVERYTHING = Choices(
    open_until=NOW + timedelta(hours=3),
    switch=Switch.BOTH_WAYS,
    switch_at=NOW,
    sleep=Span(540, 1020),
    counts=Counts.TIME_BACK,
    most_open=3,
    rest=Rest.A_DAY,
    said_yes_at=NOW - timedelta(hours=1),
    glad="noches, la primera pérdida 🕯",
    rang=frozenset({HourKind.WORKDAY_DAY, HourKind.WEEKEND_NIGHT}),
    handle="+1 410 555 0100",
    handle_by="a gateway",
    leaves=(Leave(DAY, DAY), Leave(DAY, date(2026, 4, 1))),
    not_these=("U0ONE", "U0TWO"),
)


def add_team(storage: Storage, *person_ids: str) -> str:
    team = Team(new_id(), "Night", "America/Lima", "", "", "", "IT", DAY)
    with storage.work() as work:
        work.teams.add(team)
        for one in person_ids:
            work.teams.put_member(Member(team.id, one, MemberState.JOINED, AskState.READY, False, False))
        work.commit()
    return team.id


def test_everything_comes_back_as_it_was(storage: Storage) -> None:
    """Choices, weekly hours and dates of somebody; an empty plan for who has none, asked for together."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    team = add_team(storage, ana.id, ben.id)
    late = Hours(new_id(), team, ana.id, 4, Span(1320, 360), at_work=True)
    early = Hours(new_id(), team, ana.id, 0, Span(0, 1440), at_work=False)
    dates = (
        OneOff(new_id(), team, ana.id, DAY, None, at_work=True),
        OneOff(new_id(), team, ana.id, date(2026, 3, 9), Span(600, 660), at_work=False),
    )
    with storage.work() as work:
        work.schedules.keep(ana.id, EVERYTHING, NOW)
        work.schedules.add_hours([late, early])
        for one in dates[::-1]:
            work.schedules.add_date(one)
        work.commit()
    with storage.work() as work:
        plans = work.schedules.plans([ana.id, ben.id])
    assert plans == {ana.id: Plan(EVERYTHING, (early, late), dates), ben.id: Plan()}


def test_what_was_chosen_is_sealed_and_the_same_length_for_all(storage: Storage) -> None:
    """Nothing of it can be read in the row, and its length does not tell a switch from none."""
    people = [add_person(storage, f"U{number}") for number in range(len(Switch))]
    with storage.work() as work:
        for person, switch in zip(people, Switch, strict=True):
            work.schedules.keep(person.id, replace(EVERYTHING, switch=switch), NOW)
        work.commit()
    with storage.engine.begin() as connection:
        rows = connection.execute(text("SELECT choices, look_at, version FROM schedules")).all()
    assert len({len(bytes(row.choices)) for row in rows}) == 1
    assert len({row.look_at for row in rows}) == 1
    assert not any(b"both" in bytes(row.choices) or b"noches" in bytes(row.choices) for row in rows)


def test_a_row_tells_of_no_list(storage: Storage) -> None:
    """Forty names or none: the same length; and no count says how often somebody has chosen something."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.work() as work:
        work.schedules.keep(ana.id, Choices(), NOW)
        for length in (3, 2, 1, 40):
            named = tuple(f"U0{number:09}" for number in range(length))
            work.schedules.keep(ben.id, Choices(not_these=named), NOW)
        work.commit()
    with storage.engine.begin() as connection:
        rows = connection.execute(text("SELECT choices, version FROM schedules")).all()
    assert len({len(bytes(row.choices)) for row in rows}) == 1
    assert not any(b"U00" in bytes(row.choices) for row in rows)
    assert not {row.version for row in rows} & {1, 2, 3, 4, 5}
    with storage.work() as work:
        assert len(work.schedules.plan(ben.id).choices.not_these) == 40


def test_hours_go_and_the_list_stays(storage: Storage) -> None:
    """Whoever deletes their hours, or is taken out, does not lose by the way whom they don't ask."""
    ana = add_person(storage, "U1")
    team = add_team(storage, ana.id)
    with storage.work() as work:
        work.schedules.keep(ana.id, EVERYTHING, NOW)
        work.schedules.add_hours([Hours(new_id(), team, ana.id, 4, Span(1320, 360), at_work=True)])
        work.schedules.add_date(OneOff(new_id(), team, ana.id, DAY, None, at_work=True))
        work.schedules.forget_hours(ana.id, NOW)
        work.commit()
    with storage.work() as work:
        assert work.schedules.plan(ana.id) == Plan(Choices(not_these=EVERYTHING.not_these))


def test_a_record_from_before_the_list_opens(storage: Storage) -> None:
    """What was sealed before there was such a list is read as one that names nobody."""
    ana = add_person(storage, "U1")
    with storage.work() as work:
        work.schedules.keep(ana.id, EVERYTHING, NOW)
        schedules = work.schedules
        told = json.loads(schedules_module._packed(EVERYTHING))
        del told["not_these"]
        sealed = schedules._vault.seal(ana.id, "schedules.choices", ana.id, json.dumps(told))
        schedules._connection.execute(text("UPDATE schedules SET choices = :sealed"), {"sealed": sealed})
        work.commit()
    with storage.work() as work:
        assert work.schedules.plan(ana.id).choices == replace(EVERYTHING, not_these=())


def test_two_who_change_the_same_do_not_lose_each_other(storage: Storage) -> None:
    """Written by another since it was read: refused, and begun again by the seam."""
    ana = add_person(storage)
    with storage.work() as work:
        work.schedules.plan(ana.id)
        work.schedules.keep(ana.id, Choices(glad="first"), NOW)
        work.schedules.keep(ana.id, Choices(glad="second"), NOW)
        work.commit()
    with storage.work() as work, pytest.raises(AlreadyThere):
        work.schedules.keep(ana.id, Choices(glad="unread"), NOW)
    with storage.work() as work, pytest.raises(Stale):  # noqa: PT012 - it is refused inside
        work.schedules.plan(ana.id)
        work.schedules._versions[ana.id] -= 1
        work.schedules.keep(ana.id, Choices(glad="late"), NOW)
    with storage.work() as work:
        assert work.schedules.plan(ana.id).choices.glad == "second"


def test_only_one_s_own_rows_can_be_taken_out(storage: Storage) -> None:
    """Somebody else's ids do nothing; a team that is left takes its own hours along and no others."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    teams = [add_team(storage, ana.id, ben.id) for _ in range(2)]
    rows = [Hours(new_id(), team, ana.id, 0, Span(0, 60), at_work=True) for team in teams]
    off = OneOff(new_id(), teams[0], ana.id, DAY, None, at_work=True)
    with storage.work() as work:
        work.schedules.add_hours(rows)
        work.schedules.add_date(off)
        work.schedules.remove(ben.id, [*(row.id for row in rows), off.id])
        assert len(work.schedules.plan(ana.id).hours) == 2
        work.schedules.leave_team(ana.id, teams[0])
        assert work.schedules.plan(ana.id) == Plan(hours=(rows[1],))
        work.schedules.remove(ana.id, [rows[1].id])
        assert work.schedules.plan(ana.id) == Plan()
        work.commit()


def test_who_is_forgotten_leaves_nothing(storage: Storage) -> None:
    """With the person go their hours, dates and choices; a team that goes takes its hours."""
    ana = add_person(storage)
    team = add_team(storage, ana.id)
    with storage.work() as work:
        work.schedules.keep(ana.id, EVERYTHING, NOW)
        work.schedules.add_hours([Hours(new_id(), team, ana.id, 0, Span(0, 60), at_work=True)])
        work.schedules.add_date(OneOff(new_id(), team, ana.id, DAY, None, at_work=True))
        work.commit()
    with storage.work() as work:
        work.people.forget(ana.id)
        work.commit()
    with storage.engine.begin() as connection:
        for table in ("hours", "dates", "schedules"):
            assert not connection.execute(text(f"SELECT 1 FROM {table}")).all()


def test_every_record_is_looked_at_by_the_same_clock(storage: Storage) -> None:
    """Whatever was chosen, and however often: a change does not move it. Past dates are forgotten."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    team = add_team(storage, ana.id)
    first, then = NOW + LOOKED_AT_EVERY, NOW + 2 * LOOKED_AT_EVERY
    with storage.work() as work:
        for person in (ana, ben):
            work.schedules.keep(person.id, Choices(), NOW)
        work.schedules.keep(ana.id, EVERYTHING, NOW + timedelta(hours=3))
        work.schedules.add_date(OneOff(new_id(), team, ana.id, DAY, None, at_work=True))
        assert work.schedules.to_look_at(NOW, 10) == []
        assert set(work.schedules.to_look_at(first, 10)) == {ana.id, ben.id}
        assert len(work.schedules.to_look_at(first, 1)) == 1
        work.schedules.looked_at(ana.id, first)
        assert work.schedules.to_look_at(first, 10) == [ben.id]
        assert work.schedules.to_look_at(then, 10) == [ben.id, ana.id]
        work.schedules.forget_dates_before(DAY)
        assert work.schedules.plan(ana.id).dates
        work.schedules.forget_dates_before(DAY + timedelta(days=1))
        assert not work.schedules.plan(ana.id).dates
        work.commit()
