"""Every payload delivered twice and out of order: people's stories end as they do without."""

import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.person import Person
from storage.keys import new_hearth_key
from tests.databases import SqliteFiles, Urls
from tests.e2e.doings import begins, opens, opens_home, title, words_of
from tests.e2e.house import ANA, DEE, KIT, ROSA, SAM, has_button
from tests.torture import truths
from tests.torture.conftest import Tells
from tests.torture.debrief_stories import answers_it, step_of
from tests.torture.town import ASKED, MEMBERS, Life, Nursery, Town, seed

Json = dict[str, Any]
OpenTown = Callable[[], AbstractAsyncContextManager[tuple[Town, Life]]]

ALWAYS = 10**9


@pytest.fixture
def town(sqlite_files: SqliteFiles, tmp_path: Path, nursery: Nursery) -> OpenTown:
    """A town on SQLite; each time a fresh one."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[tuple[Town, Life]]:
        folder = tmp_path / "town"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        urls = Urls(*sqlite_files.migrated(folder), new_hearth_key())
        seed(urls, MEMBERS, ASKED)
        async with Town(urls, nursery) as made:
            yield made, await made.begins()

    return opened


async def a_debrief(made: Town, life: Life) -> None:
    """A message, the doors, a whole debrief with a note that is kept and check-ins that are asked for."""
    dee = await made.person(DEE)
    await dee.says("rough one, we lost someone tonight")
    await dee.waits_for(has_button("debrief.start"))
    screen = await begins(dee, "loss", first=False)
    while screen["modals"][-1]["submit"]:
        step = step_of(screen)
        assert step is not None
        await answers_it(dee, step)
        await dee.submits()
        screen = await dee.waits_for(_is_there, 20, "the next step")
    await dee.closes(everything=True)


def _is_there(screen: Json) -> bool:
    """Return whether a modal shows more than that it takes a moment, on a machine that is busy."""
    return "moment" not in title(screen).lower()


async def a_call(made: Town, life: Life) -> None:
    """A call: one says yes and gives it back, the other says yes, and it is taken back."""
    ana, sam, rosa = [await made.person(user) for user in (ANA, SAM, ROSA)]
    await opens_home(ana)
    await opens(ana, "support.open:top", "home")
    await ana.submits()
    assert title(await ana.screen()) in {"Sent", "Enviado"}
    await ana.closes(everything=True)
    for person in (sam, rosa):
        await person.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await made.settles(life)
    await sam.clicks("support.pass", in_="dm")
    await rosa.waits_for(has_button("support.accept"))
    await rosa.clicks("support.accept", in_="dm")
    await made.settles(life)
    await ana.clicks("support.cancel", in_="dm")


async def a_stranger(made: Town, life: Life) -> None:
    """Somebody new writes, changes the language, looks at their data and deletes everything."""
    kit = await made.person(KIT)
    await kit.says("hola")
    await opens_home(kit)
    await kit.clicks("home.language", in_="home")
    await _home_says(kit, "My data", there=False)
    await opens(kit, "my_data.open", "home")
    await made.quiet(life)  # Slack delivers events again, and not what was tapped before
    await kit.clicks("my_data.delete_all", in_="modal")
    await kit.waits_for(lambda screen: not screen["dm"]["messages"][1:], what="a tidy chat")
    await kit.closes(everything=True)


async def _home_says(person: Person, words: str, *, there: bool) -> None:
    await person.waits_for(lambda screen: (words in str(screen["home"])) is there, what=words)


STORIES: dict[str, Callable[[Town, Life], Awaitable[None]]] = {
    "a debrief": a_debrief,
    "a call": a_call,
    "a stranger": a_stranger,
}

TABLES = {
    "people": "language, active, limits_seen",
    "members": "state, ask",
    "debriefs": "version",
    "notes": "1",
    "follow_ups": "sent",
    "requests": "state, accepted_by IS NOT NULL",
    "turns": "state, delivered_at IS NOT NULL",
    "cards": "kind, priority, withdrawn",
}


async def end_state(made: Town) -> Json:
    """Return how a town ended, without ids and times: its tables, everybody's chat and Home."""
    tables = {
        name: sorted(str(tuple(row)) for row in made.rows(f"SELECT {columns} FROM {name}"))
        for name, columns in TABLES.items()
    }
    chats = {user: [_plain(words_of(one)) for one in await _said(made, user)] for user in (*MEMBERS, KIT)}
    return {"tables": tables, "chats": chats}


async def _said(made: Town, user: str) -> list[Json]:
    screen = await (await made.person(user)).screen()
    return [message for message in screen["dm"]["messages"] if message["bot"]]


def _plain(words: str) -> str:
    return re.sub(r"\d+", "0", words)


async def tells_alike(town: OpenTown, story: str, times: int) -> Counter[str]:
    """Tell a story once as it is and some times with everything twice, and compare how it ends."""
    counts: Counter[str] = Counter()
    async with town() as (made, life):
        await STORIES[story](made, life)
        await made.settles(life)
        once = await end_state(made)
    for _ in range(times):
        async with town() as (made, life):
            made.sandbox.workspace.sockets.twice(ALWAYS, True)
            await STORIES[story](made, life)
            await made.quiet(life)
            await truths.hold(made)
            assert await end_state(made) == once
            counts["stories"] += 1
            counts["payloads"] += made.sandbox.workspace.sent.count
    return counts


@pytest.mark.parametrize("story", STORIES)
async def test_everything_twice(town: OpenTown, tells: Tells, story: str) -> None:
    """Twice and out of order, each story once."""
    tells(f"{story}, everything twice, a slice", await tells_alike(town, story, 1))


@pytest.mark.torture
@pytest.mark.parametrize("story", STORIES)
async def test_everything_twice_at_length(town: OpenTown, tells: Tells, story: str) -> None:
    """Thirty times each story."""
    tells(f"{story}, everything twice", await tells_alike(town, story, 30))
