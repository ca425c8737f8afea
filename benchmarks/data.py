"""The databases of a benchmark: the teams who use the bot in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, bindparam, delete, insert, select, update

from benchmarks.past import add_past, multiply
from benchmarks.walking import slack_user
from domain.ids import new_id
from domain.kinds import EVERY_KIND
from domain.people import AskState, Language, Member, MemberState, Profile, Team
from domain.schedule import Choices, Hours, Span
from storage import Storage, UnitOfWork
from storage.engine import database_url, open_engine
from storage.keys import new_hearth_key
from storage.migrate import migrate
from storage.tables import follow_ups, people

TEAM = 8
"""People in a team. Half of them can be asked: those with the odd numbers."""


@dataclass(frozen=True)
class Data:
    """A folder with both databases, their key, and the ids of the people in order of their numbers."""

    folder: Path
    hearth_key: str
    people: tuple[str, ...]


def make_data(folder: Path, count: int, past_teams: int, talked_to: int = 0) -> Data:
    """Make both databases, with `count` people in teams of eight, and the past of so many teams more.

    The DMs of the first `talked_to` people are known. The bot looks into each known DM after its start, at
    the pace of Slack's rates, so that many would take minutes and stand in the way of what is measured.
    """
    folder.mkdir()
    hearth_key = new_hearth_key()
    data, keys = (f"sqlite:///{folder / name}" for name in ("hearth.db", "keys.db"))
    migrate(data, keys)
    storage = Storage.open(data, keys, hearth_key)
    try:
        with storage.work() as work:
            add_past(work, _add_team(work, [f"U0PAST{place}" for place in range(TEAM)]))
            work.commit()
        multiply(storage, hearth_key, past_teams - 1)
        with storage.work() as work:
            ids: list[str] = []
            for first in range(0, count, TEAM):
                ids += _add_team(work, [slack_user(number) for number in range(first, first + TEAM)])
            for person in map(work.people.by_id, ids[:talked_to]):
                assert person is not None
                work.people.save(replace(person, dm="D" + person.slack_user[1:]))
            work.commit()
    finally:
        storage.close()
    return Data(folder, hearth_key, tuple(ids))


def let_be_known(data: Data, first: int) -> tuple[str, ...]:
    """Let those of the past be people of Slack's side, numbered from `first` on, whose DM is known; return
    their ids."""
    engine = _engine(data)
    with engine.begin() as connection:
        past = select(people.c.id).where(people.c.id.not_in(data.people)).order_by(people.c.id)
        ids = tuple(connection.scalars(past))
        users = {person_id: slack_user(first + place) for place, person_id in enumerate(ids)}
        rows = [{"which": one, "slack_user": user, "dm": "D" + user[1:]} for one, user in users.items()]
        connection.execute(update(people).where(people.c.id == bindparam("which")), rows)
    engine.dispose()
    return ids


def let_be_due(data: Data, ids: Sequence[str]) -> None:
    """Let a check-in be due for each of these now, in a database that a bot has open. Those of before are
    taken out: nobody gets two within three days."""
    engine = _engine(data)
    due_at = datetime.now(UTC) - timedelta(hours=1)
    rows = [{"id": new_id(), "person_id": one, "due_at": due_at, "sent": False} for one in ids]
    with engine.begin() as connection:
        connection.execute(delete(follow_ups))
        connection.execute(insert(follow_ups), rows)
    engine.dispose()


def _engine(data: Data) -> Engine:
    return open_engine(database_url(f"sqlite:///{data.folder / 'hearth.db'}"))


def _add_team(work: UnitOfWork, slack_users: list[str]) -> list[str]:
    """Add a team in which everybody has said yes, and return the ids of its people."""
    ids = [_add_person(work, user) for user in slack_users]
    today = datetime.now(UTC).date()
    team = Team(new_id(), "Eastside", "America/New_York", "a peer", "", "410 555 0100", "IT", today)
    work.teams.add(team)
    for place, person_id in enumerate(ids):
        ask = AskState.READY if place % 2 else AskState.NO
        work.teams.put_member(
            Member(team.id, person_id, MemberState.JOINED, ask, leads=False, coordinates=False)
        )
        if ask is AskState.READY:
            _open_around_the_clock(work, team.id, person_id)
    return ids


def _open_around_the_clock(work: UnitOfWork, team_id: str, person_id: str) -> None:
    """Give somebody hours that are never over, and no limit that a benchmark would reach."""
    rows = [Hours(new_id(), team_id, person_id, weekday, Span(0, 0), at_work=True) for weekday in range(7)]
    work.schedules.add_hours(rows)
    work.schedules.keep(person_id, Choices(most_open=100_000, rang=EVERY_KIND), datetime.now(UTC))


def _add_person(work: UnitOfWork, slack_user_id: str) -> str:
    profile = Profile(slack_user_id, "Somebody", Language.EN, "America/New_York", is_admin=False, active=True)
    person = work.people.add(profile)
    work.people.save(replace(person, limits_seen=1))
    return person.id
