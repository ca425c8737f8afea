"""A whole Hearth for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.databases import Urls
from tests.e2e.house import House


@pytest.fixture
async def house(sqlite_urls: Urls) -> AsyncIterator[House]:
    """A bot on SQLite at a sandbox, over real sockets; nobody is in a team yet."""
    async with House(sqlite_urls) as running:
        yield running


@pytest.fixture
async def team(house: House) -> House:
    """The same, with a team: Ana, Dee, Sam, Rosa, Jo, Morgan (leads); Sam, Rosa and Jo can be asked."""
    await house.team()
    return house
