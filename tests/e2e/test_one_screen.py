"""One screen for those who can be asked: first a person for themselves, then what is open, then the rest."""

import json
from typing import Any

from sandbox.person import Person
from tests.e2e.doings import asks, bot_messages, buttons, open_up, opens, redrawn, title
from tests.e2e.hours import hours
from tests.e2e.house import ANA, DEE, ROSA, SAM, House, has_button


async def accepted(house: House) -> tuple[Person, Person]:
    """Dee asks, and Sam says yes."""
    dee, sam = await house.person(DEE), await house.person(SAM)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await house.settles()
    return dee, sam


def order(screen: dict[str, Any]) -> list[str]:
    """Return the names of what can be tapped on the top modal, from top to bottom."""
    return [name.split(":")[0] for name in buttons(screen, "modal")]


async def test_it_begins_with_a_person_then_what_is_open_then_on_and_off(team: House) -> None:
    """I need a person and cover; the call one said yes to, in few lines, with its way and its way back; on
    and off; the switch; hours; minutes; and what is set once comes last."""
    _, sam = await accepted(team)
    await hours(sam)
    found = order(await sam.screen())
    wanted = ["support.open", "support.open", "support.pass", "schedule.now", "schedule.edit", "minutes.open"]
    assert found[:4] == wanted[:4]
    assert found.index("minutes.open") < found.index("schedule.check_in")
    told = await sam.reads("modal")
    assert "You said you can be there for <@U0DEE>" in told
    assert "slack://user?team=T0SANDBOX&amp;id=U0DEE|" in json.dumps((await sam.screen())["modals"][-1])
    assert "Listen more than you talk" not in told
    assert "Listen more than you talk" in await sam.reads("dm")


async def test_a_call_is_answered_on_it(team: House) -> None:
    """Yes and no stand there; the yes is a yes, and the screen says so at once; handed back, it is gone."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    await hours(sam)
    assert order(await sam.screen())[2:4] == ["support.accept", "support.pass"]
    await redrawn(sam, sam.clicks("support.accept", in_="modal"))
    assert "You said you can be there for <@U0DEE>" in await sam.reads("modal")
    await dee.sees("<@U0SAM> can be there", in_="dm")
    await redrawn(sam, sam.clicks("support.pass", in_="modal"))
    assert "U0DEE" not in await sam.reads("modal")
    assert "schedule.now" in order(await sam.screen())


async def test_cover_is_one_tap_away(team: House) -> None:
    """The form for cover opens from it, with no reason asked for."""
    sam = await team.person(SAM)
    await hours(sam)
    await opens(sam, "support.open:cover", "modal")
    assert title(await sam.screen()) == "Ask for cover"


async def test_the_command_and_the_doors_lead_to_it(team: House) -> None:
    """`/debrief hours` and its Spanish, the doors' window, and the listener's card; for nobody else."""
    _, sam = await accepted(team)
    for typed in ("hours", "My hours", "horas", "mis horas"):
        await sam.command(f"/debrief {typed}")
        await sam.waits_for(lambda s: s["modals"] and title(s) == "My hours")
        await sam.closes(everything=True)
    await sam.command("/debrief")
    await sam.waits_for(lambda s: s["modals"])
    await opens(sam, "schedule.open", "modal")
    assert title(await sam.screen()) == "My hours"
    await sam.closes(everything=True)
    await opens(sam, "schedule.open", "dm")
    assert title(await sam.screen()) == "My hours"
    dee = await team.person(DEE)
    await dee.command("/debrief hours")
    await dee.waits_for(lambda s: s["modals"])
    assert title(await dee.screen()) == "Doors"
    assert "schedule.open" not in buttons(await dee.screen(), "modal")
    assert not any("schedule.open" in str(one) for one in bot_messages(await dee.screen()))


async def test_ana_reads_it_in_spanish(house: House) -> None:
    """The whole screen in the other language, with what is open."""
    await house.team(members=(ANA, DEE, ROSA), askable=(ANA,), leads=())
    dee, ana = await house.person(DEE), await house.person(ANA)
    await asks(dee)
    await ana.waits_for(has_button("support.accept"))
    await ana.clicks("support.accept", in_="dm")
    await house.settles()
    await open_up(house, ANA)
    await hours(ana)
    told = await ana.reads("modal")
    for words in ("Necesito a alguien", "Dijiste que puedes estar ahí", "Abrir su chat", "Mis minutos"):
        assert words in told
