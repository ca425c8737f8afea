"""What storage checks at its start, and what it mends."""

import traceback
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, text, update

from domain.clock import AdjustableClock
from domain.ids import new_id
from storage import Storage
from storage.engine import require_secure_delete
from storage.errors import (
    CannotErase,
    Locked,
    NotAPair,
    NotApart,
    NotMigrated,
    Refused,
    Unavailable,
    Unreadable,
    WrongKey,
    WrongUrl,
)
from storage.keys import new_hearth_key, person_keys
from storage.migrate import migrate
from storage.tables import notes, people
from tests.databases import PostgresServer, SqliteFiles, Urls
from tests.storage.someone import add_person


def open_(urls: Urls) -> Storage:
    return Storage.open(urls.data, urls.keys, urls.hearth_key)


def changed(urls: Urls, data: str = "", keys: str = "", hearth_key: str = "") -> Urls:
    return Urls(data or urls.data, keys or urls.keys, hearth_key or urls.hearth_key)


@pytest.fixture
def used(urls: Urls) -> Urls:
    """Databases in which a bot has run and somebody is known."""
    storage = open_(urls)
    add_person(storage)
    storage.close()
    return urls


def test_a_wrong_key_fails_at_the_start(used: Urls) -> None:
    """Not at the first read; and the sentence says what to put right."""
    with pytest.raises(WrongKey, match=r"HEARTH_KEY is not the one .*\.env"):
        open_(changed(used, hearth_key=new_hearth_key()))
    open_(used).close()


@pytest.mark.parametrize("key", ["", "short", "ä" * 44, "A" * 43 + "=" * 3, "A" * 40])
def test_what_is_no_key_is_said_to_be_none(sqlite_urls: Urls, key: str) -> None:
    """Anything but 32 bytes in URL-safe base64 is refused."""
    with pytest.raises(WrongKey, match="new-key"):
        Storage.open(sqlite_urls.data, sqlite_urls.keys, key)


def test_without_tables_it_does_not_start(tmp_path: Path, pg_server: PostgresServer, hearth_key: str) -> None:
    """A database that was never migrated is refused, and no file is made by looking."""
    file = tmp_path / "none.db"
    with pytest.raises(NotMigrated, match="migrate"):
        Storage.open(f"sqlite:///{file}", f"sqlite:///{tmp_path / 'keys.db'}", hearth_key)
    assert list(tmp_path.iterdir()) == []
    data, keys = pg_server.empty(), pg_server.empty()
    with pytest.raises(NotMigrated):
        Storage.open(data, keys, hearth_key)
    pg_server.drop(data, keys)


@pytest.mark.parametrize("which", ["data", "keys"])
def test_other_tables_are_refused(urls: Urls, which: str) -> None:
    """A database at another version, newer or older, is refused by name of both versions."""
    engine = create_engine(getattr(urls, which))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NotMigrated, match="9999"):
        open_(urls)


def test_a_second_bot_on_sqlite_is_kept_away(sqlite_urls: Urls) -> None:
    """While one has the database open no other gets it; afterwards it does."""
    first = open_(sqlite_urls)
    with pytest.raises(Locked, match=r"hearth\.db"):
        open_(sqlite_urls)
    first.close()
    open_(sqlite_urls).close()


def test_several_bots_share_postgresql(postgresql_urls: Urls) -> None:
    """There a second one is welcome, and sees what the first has done."""
    first, second = open_(postgresql_urls), open_(postgresql_urls)
    person = add_person(first)
    with second.work() as work:
        assert work.people.by_id(person.id) == person
    first.close()
    second.close()


def test_data_and_keys_are_kept_apart(urls: Urls) -> None:
    """One database for both is refused: one dump would hold both."""
    with pytest.raises(NotApart):
        open_(changed(urls, keys=urls.data))


def test_another_ones_keys_are_refused(used: Urls, sqlite_files: SqliteFiles, tmp_path: Path) -> None:
    """An empty or a strange key store stops the start, for purging by it would destroy everybody."""
    (tmp_path / "other").mkdir()
    other = changed(used, keys=sqlite_files.migrated(tmp_path / "other")[1])
    for _ in range(2):
        with pytest.raises(NotAPair):
            open_(other)
    storage = open_(used)
    with storage.work() as work:
        assert work.people.by_slack("U1") is not None
    storage.close()


@pytest.mark.parametrize("url", ["", "hearth.db", "sqlite://", "sqlite:///:memory:", "mysql://host/hearth"])
def test_only_sqlite_files_and_postgresql(sqlite_urls: Urls, url: str) -> None:
    """Any other address is refused with an example."""
    with pytest.raises(WrongUrl):
        Storage.open(url, sqlite_urls.keys, sqlite_urls.hearth_key)


def test_a_database_that_is_away_is_said_to_be(sqlite_urls: Urls) -> None:
    """A server that does not answer is an error of ours, without the address or a password in it."""
    url = "postgresql://hearth:secret-word@127.0.0.1:1/hearth"
    with pytest.raises(Unavailable) as caught:
        Storage.open(url, sqlite_urls.keys, sqlite_urls.hearth_key)
    assert "secret-word" not in str(caught.value)


def test_without_secure_delete_it_does_not_start() -> None:
    """A SQLite that answers anything but 1 to `PRAGMA secure_delete=ON` cannot keep the promise."""
    require_secure_delete((1,))
    for answer in (None, (0,), (2,)):
        with pytest.raises(CannotErase):
            require_secure_delete(answer)


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_is_used_seriously(sqlite_storage: Storage, pragma: str, expected: object) -> None:
    """On every connection: a log of writes ahead, full sync, foreign keys, and zeros over what is deleted."""
    for engine in (sqlite_storage.engine, sqlite_storage.keys.engine):
        with engine.connect() as first, engine.connect().execution_options(begin="DEFERRED") as second:
            for connection in (first, second):
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == expected
                connection.rollback()


def test_the_files_are_for_their_owner_alone(tmp_path: Path, hearth_key: str) -> None:
    """What migrating makes, nobody else on the machine can read; so the logs beside it."""
    urls = f"sqlite:///{tmp_path}/var/hearth.db", f"sqlite:///{tmp_path}/var/keys.db"
    migrate(*urls)
    storage = Storage.open(*urls, hearth_key)
    add_person(storage)
    files = list((tmp_path / "var").iterdir())
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    assert len(files) >= 5
    storage.close()


def test_rows_without_their_key_are_purged(used: Urls) -> None:
    """After a crash in mid-forgetting, or a restore: who has no key any more has no rows either."""
    storage = open_(used)
    ben = add_person(storage, "U2")
    with storage.work() as work:
        ana = work.people.by_slack("U1")
        assert ana is not None
        work.notes.keep(ana.id, "text", AdjustableClock().now().date())
        work.commit()
    with storage.keys.engine.begin() as connection:
        connection.execute(delete(person_keys).where(person_keys.c.person_id == ana.id))
    storage.close()

    storage = open_(used)
    with storage.engine.begin() as connection:
        assert connection.execute(people.select()).scalars().all() == [ben.id]
        assert connection.execute(notes.select()).all() == []
    storage.close()


def test_a_row_without_its_key_is_nobody(used: Urls) -> None:
    """Until it is purged, it is not found; and the same Slack account can come anew."""
    storage = open_(used)
    with storage.work() as work:
        old = work.people.by_slack("U1")
        assert old is not None
    storage.keys.delete([old.id])
    with storage.work() as work:
        assert work.people.by_slack("U1") is None
        assert work.people.by_id(old.id) is None
        assert work.people.active() == []
    new = add_person(storage)
    assert new.id != old.id
    storage.close()


def test_keys_without_a_person_are_purged(urls: Urls, clock: AdjustableClock) -> None:
    """A crash between key and person leaves a key. It goes at the next start; on PostgreSQL, where another
    process may be about to add the person, only after a day."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    storage.keys.create("nobody", clock.now().date())
    storage.close()
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    assert storage.keys.ids() == (set() if urls.on_sqlite else {"nobody"})
    storage.close()
    clock.push(timedelta(days=2))
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    assert storage.keys.ids() == set()
    storage.close()


def test_a_moved_row_is_not_read(storage: Storage) -> None:
    """Somebody who writes one person's name into another's row makes it unreadable, not another name."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.engine.begin() as connection:
        name = connection.scalar(
            people.select().with_only_columns(people.c.name).where(people.c.id == ana.id)
        )
        connection.execute(update(people).where(people.c.id == ben.id).values(name=name))
    with storage.work() as work, pytest.raises(Unreadable):
        work.people.by_id(ben.id)


def test_errors_hold_no_values(storage: Storage) -> None:
    """What the database refuses is told without what somebody wrote."""
    canary = new_id()
    with pytest.raises(Refused) as caught, storage.engine.begin() as connection:
        connection.execute(people.insert().values(id=canary, slack_user=canary))
    assert canary not in "".join(traceback.format_exception(caught.value))
