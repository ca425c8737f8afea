"""Slack slow, failing, losing answers, posting late, and its lines cut, under many calls at once."""

import asyncio
import shutil
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import SystemClock
from storage import Storage
from storage.keys import new_hearth_key
from tests.databases import SqliteFiles, Urls
from tests.e2e.house import ANA, has_button, new_sandbox
from tests.torture.conftest import Tells
from tests.torture.crowd import Crowd
from tests.torture.stories import form_open
from tests.torture.town import ASKED, MEMBERS, Life, Nursery, Town, more_people, seed, until
from tests.torture.weather import Weather

HOUR = 3600.0

OpenTown = Callable[..., AbstractAsyncContextManager[tuple[Town, Life]]]


@pytest.fixture
def town(sqlite_files: SqliteFiles, tmp_path: Path, nursery: Nursery) -> OpenTown:
    """A town with more people in it; each time a fresh one. `prepare` is done before its bot starts."""

    @asynccontextmanager
    async def opened(
        more: int, askable: int, prepare: Callable[[Urls], None] = lambda _: None, *, haste: bool = True
    ) -> AsyncIterator[tuple[Town, Life]]:
        folder = tmp_path / "town"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        urls = Urls(*sqlite_files.migrated(folder), new_hearth_key())
        crowd = more_people(more)
        users = [one.id for one in crowd]
        seed(urls, [*MEMBERS, *users], users[:askable] or ASKED)
        prepare(urls)
        sandbox = new_sandbox() if haste else new_sandbox(rates="slack")
        async with Town(urls, nursery, crowd, sandbox, haste) as made:
            yield made, await made.begins()

    return opened


async def storm(town: OpenTown, seed_of: int, askers: int, rounds: int) -> Counter[str]:
    """Let many ask at once in bad weather; when it is over, everything is true."""
    asked = 5
    async with town(askers + asked, asked) as (made, life):
        users = [one.id for one in made.crowd]
        crowd = Crowd(made, users[asked:], users[:asked])
        late = 0
        for number in range(rounds):
            async with Weather(made.sandbox, seed_of + number) as weather:
                await crowd.all_call(seed_of * 1000 + number * 100)
            late += weather.late
            await until(lambda: not made.sandbox._door._late, 20)
            await made.settles(life, 90)
        await crowd.ends_true(late)
        counts = crowd.counts
        counts["posts later than the look"] = late
        faults = Counter(c["fault"] for c in made.sandbox.workspace.calls.entries if "fault" in c)
        counts.update({f"{kind}": number for kind, number in faults.items()})
        counts["lines cut"] = weather.counts["lines cut"]
        assert counts["stay twice"] <= late, "told twice, and no post came late"
        return counts


async def test_a_storm(town: OpenTown, tells: Tells) -> None:
    """Six people ask five at once while Slack fails in every way it knows."""
    tells("a storm, a slice", await storm(town, 1, 6, 1))


@pytest.mark.torture
async def test_storms(town: OpenTown, tells: Tells) -> None:
    """Twelve people ask five, in six storms."""
    tells("storms", await storm(town, 50, 12, 6))


def check_ins_due(urls: Urls) -> None:
    """Plan a check-in in an hour for everybody."""
    clock = SystemClock()
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    with storage.work() as work:
        for person in work.people.active():
            work.follow_ups.add(person.id, clock.now() + timedelta(minutes=30))
        work.commit()
    storage.close()


async def latencies(made: Town, life: Life, calls: int) -> list[float]:
    """Return the seconds from Send to the last teammate's alert, for each of some calls."""
    ana, took = await made.person(ANA), []
    for _ in range(calls):
        await form_open(ana)
        before = {user: len(made.dm(user)) for user in ASKED}
        began = time.monotonic()
        sending = asyncio.ensure_future(ana.submits())
        await until(_told_after(made, before), 60)
        took.append(time.monotonic() - began)
        await sending
        await ana.closes(everything=True)
        await ana.waits_for(has_button("support.cancel"), 30)
        await ana.clicks("support.cancel", in_="dm")
        await until(lambda: _calm(made), 60)
    return took


def _calm(made: Town) -> bool:
    return not made.rows("SELECT 1 FROM cards WHERE priority = 0 AND (shown < wanted OR posting IS NOT NULL)")


def _told_after(made: Town, before: dict[str, int]) -> Callable[[], bool]:
    return lambda: all(len(made.dm(user)) > count for user, count in before.items())


async def flood(town: OpenTown, people: int, calls: int) -> dict[str, object]:
    """Measure calls while everybody's check-in goes out, at Slack's own rates, against calls at rest."""
    async with town(people, 0, check_ins_due, haste=False) as (made, life):
        at_rest = await latencies(made, life, calls)
        made.sandbox.workspace.clock.advance(HOUR)
        await life.ask("push", seconds=HOUR)
        waiting = len(made.rows("SELECT 1 FROM cards WHERE priority = 2 AND shown < wanted"))
        assert waiting > people // 2, waiting
        in_flood = await latencies(made, life, calls)
        left = len(made.rows("SELECT 1 FROM cards WHERE priority = 2 AND shown < wanted"))
        assert left, "the flood was over before the calls were"
        refused = [
            call["method"] for call in made.sandbox.workspace.calls.entries if call["error"] == "ratelimited"
        ]
        assert "chat.postMessage" not in refused
    assert max(in_flood) < 5 * max(at_rest) + 0.5, (at_rest, in_flood)
    return {
        "ms at rest (median)": round(1000 * statistics.median(at_rest)),
        "ms in a flood (median)": round(1000 * statistics.median(in_flood)),
        "ms at rest (longest)": round(1000 * max(at_rest)),
        "ms in a flood (longest)": round(1000 * max(in_flood)),
        "cards of the flood left": left,
        "calls each": calls,
        "refused by Slack's rates": len(refused),
    }


async def test_a_call_in_a_flood(town: OpenTown, tells: Tells) -> None:
    """A hundred and fifty check-ins go out; a call is as fast as at rest."""
    tells("a call in a flood, a slice", await flood(town, 150, 2))


@pytest.mark.torture
async def test_calls_in_a_flood(town: OpenTown, tells: Tells) -> None:
    """Six hundred check-ins go out meanwhile."""
    tells("calls in a flood", await flood(town, 600, 6))
