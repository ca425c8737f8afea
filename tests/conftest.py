"""What many tests share: a clock that can be pushed, and real databases of both kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.clock import AdjustableClock
from storage import Storage
from storage.keys import new_hearth_key
from tests.databases import KINDS, PostgresServer, SqliteFiles, Urls
from tests.torture.tally import PROPERTY, Tally, of_all


@pytest.fixture
def clock() -> AdjustableClock:
    """A clock that tests push forward; nobody sleeps."""
    return AdjustableClock()


@pytest.fixture
def hearth_key() -> str:
    """A fresh HEARTH_KEY."""
    return new_hearth_key()


@pytest.fixture(scope="session")
def pg_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL, started when the first test asks for it (about a second)."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    """Makes SQLite databases from one that was migrated once."""
    return SqliteFiles(tmp_path_factory.mktemp("template"))


@pytest.fixture
def sqlite_urls(sqlite_files: SqliteFiles, tmp_path: Path, hearth_key: str) -> Urls:
    """A fresh, migrated pair of SQLite databases."""
    return Urls(*sqlite_files.migrated(tmp_path), hearth_key)


@pytest.fixture
def postgresql_urls(pg_server: PostgresServer, hearth_key: str) -> Iterator[Urls]:
    """A fresh, migrated pair of PostgreSQL databases."""
    urls = Urls(*pg_server.migrated(), hearth_key)
    yield urls
    pg_server.drop(urls.data, urls.keys)


@pytest.fixture(params=KINDS)
def urls(request: pytest.FixtureRequest) -> Urls:
    """A fresh, migrated pair of databases: a test that asks for it runs on both kinds."""
    made: Urls = request.getfixturevalue(f"{request.param}_urls")
    return made


@pytest.fixture
def storage(urls: Urls, clock: AdjustableClock) -> Iterator[Storage]:
    """Storage, open, on SQLite and on PostgreSQL."""
    opened = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_storage(sqlite_urls: Urls, clock: AdjustableClock) -> Iterator[Storage]:
    """Storage, open, on SQLite only: for tests that are not about storage."""
    opened = Storage.open(sqlite_urls.data, sqlite_urls.keys, sqlite_urls.hearth_key, clock)
    yield opened
    opened.close()


WHOLE = pytest.StashKey[tuple[pytest.TerminalReporter, Tally]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end what the long runs counted (tests/torture)."""
    reports = [one for kind in terminalreporter.stats.values() for one in kind]
    calls = [one for one in reports if getattr(one, "when", "") == "call"]
    told = [(name, str(words)) for one in calls for name, words in one.user_properties]
    if said := [words for name, words in told if name == "counted"]:
        terminalreporter.section("counted")
        for words in said:
            terminalreporter.write_line(words)
    if deaths := [words for name, words in told if name == PROPERTY]:
        config.stash[WHOLE] = terminalreporter, of_all(deaths)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say as the very last what was counted over all deaths: after pytest's own last line."""
    if WHOLE in config.stash:
        terminal, whole = config.stash[WHOLE]
        terminal.write_line(whole.above)
        terminal.write_line(whole.line)
