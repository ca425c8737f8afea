"""Hundreds of people for a long while: nothing grows, nothing leaks, everything stays true."""

import asyncio
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.person import Person
from storage.keys import new_hearth_key
from tests.databases import SqliteFiles, Urls
from tests.e2e.doings import title
from tests.e2e.house import has_button
from tests.torture import truths
from tests.torture.conftest import Tells
from tests.torture.debrief_stories import answers_it, step_of
from tests.torture.stories import SENT
from tests.torture.test_kills_of_one import keys_of
from tests.torture.town import MEMBERS, Life, Nursery, Town, more_people, seed

OpenTown = Callable[[int], AbstractAsyncContextManager[tuple[Town, Life]]]

AT_ONCE = 8
"""How many people do something in the same moment."""

KEPT_IN_CHAT = 30
"""The sandbox's chats are cut to this, since it keeps all in memory and shows all."""

IDLE = 20.0
"""Seconds until connections that are kept open for the next call are closed: aiohttp's own 15, and some."""

PAGE = os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def town(sqlite_files: SqliteFiles, tmp_path: Path, nursery: Nursery) -> OpenTown:
    """A town with many people in one team, eight of whom can be asked."""

    @asynccontextmanager
    async def opened(people: int) -> AsyncIterator[tuple[Town, Life]]:
        folder = tmp_path / "town"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        urls = Urls(*sqlite_files.migrated(folder), new_hearth_key())
        crowd = more_people(people)
        users = [one.id for one in crowd]
        seed(urls, [*MEMBERS, *users], users[:8])
        async with Town(urls, nursery, crowd) as made:
            yield made, await made.begins()

    return opened


@dataclass
class Size:
    """What a process holds."""

    rss: float
    files: int
    tasks: int


async def size_of(life: Life) -> Size:
    """Return a life's memory in MB, its open files, and its tasks."""
    tasks = (await life.ask("look"))["tasks"]
    return Size(*_held(life.pid), tasks)


def _held(pid: int) -> tuple[float, int]:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * PAGE / 1e6, len(list(Path(f"/proc/{pid}/fd").iterdir()))


@dataclass
class Days:
    """What people do, day in, day out."""

    town: Town
    counts: Counter[str]

    async def goes_on(self, chance: random.Random, users: list[str], seconds: float) -> None:
        """One of several who act in turns; each is a person of their own."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            person = await self.town.person(chance.choice(users))
            act = chance.choices(
                (self._debrief, self._call, self._home, self._writes, self._language), (6, 3, 3, 2, 1)
            )[0]
            await act(person, chance)
            self._tidies(person.user)

    async def _debrief(self, person: Person, chance: random.Random) -> None:
        await person.command("/debrief loss")
        await person.waits_for(_is_there, 20)
        for _ in range(chance.randint(1, 25)):
            screen = await person.screen()
            if not screen["modals"][-1]["submit"]:
                break
            step = step_of(screen)
            if step is not None:
                await answers_it(person, step)
            assert (await person.submits())["acknowledged"]
            await person.waits_for(_is_there, 20)
            self.counts["steps"] += 1
        await person.closes(everything=True)

    async def _call(self, person: Person, chance: random.Random) -> None:
        await person.command("/debrief i need a person")
        await person.waits_for(lambda screen: screen["modals"] and screen["modals"][-1]["submit"], 20)
        assert (await person.submits())["acknowledged"]
        await person.waits_for(lambda screen: title(screen) in SENT, 20, "that it was sent")
        self.counts["calls"] += 1
        await person.closes(everything=True)
        await person.waits_for(has_button("support.cancel"), 20)
        await self._answers(chance)
        if has_button("support.cancel")(await person.screen()):
            assert (await person.clicks("support.cancel", in_="dm"))["acknowledged"]

    async def _answers(self, chance: random.Random) -> None:
        for user in chance.sample([one.id for one in self.town.crowd[:8]], 2):
            asked = await self.town.person(user)
            button = chance.choice(("support.accept", "support.pass"))
            if has_button(button)(await asked.screen()):
                try:
                    await asked.clicks(button, in_="dm")
                except AssertionError:
                    continue  # it has gone in this moment
            self._tidies(user)

    async def _home(self, person: Person, chance: random.Random) -> None:
        await person.opens_home()
        self.counts["Homes"] += 1

    async def _writes(self, person: Person, chance: random.Random) -> None:
        await person.says(
            chance.choice(("rough one tonight", "he said no again", "hello", "me muero de pena"))
        )
        self.counts["messages"] += 1

    async def _language(self, person: Person, chance: random.Random) -> None:
        await person.opens_home()
        await person.waits_for(lambda screen: screen["home"], 20)
        await person.clicks("home.language", in_="home")
        await person.waits_for(lambda screen: screen["home"], 20)
        await person.clicks("home.language", in_="home")

    def _tidies(self, user: str) -> None:
        """Cut a chat in the sandbox; the bot's own rows stay, as they would."""
        channel = self.town.sandbox.workspace.world.direct_channel(user)
        del channel.messages[:-KEPT_IN_CHAT]


def _is_there(screen: dict[str, Any]) -> bool:
    """Return whether a modal is there that says more than that it takes a moment."""
    return bool(screen["modals"]) and "moment" not in title(screen).lower()


async def soak(town: OpenTown, people: int, warm: float, seconds: float) -> dict[str, object]:
    """Let people live there; compare what the bot holds after a warm-up with what it holds at the end."""
    async with town(people) as (made, life):
        days = Days(made, Counter())
        users = [user.id for user in made.crowd[8:]]
        shares = [users[n::AT_ONCE] for n in range(AT_ONCE)]

        async def live(span: float, number: int) -> None:
            chance = random.Random(number)
            await asyncio.gather(
                *(days.goes_on(random.Random(chance.getrandbits(32)), share, span) for share in shares)
            )
            await made.settles(life, 60)
            await asyncio.sleep(IDLE)

        await live(warm, 1)
        before = await size_of(life)
        warmed = Counter(days.counts)
        await live(seconds, 2)
        after = await size_of(life)
        await truths.hold(made)
        truths.keys_and_people(made, keys_of(made.urls))
        grown = {name: number - warmed[name] for name, number in days.counts.items()}
    assert after.files <= before.files + 3, (before, after)
    assert after.tasks <= before.tasks + 3, (before, after)
    assert after.rss < before.rss * 1.15 + 5, (before, after)
    return {
        **grown,
        "MB after warm-up": round(before.rss, 1),
        "MB at the end": round(after.rss, 1),
        "files before": before.files,
        "files after": after.files,
        "tasks before": before.tasks,
        "tasks after": after.tasks,
    }


async def test_a_short_soak(town: OpenTown, tells: Tells) -> None:
    """Some people for some seconds: the way is free for the long one."""
    tells("a soak, a slice", await soak(town, 24, 1, 2))


@pytest.mark.torture
async def test_a_soak(town: OpenTown, tells: Tells) -> None:
    """Three hundred people for five minutes."""
    tells("a soak", await soak(town, 300, 60, 240))
