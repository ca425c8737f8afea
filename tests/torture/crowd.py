"""Many people in one team who ask, answer, pass and take back at once, whatever Slack does meanwhile."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.person import CannotDoError, Person
from tests.e2e.doings import title
from tests.torture import truths
from tests.torture.stories import SENT
from tests.torture.town import Town
from tests.torture.truths import buttons_of

Json = dict[str, Any]

PATIENCE = 90.0
"""Seconds for which somebody goes on trying, in a storm, on a machine that is busy."""


async def insists(act: Callable[[], Awaitable[bool]], what: str) -> None:
    """Do something again until it is done, as people do when nothing happens."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if await act():
                return
        except CannotDoError:
            pass
        assert time.monotonic() < end, f"{what}: tried for {PATIENCE} s in vain"
        await asyncio.sleep(0.05)


@dataclass
class Crowd:
    """The askers and those who can be asked, in one town."""

    town: Town
    askers: Sequence[str]
    asked: Sequence[str]
    counts: Counter[str] = field(default_factory=Counter)

    async def all_call(self, seed: int) -> None:
        """Everybody who asks does so at once; each call has its own end. Returns when all have ended."""
        await asyncio.gather(*(self._calls(user, seed + n) for n, user in enumerate(self.askers)))

    async def _calls(self, user: str, seed: int) -> None:
        chance = random.Random(seed)
        asker = await self.town.person(user)
        await self._sends(asker)
        request = await self._request_of(user)
        end = chance.choice(("accept", "accept", "accept", "pass", "cancel", "accept and cancel"))
        if "accept" in end:
            two = self._first_of(request)
            await asyncio.gather(*(self._taps(one, "support.accept", request) for one in two))
        if end == "pass":
            await asyncio.gather(*(self._taps(one, "support.pass", request) for one in self.asked))
        if "cancel" in end:
            await self._taps(user, "support.cancel", request)
        self.counts[end] += 1
        self.counts["calls"] += 1

    async def _sends(self, asker: Person) -> None:
        before = len(self._open_of(asker.user))

        async def goes_on() -> bool:
            modals = (await asker.screen())["modals"]
            if not modals:
                if len(self._open_of(asker.user)) > before:
                    return True  # it closed before it said so
                await asker.command("/debrief i need a person")
                await asker.waits_for(lambda screen: screen["modals"], 1.0)
                return False
            if title({"modals": modals}) in SENT:
                return True
            if modals[-1]["submit"]:
                await asker.submits()
            elif "moment" not in title({"modals": modals}).lower():
                await asker.closes()  # it says what went wrong; the form is below
            return False

        await insists(goes_on, "to ask")
        if (await asker.screen())["modals"]:
            await asker.closes(everything=True)
        assert len(self._open_of(asker.user)) == before + 1, "told that it was sent, and it was not, or twice"

    def _first_of(self, request: str) -> list[str]:
        """Return whom a call asked first."""
        rows = self.town.rows(
            "SELECT p.slack_user FROM people p JOIN turns t ON t.person_id = p.id "
            "WHERE t.request_id = :id AND t.rung = 1",
            id=request,
        )
        return [row.slack_user for row in rows]

    def _open_of(self, user: str) -> Sequence[Any]:
        return self.town.rows(
            "SELECT r.id FROM requests r JOIN people p ON p.id = r.asker_id "
            "WHERE p.slack_user = :user AND r.state = 'open'",
            user=user,
        )

    async def _request_of(self, user: str) -> str:
        rows = self.town.rows(
            "SELECT r.id FROM requests r JOIN people p ON p.id = r.asker_id WHERE p.slack_user = :user "
            "ORDER BY r.opened_at DESC",
            user=user,
        )
        assert rows, (user, "pressed Send, was told that it was sent, and there is nothing")
        return str(rows[0].id)

    async def _taps(self, user: str, button: str, request: str) -> None:
        """Tap a button of this call as soon as it is there; if it has gone meanwhile, that is an answer."""
        person = await self.town.person(user)

        async def tap() -> bool:
            for message in (await person.screen())["dm"]["messages"]:
                for name, value in buttons_of(message).items() if message["bot"] else ():
                    if name == button and value.split("|")[0] == request:
                        place = {"channel": "D" + user[1:], "ts": message["ts"]}
                        block = next(
                            block["block_id"]
                            for block in message["blocks"]
                            if any(one.get("action_id") == name for one in block.get("elements", ()))
                        )
                        return bool((await person.touches(place, block, name))["acknowledged"])
            return self._over(request)

        await insists(tap, f"{user}: {button}")

    def _over(self, request: str) -> bool:
        rows = self.town.rows("SELECT state FROM requests WHERE id = :id", id=request)
        return not rows or rows[0].state != "open"

    async def ends_true(self, late: int) -> None:
        """Look that everything is true, and count what stands twice. `late`: posts that Slack showed late."""
        await truths.hold(self.town, late)
        for user in (*self.askers, *self.asked):
            cards = self.town.rows(
                "SELECT 1 FROM cards c JOIN people p ON p.id = c.recipient_id "
                "WHERE p.slack_user = :user AND c.ts IS NOT NULL",
                user=user,
            )
            posts, seen = self.town.posts(user), len(self.town.dm(user))
            self.counts["cards"] += len(cards)
            self.counts["posted twice"] += posts - len(cards)
            self.counts["stay twice"] += seen - len(cards)
