"""Fresh houses, on either database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.keys import new_hearth_key
from tests.databases import PostgresServer, SqliteFiles, Urls
from tests.machine.house import House, SetClock
from tests.machine.machine import STARTS


@pytest.fixture
def on_sqlite(sqlite_files: SqliteFiles, tmp_path: Path) -> Callable[[int], House]:
    """A fresh house on SQLite; each has a number of its own."""

    def opened(number: int) -> House:
        folder = tmp_path / str(number)
        folder.mkdir()
        return House(Urls(*sqlite_files.migrated(folder), new_hearth_key()), folder, SetClock(STARTS[0]))

    return opened


@pytest.fixture
def on_postgresql(pg_server: PostgresServer, tmp_path: Path) -> Callable[[int], House]:
    """A fresh house on PostgreSQL."""

    def opened(number: int) -> House:
        folder = tmp_path / str(number)
        folder.mkdir()
        return House(Urls(*pg_server.migrated(), new_hearth_key()), folder, SetClock(STARTS[0]))

    return opened
