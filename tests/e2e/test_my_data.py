"""What is kept about somebody: notes, shown and deleted by their owner's word."""

import json

from sandbox.person import Person
from tests.e2e.doings import (
    answers,
    asks,
    begins,
    bot_messages,
    buttons,
    heading,
    opens,
    redrawn,
    tap,
)
from tests.e2e.house import ANA, DEE, House, until


async def test_a_note_is_kept_only_when_asked_for(team: House) -> None:
    """The same note, once without the tick and once with it: only the second is under "My data"."""
    dee = await team.person(DEE)
    await to_the_seed(dee)
    await dee.types("debrief.answer:note", "the smell of oranges")
    await dee.submits()
    assert not team.rows("SELECT 1 FROM notes")
    await redrawn(dee, dee.clicks("debrief.back"))
    await dee.types("debrief.answer:note", "the smell of lemons")
    await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()
    assert len(team.rows("SELECT 1 FROM notes")) == 1
    await dee.closes()
    await opens(dee, "my_data.open", "home")
    data = await dee.reads("modal")
    assert "lemons" in data
    assert "oranges" not in data


async def test_a_kept_note_is_taken_back_by_going_back(team: House) -> None:
    """Back, and the tick taken out: the note is gone again."""
    dee = await team.person(DEE)
    await to_the_seed(dee)
    await dee.types("debrief.answer:note", "the smell of lemons")
    await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()
    await redrawn(dee, dee.clicks("debrief.back"))
    await dee.chooses("debrief.answer:keep", [])
    await dee.submits()
    assert not team.rows("SELECT 1 FROM notes")


async def test_a_note_with_a_number_asks_once_and_then_keeps(team: House) -> None:
    """What looks like a telephone number is asked about once, with what was typed still there."""
    dee = await team.person(DEE)
    await to_the_seed(dee)
    await dee.types("debrief.answer:note", "call 410-555-0199 about it")
    await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()
    screen = await dee.screen()
    assert "This may hold a name" in await dee.reads("modal")
    assert "410-555-0199" in json.dumps(screen["modals"][-1]["state"])
    assert not team.rows("SELECT 1 FROM notes")
    await dee.submits()
    assert heading(await dee.screen()) == "Not yours to carry"
    assert len(team.rows("SELECT 1 FROM notes")) == 1


async def test_my_data_shows_and_deletes_a_note(team: House) -> None:
    """A kept note is read and deleted by its owner; a stranger's tap on it changes nothing."""
    dee, ana = await team.person(DEE), await team.person(ANA)
    await to_the_seed(dee)
    await dee.types("debrief.answer:note", "the smell of lemons")
    await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()
    await dee.closes()
    [note] = team.rows("SELECT id FROM notes")
    await ana.sends(tap("my_data.delete_note", note.id))
    await until(lambda: not len(team.bot.effects))
    assert team.rows("SELECT 1 FROM notes")
    assert "lemons" not in await ana.reads()
    await opens(dee, "my_data.open", "home")
    await redrawn(dee, dee.clicks("my_data.delete_note"))
    assert not team.rows("SELECT 1 FROM notes")


async def test_deleting_everything_leaves_nothing_on_the_home(team: House) -> None:
    """After "Delete everything" no row is left, the chat is empty, and the Home shows a stranger's."""
    dee = await team.person(DEE)
    await asks(dee)
    await opens(dee, "my_data.open", "home")
    await redrawn(dee, dee.clicks("my_data.delete_all"))
    await dee.waits_for(lambda s: not bot_messages(s), what="an empty chat")
    assert not team.rows("SELECT 1 FROM people WHERE slack_user = 'U0DEE'")
    await dee.waits_for(
        lambda s: "Eastside" not in json.dumps(s["home"]) and "support.cancel" not in buttons(s, "home"),
        what="a Home without anything of theirs",
    )
    assert not team.rows("SELECT 1 FROM people WHERE slack_user = 'U0DEE'")


async def to_the_seed(person: Person) -> None:
    """Go to the step of a loss in which something can be written."""
    await begins(person, "loss")
    await answers(person, "go_on")
    screen = await answers(person)
    while heading(screen) != "How far today":
        screen = await answers(person)
    await answers(person, "more")
    screen = await answers(person)
    assert heading(screen) == "The seed"
