"""Swap: one's own hours to somebody else in two taps, back again, and what everybody sees of it."""

import re
from datetime import timedelta

from tests.e2e.doings import bot_messages, buttons, opens, opens_home, redrawn, title, words_of
from tests.e2e.hours import hours, shown_hours, until_local
from tests.e2e.house import DEE, ERIKA, JO, ROSA, SAM, House

HAND_ON = "support.open:cover0"


async def work_hours(house: House, user: str) -> None:
    """Let a teammate set work hours, Monday to Friday, nine to five, and close the window."""
    person = await house.person(user)
    await hours(person)
    await redrawn(person, person.clicks("schedule.work_hours:0", in_="modal"))
    await person.closes(everything=True)


async def last_words(house: House, user: str) -> str:
    return words_of(bot_messages(await (await house.person(user)).screen())[-1])


async def week(house: House) -> str:
    """Return the first day of the team's week, as who coordinates it sees it."""
    erika = await house.person(ERIKA)
    if (await erika.screen())["modals"]:
        await erika.closes(everything=True)
    await opens_home(erika)
    await opens(erika, "schedule.team", "home")
    return (await erika.reads("modal")).partition("Tuesday")[0]


async def test_my_own_hours_are_somebody_elses_in_two_taps(either: House) -> None:
    """ "Somebody else takes these", Send: asked are all who can be asked. A yes moves the hours: on both own
    screens and in the team's week, where nothing tells of a move, a reason or an asker."""
    sam, rosa = await either.person(SAM), await either.person(ROSA)
    await until_local(either, 0, 8)
    await work_hours(either, SAM)
    assert "9:00 AM to 5:00 PM: <@U0SAM>" in await week(either)
    await hours(sam)
    await opens(sam, HAND_ON, "modal")
    assert title(await sam.screen()) == "Ask for cover"
    assert re.search(r"is asking for cover: Mon, \w+ \d+, 9:00 AM to 5:00 PM", await sam.reads("modal"))
    assert "Who says yes has them then" in await sam.reads("modal")
    assert (await sam.submits())["acknowledged"]
    assert title(await sam.screen()) == "Sent"
    await either.settles()
    await rosa.clicks("support.accept", in_="dm")
    await either.settles()
    assert "Su guardia en este tiempo ahora es tuya" in await last_words(either, ROSA)
    assert "You are free in these hours" in await last_words(either, SAM)
    assert re.search(r"Mon, \w+ \d+: free, 9:00 AM to 5:00 PM", await shown_hours(sam))
    assert "de 9:00" in await shown_hours(rosa)
    seen = await week(either)
    assert "9:00 AM to 5:00 PM: <@U0ROSA>" in seen
    assert "U0SAM" not in seen
    assert "cover" not in seen


async def test_given_back_they_are_mine_again_and_in_the_middle_they_are_nobodys(team: House) -> None:
    """Before nine by one tap and no reason; at ten the asker hears at once that nobody has them, and by
    taking it back has them again."""
    sam, rosa = await team.person(SAM), await team.person(ROSA)
    await until_local(team, 0, 8)
    await work_hours(team, SAM)
    await hours(sam)
    await opens(sam, HAND_ON, "modal")
    three = ["Rosa Méndez", "Jo Lind", "Morgan Hale"]
    await redrawn(sam, sam.chooses("cover.change:people", three))
    await sam.submits()
    await sam.closes(everything=True)
    await team.settles()
    await rosa.clicks("support.accept", in_="dm")
    await team.settles()
    await hours(rosa)
    await redrawn(rosa, rosa.clicks("support.pass", in_="modal"))
    await rosa.closes(everything=True)
    await team.settles()
    assert "9:00 AM to 5:00 PM: <@U0SAM>" in await week(team)
    jo = await team.person(JO)
    await jo.clicks("support.accept", in_="dm")
    await team.settles()
    assert "9:00 AM to 5:00 PM: <@U0JO>" in await week(team)
    await team.push(timedelta(hours=2))
    await jo.clicks("support.pass", in_="dm")
    await team.settles()
    assert "on the on-call schedule nobody has them now" in await last_words(team, SAM)
    assert "U0SAM" not in await week(team)
    await sam.clicks("support.cancel", in_="dm")
    await team.settles()
    assert "to 5:00 PM: <@U0SAM>" in await week(team)


async def test_whoever_took_them_can_hand_them_on(team: House) -> None:
    """Rosa's own screen shows the hours with the same button, and she can be asked in them."""
    sam, rosa, dee = await team.person(SAM), await team.person(ROSA), await team.person(DEE)
    await until_local(team, 0, 8)
    await work_hours(team, SAM)
    await hours(sam)
    await opens(sam, HAND_ON, "modal")
    await sam.submits()
    await sam.closes(everything=True)
    await team.settles()
    await rosa.clicks("support.accept", in_="dm")
    await team.settles()
    await hours(rosa)
    assert HAND_ON in buttons(await rosa.screen(), "modal")
    await rosa.closes(everything=True)
    await team.push(timedelta(hours=2))
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    read = await dee.reads("modal")
    assert "<@U0ROSA>" in read
    assert "<@U0SAM>" not in read


async def test_a_made_up_button_opens_a_form_without_hours(team: House) -> None:
    """Hours that no button of ours held are none."""
    dee = await team.person(DEE)
    await opens_home(dee)
    for value in ("cover|1|2|3", "cover|9|1", "cover|-1|5", "cover|99999999999|5", "cover|x|y", "cover||"):
        button = {"type": "button", "action_id": "support.open:cover0", "block_id": "b", "value": value}
        await dee.sends(
            {"type": "block_actions", "actions": [{**button, "action_ts": "1.0"}], "trigger_id": "t"}
        )
    assert not team.rows("SELECT 1 FROM requests")
