"""Five hundred kill runs, counted: the last line of `make torture`.

Three hundred on SQLite, two hundred on PostgreSQL with two bots at work on one database.
"""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from storage.keys import new_hearth_key
from tests.databases import PostgresServer, SqliteFiles, Urls
from tests.torture.conftest import Tells
from tests.torture.kill_runs import KillRuns
from tests.torture.points import Point
from tests.torture.tally import PROPERTY, Tally
from tests.torture.town import ASKABLE, MEMBERS, Nursery, Town, seed

IN_ONE_TOWN = 50
LEASE_ALONE, LEASE = 3.0, 61.0
"""Seconds after which the lease of who died is over: where one bot is alone, and where there are two."""

Records = Callable[[str, object], None]
Kinds = dict[str, tuple[Callable[[], AbstractAsyncContextManager[Urls]], int, float]]


@pytest.fixture
def kinds(sqlite_files: SqliteFiles, tmp_path: Path, request: pytest.FixtureRequest) -> Kinds:
    """How databases are made, how many bots serve them, and how long a lease lasts."""

    @asynccontextmanager
    async def sqlite() -> AsyncIterator[Urls]:
        folder = tmp_path / "town"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield Urls(*sqlite_files.migrated(folder), new_hearth_key())

    @asynccontextmanager
    async def postgresql() -> AsyncIterator[Urls]:
        server: PostgresServer = request.getfixturevalue("pg_server")
        urls = Urls(*server.migrated(), new_hearth_key())
        yield urls
        server.drop(urls.data, urls.keys)

    return {"sqlite": (sqlite, 1, LEASE_ALONE), "postgresql": (postgresql, 2, LEASE)}


@contextmanager
def recorded(record_property: Records) -> Iterator[Tally]:
    """A tally that is part of the session's, also where the test that fills it fails."""
    tally = Tally()
    try:
        yield tally
    finally:
        record_property(PROPERTY, tally.written())


async def killed(
    kinds: Kinds,
    kind: str,
    nursery: Nursery,
    tally: Tally,
    numbers: range,
    at: Point | None = None,
    without: str = "",
) -> None:
    """Let a bot die in each run, in one town after another."""
    databases, bots, offset = kinds[kind]
    for first in numbers[::IN_ONE_TOWN]:
        async with databases() as urls:
            seed(urls, MEMBERS, ASKABLE)
            async with Town(urls, nursery) as town:
                runs = KillRuns(town, tally, bots, offset, bound=3.0 if without else 20.0, without=without)
                await runs.begin()
                for number in range(first, min(first + IN_ONE_TOWN, numbers.stop)):
                    await runs.run(number, at)


def nothing_wrong(tally: Tally, tells: Tells, what: str) -> None:
    """Nothing was lost, doubled or let stray; say what was counted."""
    tells(what, {"runs": tally.runs, "kills": tally.killed, "posted late by Slack, so twice": tally.late})
    assert not tally.wrong, "\n".join(tally.wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_killed(
    kinds: Kinds, nursery: Nursery, record_property: Records, tells: Tells, kind: str
) -> None:
    """Some of the five hundred."""
    with recorded(record_property) as tally:
        await killed(kinds, kind, nursery, tally, range(3 if kind == "sqlite" else 2))
        nothing_wrong(tally, tells, f"kill runs on {kind}, a slice")


@pytest.mark.parametrize(
    ("without", "at", "found"),
    [
        ("looking", ("after chat.postMessage", 1), "doubled"),
        ("taking up", ("before chat.postMessage", 1), "lost"),
    ],
)
async def test_a_bot_that_does_not_reconcile_is_found(
    kinds: Kinds, nursery: Nursery, without: str, at: Point, found: str
) -> None:
    """The same counting, of a bot that does not look for posts in doubt, or does not take up what a dead one
    had begun: it finds what was posted twice, or never came. It is no part of the session's line."""
    tally = Tally()
    await killed(kinds, "sqlite", nursery, tally, range(1), at, without=without)
    assert getattr(tally, found) > 0, tally


@pytest.mark.torture
@pytest.mark.parametrize(("kind", "runs"), [("sqlite", 300), ("postgresql", 200)])
async def test_killed_five_hundred_times(
    kinds: Kinds, nursery: Nursery, record_property: Records, tells: Tells, kind: str, runs: int
) -> None:
    """Five hundred runs in all."""
    with recorded(record_property) as tally:
        await killed(kinds, kind, nursery, tally, range(1000, 1000 + runs))
        nothing_wrong(tally, tells, f"kill runs on {kind}")
        assert tally.runs == runs
        assert tally.killed >= runs
