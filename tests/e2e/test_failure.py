"""When something of ours or of Slack's is down: never silence, and the lines are always there."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Engine, text

from handlers.desk import Desk
from handlers.router import Handler
from handlers.surfaces import every_handler
from handlers.touch import Answer, Touch
from sandbox.person import Person
from tests.e2e.doings import (
    answers,
    asks,
    begins,
    bot_messages,
    buttons,
    heading,
    opens,
    opens_form,
    opens_home,
    sends_it,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, ERIKA, KIT, SAM, House, has_button, until

NAME = "<@U0DEE>"
LINES = "988"


@asynccontextmanager
async def no_database(house: House) -> AsyncIterator[None]:
    """Take the tables away under the running bot, as a broken disk or a wrong restore would."""
    tables = ("people", "cards", "requests")
    engine = house.bot.storage.engine
    rename = "ALTER TABLE {0} RENAME TO gone_{0}", "ALTER TABLE gone_{0} RENAME TO {0}"
    await asyncio.to_thread(_run, engine, [rename[0].format(table) for table in tables])
    try:
        yield
    finally:
        await asyncio.to_thread(_run, engine, [rename[1].format(table) for table in tables])


def _run(engine: Engine, statements: list[str]) -> None:
    with engine.connect() as connection:
        connection.execute(text("PRAGMA legacy_alter_table = ON"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


@asynccontextmanager
async def no_keys(house: House) -> AsyncIterator[None]:
    """Take the key store's file away under the running bot."""
    house.bot.storage.keys.engine.dispose()
    file = house.urls.keys_file
    away = file.with_suffix(".away")
    file.rename(away)
    try:
        yield
    finally:
        house.bot.storage.keys.engine.dispose()
        file.unlink(missing_ok=True)
        away.rename(file)


async def test_the_lines_open_everywhere_without_a_database(team: House) -> None:
    """From the Home, a card, a modal, the command: the lines open though nothing can be read."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await begins(dee)
    async with no_database(team):
        await opens(dee, "help.lines", "modal")
        assert LINES in await dee.reads("modal")
        await dee.closes(everything=True)
        await opens(dee, "help.lines", "home")
        assert LINES in await dee.reads("modal")
        await dee.closes()
        await opens(dee, "help.lines", "dm")
        assert LINES in await dee.reads("modal")
        await dee.closes()
        await dee.command("/debrief lines")
        await dee.sees(LINES, in_="modal")


async def test_send_says_that_nobody_was_told(team: House) -> None:
    """Send without a database: "Nobody has been told", and the lines; the form keeps what was chosen."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee, when="today")
    async with no_database(team):
        told = await dee.submits()
        assert told["acknowledged"]
        shown = await dee.reads("modal")
        assert "Nobody has been told" in shown
        assert "Nadie ha recibido" in shown
        assert LINES in shown
        await dee.closes()
        assert "When: some time today" in await dee.reads("modal")
    await sends_it(dee)
    await (await team.person(SAM)).sees(NAME, in_="dm")
    assert len(team.rows("SELECT 1 FROM requests")) == 1


async def test_the_home_shows_the_lines_without_a_database(team: House) -> None:
    """Opened for the first time while nothing can be read: a kind sentence and who answers now."""
    dee = await team.person(DEE)
    async with no_database(team):
        await dee.opens_home()
        screen = await dee.waits_for(lambda s: s["home"], what="a Home")
        assert LINES in await dee.reads("home")
        assert "help.lines" in buttons(screen, "home")
    await dee.opens_home()
    await dee.sees("You don't have to carry it alone", in_="home")


async def test_a_message_is_answered_without_a_database(team: House) -> None:
    """A DM while nothing can be read: a kind answer with the lines, and nothing said back."""
    dee = await team.person(DEE)
    async with no_database(team):
        assert (await dee.says("rough one zanahoria"))["acknowledged"]
        await dee.sees(LINES, in_="dm")
    assert "zanahoria" not in words_of(bot_messages(await dee.screen())[-1])


@pytest.mark.parametrize("button", ["debrief.start:loss", "support.open:top", "my_data.open"])
async def test_every_door_says_so_without_a_database(team: House, button: str) -> None:
    """A tap while nothing can be read opens a kind sentence, a reference and the lines."""
    dee = await team.person(DEE)
    await opens_home(dee)
    async with no_database(team):
        await opens(dee, button, "home")
        shown = await dee.reads("modal")
        assert "It is nothing you did" in shown
        assert LINES in shown


async def test_a_debrief_goes_on_after_the_database_was_away(team: House) -> None:
    """Next while nothing can be written keeps the step on the screen; Next again goes on."""
    dee = await team.person(DEE)
    screen = await begins(dee)
    was = heading(screen)
    async with no_database(team):
        await dee.chooses("debrief.answer:choice", "go_on")
        assert (await dee.submits())["acknowledged"]
        assert "It is nothing you did" in await dee.reads("modal")
        await dee.closes()
    assert heading(await dee.screen()) == was
    assert heading(await answers(dee, "go_on")) == "First a pause"


async def test_without_the_keys_nobody_is_left_alone(team: House) -> None:
    """The key store is gone while the bot runs: the lines, a kind sentence, and no row without its key."""
    dee, kit = await team.person(DEE), await team.person(KIT)
    await opens_home(dee)
    async with no_keys(team):
        await opens(dee, "help.lines", "home")
        assert LINES in await dee.reads("modal")
        await dee.closes()
        await kit.says("hello")
        await kit.sees(LINES, in_="dm")
        await opens_form(dee)
        assert LINES in await dee.reads("modal") or "Who may learn of this" in await dee.reads("modal")
        await dee.closes()
    assert not team.rows("SELECT 1 FROM people WHERE slack_user = 'U0KIT'")
    await kit.says("hello again")
    await kit.waits_for(has_button("debrief.start"))


async def test_a_database_locked_by_another_is_waited_for(team: House) -> None:
    """Somebody holds the database for a while: "one moment" stands there, and then what was asked for."""
    dee = await team.person(DEE)
    await begins(dee)
    other = sqlite3.connect(team.urls.data_file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    answering = asyncio.create_task(answers(dee, "go_on"))
    await dee.sees("One moment", in_="modal")
    other.execute("ROLLBACK")
    other.close()
    await answering
    await dee.waits_for(lambda s: heading(s) == "First a pause", what="the next step")


class Slowed:
    """A handler that is held until it is let go."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self.go_on = asyncio.Event()

    async def __call__(self, touch: Touch, desk: Desk) -> Answer:
        """Wait, then do it."""
        await self.go_on.wait()
        return await self._handler(touch, desk)


@asynccontextmanager
async def slowed(team: House, name: str) -> AsyncIterator[Slowed]:
    """Let one handler take as long as the test wants."""
    await team.stop()
    held = Slowed(every_handler()[name])
    team.handlers = {**every_handler(), name: held}
    await team.start()
    yield held


async def test_a_slow_door_says_one_moment_and_then_opens(team: House) -> None:
    """More than two seconds: a window says so, and becomes the debrief, though the trigger is spent."""
    async with slowed(team, "debrief.start") as held:
        dee = await team.person(DEE)
        await opens_home(dee)
        await dee.clicks("debrief.start:loss", in_="home")
        await dee.sees("One moment", in_="modal")
        began = time.monotonic()
        await until(lambda: time.monotonic() > began + 1.2)  # Slack's trigger is good for three seconds
        held.go_on.set()
        await dee.waits_for(lambda s: title(s) == "Before you begin", what="the limits")
        assert len((await dee.screen())["modals"]) == 1


async def test_a_slow_yes_is_a_yes(team: House) -> None:
    """A tap that opens nothing: "one moment", then "done"; and what was tapped has happened."""
    async with slowed(team, "support.accept") as held:
        dee, sam = await team.person(DEE), await team.person(SAM)
        await asks(dee)
        await sam.sees(NAME, in_="dm")
        assert (await sam.clicks("support.accept", in_="dm"))["acknowledged"]
        await sam.sees("One moment", in_="modal")
        held.go_on.set()
        await sam.sees("That is done", in_="modal")
        await dee.sees("<@U0SAM> can be there", in_="dm")


async def test_a_slow_send_says_sent(team: House) -> None:
    """Send takes more than two seconds: "one moment", then that it was sent, and to whom."""
    async with slowed(team, "support.send") as held:
        dee = await team.person(DEE)
        await opens_home(dee)
        await opens_form(dee)
        assert (await Person.submits(dee))["acknowledged"]
        await dee.sees("One moment", in_="modal")
        held.go_on.set()
        await dee.waits_for(lambda s: title(s) == "Sent")
        await (await team.person(SAM)).sees(NAME, in_="dm")


async def test_a_slow_step_of_setting_up_still_says_what_is_amiss(house: House) -> None:
    """A step with a mistake that takes long to look at: the form comes back and says what to mend."""
    async with slowed(house, "teams.name") as held:
        admin = await house.person(ERIKA)
        await opens_home(admin)
        await opens(admin, "teams.set_up", "home")
        await admin.types("team", "Eastside")
        await admin.types("word_en", "our clients")
        assert (await Person.submits(admin))["acknowledged"]
        await admin.sees("One moment", in_="modal")
        held.go_on.set()
        await admin.sees("neighbor or a friend", in_="modal")
        assert (await admin.screen())["modals"][-1]["submit"]
        await admin.types("team", "Eastside")
        await admin.submits()
        await admin.sees("Who is invited", in_="modal")


@pytest.mark.parametrize("kind", ["http500", "ratelimited", "drop", "lost_answer"])
async def test_slack_fails_to_open_a_window(team: House, kind: str) -> None:
    """One failure of views.open is made good before the trigger is spent."""
    dee = await team.person(DEE)
    await opens_home(dee)
    team.fails("views.open", kind, seconds=0.3)
    await opens(dee, "debrief.start:loss", "home")
    await until(lambda: not len(team.bot.effects))
    assert title(await dee.screen()) == "Before you begin"
    assert len((await dee.screen())["modals"]) == 1


async def test_slack_opens_no_window_at_all(team: House) -> None:
    """However often it is tried: then a message says so, with the lines and a person one tap away."""
    dee = await team.person(DEE)
    await opens_home(dee)
    team.fails("views.open", "http500", times=9)
    await dee.clicks("support.open:top", in_="home")
    await dee.sees("Slack did not answer us", in_="dm")
    assert LINES in words_of(bot_messages(await dee.screen())[-1])


async def test_a_window_opens_while_slack_is_slow(team: House) -> None:
    """A second of latency on everything that opens: the window comes, acknowledged at once."""
    dee = await team.person(DEE)
    await opens_home(dee)
    team.fails("views.open", "latency", seconds=1.0)
    clicked = await dee.clicks("debrief.start:loss", in_="home")
    assert clicked["milliseconds"] < 1000
    await dee.waits_for(lambda s: s["modals"])


@pytest.mark.parametrize("kind", ["http500", "ratelimited", "drop"])
async def test_slack_does_not_say_who_somebody_is(house: House, kind: str) -> None:
    """users.info fails: the person is met and served all the same, in English if need be."""
    house.fails("users.info", kind, times=3, seconds=5)
    ana = await house.person(ANA)
    await ana.says("hola")
    await ana.waits_for(has_button("debrief.start"))
    await opens(ana, "debrief.start:loss", "dm")
    assert title(await ana.screen()) in {"Before you begin", "Antes de empezar"}


async def test_users_info_takes_too_long(house: House) -> None:
    """Four seconds for users.info: somebody new who asks for a person sees who answers, in time."""
    house.fails("users.info", "latency", times=3, seconds=4)
    kit = await house.person(KIT)
    await kit.command("/debrief person")
    await kit.sees(LINES, 6, in_="modal")
