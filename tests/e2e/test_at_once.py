"""Two at once, twice the same, too late, and what was meant for somebody else."""

import asyncio

import pytest

from tests.e2e.doings import (
    answers,
    asks,
    begins,
    bot_messages,
    heading,
    opens_form,
    opens_home,
    place,
    redrawn,
    request_id,
    submit,
    surfaces,
    tap,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, KIT, MORGAN, ROSA, SAM, House, has_button, until

NAME = "<@U0DEE>"
NUMBER = "443 555 0142"


async def test_two_say_yes_at_once_and_exactly_one_is_there(team: House) -> None:
    """Both tap in the same moment: one reads that it is theirs, the other that somebody is there now."""
    dee = await team.person(DEE)
    await asks(dee, number=NUMBER)
    people = [await team.person(user) for user in (SAM, ROSA)]
    await asyncio.gather(*(person.sees(NAME, in_="dm") for person in people))
    taps = await asyncio.gather(*(person.clicks("support.accept", in_="dm") for person in people))
    assert all(tapped["acknowledged"] for tapped in taps)
    await team.settles()
    shown = [await person.reads("dm") for person in people]
    assert sum(NUMBER in text for text in shown) == 1
    assert sum(NAME in text for text in shown) == 1
    others = [text for text in shown if NUMBER not in text]
    assert all("Someone is there now" in text or "Ya hay alguien" in text for text in others)
    card = words_of(bot_messages(await dee.screen())[-1])
    assert card.count("can be there") == 1


async def test_a_double_click_on_send_makes_one_call(team: House) -> None:
    """The same submit three times: one request, one alert a person, and each answer says Sent."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    payload = {"type": "view_submission", "view": (await dee.screen())["modals"][-1]}
    sent = await asyncio.gather(*(dee.sends(payload) for _ in range(3)))
    assert {answer["ack"]["view"]["title"]["text"] for answer in sent} == {"Sent"}
    await team.settles()
    assert len(team.rows("SELECT 1 FROM requests")) == 1
    sam = await team.person(SAM)
    assert sum(NAME in words_of(message) for message in bot_messages(await sam.screen())) == 1


async def test_taking_it_back_while_somebody_says_yes(team: House) -> None:
    """Cancel and yes in one moment: whichever came first, in the end all cards agree and no name stays."""
    dee = await team.person(DEE)
    await asks(dee)
    sam, rosa = await team.person(SAM), await team.person(ROSA)
    await asyncio.gather(sam.sees(NAME, in_="dm"), rosa.sees(NAME, in_="dm"))
    await asyncio.gather(
        dee.clicks("support.cancel", in_="dm"),
        sam.clicks("support.accept", in_="dm"),
        rosa.clicks("support.pass", in_="dm"),
    )
    await dee.sees("You took this back", in_="dm")
    await team.settles()
    for person in (sam, rosa):
        assert NAME not in str(await person.screen())
    assert [row.state for row in team.rows("SELECT state FROM requests")] == ["cancelled"]


async def test_yes_tapped_twice_is_one_yes(team: House) -> None:
    """The accepter taps again from a card that was not redrawn yet: nothing changes."""
    dee = await team.person(DEE)
    await asks(dee)
    sam = await team.person(SAM)
    await sam.sees(NAME, in_="dm")
    await asyncio.gather(*(sam.sends(tap("support.accept", request_id(team) + "|1")) for _ in range(3)))
    await team.settles()
    assert "<@U0SAM> can be there" in await dee.reads("dm")
    assert NAME in await sam.reads("dm")


@pytest.mark.parametrize(
    "name", ["support.accept", "support.pass", "support.cancel", "follow_ups.fine", "my_data.delete_note"]
)
async def test_a_stranger_with_the_right_ids_changes_nothing(team: House, name: str) -> None:
    """Somebody who was not asked sends the button of somebody who was: nothing changes, nothing is told."""
    dee = await team.person(DEE)
    await asks(dee, whom="Sam Okafor", number=NUMBER)
    sam = await team.person(SAM)
    await sam.sees(NAME, in_="dm")
    await team.settles()
    before = [await dee.reads(), await sam.reads()]
    rows = team.rows("SELECT * FROM requests"), team.rows("SELECT * FROM turns")
    for user in (KIT, MORGAN, ROSA):
        stranger = await team.person(user)
        assert (await stranger.sends(tap(name, request_id(team) + "|1")))["acknowledged"]
        await until(lambda: not len(team.bot.effects))
        assert NAME not in str(await stranger.screen())
        assert NUMBER not in str(await stranger.screen())
    await team.settles()
    assert [await dee.reads(), await sam.reads()] == before
    assert (team.rows("SELECT * FROM requests"), team.rows("SELECT * FROM turns")) == rows


async def test_a_stranger_taking_anothers_call_is_told_kindly(team: House) -> None:
    """They read that this is meant for someone else, with the lines; not whose it is."""
    await asks(await team.person(DEE))
    kit = await team.person(KIT)
    await kit.sends(tap("support.accept", request_id(team)))
    await kit.sees("meant for someone else", in_="modal")
    assert "988" in await kit.reads("modal")
    assert "U0DEE" not in str(await kit.screen())


async def test_a_stranger_cannot_send_a_call_in_anothers_name(team: House) -> None:
    """Kit submits a form with the id of Dee's call: Dee's call stays as it is."""
    dee = await team.person(DEE)
    await asks(dee)
    kit = await team.person(KIT)
    made_up = f'{{"s":"{request_id(team)}","g":"0","k":"company"}}'
    answer = await kit.sends(submit("support.send", made_up))
    assert "Nobody has been told" in str(answer["ack"]) or "on no team" in str(answer["ack"])
    assert len(team.rows("SELECT 1 FROM requests")) == 1


async def test_a_stranger_cannot_answer_anothers_debrief(team: House) -> None:
    """Kit sends answers, Back and Stop with the ids of Dee's debrief: Dee's stays where it was."""
    dee, kit = await team.person(DEE), await team.person(KIT)
    await begins(dee)
    screen = await answers(dee, "go_on")
    debrief_id, version = place(screen)
    carried = f'{{"d":"{debrief_id}","v":{version}}}'
    view = submit("debrief.answer", carried)["view"]
    answer = await kit.sends(submit("debrief.answer", carried))
    assert heading({"modals": [answer["ack"]["view"]]}) == ""
    for name in ("debrief.back", "debrief.stop", "debrief.resume"):
        await kit.sends(tap(name, view=view))
    await until(lambda: not len(team.bot.effects))
    rows = team.rows("SELECT id, version FROM debriefs")
    assert [tuple(row) for row in rows] == [(debrief_id, version)]
    assert "First a pause" not in await kit.reads()


async def test_a_repeated_answer_shows_where_one_is(team: House) -> None:
    """The same submit twice: one step forward, not two; never an empty answer, which would close it."""
    dee = await team.person(DEE)
    await begins(dee)
    payload = {"type": "view_submission", "view": (await dee.screen())["modals"][-1]}
    told = await asyncio.gather(*(dee.sends(payload) for _ in range(4)))
    shown = {heading({"modals": [one["ack"]["view"]]}) for one in told}
    assert shown == {"First a pause"}
    assert all(one["ack"]["response_action"] == "update" for one in told)
    assert not any("another window" in str(one["ack"]) for one in told)


async def test_every_payload_delivered_twice(team: House) -> None:
    """A whole debrief and a call with every payload sent two times, held back by chance: each counts once."""
    dee = await team.person(DEE)
    team.sandbox.workspace.sockets.twice(200, shuffle=True)
    await dee.says("hello")
    await dee.waits_for(lambda s: len(bot_messages(s)) == 2)
    await begins(dee)
    for _ in range(4):
        before = (await dee.screen())["modals"][-1]["hash"]
        await dee.submits()
        await dee.waits_for(lambda s, was=before: s["modals"] and s["modals"][-1]["hash"] != was)  # type: ignore[misc] # mypy does not infer a lambda with a default
    screen = await dee.waits_for(lambda s: heading(s) == "Your color now", what="four steps on")
    assert len(screen["modals"]) == 1
    await dee.closes(everything=True)
    team.sandbox.workspace.sockets.twice(0, shuffle=False)
    await team.settles()
    assert len(bot_messages(await dee.screen())) == 2


async def test_a_stale_modal_in_a_second_window(team: House) -> None:
    """A window left open three steps behind: its Next shows where the debrief is now, and says so."""
    dee = await team.person(DEE)
    await begins(dee)
    old = (await dee.screen())["modals"][-1]
    await answers(dee, "go_on")
    await answers(dee)
    screen = await answers(dee)
    answer = await dee.sends({"type": "view_submission", "view": old})
    assert heading({"modals": [answer["ack"]["view"]]}) == heading(screen)
    assert "another window" in str(answer["ack"]["view"])
    [row] = team.rows("SELECT version FROM debriefs")
    assert row.version == place(screen)[1]


async def test_a_note_from_a_stale_window_does_not_land_on_another_step(team: House) -> None:
    """A kept note with a number in it, sent from a window that is long past: the current screen, as it is."""
    dee = await team.person(DEE)
    await begins(dee)
    old = (await dee.screen())["modals"][-1]
    await answers(dee, "go_on")
    await answers(dee)
    await answers(dee)
    note = {"type": "plain_text_input", "value": "call 410-555-0199"}
    keep = {"type": "checkboxes", "selected_options": [{"value": "yes"}]}
    values = {"x": {"debrief.answer:note": note}, "y": {"debrief.answer:keep": keep}}
    answer = await dee.sends({"type": "view_submission", "view": old | {"state": {"values": values}}})
    assert "another window" in str(answer["ack"]["view"])
    assert "410-555-0199" not in str(answer["ack"]["view"])
    assert not team.rows("SELECT 1 FROM notes")


async def test_a_modal_of_a_debrief_that_is_over(team: House) -> None:
    """Stopped in one window, Next in the other: it says kindly that this is put away."""
    dee = await team.person(DEE)
    await begins(dee)
    old = (await dee.screen())["modals"][-1]
    await redrawn(dee, dee.clicks("debrief.stop"))
    answer = await dee.sends({"type": "view_submission", "view": old})
    assert title({"modals": [answer["ack"]["view"]]}) == "Put away"
    assert not team.rows("SELECT 1 FROM debriefs")


async def test_an_answer_nobody_could_have_tapped_shows_the_step_again(team: House) -> None:
    """A choice that the step does not have: the same step, nothing lost."""
    dee = await team.person(DEE)
    await begins(dee)
    view = (await dee.screen())["modals"][-1]
    picked = {"type": "radio_buttons", "selected_option": {"value": "no_such_choice"}}
    made_up = view | {"state": {"values": {"x": {"debrief.answer:choice": picked}}}}
    answer = await dee.sends({"type": "view_submission", "view": made_up})
    assert heading({"modals": [answer["ack"]["view"]]}) == heading({"modals": [view]})


async def test_nonsense_from_a_client_is_answered(team: House) -> None:
    """Unknown buttons, empty values, metadata that is none: acknowledged and kind, and nothing breaks."""
    dee = await team.person(DEE)
    for payload in (
        tap("no.such_button", "x"),
        tap("", ""),
        tap("support.accept", ""),
        tap("support.accept", "|||"),
        tap("debrief.start:loss", "no_such_flow"),
        tap("teams.join", "no such team"),
        submit("no.such_modal"),
        submit("debrief.answer", "not json"),
        submit("debrief.answer", '{"d":1,"v":"x"}'),
        submit("debrief.limits", '{"f":"no_such_flow"}'),
        submit("support.send", '["a list"]'),
        submit("teams.finish", '{"p":3,"l":"x"}'),
    ):
        answer = await dee.sends(payload)
        assert answer["acknowledged"], payload
    await until(lambda: not len(team.bot.effects))
    assert not team.rows("SELECT 1 FROM requests")
    await dee.opens_home()
    await dee.waits_for(lambda s: s["home"])


async def test_a_home_that_slack_draws_late_shows_what_is_so_last(team: House) -> None:
    """Slack is slow with one drawing of the Home and quick with the next: the name does not come back."""
    await asks(await team.person(DEE))
    rosa, sam = await team.person(ROSA), await team.person(SAM)
    await asyncio.gather(rosa.sees(NAME, in_="dm"), sam.sees(NAME, in_="dm"))
    await opens_home(rosa)
    await team.settles()
    team.fails("views.publish", "latency", seconds=1.0, match={"user_id": ROSA})
    opening = asyncio.create_task(rosa.opens_home())
    await until(lambda: len(team.calls("views.publish")) and not team.sandbox.workspace.faults.listed())
    await sam.clicks("support.accept", in_="dm")
    await opening
    await until(lambda: not len(team.bot.effects))
    assert NAME not in str((await rosa.screen())["home"])


async def test_the_same_door_twice_at_once(team: House) -> None:
    """Two doors tapped in one moment: one debrief is open, and the other tap offers to go on."""
    dee = await team.person(DEE)
    await begins(dee)
    await dee.closes()
    await opens_home(dee)
    await asyncio.gather(
        dee.clicks("debrief.start:loss", in_="home"), dee.clicks("debrief.start:refused_help", in_="home")
    )
    await dee.waits_for(lambda s: s["modals"])
    assert len(team.rows("SELECT 1 FROM debriefs")) == 1


async def test_home_shows_two_languages_of_two_people(team: House) -> None:
    """Ana's Home is in Spanish and Dee's in English, drawn in one moment."""
    ana, dee = await team.person(ANA), await team.person(DEE)
    await asyncio.gather(opens_home(ana), opens_home(dee))
    assert "Necesito a alguien" in await ana.reads("home")
    assert "I need a person" in await dee.reads("home")
    assert surfaces(await dee.screen(), "home")
    assert not has_button("support.accept")(await dee.screen())
