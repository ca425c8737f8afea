"""kill -9 of the whole bot at any moment of a call, and started again: never lost, never half, not twice."""

import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from storage.keys import new_hearth_key
from tests.databases import SqliteFiles, Urls
from tests.torture.conftest import Tells
from tests.torture.points import Point
from tests.torture.stories import LONGEST, Calls, Fate, FateOf, one_call
from tests.torture.tally import PROPERTY
from tests.torture.town import ASKED, MEMBERS, Nursery, Town, seed

OpenTown = Callable[[], AbstractAsyncContextManager[Calls]]

WAY_UP: tuple[Point, ...] = (
    ("before do claim_calls", 1),
    ("after do claim_calls", 1),
    ("after do claim", 1),
    ("before chat.postMessage", 1),
    ("after chat.postMessage", 1),
    ("after conversations.history", 1),
    ("after users.info", 1),
    ("before do posted", 1),
)
"""Where a bot that has just been started dies again, while it mends what the first death left."""

ONCE = ("claim", "_recipients", "_scene", "views.publish", "run_due", "end_expired", "forget", "stop")
"""What happens again and again, and whose later times are no other place."""


@pytest.fixture
def town(
    sqlite_files: SqliteFiles,
    tmp_path: Path,
    nursery: Nursery,
    record_property: Callable[[str, object], None],
) -> OpenTown:
    """A town with its bot running, on SQLite; each time a fresh one. What is counted there is part of the
    session's line."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Calls]:
        folder = tmp_path / "town"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        urls = Urls(*sqlite_files.migrated(folder), new_hearth_key())
        seed(urls, MEMBERS, ASKED)
        async with Town(urls, nursery) as made:
            calls = Calls(made, await made.begins())
            try:
                yield calls
            finally:
                record_property(PROPERTY, calls.ledger.tally.written())
            assert not calls.ledger.tally.wrong

    return opened


def by_number(number: int) -> FateOf:
    """Return how the bot dies in one call: each time at a random moment."""
    return lambda part: Fate(within=LONGEST, seed=number * 3 + len(part))


def at_point(part: str, point: Point) -> FateOf:
    """Return how the bot dies in one call: at one place in one part of it."""
    return lambda now: Fate(at=point) if now == part else Fate()


async def by_chance(town: OpenTown, numbers: range, *, in_one_town: int = 20) -> Counter[str]:
    """Let calls go through deaths at random moments; return what was counted."""
    counts: Counter[str] = Counter()
    for first in numbers[::in_one_town]:
        async with town() as calls:
            calls.counts = counts
            for number in range(first, min(first + in_one_town, numbers.stop)):
                chance = random.Random(number)
                again = chance.choice(WAY_UP) if chance.random() < 0.3 else None
                await one_call(calls, by_number(number), again)
    return counts


async def the_points(town: OpenTown, part: str) -> list[Point]:
    """Return every place between two steps of a part of a call, from one that nothing happens to."""
    async with town() as calls:
        request = await calls.send(Fate())
        passed = (await calls.life.ask("look"))["passed"] if part == "send" else []
        if part == "accept":
            await calls.accept(Fate(), request)
            passed = (await calls.life.ask("look"))["passed"]
        if part == "cancel":
            await calls.cancel(Fate(), request)
            passed = (await calls.life.ask("look"))["passed"]
    return [(name, count) for name, count in passed if count == 1 or not name.endswith(ONCE)]


async def at_points(town: OpenTown, part: str, points: list[Point]) -> Counter[str]:
    """Let one call for each point go through a death there."""
    counts: Counter[str] = Counter()
    async with town() as calls:
        calls.counts = counts
        for point in points:
            await one_call(calls, at_point(part, point))
    counts["places"] = len(points)
    return counts


async def test_killed_at_random_moments(town: OpenTown, tells: Tells) -> None:
    """Three calls, each with the bot killed during Send, during the answer and while it is taken back."""
    tells("killed at random, a slice", await by_chance(town, range(3)))


@pytest.mark.parametrize("part", ["send", "accept", "cancel"])
async def test_killed_between_two_steps(town: OpenTown, tells: Tells, part: str) -> None:
    """One of all places between two steps of a call."""
    points = await the_points(town, part)
    some = random.Random(part).sample(points, 1)
    tells(f"killed between two steps of {part}, a slice", await at_points(town, part, some))


@pytest.mark.torture
@pytest.mark.parametrize("part", ["send", "accept", "cancel"])
async def test_killed_between_any_two_steps(town: OpenTown, tells: Tells, part: str) -> None:
    """Every place between two steps of a call, one after the other."""
    points = await the_points(town, part)
    tells(f"killed between any two steps of {part}", await at_points(town, part, points))
