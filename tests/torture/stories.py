"""Short stories with a death in them: what somebody does, the bot killed on the way, and what is so after."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.person import CannotDoError, Person
from tests.e2e.doings import opens, opens_home, title, words_of
from tests.e2e.house import ANA
from tests.torture import truths
from tests.torture.counting import Ledger
from tests.torture.points import Point
from tests.torture.tally import Tally
from tests.torture.town import ASKED, Life, Town
from tests.torture.truths import buttons_of

Json = dict[str, Any]

SENT = {"Sent", "Enviado"}

LONGEST = 0.15
"""Seconds after which everything that a touch starts is over, when nothing is slow."""

LONGEST_WAIT = 1.5
"""Seconds after which a place that was not passed is not waited for any more."""


@dataclass
class Fate:
    """When the bot dies: at a point, or at a random moment within `within` seconds; or not at all."""

    at: Point | None = None
    within: float | None = None
    seed: int = 0

    async def strikes(self, town: Town, life: Life, act: Awaitable[Any]) -> tuple[Any, bool]:
        """Let somebody act and the bot die. Returns what the person got, and whether the bot died."""
        await life.arm(self.at)
        acting = asyncio.ensure_future(act)
        if self.within is not None:
            await asyncio.sleep(random.Random(self.seed).uniform(0, self.within))
            await town.ends(life)
            return await acting, True
        if self.at is None:
            return await acting, False
        gone = asyncio.ensure_future(life.gone.wait())
        await asyncio.wait({acting, gone}, timeout=LONGEST_WAIT, return_when=asyncio.ALL_COMPLETED)
        gone.cancel()
        await life.arm(None)  # from here on it lives, if it has come this far
        died = life.gone.is_set()
        if died:
            await town.ends(life)
        return await acting, died


@dataclass
class Calls:
    """One call for a person after another in one town, each with deaths on its way."""

    town: Town
    life: Life
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.town, Tally())

    async def settle(self) -> None:
        """Wait until nothing is on its way any more, then look whether everything is true."""
        while self.town.sandbox.workspace.faults.listed() or self.town.sandbox._door._late:
            self.town.sandbox.workspace.faults.clear()
            await asyncio.sleep(0.02)
        await self.town.settles(self.life)
        self.ledger.look()
        await truths.hold(self.town)

    async def rises(self, died: bool, fate: Fate, again: Point | None = None) -> None:
        """Start the bot anew if it died; `again`: it dies once more on its way up."""
        if not died:
            self.counts["places not reached"] += fate.at is not None
            return
        self._counts_a_kill()
        if again:
            self.life = await self.town.begins(again)
            if self.life in self.town.lives:
                for _ in range(20):
                    await asyncio.sleep(0.01)
                await self.town.ends(self.life)
            self._counts_a_kill()
        self.life = await self.town.begins()

    def _counts_a_kill(self) -> None:
        self.counts["kills"] += 1
        self.ledger.died()

    async def send(self, fate: Fate, again: Point | None = None) -> str:
        """Ana presses Send, and the bot dies. Nobody is forgotten, nobody is told twice. Returns the call."""
        town = self.town
        ana = await town.person(ANA)
        screen = await form_open(ana)
        view = screen["modals"][-1]
        before = {row.id for row in town.rows("SELECT id FROM requests")}
        since, started = town.sandbox.workspace.calls.count, town.sandbox.workspace.world.next_ts()
        answer, died = await fate.strikes(town, self.life, ana.submits())
        await self.rises(died, fate, again)
        await self.settle()
        shown = await self._what_came(ana)
        sent = answer["acknowledged"] and shown in SENT
        new = [row.id for row in town.rows("SELECT id FROM requests") if row.id not in before]
        told = [user for user in ASKED if self._alerts(user, started)]
        first = self._asked(new[0]) if new else []
        if "moment" in shown.lower():
            assert told == first, ("some were told and some were not", told)
            self.counts["moments without end"] += 1
            await ana.closes(everything=True)
            return str(new[0]) if new else await self.send(Fate())
        if sent:
            assert len(new) == 1, "acknowledged, and not kept"
            assert told == first, ("acknowledged, and not told", told)
            again_answer = await ana.sends({"type": "view_submission", "view": view})
            assert again_answer["acknowledged"]
        else:
            self.counts["not acknowledged"] += 1
            assert told == first, ("some were told and some were not", told)
            again_answer = await ana.submits()
            assert again_answer["acknowledged"], again_answer
            assert title(await ana.screen()) in SENT, await ana.reads()
        await self.settle()
        await ana.closes(everything=True)
        new = [row.id for row in town.rows("SELECT id FROM requests") if row.id not in before]
        assert len(new) == 1, "a second Send made a second call"
        self._count_posts((*self._asked(new[0]), ANA), since, started)
        return str(new[0])

    def _asked(self, request: str) -> list[str]:
        """Return whose it is to answer a call now, in the order of `ASKED`."""
        rows = self.town.rows(
            "SELECT p.slack_user AS who FROM turns t JOIN people p ON p.id = t.person_id "
            "WHERE t.request_id = :id AND t.state = 'asked'",
            id=request,
        )
        return [user for user in ASKED if user in {row.who for row in rows}]

    async def _what_came(self, person: Person) -> str:
        """Return the title of what stands there, once it is more than that it takes a moment: which it stays
        where the bot died with it."""
        with contextlib.suppress(CannotDoError):
            await person.waits_for(lambda screen: "moment" not in title(screen).lower(), 2.0)
        return title(await person.screen())

    def _alerts(self, user: str, started: str) -> list[Any]:
        return [message for message in self.town.dm(user) if message.ts > started]

    def _count_posts(self, users: Sequence[str], since: int, started: str) -> None:
        for user in users:
            posts, seen = self.town.posts(user, since), len(self._alerts(user, started))
            self.counts["cards"] += 1
            self.counts["posted twice"] += posts - 1
            self.counts["stay twice"] += seen - 1
            assert seen >= 1, (user, "has no card")

    async def accept(self, fate: Fate, request: str) -> str:
        """All who are asked say yes at once, and the bot dies. One is the one; the others lose the name."""
        town = self.town
        people = [await town.person(user) for user in self._asked(request)]
        taps = asyncio.gather(*(one.clicks("support.accept", in_="dm") for one in people))
        answers, died = await fate.strikes(town, self.life, taps)
        await self.rises(died, fate)
        await self.settle()
        [row] = town.rows("SELECT state FROM requests WHERE id = :id", id=request)
        if any(answer["acknowledged"] for answer in answers):
            assert row.state == "accepted", "a yes was acknowledged, and is not kept"
        elif row.state == "open":
            self.counts["not acknowledged"] += 1
            await people[0].clicks("support.accept", in_="dm")
            await self.settle()
        [row] = town.rows(
            "SELECT slack_user AS yes FROM requests r JOIN people p ON p.id = accepted_by WHERE r.id = :id",
            id=request,
        )
        for user in ASKED:
            for last in (await (await town.person(user)).screen())["dm"]["messages"][-1:]:
                assert (f"<@{ANA}>" in words_of(last)) == (user == row.yes), (user, row.yes, words_of(last))
        last = (await (await town.person(ANA)).screen())["dm"]["messages"][-1]
        assert f"<@{row.yes}>" in words_of(last)
        return str(row.yes)

    async def cancel(self, fate: Fate, request: str) -> None:
        """Ana takes it back, and the bot dies. It is taken back or it is not; then nobody has her name."""
        town = self.town
        ana = await town.person(ANA)
        answer, died = await fate.strikes(town, self.life, ana.clicks("support.cancel", in_="dm"))
        await self.rises(died, fate)
        await self.settle()
        [row] = town.rows("SELECT state FROM requests WHERE id = :id", id=request)
        if answer["acknowledged"]:
            assert row.state == "cancelled", "taken back, acknowledged, and still there"
        elif row.state != "cancelled":
            self.counts["not acknowledged"] += 1
            await ana.clicks("support.cancel", in_="dm")
            await self.settle()
        for user in ASKED:
            for last in (await (await town.person(user)).screen())["dm"]["messages"][-1:]:
                assert f"<@{ANA}>" not in words_of(last), (user, words_of(last))
                assert not set(buttons_of(last)) & set(truths.ANSWERS)


async def form_open(person: Person) -> Json:
    """Open the form by which a person is asked for; again, where Slack's three seconds were over before the
    bot came to it on a busy machine."""
    await opens_home(person, 20)
    for _ in range(4):
        with contextlib.suppress(CannotDoError):
            return await opens(person, "support.open:top", "home")
    raise AssertionError("the form does not open")


FateOf = Callable[[str], Fate]
"""From "send", "accept" or "cancel" to how the bot dies there."""


async def one_call(calls: Calls, fate: FateOf, again: Point | None = None) -> None:
    """A call from Send to its end, with a death at each of its turns."""
    request = await calls.send(fate("send"), again)
    await calls.accept(fate("accept"), request)
    await calls.cancel(fate("cancel"), request)
    calls.counts["calls"] += 1
