"""What people do in many stories, and what stands before them."""

import json
import re
from collections.abc import Awaitable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sandbox.elements import placed
from sandbox.person import Person
from sandbox.visible import words_of_blocks
from tests.e2e.house import ROSA, SAM, House, settled_down

Json = dict[str, Any]
DOORS = {"debrief.start:loss", "debrief.start:refused_help", "support.open:cover"}


def buttons(screen: Json, in_: str = "dm") -> list[str]:
    """Return the action_ids of every button on a part of a screen; of modals, the top one's."""
    return [element["action_id"] for element in elements(screen, in_) if element["type"] == "button"]


def elements(screen: Json, in_: str = "dm") -> Iterator[Json]:
    """Yield every element that can be touched on a part of a screen."""
    for blocks in surfaces(screen, in_):
        for _, element in placed(blocks):
            yield element


def surfaces(screen: Json, in_: str = "dm") -> list[list[Json]]:
    """Return the blocks of each message, of the top modal, or of the Home."""
    match in_:
        case "dm":
            return [message["blocks"] for message in screen["dm"]["messages"]]
        case "modal":
            return [view["blocks"] for view in screen["modals"][-1:]]
        case _:
            return [screen["home"]["blocks"]] if screen["home"] else []


def bot_messages(screen: Json) -> list[Json]:
    """Return what the bot has said in somebody's DM, oldest first."""
    return [message for message in screen["dm"]["messages"] if message["bot"]]


def words_of(message: Json) -> str:
    """Return every word of a message, its push text too."""
    return "\n".join([message["text"], *words_of_blocks(message["blocks"])])


def title(screen: Json) -> str:
    """Return the top modal's title."""
    return str(screen["modals"][-1]["title"]["text"])


def heading(screen: Json) -> str:
    """Return the top modal's header, which names a step of a debrief."""
    blocks = screen["modals"][-1]["blocks"]
    return next((str(block["text"]["text"]) for block in blocks if block["type"] == "header"), "")


async def opens(person: Person, button: str, in_: Any = None) -> Json:
    """Click a button and wait for the modal that comes of it."""
    before = len((await person.screen())["modals"])
    await person.clicks(button, in_=in_)
    return await person.waits_for(
        lambda screen: len(screen["modals"]) > before and settled_down(screen), what="a modal"
    )


async def opens_home(person: Person, seconds: float = 5.0) -> Json:
    """Open the Home and wait until it is drawn."""
    await person.opens_home()
    return await person.waits_for(lambda screen: screen["home"], seconds, "the Home")


async def asks(person: Person, first: Sequence[str] = (SAM, ROSA), **chosen: str) -> Json:
    """Ask for a person from the Home: choose when, whom, how, a number; Send; wait for the own card.

    Where several can be asked, `first` are those whom the ladder asks first, as many as it asks at once.
    """
    await opens_home(person)
    before = buttons(await person.screen()).count("support.cancel")
    await opens_form(person, first, **chosen)
    sent = await sends_it(person)
    await person.waits_for(lambda screen: buttons(screen).count("support.cancel") > before)
    return sent


async def opens_form(
    person: Person,
    first: Sequence[str] = (SAM, ROSA),
    button: str = "support.open:top",
    in_: str = "home",
    **chosen: str,
) -> Json:
    """Open the form and choose in it. Each form has an order of its own, by chance: it is closed and opened
    again, as anybody could, until its first rung is made of the first of these people."""
    for _ in range(60):
        screen = await opens(person, button, in_)
        for field, value in chosen.items():
            if field == "number":
                await person.types("number", value)
            else:
                await chooses(person, f"support.change:{field}", value)
        screen = await person.screen()
        asked_first = first_rung(screen)
        if "whom" in chosen or not asked_first or asked_first == set(first[: len(asked_first)]):
            return screen
        await person.closes()
    raise AssertionError(f"{first} were never the first")


async def opens_cover(
    person: Person, since: str, until: str, *, days: int = 1, in_: str = "home", **chosen: Any
) -> Json:
    """Open the form for cover and fill the hours in, `days` from the day that stands there. With `people`,
    pick them; else whoever is filled in stays."""
    screen = await opens(person, "support.open:cover", in_)
    [picker] = [one for one in elements(screen, "modal") if one["type"] == "datepicker"]
    day = date.fromisoformat(picker["initial_date"]) + timedelta(days=days)
    await redrawn(person, person.chooses("cover.change:on", day.isoformat()))
    await redrawn(person, person.chooses("cover.change:since", since))
    await redrawn(person, person.chooses("cover.change:until", until))
    if "people" in chosen:
        await redrawn(person, person.chooses("cover.change:people", chosen["people"]))
    return await person.screen()


def first_rung(screen: Json) -> set[str]:
    """Return who would be asked first, as the form on top says; nobody where it names no order."""
    [blocks] = surfaces(screen, "modal")
    for block in blocks:
        text = str(block.get("text", {}).get("text", "")) if block["type"] == "section" else ""
        found = next((line for line in text.split("\n") if line.startswith("1. ")), "")
        if found:
            return set(re.findall(r"<@(\w+)>", found))
    return set()


async def chooses(person: Person, field: str, value: str) -> None:
    """Choose in a form that is drawn anew at each choice, and wait for that."""
    await redrawn(person, person.chooses(field, value))


async def redrawn(person: Person, act: Awaitable[Any]) -> Json:
    """Do something in a modal, and wait until that modal is drawn anew."""
    before = (await person.screen())["modals"][-1]["hash"]
    await act
    return await person.waits_for(
        lambda screen: screen["modals"] and screen["modals"][-1]["hash"] != before, what="the modal anew"
    )


async def sends_it(person: Person) -> Json:
    """Press Send, look that it was sent, and close what says so."""
    sent = await person.submits()
    assert sent["acknowledged"], sent
    assert title(await person.screen()) in {"Sent", "Enviado"}, await person.reads()
    await person.closes(everything=True)
    return sent


async def open_up(house: House, *users: str) -> None:
    """Let these teammates press "you can ask me right now" anew: the clock was pushed past their time."""
    for user in users:
        await (await house.person(user)).sends(tap("schedule.now", "12"))
    await house.settles()


def request_id(house: House) -> str:
    """Return the id of the one call there is."""
    [row] = house.rows("SELECT id FROM requests")
    return str(row.id)


def tap(name: str, value: str = "", **more: Any) -> Json:
    """Return the payload of a tapped button as somebody might make it up."""
    action = {"type": "button", "action_id": name, "block_id": "b", "value": value, "action_ts": "1.0"}
    return {"type": "block_actions", "actions": [action], **more}


def submit(name: str, metadata: str = "", values: Json | None = None) -> Json:
    """Return the payload of a submitted modal as somebody might make it up."""
    view = {
        "id": "VMADEUP",
        "type": "modal",
        "callback_id": name,
        "private_metadata": metadata,
        "blocks": [],
        "state": {"values": values or {}},
        "hash": "1.a",
    }
    return {"type": "view_submission", "view": view}


def live_markup(text: str) -> list[str]:
    """Return the mentions and links that would be live in an mrkdwn text, our own included."""
    return re.findall(r"<[@#!][^>]*>|<(?:https?|mailto|tel|slack):[^>]*>", text)


async def begins(person: Person, flow: str = "loss", *, first: bool = True) -> Json:
    """Go through a door on the Home, past the limits if it is the first time, to the first step."""
    await opens_home(person)
    screen = await opens(person, f"debrief.start:{flow}", "home")
    if first:
        await person.submits()
        screen = await person.screen()
    return screen


async def answers(person: Person, *choices: str) -> Json:
    """Tap these choices, press Next, and return what follows in the acknowledgement."""
    if choices:
        await person.chooses("debrief.answer:choice", list(choices) if len(choices) > 1 else choices[0])
    answered = await person.submits()
    assert answered["acknowledged"], answered
    return await person.screen()


def place(screen: Json) -> tuple[str, int]:
    """Return which debrief, and which version of it, the top modal answers."""
    carried = json.loads(screen["modals"][-1]["private_metadata"])
    return carried["d"], carried["v"]
