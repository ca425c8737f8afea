"""Plays the clicks that set a team up, for somebody who came to see what comes after.

It does what the people of the cast would do, through their own screens and by nothing else: the admin's
steps, everybody's yes, and the test that each teammate one can ask answers. It knows the bot's buttons by
their names, as a person knows them by their labels, since two of the cast read them in Spanish.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.cast import ANA, DEE, ERIKA, JO, MORGAN, ROSA, SAM
from sandbox.elements import placed
from sandbox.person import CannotDoError, Person
from sandbox.world import Json, World

TEAM = "Eastside Peers"
MEMBERS = (ANA, DEE, SAM, ROSA, JO, MORGAN)
ASKABLE = (SAM, ROSA, JO)
JOIN = "teams.join"
MORE_OF_THE_ASKABLE = ("teams.ask_yes", "teams.ring", "teams.rang", "schedule.now")
SIDE_BY_SIDE = (DEE, SAM)
"""Two people to look at first: one who asks, one who is asked, both in English."""
ADMIN_STEPS = 5
STEPS = ADMIN_STEPS + len(MEMBERS) + len(ASKABLE) * len(MORE_OF_THE_ASKABLE)
WAIT = 90.0
"""Seconds that a step may take: cards come at the pace that Slack allows."""

State = Literal["none", "under way", "there"]


class CannotRehearseError(Exception):
    """The rehearsal came to a point where the screen was not what it expected; says which."""


@dataclass
class Rehearsal:
    """Whether there is a team yet, and how far the clicks that make one have come.

    `seen`: an invitation was seen, whoever made the team. It stays so when the messages are emptied, since
    the bot still knows its team.
    """

    done: int = 0
    under_way: bool = False
    seen: bool = False

    def state(self, world: World) -> State:
        """Say whether there is no team yet, one on its way, or one."""
        self.seen = self.seen or any(_has(JOIN, blocks) for blocks in _all_blocks(world))
        return "under way" if self.under_way else "there" if self.seen else "none"

    async def play(self, url: str) -> None:
        """Set a team up at the sandbox that listens at `url`. Raises `CannotRehearseError`."""
        self.done, self.under_way = 0, True
        try:
            await self._admin_steps(url)
            await asyncio.gather(*(self._joins(url, user) for user in MEMBERS))
        except CannotDoError as stuck:
            raise CannotRehearseError(str(stuck)) from stuck
        finally:
            self.under_way = False

    async def _admin_steps(self, url: str) -> None:
        async with Person(url, ERIKA) as admin:
            if (await admin.screen())["modals"]:
                await admin.closes(everything=True)
            await admin.opens_home()
            await admin.waits_for(lambda screen: screen["home"] is not None, WAIT, "the Home")
            await admin.clicks("teams.set_up", in_="home")
            await admin.waits_for(lambda screen: screen["modals"], WAIT, "the first step")
            await admin.types("team", TEAM)
            await admin.types("word_en", "a neighbor")
            await admin.types("word_es", "alguien del barrio")
            await self._submits(admin)
            await admin.chooses("people", list(MEMBERS))
            await self._submits(admin)
            await admin.chooses("leads", [MORGAN])
            await admin.chooses("may_be_asked", list(ASKABLE))
            await self._submits(admin)
            await admin.types("number", "410 555 0100")
            await admin.types("server", "IT at the agency")
            await self._submits(admin)
            await self._submits(admin)
            await admin.closes(everything=True)

    async def _submits(self, person: Person) -> None:
        await person.submits()
        self.done += 1

    async def _joins(self, url: str, user: str) -> None:
        async with Person(url, user) as person:
            for name in (JOIN, *(MORE_OF_THE_ASKABLE if user in ASKABLE else ())):
                await person.waits_for(_shows(name), WAIT, name)
                await person.clicks(name, in_="dm")
                self.done += 1


def _shows(name: str) -> Any:
    def look(screen: Json) -> bool:
        return any(_has(name, message["blocks"]) for message in screen["dm"]["messages"])

    return look


def _has(name: str, blocks: list[Json]) -> bool:
    return any(element.get("action_id") == name for _, element in placed(blocks))


def _all_blocks(world: World) -> Iterator[list[Json]]:
    """Every message's blocks, and those of before each edit: an invitation changes when it is answered."""
    for channel in world.channels.values():
        for message in channel.messages:
            yield message.blocks
            yield from message.earlier
