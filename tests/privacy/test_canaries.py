"""Canaries in everything that can be typed or tapped: they are nowhere but where their person put them.

The stories run over real sockets at DEBUG, once as they are, and once more with every handler made to
raise with the whole payload in its text, before and after it ran, and in what follows an answer.
"""

import base64
import contextlib
import json
import logging
import os
import tempfile
import urllib.parse
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import Desk
from handlers.router import Handler
from handlers.surfaces import every_handler
from handlers.touch import Answer, Touch
from tests.databases import Urls
from tests.e2e.doings import (
    Json,
    answers,
    asks,
    begins,
    bot_messages,
    heading,
    opens,
    opens_cover,
    opens_home,
    redrawn,
    sends_it,
    words_of,
)
from tests.e2e.house import ANA, DEE, ERIKA, KIT, MORGAN, ROSA, SAM, House, has_button, until

MESSAGE, COMMAND = "canarymessage", "canarycommand"
NOTE_NOT_KEPT, NOTE_KEPT = "canarydropped", "canarykept"
NUMBER = "4435550142"
TEAM, WORD, ROLE, TEAM_NUMBER = "canaryteam", "canaryword", "canaryrole", "4105550177"
NAMES = {ANA: "Canaryana Uno", DEE: "Canarydee Dos", SAM: "Canarysam Tres", ROSA: "Canaryrosa Cuatro"}
TAPPED = ("walked_with", "afraid_for_me", "lost_count", "my_people", "refused_help", "cannot_speak")
"""Choices, and a flow: who went through what, and what they tapped, is as much theirs as a text."""

NOBODYS = (MESSAGE, COMMAND, NOTE_NOT_KEPT, NOTE_KEPT)
"""What nobody but its writer may ever see."""
OWN = (*NOBODYS, NUMBER, *NAMES.values(), *TAPPED)
"""What may stand in no file in clear."""
ALL = (*OWN, TEAM, WORD, ROLE, TEAM_NUMBER)
"""What may be in no line of the log. A team's own words are for the team, and for nobody's log either."""

Raising = Literal["before", "after", "later"]


def forms(canary: str) -> set[bytes]:
    """Return a text as it may stand in a file: plain, UTF-16, as JSON or in an address, base64, hex."""
    plain = canary.encode()
    found = {plain, plain.lower(), plain.upper(), canary.encode("utf-16-le"), canary.encode("utf-16-be")}
    found |= {json.dumps(canary)[1:-1].encode(), urllib.parse.quote(canary).encode(), plain.hex().encode()}
    for shift in range(3):  # three ways in which base64 may fall on it; the ends depend on what is around
        packed = base64.b64encode(b"\0" * shift + plain)
        found.add(packed[4 if shift else 0 : -4])
    return {form for form in found if len(form) >= 6}


def found_in(data: bytes, canaries: tuple[str, ...]) -> list[str]:
    """Return the canaries that are in some bytes, in any of their forms."""
    return [canary for canary in canaries if any(form in data for form in forms(canary))]


def walk(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key with its value, at any depth."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield key, value
            yield from walk(value)
    elif isinstance(part, list):
        for item in part:
            yield from walk(item)


@pytest.fixture
async def house(sqlite_urls: Urls, log_file: Path) -> AsyncIterator[House]:
    """A bot that logs at DEBUG, in a workspace whose people are called by canaries."""
    async with House(sqlite_urls) as running:
        for user, name in NAMES.items():
            await (await running.person(user)).changes(name=name)
        yield running


async def sets_up(house: House) -> None:
    """Set a team up whose every word is a canary."""
    admin = await house.person(ERIKA)
    await opens_home(admin)
    await opens(admin, "teams.set_up", "home")
    await admin.types("team", TEAM)
    await admin.types("word_en", WORD)
    await admin.submits()
    await admin.chooses("people", [ANA, DEE, SAM, ROSA, MORGAN])
    await admin.submits()
    await admin.chooses("leads", [MORGAN])
    await admin.chooses("may_be_asked", [SAM, ROSA])
    await admin.submits()
    await admin.types("number", TEAM_NUMBER)
    await admin.types("server", ROLE)
    await admin.submits()
    await admin.submits()
    await admin.closes(everything=True)
    for user in (ANA, DEE, SAM, ROSA, MORGAN):
        await house._joins(user, user in (SAM, ROSA))


async def writes(house: House) -> None:
    """Write a message and a command, go through a loss, keep one note and not another."""
    dee = await house.person(DEE)
    await dee.says(f"we lost someone {MESSAGE}")
    await dee.waits_for(has_button("debrief.start"))
    await dee.command(f"/debrief {COMMAND}")
    await dee.waits_for(lambda s: s["modals"])
    await dee.closes()
    screen = await begins(dee, "loss")
    taps = {"Right now": "go_on", "How close to you": "walked_with", "One or several": "lost_count"}
    taps |= {"What is here": "afraid_for_me", "How far today": "more", "And you": "my_people"}
    while heading(screen) != "The seed":
        screen = await answers(dee, *filter(None, [taps.get(heading(screen))]))
    await dee.types("debrief.answer:note", NOTE_NOT_KEPT)
    await dee.submits()
    await redrawn(dee, dee.clicks("debrief.back"))
    await dee.types("debrief.answer:note", NOTE_KEPT)
    await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()
    screen = await dee.screen()
    while heading(screen) != "A check-in later":
        screen = await answers(dee, *filter(None, [taps.get(heading(screen))]))
    await dee.closes()


async def asks_for_cover(house: House) -> None:
    """Ask for cover with hours and a number; one says yes."""
    ana, sam, rosa = await house.person(ANA), await house.person(SAM), await house.person(ROSA)
    await opens_home(ana)
    await opens_cover(ana, "14:00", "18:00")
    await ana.types("number", NUMBER)
    await sends_it(ana)
    await sam.sees("<@U0ANA>", in_="dm")
    await rosa.sees("<@U0ANA>", in_="dm")
    await sam.clicks("support.accept", in_="dm")
    await sam.sees(NUMBER, in_="dm")
    await house.settles()
    await asks(ana, how="cannot_speak")
    await house.settles()


async def whole_story(house: House) -> None:
    """Everything that can be typed into is typed into once, and a refused-help debrief is left paused."""
    await sets_up(house)
    await writes(house)
    await asks_for_cover(house)
    kit = await house.person(KIT)
    await kit.says(f"nobody knows me {MESSAGE}")
    await kit.waits_for(has_button("debrief.start"))
    rosa = await house.person(ROSA)
    await begins(rosa, "refused_help")
    await answers(rosa)
    await rosa.closes()
    dee = await house.person(DEE)
    await opens(dee, "my_data.open", "home")
    await dee.sees(NOTE_KEPT, in_="modal")
    await dee.closes()
    await until(lambda: not len(house.bot.effects))


class Raises:
    """A handler that raises with the whole payload in its text: before, after it ran, or in an effect."""

    def __init__(self, handler: Handler, when: Raising) -> None:
        self._handler = handler
        self._when = when
        self.raised = 0

    async def __call__(self, touch: Touch, desk: Desk) -> Answer:
        """Run it, or not; and raise."""
        if self._when != "before":
            with contextlib.suppress(Exception):
                await self._handler(touch, desk)
        if self._when == "later":
            return Answer.then(self._effect(touch))
        self._raise(touch)
        raise AssertionError

    def _effect(self, touch: Touch) -> Any:
        async def effect(_client: AsyncWebClient) -> None:
            self._raise(touch)

        return effect

    def _raise(self, touch: Touch) -> None:
        self.raised += 1
        told = json.dumps(dict(touch.body), ensure_ascii=False)
        raise RuntimeError(f"{touch.value} {told}") from ValueError(told)


async def again_raising(house: House, when: Raising) -> int:
    """Send every payload of the story once more, to a bot all of whose handlers raise. Return how often."""
    sent = list(house.sandbox.workspace.sent.entries)
    await house.stop()
    raising = {name: Raises(handler, when) for name, handler in every_handler().items()}
    house.handlers = dict(raising)
    await house.start()
    for entry in sent:
        payload: Json = entry["payload"]
        if entry["type"] == "events_api":
            await house.sandbox.workspace.sockets.event(payload)
        else:
            kind = "slash_commands" if "command" in payload else "interactive"
            await house.sandbox.workspace.sockets.interaction(kind, payload, lambda _: None)
    await until(lambda: not len(house.bot.effects), 20)
    return sum(one.raised for one in raising.values())


def log_of(path: Path) -> bytes:
    """Return the log, after a look that it is one: our events, and the libraries' own voices at DEBUG."""
    written = path.read_bytes()
    assert b"event=touched" in written
    assert b"logger=slack_bolt" in written
    assert b"level=debug" in written
    return written


def files_of(house: House) -> dict[str, bytes]:
    """Return every file of the databases, and every file that this process has open in a place for
    temporary ones."""
    folder = house.urls.data_file.parent
    paths = [path for path in folder.iterdir() if path.is_file() and path.suffix != ".log"]
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            target = Path(os.readlink(link))
            if str(target).startswith(tempfile.gettempdir()) and target.is_file() and target.suffix != ".log":
                paths.append(target)
    return {str(path): path.read_bytes() for path in {*paths} if "pytest" not in path.name}


async def test_as_it_is(house: House, log_file: Path) -> None:
    """The whole story once: nothing of it in the log, in clear in a file, or in anybody else's screen."""
    await whole_story(house)
    wire = json.dumps([one["payload"] for one in house.sandbox.workspace.sent.entries])
    texts = [one for one in ALL if one not in NAMES.values()]
    assert set(found_in(wire.encode(), tuple(texts))) == set(texts), "each canary was let out"

    assert found_in(log_of(log_file), ALL) == []
    for name, data in files_of(house).items():
        assert found_in(data, OWN) == [], name
    assert any(name.endswith("hearth.db") for name in files_of(house))
    assert found_in(house.urls.data_file.read_bytes() + _wal(house), (TEAM,)) == [TEAM], "the search finds"

    await looks_at_every_screen(house)
    looks_at_every_call(house)


def _wal(house: House) -> bytes:
    wal = Path(f"{house.urls.data_file}-wal")
    return wal.read_bytes() if wal.exists() else b""


async def looks_at_every_screen(house: House) -> None:
    """No message of the bot in anybody's chat holds what was said; hours and number only where they go."""
    for user in (ANA, DEE, SAM, ROSA, MORGAN, ERIKA, KIT):
        screen = await (await house.person(user)).screen()
        said = "\n".join(words_of(message) for message in bot_messages(screen))
        allowed = {SAM: {NUMBER}}.get(user, set())
        assert set(found_in(said.encode(), (*NOBODYS, NUMBER))) <= allowed, user
        home = json.dumps(screen["home"] or {})
        assert found_in(home.encode(), NOBODYS) == [], user


def looks_at_every_call(house: House) -> None:
    """What a view or a message carries unseen holds nothing of it; what is posted is never what was said."""
    carrying = (
        "private_metadata",
        "value",
        "block_id",
        "action_id",
        "callback_id",
        "external_id",
        "metadata",
    )
    drawn = [call["args"] for call in house.sandbox.workspace.calls.entries]
    drawn += [one["ack"] for one in house.sandbox.workspace.sent.entries if one["ack"]]
    assert len(drawn) > 100
    hidden = 0
    for args in drawn:
        for key, value in walk(args):
            if key in carrying and isinstance(value, str | dict):
                hidden += 1
                held = json.dumps(value, ensure_ascii=False).encode()
                assert found_in(held, (*NOBODYS, NUMBER, *NAMES.values())) == [], (key, value)
    assert hidden > 500
    for call in house.sandbox.workspace.calls.entries:
        if call["method"].startswith("chat."):
            assert found_in(json.dumps(call["args"]).encode(), NOBODYS) == [], call["method"]


@pytest.mark.parametrize("when", ["before", "after", "later"])
async def test_with_every_handler_raising(house: House, log_file: Path, when: Raising) -> None:
    """Each payload of the story again, each handler raising with all of it: the log has names, no words."""
    await whole_story(house)
    raised = await again_raising(house, when)
    assert raised > 50, "they did raise"
    written = log_of(log_file)
    assert b"error=RuntimeError" in written
    assert found_in(written, ALL) == []
    for name, data in files_of(house).items():
        assert found_in(data, OWN) == [], name


async def test_the_search_would_find_one(tmp_path: Path) -> None:
    """A control: each canary is found in bytes that hold it in any of the forms a file could give it."""
    for canary in ALL:
        for form in forms(canary):
            assert found_in(b"\0\1 before " + form + b" after", (canary,)) == [canary]
        assert found_in(base64.b64encode(b"xy " + canary.encode() + b" z"), (canary,)) == [canary]
        assert found_in(b"nothing of the kind", (canary,)) == []


async def test_a_log_without_the_list_would_tell(house: House, log_file: Path) -> None:
    """A control: what the list keeps out is there to be kept out; slack_bolt logs whole payloads at DEBUG."""
    caught: list[str] = []

    class Catches(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            caught.append(record.getMessage())

    handler = Catches(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    try:
        kit = await house.person(KIT)
        await kit.says(f"hello {MESSAGE}")
        await kit.waits_for(has_button("debrief.start"))
    finally:
        logging.getLogger().removeHandler(handler)
    assert any(MESSAGE in line for line in caught)
    assert found_in(log_of(log_file), ALL) == []
