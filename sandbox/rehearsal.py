"""Plays the clicks that set a team up, for somebody who came to see what comes after.

It does what the people of the cast would do, through their own screens and by nothing else: the admin's
steps, everybody's yes, and the test that each teammate one can ask answers. It knows the bot's buttons by
their names, as a person knows them by their labels, since two of the cast read them in Spanish.
"""

import asyncio
from typing import Any

from sandbox.cast import ANA, DEE, ERIKA, JO, MORGAN, ROSA, SAM
from sandbox.person import CannotDoError, Person

MEMBERS = (ANA, DEE, SAM, ROSA, JO, MORGAN)
ASKABLE = (SAM, ROSA, JO)
WAIT = 30.0
"""Seconds that a step may take: cards come at the pace that Slack allows."""


class CannotRehearseError(Exception):
    """The rehearsal came to a point where the screen was not what it expected; says which."""


async def set_up_a_team(url: str) -> None:
    """Set a team up at the sandbox that listens at `url`. Raises `CannotRehearseError`."""
    try:
        await _admin_steps(url)
        await asyncio.gather(*(_joins(url, user) for user in MEMBERS))
    except CannotDoError as stuck:
        raise CannotRehearseError(str(stuck)) from stuck


async def _admin_steps(url: str) -> None:
    async with Person(url, ERIKA) as admin:
        await admin.opens_home()
        await admin.waits_for(lambda screen: screen["home"] is not None, WAIT, "the Home")
        await admin.clicks("teams.set_up", in_="home")
        await admin.waits_for(lambda screen: screen["modals"], WAIT, "the first step")
        await admin.types("team", "Eastside Peers")
        await admin.types("word_en", "a neighbor")
        await admin.types("word_es", "alguien del barrio")
        await admin.submits()
        await admin.chooses("people", list(MEMBERS))
        await admin.submits()
        await admin.chooses("leads", [MORGAN])
        await admin.chooses("may_be_asked", list(ASKABLE))
        await admin.submits()
        await admin.types("number", "410 555 0100")
        await admin.types("server", "IT at the agency")
        await admin.submits()
        await admin.submits()
        await admin.closes(everything=True)


async def _joins(url: str, user: str) -> None:
    async with Person(url, user) as person:
        names = ["teams.join"]
        if user in ASKABLE:
            names += ["teams.ask_yes", "teams.ring", "teams.rang"]
        for name in names:
            await person.waits_for(_has(name), WAIT, name)
            await person.clicks(name, in_="dm")


def _has(name: str) -> Any:
    def look(screen: dict[str, Any]) -> bool:
        blocks = [block for message in screen["dm"]["messages"] for block in message["blocks"]]
        rows = [block["elements"] for block in blocks if block["type"] == "actions"]
        return any(element.get("action_id") == name for row in rows for element in row)

    return look
