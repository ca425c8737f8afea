"""Who leads: one at a time, and another when the first is gone."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from storage import Storage
from storage.leader import Leadership
from tests.databases import PostgresServer, Urls


@pytest.fixture
def two(postgresql_urls: Urls) -> Iterator[tuple[Storage, Storage]]:
    """Two bots on one PostgreSQL."""
    urls = postgresql_urls
    both = tuple(Storage.open(urls.data, urls.keys, urls.hearth_key) for _ in range(2))
    yield both[0], both[1]
    for storage in both:
        storage.close()


def test_on_sqlite_it_is_always_us(sqlite_storage: Storage) -> None:
    """There is nobody else."""
    assert Leadership(sqlite_storage).held()


def test_one_leads_until_it_stops(two: tuple[Storage, Storage]) -> None:
    """The second does not, however often it asks; when the first lets go, it does."""
    first, second = Leadership(two[0]), Leadership(two[1])
    assert first.held()
    assert not second.held()
    assert first.held()
    first.close()
    assert second.held()
    assert not first.held()
    second.close()


def test_the_lead_is_lost_with_its_connection(two: tuple[Storage, Storage]) -> None:
    """When the server drops the connection, the first one notices at its next question."""
    first, second = Leadership(two[0]), Leadership(two[1])
    assert first.held()
    with two[1].engine.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
        )
    _until(second)
    assert not first.held()
    first.close()
    second.close()


def test_without_a_database_nobody_leads(pg_server: PostgresServer, postgresql_urls: Urls) -> None:
    """A database that is gone is no error here: it is just not led."""
    urls = postgresql_urls
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    leader = Leadership(storage)
    assert leader.held()
    pg_server.drop(urls.data)
    assert not leader.held()
    storage.close()


def _until(leader: Leadership) -> None:
    for _ in range(1000):
        if leader.held():
            return
    raise AssertionError("nobody leads")
