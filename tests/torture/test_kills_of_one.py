"""kill -9 while somebody goes through a debrief, and while somebody is forgotten."""

import random
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from sandbox.person import Person
from storage.keys import new_hearth_key
from tests.databases import SqliteFiles, Urls
from tests.e2e.doings import opens, opens_home
from tests.e2e.house import ANA, JO, ROSA, SAM
from tests.torture import truths
from tests.torture.conftest import Tells
from tests.torture.crowd import insists
from tests.torture.debrief_stories import Debriefs
from tests.torture.points import Point
from tests.torture.stories import Calls, Fate
from tests.torture.town import ASKED, MEMBERS, Nursery, Town, seed

OpenTown = Callable[[], AbstractAsyncContextManager[Town]]

WHO = {"asker": ANA, "accepter": SAM, "asked": ROSA}
"""Who is forgotten, by their part in a call."""

AGAIN = ("claim", "_recipients", "_scene", "run_due", "end_expired", "forget", "account_changed")


@pytest.fixture
def town(sqlite_files: SqliteFiles, tmp_path: Path, nursery: Nursery) -> OpenTown:
    """A town on SQLite; each time a fresh one."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Town]:
        folder = tmp_path / "town"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        urls = Urls(*sqlite_files.migrated(folder), new_hearth_key())
        seed(urls, MEMBERS, ASKED)
        async with Town(urls, nursery) as made:
            yield made

    return opened


async def debriefs(town: OpenTown, numbers: range) -> Counter[str]:
    """Let debriefs go through deaths at random moments, and compare them with one without."""
    async with town() as made:
        walks = Debriefs(made, await made.begins())
        whole = await walks.goes_through(0, deaths=False)
        for number in numbers:
            seen = await walks.goes_through(number, deaths=True)
            assert seen[:-1] == whole[:-1], (whole, seen)
            assert seen[-1] in {whole[-1], "ended"}
        assert not made.rows("SELECT 1 FROM debriefs"), "answers outlive their debrief"
        assert len(made.rows("SELECT 1 FROM notes")) == len(numbers) + 1, "a note is lost or there twice"
        assert len(made.rows("SELECT 1 FROM follow_ups")) == 3, "check-ins are lost or there twice"
        await made.settles(walks.life)
        return walks.counts


def keys_of(urls: Urls) -> set[str]:
    """Return the ids of everybody with a key."""
    engine = create_engine(urls.keys, poolclass=NullPool)
    with engine.connect() as connection:
        return set(connection.scalars(text("SELECT person_id FROM person_keys")))


async def forgotten(town: OpenTown, who: str, fate: Fate, counts: Counter[str]) -> list[Point]:
    """Somebody deletes everything in the middle of a call, and the bot dies. Returns what was passed."""
    async with town() as made:
        calls = Calls(made, await made.begins(), counts)
        request = await calls.send(Fate())
        if who != "asked":
            sam = await made.person(SAM)
            await sam.clicks("support.accept", in_="dm")
            await calls.settle()
        person = await made.person(WHO[who])
        await opens_home(person)
        await insists(lambda: _sees_their_data(person), "to see their data")
        answer, died = await fate.strikes(made, calls.life, person.clicks("my_data.delete_all", in_="modal"))
        passed = [] if died else (await calls.life.ask("look"))["passed"]
        await calls.rises(died, fate)
        await calls.settle()
        there = bool(made.rows("SELECT 1 FROM people WHERE slack_user = :user", user=WHO[who]))
        truths.keys_and_people(made, keys_of(made.urls))
        assert not (answer["acknowledged"] and there), "acknowledged, and not forgotten"
        counts["forgotten" if not there else "still whole"] += 1
        if not there:
            await _nobody_counts_on_them(made, who, request)
        return passed


async def _sees_their_data(person: Person) -> bool:
    await opens(person, "my_data.open", "home")
    return True


async def _nobody_counts_on_them(made: Town, who: str, request: str) -> None:
    rows = made.rows("SELECT state, accepted_by FROM requests WHERE id = :id", id=request)
    if who == "asker":
        assert not rows
        for user in (SAM, ROSA, JO):
            assert f"<@{ANA}>" not in await (await made.person(user)).reads("dm"), (
                user,
                "still has the name",
            )
    elif who == "accepter":
        assert [row.state for row in rows] == ["open"], "who said yes is gone, and nobody is asked again"
        assert f"<@{SAM}>" not in await (await made.person(ANA)).reads("dm")


async def test_debriefs_killed_at_random_moments(town: OpenTown, tells: Tells) -> None:
    """One debrief, the bot killed at half of its steps: before or after, never lost, never half."""
    tells("debriefs killed at random, a slice", await debriefs(town, range(7, 8)))


@pytest.mark.parametrize("who", WHO)
async def test_killed_while_somebody_is_forgotten(town: OpenTown, tells: Tells, who: str) -> None:
    """Between the key's end and the rows' end, where it matters most."""
    counts: Counter[str] = Counter()
    await forgotten(town, who, Fate(at=("after key deleted", 1)), counts)
    tells(f"killed while the {who} is forgotten, a slice", counts)


@pytest.mark.torture
async def test_debriefs_killed_at_random_moments_at_length(town: OpenTown, tells: Tells) -> None:
    """Fifteen debriefs, about a hundred deaths."""
    tells("debriefs killed at random", await debriefs(town, range(100, 115)))


@pytest.mark.torture
@pytest.mark.parametrize("who", WHO)
async def test_killed_at_any_step_while_somebody_is_forgotten(town: OpenTown, tells: Tells, who: str) -> None:
    """Every place between two steps."""
    counts: Counter[str] = Counter()
    passed = [(name, time) for name, time in await forgotten(town, who, Fate(), counts)]
    places = [(name, time) for name, time in passed if time == 1 or not name.endswith(AGAIN)]
    random.Random(1).shuffle(places)
    for point in places[:40]:
        await forgotten(town, who, Fate(at=point), counts)
    tells(f"killed while the {who} is forgotten", counts)
