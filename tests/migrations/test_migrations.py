"""Every migration, up and down, with data, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, create_engine, inspect, select, text

from domain.ids import new_id
from domain.schedule import OneOff, Span
from storage import Storage
from storage.backup import backup, restore
from storage.engine import database_url, open_engine
from storage.errors import Locked, NotApart
from storage.heads import DATA_HEAD, KEYS_HEAD, version_of
from storage.keys import metadata as keys_metadata
from storage.migrate import DATA, KEYS, config_of, migrate, to_version
from storage.tables import metadata
from tests.databases import PostgresServer, Urls
from tests.storage.someone import add_person
from tests.storage.test_backup import DAY, everything, fill

SUBJECTS = {DATA: (metadata, DATA_HEAD), KEYS: (keys_metadata, KEYS_HEAD)}


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables."""
    if request.param == "sqlite":
        made = open_engine(database_url(f"sqlite:///{tmp_path}/new.db"))
        yield made
        made.dispose()
        return
    server: PostgresServer = request.getfixturevalue("pg_server")
    url = server.empty()
    made = open_engine(database_url(url))
    yield made
    made.dispose()
    server.drop(url)


def differences(engine: Engine, described: MetaData) -> list[object]:
    """Return where a database and the description of its tables differ."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[object] = compare_metadata(context, described)
        return found


@pytest.mark.parametrize("subject", [DATA, KEYS])
def test_the_bot_knows_the_newest_version(subject: str) -> None:
    """The constant that the start compares with is the last of the scripts, and there is one last one."""
    scripts = ScriptDirectory.from_config(config_of(subject))
    assert scripts.get_heads() == [SUBJECTS[subject][1]]


@pytest.mark.parametrize("subject", [DATA, KEYS])
def test_migrating_makes_the_tables_as_described(engine: Engine, subject: str) -> None:
    """Columns, types, indexes and references: migrated is what tables.py says."""
    with engine.begin() as connection:
        to_version(connection, subject, "head")
    assert differences(engine, SUBJECTS[subject][0]) == []
    assert version_of(engine) == SUBJECTS[subject][1]


@pytest.mark.parametrize("subject", [DATA, KEYS])
def test_every_step_goes_up_and_down(engine: Engine, subject: str) -> None:
    """One by one to the newest; then down to nothing; and up once more."""
    scripts = ScriptDirectory.from_config(config_of(subject))
    for script in reversed(list(scripts.walk_revisions())):
        with engine.begin() as connection:
            to_version(connection, subject, script.revision)
        assert version_of(engine) == script.revision
    with engine.begin() as connection:
        to_version(connection, subject, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    with engine.begin() as connection:
        to_version(connection, subject, "head")
    assert differences(engine, SUBJECTS[subject][0]) == []


def test_a_migration_is_all_or_nothing(engine: Engine) -> None:
    """When something fails in the middle, no table is left behind."""
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:  # noqa: PT012 - it fails inside
        to_version(connection, DATA, "head")
        raise ZeroDivisionError
    assert inspect(engine).get_table_names() == []


def test_tables_with_data_go_down_and_come_back(urls: Urls, tmp_path: Path) -> None:
    """With something in every table: down to nothing, up again, and the backup brings all of it back."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    fill(storage)
    before = everything(storage)
    files = backup(urls.data, urls.keys, urls.hearth_key, tmp_path / "backups", DAY)
    storage.close()
    migrate(urls.data, urls.keys, "base", "base")
    migrate(urls.data, urls.keys)
    empty = Storage.open(urls.data, urls.keys, urls.hearth_key)
    assert not [name for name, rows in everything(empty).items() if rows and "mark" not in name]
    empty.close()
    restore(urls.data, urls.keys, urls.hearth_key, *files, replace=True)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    assert everything(storage) == before
    storage.close()


def test_without_the_neighbour_rung_nobody_of_it_is_named(urls: Urls) -> None:
    """Down past 0010 and up again: who was asked by way of a neighbour team is let go, own people stay."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    fill(storage)
    other = add_person(storage, "U9")
    with storage.work() as work:
        [request] = [one for person in work.people.active() for one in work.support.open_of(person.id)]
        [turn] = work.support.turns(request.id)
        work.support.save_turn(replace(turn, person_id=other.id, via="a neighbour team"))
        work.commit()
    storage.close()
    engine, config = open_engine(database_url(urls.data)), config_of(DATA)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0009")
    engine.dispose()
    migrate(urls.data, urls.keys)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with storage.work() as work:
        assert work.support.turns(request.id) == [turn]
    storage.close()


def test_who_was_on_a_team_before_is_asked_by_nobody_outside(urls: Urls) -> None:
    """A place in a team from before 0005 comes through it whole, and is closed to people outside."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    fill(storage)
    with storage.work() as work:
        [team] = [team for team in work.teams.all() if work.teams.members(team.id)]
        [member] = work.teams.members(team.id)
        work.teams.put_member(replace(member, outside=True))
        work.commit()
    storage.close()
    engine, config = open_engine(database_url(urls.data)), config_of(DATA)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
    engine.dispose()
    migrate(urls.data, urls.keys)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with storage.work() as work:
        assert work.teams.members(team.id) == [member]
        assert member.outside is False
        assert work.neighbours.of_team(team.id) == []
    storage.close()


def test_hours_that_moved_are_no_hours_before_0011(urls: Urls) -> None:
    """Down from 0011 a date on which somebody is free goes, since it would read as hours; the others stay."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    fill(storage)
    with storage.work() as work:
        [team] = [team for team in work.teams.all() if work.teams.members(team.id)]
        [member] = work.teams.members(team.id)
        before = work.schedules.plan(member.person_id).dates
        free = OneOff(new_id(), team.id, member.person_id, DAY, Span(540, 600), at_work=True, free=True)
        work.schedules.add_date(free)
        work.commit()
    storage.close()
    engine, config = open_engine(database_url(urls.data)), config_of(DATA)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0010")
    engine.dispose()
    migrate(urls.data, urls.keys)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with storage.work() as work:
        assert work.schedules.plan(member.person_id).dates == before
    storage.close()


def test_migrating_twice_changes_nothing(urls: Urls) -> None:
    """Whoever runs it again, to be sure, has the same data afterwards."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    person = add_person(storage)
    storage.close()
    migrate(urls.data, urls.keys)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with storage.work() as work:
        assert work.people.by_id(person.id) == person
    storage.close()


def test_nothing_is_migrated_under_a_running_bot(sqlite_urls: Urls) -> None:
    """On SQLite the lock file says so; and data and keys are never migrated into one database."""
    storage = Storage.open(sqlite_urls.data, sqlite_urls.keys, sqlite_urls.hearth_key)
    with pytest.raises(Locked):
        migrate(sqlite_urls.data, sqlite_urls.keys)
    storage.close()
    with pytest.raises(NotApart):
        migrate(sqlite_urls.data, sqlite_urls.data)


def test_sqlite_has_no_row_numbers(sqlite_urls: Urls) -> None:
    """In the migrated file, too, every table is one WITHOUT ROWID."""
    for url in (sqlite_urls.data, sqlite_urls.keys):
        engine = create_engine(url)
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA table_list").all()
        ours = {row.name: row.wr for row in rows if not row.name.startswith(("sqlite_", "alembic_"))}
        assert set(ours.values()) == {1}
        engine.dispose()


def test_who_answered_a_test_before_keeps_two_weeks(engine: Engine) -> None:
    """Tested hours come with 0003: whoever could be asked has every hour for two weeks and is to be told;
    nobody else; down again nothing is left of it."""
    people = {"ready": ("joined", "ready"), "agreed": ("joined", "agreed"), "out": ("out", "ready")}
    with engine.begin() as connection:
        to_version(connection, DATA, "0002")
        connection.exec_driver_sql("INSERT INTO teams VALUES ('t', 'T', 'UTC', '', '', '', '', '2026-01-01')")
        for name, (state, ask) in people.items():
            connection.execute(
                text(
                    "INSERT INTO people (id, slack_user, language, zone, is_admin, active, limits_seen, name)"
                    " VALUES (:id, :id, 'en', 'UTC', false, true, 1, :name)"
                ),
                {"id": name, "name": b"sealed"},
            )
            connection.execute(
                text(
                    "INSERT INTO members (team_id, person_id, state, ask, leads, coordinates)"
                    " VALUES ('t', :id, :state, :ask, false, false)"
                ),
                {"id": name, "state": state, "ask": ask},
            )
    began = datetime.now(UTC)
    with engine.begin() as connection:
        to_version(connection, DATA, "0003")
        [row] = connection.execute(select(metadata.tables["early_rings"])).all()
        assert row.person_id == "ready"
        assert timedelta(days=14) <= row.counts_until - began < timedelta(days=14, minutes=1)
        assert row.tell_at - began < timedelta(minutes=1)
        to_version(connection, DATA, "base")
        assert not inspect(connection).has_table("early_rings")
