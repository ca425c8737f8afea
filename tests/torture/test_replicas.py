"""Two bots on one PostgreSQL, killed by turns: taps land on either, and no card is lost or there twice."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from storage.keys import new_hearth_key
from tests.databases import PostgresServer, Urls
from tests.e2e.house import ANA, has_button
from tests.torture import truths
from tests.torture.conftest import Tells
from tests.torture.stories import LONGEST, form_open
from tests.torture.town import ASKED, MEMBERS, Life, Nursery, Town, more_people, seed, until
from tests.torture.truths import buttons_of

LEASE = 61.0
"""Seconds after which a dead process's lease has run out."""


@pytest.fixture
def pg_urls(pg_server: PostgresServer) -> Iterator[Urls]:
    """A fresh pair of PostgreSQL databases."""
    urls = Urls(*pg_server.migrated(), new_hearth_key())
    yield urls
    pg_server.drop(urls.data, urls.keys)


@dataclass
class Two:
    """Two bots that serve one town."""

    town: Town
    lives: list[Life] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    async def leader(self) -> Life | None:
        """Return the one that leads now."""
        for life in self.lives:
            if (await life.ask("look"))["leads"]:
                return life
        return None

    async def killed(self, act: Awaitable[Any], chance: random.Random) -> Any:
        """Let people act, and kill one of the two at a random moment; start another in its place."""
        acting = asyncio.ensure_future(act)
        leader = await self.leader()
        await asyncio.sleep(chance.uniform(0, LONGEST))
        life = chance.choice(self.lives)
        self.counts["kills of who led"] += life is leader
        await self.town.ends(life)
        self.lives.remove(life)
        self.counts["kills"] += 1
        answer = await acting
        self.lives.append(await self.town.begins())
        return answer

    async def settles(self) -> None:
        """Wait until one leads and all is delivered, past the leases of the dead; then look at everything."""
        self.town.offset += LEASE
        for life in self.lives:
            await life.ask("push", seconds=LEASE)
        for life in self.lives:
            await self.town.settles(life)
        await truths.hold(self.town)
        leads = [(await life.ask("look"))["leads"] for life in self.lives]
        assert leads.count(True) == 1, leads


@asynccontextmanager
async def two_bots(urls: Urls, nursery: Nursery, crowd: int = 0) -> AsyncIterator[Two]:
    """A town with two bots."""
    more = more_people(crowd)
    seed(urls, [*MEMBERS, *(one.id for one in more)], ASKED)
    async with Town(urls, nursery, more) as town:
        two = Two(town)
        two.lives = [await town.begins(), await town.begins()]
        assert town.sandbox.workspace.sockets.count == 2
        yield two


async def a_call(two: Two, chance: random.Random) -> None:
    """A call with a death in each of its parts."""
    town = two.town
    ana = await town.person(ANA)
    await form_open(ana)
    before = {user: len(town.dm(user)) for user in ASKED}
    sent = await two.killed(ana.submits(), chance)
    if not sent["acknowledged"]:
        two.counts["not acknowledged"] += 1
        assert (await ana.submits())["acknowledged"]
    await two.settles()
    await ana.closes(everything=True)
    for user in ASKED:
        two.counts["cards"] += 1
        two.counts["stay twice"] += len(town.dm(user)) - before[user] - 1
    await _one_says_yes(two, chance)
    tapped = await two.killed(ana.clicks("support.cancel", in_="dm"), chance)
    await two.settles()
    if not tapped["acknowledged"] and has_button("support.cancel")(await ana.screen()):
        await ana.clicks("support.cancel", in_="dm")
        await two.settles()
    two.counts["calls"] += 1


async def _one_says_yes(two: Two, chance: random.Random) -> None:
    """Both say yes in the same moment."""
    town = two.town
    people = [await town.person(user) for user in ASKED]
    taps = asyncio.gather(*(person.clicks("support.accept", in_="dm") for person in people))
    await two.killed(taps, chance)
    await two.settles()
    [row] = town.rows("SELECT state FROM requests ORDER BY opened_at DESC LIMIT 1")
    if row.state == "open":
        two.counts["not acknowledged"] += 1
        await people[0].clicks("support.accept", in_="dm")
        await two.settles()
    have_it = 0
    for user in ASKED:
        have_it += bool(set(buttons_of(_last(town, user))) & set(truths.ANSWERS))
    assert have_it == 1, "one is the one"


def _last(town: Town, user: str) -> dict[str, Any]:
    return {"blocks": town.dm(user)[-1].blocks}


async def calls(urls: Urls, nursery: Nursery, numbers: range) -> Counter[str]:
    """Let calls go through the deaths of either bot."""
    async with two_bots(urls, nursery) as two:
        for number in numbers:
            await a_call(two, random.Random(number))
        assert two.counts["stay twice"] == 0
        return two.counts


async def both_at_once(urls: Urls, nursery: Nursery, rounds: int) -> Counter[str]:
    """Many ask at once while the leader dies: each gets each card once."""
    counts: Counter[str] = Counter()
    async with two_bots(urls, nursery, 8) as two:
        for number in range(rounds):
            await _all_ask(two, random.Random(number), counts)
    return counts


async def _all_ask(two: Two, chance: random.Random, counts: Counter[str]) -> None:
    town = two.town
    users = [user.id for user in town.crowd]
    people = [await town.person(user) for user in users]
    for person in people:
        await person.command("/debrief i need a person")
        await person.waits_for(lambda screen: screen["modals"])
    before = {user: len(town.dm(user)) for user in (*ASKED, *users)}
    answers = await two.killed(asyncio.gather(*(person.submits() for person in people)), chance)
    for person, answer in zip(people, answers, strict=True):
        if not answer["acknowledged"]:
            counts["not acknowledged"] += 1
            assert (await person.submits())["acknowledged"]
    await two.settles()
    for user in ASKED:
        assert len(town.dm(user)) == before[user] + len(users), (user, "each call once")
    for person in people:
        await person.closes(everything=True)
        await person.waits_for(has_button("support.cancel"))
    taps = asyncio.gather(*(person.clicks("support.cancel", in_="dm") for person in people))
    await two.killed(taps, chance)
    await two.settles()
    for user, person in zip(users, people, strict=True):
        assert len(town.dm(user)) == before[user] + 1, (user, "their own card once")
        if has_button("support.cancel")(await person.screen()):
            await person.clicks("support.cancel", in_="dm")
    await two.settles()
    counts["calls"] += len(users)
    counts["cards"] += len(users) * (len(ASKED) + 1)
    counts["kills"] = two.counts["kills"]


async def test_either_of_two_dies(pg_urls: Urls, nursery: Nursery, tells: Tells) -> None:
    """Two calls with three deaths each."""
    tells("two on PostgreSQL, a slice", await calls(pg_urls, nursery, range(2)))


async def test_the_other_takes_over(pg_urls: Urls, nursery: Nursery) -> None:
    """Who leads dies with cards waiting: the other has the courier and the clock within moments."""
    async with two_bots(pg_urls, nursery) as two:
        leader = await two.leader()
        assert leader is not None
        two.lives.remove(leader)
        await two.town.ends(leader)
        ana = await two.town.person(ANA)
        await ana.says("rough one, we lost someone tonight")
        await ana.waits_for(has_button("debrief.start"))
        assert await two.leader() is two.lives[0]
        await until(lambda: two.town.sandbox.workspace.sockets.count == 1)


@pytest.mark.torture
async def test_many_ask_while_one_of_two_dies(pg_urls: Urls, nursery: Nursery, tells: Tells) -> None:
    """Eight ask at once, ten times, and one of the two dies each time."""
    tells("many at two on PostgreSQL", await both_at_once(pg_urls, nursery, 10))
