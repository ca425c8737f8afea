"""Kill runs: somebody does one thing about a call, a bot dies meanwhile at a random moment, and another one
rises. What was acknowledged is kept as a promise; when all has settled, the ledger counts.

One run goes on from where the last one left the call: sent, answered, given back, taken back, sent again.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from sandbox.person import CannotDoError
from tests.e2e.doings import title
from tests.e2e.house import ANA, DEE
from tests.torture.counting import Ledger
from tests.torture.points import Point
from tests.torture.stories import LONGEST, SENT, form_open
from tests.torture.tally import Tally
from tests.torture.town import ASKABLE, Life, Town
from tests.torture.truths import buttons_of

Json = dict[str, Any]

ASKERS = (ANA, DEE)
AGAIN = 0.25
"""How often the bot dies a second time, on its way up."""

ANSWERS_OF = {"yes": "support.accept", "no": "support.pass", "back": "support.cancel", "met": "support.met"}


@dataclass
class Promise:
    """What somebody did, whether it was acknowledged, and about which call."""

    who: str
    what: str
    request: str
    kept: bool


@dataclass
class KillRuns:
    """Runs in one town, with one bot or with two. `offset`: seconds of the clock after which the lease of
    one who died is over. `bound`: seconds in which everything settles, or is counted as it is then.
    `without`: what of the bot is switched off (`runner.WITHOUT`)."""

    town: Town
    tally: Tally
    bots: int
    offset: float
    bound: float = 20.0
    without: str = ""
    lives: list[Life] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.town, self.tally)

    async def begin(self) -> None:
        """Start the bots."""
        while len(self.lives) < self.bots:
            self.lives.append(await self.town.begins(without=self.without))

    async def run(self, number: int, at: Point | None = None) -> None:
        """One run: everybody who asks does something at once, and a bot dies; `at`: at a place, if it
        comes there, and not at a random moment."""
        chance = random.Random(number)
        doing = [await self._what(user, chance) for user in ASKERS]
        acts = asyncio.ensure_future(asyncio.gather(*(act for pair in doing for act in pair)))
        life = chance.choice(self.lives)
        if at is not None:
            await life.arm(at)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(life.gone.wait(), 2.0)
        else:
            await asyncio.sleep(chance.uniform(0, LONGEST))
        await self._dies(life)
        promises = [one for one in await acts if one is not None]
        if chance.random() < AGAIN and at is None:
            await self._rises_and_dies(chance)
        await self.begin()
        await self._settles()
        for promise in promises:
            await self._is_kept(promise)
        self.ledger.look()
        self.tally.runs += 1

    async def _dies(self, life: Life) -> None:
        await self.town.ends(life)
        self.lives.remove(life)
        self.ledger.died()

    async def _rises_and_dies(self, chance: random.Random) -> None:
        life = await self.town.begins(without=self.without)
        self.lives.append(life)
        await asyncio.sleep(chance.uniform(0, LONGEST / 2))
        await self._dies(life)

    async def _settles(self) -> None:
        """Past the leases of the dead, until everything stands; or as it is after `bound` seconds.

        A lease is longer than a post takes. So who lives finishes first what it is about: pushed meanwhile,
        the clock would end the leases of the living.
        """
        for life in self.lives:
            await self._idle(life)
        self.town.offset += self.offset
        for life in self.lives:
            await life.ask("push", seconds=self.offset)
        for life in self.lives:
            try:
                await self.town.settles(life, self.bound)
            except AssertionError as late:
                self.ledger.found("lost", f"after {self.bound} s cards still wait: {late}")

    async def _idle(self, life: Life) -> None:
        end = time.monotonic() + self.bound
        while (await life.ask("look")).get("busy") and time.monotonic() < end:
            await asyncio.sleep(0.01)

    async def _what(self, asker: str, chance: random.Random) -> list[Awaitable[Promise | None]]:
        """Choose what is done about an asker's newest call: by the asker, and by one or two who are asked."""
        running = self._running(asker)
        if not running:
            await self._has_form(asker)
            return [self._sends(asker)]
        request, state = running
        acts: list[Awaitable[Promise | None]] = []
        if chance.random() < 0.25:
            acts.append(self._taps(asker, "back", request))
        for user in chance.sample(
            self._who(request), k=min(len(self._who(request)), chance.choice((1, 1, 2)))
        ):
            if state == "open":
                acts.append(self._taps(user, chance.choice(("yes", "yes", "no")), request))
            else:
                acts.append(self._taps(user, chance.choice(("no", "no", "met")), request))
        return acts or [self._taps(asker, "back", request)]

    def _running(self, asker: str) -> tuple[str, str] | None:
        rows = self.town.rows(
            "SELECT r.id, r.state FROM requests r JOIN people p ON p.id = r.asker_id "
            "WHERE p.slack_user = :asker AND r.state IN ('open', 'accepted')",
            asker=asker,
        )
        return (rows[0].id, rows[0].state) if rows else None

    def _who(self, request: str) -> list[str]:
        """Return whose it is now: who is asked, or who said yes."""
        rows = self.town.rows(
            "SELECT p.slack_user AS who FROM turns t JOIN people p ON p.id = t.person_id "
            "WHERE t.request_id = :id AND t.state IN ('asked', 'accepted') ORDER BY p.slack_user",
            id=request,
        )
        return [row.who for row in rows if row.who in ASKABLE]

    async def _has_form(self, asker: str) -> None:
        person = await self.town.person(asker)
        if (await person.screen())["modals"]:
            await person.closes(everything=True)
        await form_open(person)

    async def _sends(self, asker: str) -> Promise:
        person, before = await self.town.person(asker), self._calls_of(asker)
        answer = await person.submits()
        screen = await person.screen()
        kept = bool(answer["acknowledged"]) and bool(screen["modals"]) and title(screen) in SENT
        return Promise(asker, "sent", before, kept)

    def _calls_of(self, asker: str) -> str:
        """Return how many calls somebody has made, as a promise carries it."""
        question = "SELECT 1 FROM requests r JOIN people p ON p.id = r.asker_id WHERE p.slack_user = :asker"
        return str(len(self.town.rows(question, asker=asker)))

    async def _taps(self, user: str, what: str, request: str) -> Promise | None:
        """Tap a button of this call, if it is there."""
        person, name = await self.town.person(user), ANSWERS_OF[what]
        for message in reversed((await person.screen())["dm"]["messages"]):
            if message["bot"] and buttons_of(message).get(name, "").partition("|")[0] == request:
                place = {"channel": "D" + user[1:], "ts": message["ts"]}
                block = next(
                    block["block_id"]
                    for block in message["blocks"]
                    if any(one.get("action_id") == name for one in block.get("elements", ()))
                )
                with contextlib.suppress(CannotDoError):
                    answer = await person.touches(place, block, name)
                    return Promise(user, what, request, bool(answer["acknowledged"]))
        return None

    async def _is_kept(self, promise: Promise) -> None:
        if promise.what == "sent":
            await self._is_sent(promise)
        elif promise.kept:
            [row] = self.town.rows(
                "SELECT r.state, r.meeting, t.state AS turn FROM requests r "
                "LEFT JOIN people p ON p.slack_user = :who "
                "LEFT JOIN turns t ON t.request_id = r.id AND t.person_id = p.id WHERE r.id = :id",
                who=promise.who,
                id=promise.request,
            )
            broken = {
                "yes": row.state == "open" and row.turn == "asked",
                "no": row.state in {"open", "accepted"} and row.turn in {"asked", "accepted"},
                "back": row.state in {"open", "accepted"},
                "met": row.state == "accepted" and row.meeting != "met" and row.turn == "accepted",
            }
            if broken[promise.what]:
                self.ledger.found("lost", f"{promise} was acknowledged: {row}")

    async def _is_sent(self, promise: Promise) -> None:
        """One call for one Send: acknowledged, it is there; not acknowledged, Send is pressed once more."""
        new = int(self._calls_of(promise.who)) - int(promise.request)
        if promise.kept and not new:
            self.ledger.found("lost", f"{promise.who} was told that it was sent ({promise.request})")
        if not promise.kept:
            new = await self._sent_again(promise)
        if new > 1:
            self.ledger.found("doubled", f"{promise.who} pressed Send once, and {new} calls are there")

    async def _sent_again(self, promise: Promise) -> int:
        person = await self.town.person(promise.who)
        screen = await person.screen()
        if screen["modals"] and screen["modals"][-1]["submit"]:
            answer = await person.submits()
            with contextlib.suppress(CannotDoError):
                await person.waits_for(lambda screen: "moment" not in title(screen).lower(), 2.0)
            sent = answer["acknowledged"] and title(await person.screen()) in SENT
            await self._settles()
            new = int(self._calls_of(promise.who)) - int(promise.request)
            if sent and not new:
                self.ledger.found("lost", f"{promise.who} was told at last that it was sent")
            return new
        return int(self._calls_of(promise.who)) - int(promise.request)
