"""A whole Hearth for each test."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.databases import SqliteFiles, Urls
from tests.e2e.house import House, Prepared, fresh_urls


@pytest.fixture(scope="session")
def prepared(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A team that was set up once; each test that uses `team` takes a copy."""
    urls = fresh_urls(sqlite_files, tmp_path_factory.mktemp("prepared"))
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, beside the tests' loops
        return thread.submit(asyncio.run, Prepared.make(urls)).result()


@pytest.fixture
async def house(sqlite_urls: Urls) -> AsyncIterator[House]:
    """A bot on SQLite at a sandbox, over real sockets; nobody is in a team yet."""
    async with House(sqlite_urls) as running:
        yield running
        assert running.our_faults() == []


@pytest.fixture
async def team(prepared: Prepared, tmp_path: Path) -> AsyncIterator[House]:
    """The same, with a team: Ana, Dee, Sam, Rosa, Jo, Morgan (leads); Sam, Rosa and Jo can be asked."""
    async with prepared.house(tmp_path) as running:
        yield running
        assert running.our_faults() == []


@pytest.fixture
async def either(urls: Urls) -> AsyncIterator[House]:
    """The same team on SQLite and on PostgreSQL, set up anew: for the central stories."""
    async with House(urls) as running:
        await running.team()
        yield running
        assert running.our_faults() == []
