"""A message, the command, the shortcut: doors, in a person's own words."""

import asyncio
from typing import Any

import pytest

from sandbox.payloads import event_json
from sandbox.person import Person
from tests.e2e.doings import (
    Json,
    answers,
    begins,
    bot_messages,
    buttons,
    opens,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, KIT, House, has_button, until

LOSS, REFUSED, COVER = "debrief.start:loss", "debrief.start:refused_help", "support.open:cover"


async def answered(person: Person, text: str) -> Json:
    """Write something, and return the card that answers it."""
    before = len(bot_messages(await person.screen()))
    said = await person.says(text)
    assert said["acknowledged"]
    screen = await person.waits_for(lambda s: len(bot_messages(s)) > before, what="an answer")
    return bot_messages(screen)[-1]


def doors(message: Json) -> list[str]:
    """Return the doors of a card, in their order."""
    [row] = [block for block in message["blocks"] if block.get("block_id") == "doors"]
    return [one["action_id"] for one in row["elements"]]


@pytest.mark.parametrize(
    ("user", "text", "first"),
    [
        (DEE, "rough one, we lost someone tonight", LOSS),
        (DEE, "he said no again", REFUSED),
        (ANA, "hoy perdimos a alguien", LOSS),
        (ANA, "otra vez me dijo que no", REFUSED),
        (DEE, "I need to talk to somebody", "support.open:person"),
        (ANA, "necesito hablar con alguien", "support.open:person"),
        (DEE, "I can't do this anymore, I want to die", "help.lines:lines"),
        (ANA, "ya no quiero vivir", "help.lines:lines"),
    ],
)
async def test_the_likely_door_comes_first(team: House, user: str, text: str, first: str) -> None:
    """In both languages: the likely door ahead, all others behind it, nothing begun, nothing said back."""
    person = await team.person(user)
    card = await answered(person, text)
    assert doors(card)[0] == first
    assert {LOSS, REFUSED, COVER} <= set(doors(card))
    assert text not in words_of(card)
    assert not (await person.screen())["modals"]
    assert not team.rows("SELECT 1 FROM debriefs")


async def test_small_talk_is_answered_with_all_doors(team: House) -> None:
    """A hello guesses nothing: the doors in their even order."""
    dee = await team.person(DEE)
    assert doors(await answered(dee, "hey there")) == [LOSS, REFUSED, COVER]


async def test_the_answer_says_what_stays_in_slack(team: House) -> None:
    """A message stays in Slack; a debrief does not: no names, places or dates here."""
    card = await answered(await team.person(DEE), "hey there")
    assert "stays in Slack" in words_of(card)
    assert "No names" in words_of(card)


async def test_a_number_in_a_message_is_asked_about(team: House) -> None:
    """What may name somebody: how to delete the message is said; nothing is blocked or repeated."""
    dee = await team.person(DEE)
    card = await answered(dee, "it was John Smith, call 410-555-0199")
    assert "Delete message" in words_of(card)
    assert "410-555-0199" not in words_of(card)
    assert "Smith" not in words_of(card)
    assert "Delete message" not in words_of(await answered(dee, "just tired"))


async def test_doors_even_out_after_one_was_gone_through(team: House) -> None:
    """Which door was likely, and gone through, does not stay readable in the chat."""
    dee = await team.person(DEE)
    card = await answered(dee, "he said no again")
    assert doors(card)[0] == REFUSED
    await opens(dee, REFUSED, "dm")
    await dee.submits()
    await dee.waits_for(lambda s: doors(bot_messages(s)[-1]) == [LOSS, REFUSED, COVER], what="the even order")


async def test_a_redelivered_message_is_answered_once(team: House) -> None:
    """Slack sends an event again: one answer."""
    dee = await team.person(DEE)
    team.sandbox.workspace.sockets.twice(3, shuffle=True)
    before = len(bot_messages(await dee.screen()))
    await dee.says("hello")
    await dee.waits_for(lambda s: len(bot_messages(s)) > before)
    await until(lambda: len([one for one in team.sandbox.workspace.sent.entries if one["acknowledged"]]) >= 2)
    await team.settles()
    assert len(bot_messages(await dee.screen())) == before + 1


async def test_a_burst_is_answered_and_not_with_a_wall(team: House) -> None:
    """Twelve messages in one go: answered, by fewer cards than messages."""
    dee = await team.person(DEE)
    before = len(bot_messages(await dee.screen()))
    await asyncio.gather(*(dee.says(f"and another thing {number}") for number in range(12)))
    await dee.waits_for(lambda s: len(bot_messages(s)) > before)
    await team.settles()
    assert 1 <= len(bot_messages(await dee.screen())) - before < 12


async def test_a_message_from_somebody_nobody_has_met(house: House) -> None:
    """A first message ever, without any team: the doors and the lines."""
    kit = await house.person(KIT)
    card = await answered(kit, "is anybody here")
    assert {LOSS, REFUSED} <= set(doors(card))
    assert "help.lines" in buttons(await kit.screen())


@pytest.mark.parametrize(
    ("typed", "shows"),
    [
        ("/debrief", "Doors"),
        ("/debrief loss", "After a loss"),
        ("/debrief LOSS ", "After a loss"),
        ("/debrief refused", "After a no"),
        ("/debrief refused_help", "After a no"),
        ("/debrief person", "I need a person"),
        ("/debrief cover", "Ask for cover"),
        ("/debrief lines", "Help lines"),
        ("/debrief asdf qwer <!channel>", "Doors"),
    ],
)
async def test_the_command(team: House, typed: str, shows: str) -> None:
    """`/debrief` shows the doors, a word behind it goes through one, nonsense shows the doors."""
    dee = await team.person(DEE)
    await begins(dee)
    await dee.closes()
    await _put_away(team, dee)
    told = await dee.command(typed)
    assert told["acknowledged"]
    screen = await dee.waits_for(lambda s: s["modals"], what="a modal")
    assert title(screen).startswith(shows)
    assert "asdf" not in str(screen["modals"])


async def _put_away(team: House, person: Person) -> None:
    """End the debrief that was begun to see the limits once."""
    with team.bot.storage.work() as work:
        known = work.people.by_slack(person.user)
        assert known is not None
        work.debriefs.end(known.id)
        work.commit()


async def test_the_command_shows_the_limits_first(team: House) -> None:
    """`/debrief loss` from somebody who has not seen the limits: the limits, then the first step."""
    dee = await team.person(DEE)
    await dee.command("/debrief loss")
    screen = await dee.waits_for(lambda s: s["modals"])
    assert title(screen) == "Before you begin"
    await dee.submits()
    assert title(await dee.screen()) == "After a loss"


async def test_the_shortcut_shows_the_doors(team: House) -> None:
    """From anywhere in Slack: the doors, and one of them opens on top."""
    dee = await team.person(DEE)
    await dee.shortcut("debrief")
    screen = await dee.waits_for(lambda s: s["modals"])
    assert {LOSS, REFUSED, COVER} <= set(buttons(screen, "modal"))
    screen = await opens(dee, LOSS, "modal")
    assert len(screen["modals"]) == 2
    assert (await answers(dee))["modals"]


async def test_nothing_typed_into_the_command_is_kept_or_shown(team: House) -> None:
    """A person's own words behind the command order the doors, and go nowhere else."""
    dee = await team.person(DEE)
    await dee.command("/debrief we lost zanahoria tonight")
    screen = await dee.waits_for(lambda s: s["modals"])
    assert title(screen) == "Doors"
    [row] = [block for block in screen["modals"][-1]["blocks"] if block.get("block_id") == "doors"]
    assert row["elements"][0]["action_id"] == LOSS
    await team.settles()
    assert "zanahoria" not in str(await dee.screen())
    assert b"zanahoria" not in team.urls.data_file.read_bytes()


def an_event(person: str, **more: Any) -> Json:
    """Return a message event in somebody's DM, as Slack would send it."""
    channel = "D" + person[1:]
    at = "1700000000.000100"
    event = {"type": "message", "user": person, "text": "we lost someone", "ts": at, "event_ts": at}
    return {**event, "channel": channel, "channel_type": "im", **more}


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "message_changed", "message": {"user": DEE, "text": "x"}},
        {"subtype": "message_deleted", "deleted_ts": "1.0"},
        {"subtype": "bot_message", "bot_id": "B0OTHER", "user": None},
        {"bot_id": "B0OTHER"},
        {"channel_type": "channel", "channel": "C0PEERS"},
        {"subtype": "channel_topic"},
    ],
    ids=["edited", "deleted", "bot", "another bot", "channel", "topic"],
)
async def test_what_is_no_message_of_a_person_is_not_answered(team: House, more: Json) -> None:
    """Edits, deletions, other bots and what is said elsewhere: acknowledged, and not a word."""
    dee = await team.person(DEE)
    before = len(bot_messages(await dee.screen()))
    sockets = team.sandbox.workspace.sockets
    world = team.sandbox.workspace.world
    answer = await sockets.event(event_json(an_event(DEE, **more), world))
    assert answer.acknowledged
    await team.settles()
    assert len(bot_messages(await dee.screen())) == before


async def test_what_a_person_says_in_odd_ways_is_answered(team: House) -> None:
    """With a file, in a thread and shown to the channel, or as "/me": somebody saying something."""
    dee = await team.person(DEE)
    world, sockets = team.sandbox.workspace.world, team.sandbox.workspace.sockets
    for number, subtype in enumerate(("file_share", "thread_broadcast", "me_message")):
        before = len(bot_messages(await dee.screen()))
        event = an_event(DEE, subtype=subtype, ts=f"1700000000.00020{number}")
        assert (await sockets.event(event_json(event, world))).acknowledged
        await dee.waits_for(lambda s, was=before: len(bot_messages(s)) > was, what=subtype)  # type: ignore[misc] # mypy does not infer a lambda with a default


async def test_the_bot_does_not_answer_itself(team: House) -> None:
    """Slack sends the bot its own messages as events: one message, one answer, and then silence."""
    dee = await team.person(DEE)
    await answered(dee, "hello")
    await team.settles()
    sent = team.sandbox.workspace.sent.entries
    own = [one for one in sent if one["payload"].get("event", {}).get("bot_id")]
    assert own
    await until(lambda: all(one["acknowledged"] for one in own))
    await team.settles()
    assert len(bot_messages(await dee.screen())) == 2


async def test_help_lines_from_a_message(team: House) -> None:
    """One tap on the answer's footer: the lines, in both languages, on top of nothing."""
    dee = await team.person(DEE)
    await answered(dee, "hello")
    await opens(dee, "help.lines", "dm")
    assert has_button("help.lines")(await dee.screen())
    shown = await dee.reads("modal")
    assert "988" in shown
    assert "Emergency · Emergencias" in shown
