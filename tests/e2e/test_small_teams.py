"""Where the one who asks, the one who leads and the one who is asked are not neatly three people."""

import json
from datetime import timedelta

import pytest

from tests.e2e.doings import asks, bot_messages, buttons, elements, opens, opens_form, opens_home, words_of
from tests.e2e.hours import form, shut
from tests.e2e.house import DEE, MORGAN, ROSA, SAM, House, has_button

CALLED = has_button("support.accept")
A_RUNG = timedelta(minutes=5, seconds=1)


async def offered(house: House, user: str) -> dict[str, str]:
    """Open the form anew and return whom it offers, with what stands below each name."""
    person = await house.person(user)
    await form(person)
    [field] = [
        one for one in elements(await person.screen(), "modal") if one["action_id"] == "support.change:whom"
    ]
    return {
        option["text"]["text"]: option.get("description", {}).get("text", "") for option in field["options"]
    }


@pytest.fixture
async def pair(house: House) -> House:
    """A team of two who can both be asked."""
    await house.team(members=(DEE, SAM), askable=(DEE, SAM), leads=())
    return house


async def test_in_a_team_of_two_each_has_the_other(pair: House) -> None:
    """One rung of one; nobody is asked to sit with themselves; silence comes back to the asker."""
    dee, sam = await pair.person(DEE), await pair.person(SAM)
    shown = await form(dee)
    assert "<@U0SAM>. Nobody else is told." in shown
    assert "If there is no answer after 5 minutes, I tell you" in shown
    assert "Dee Walker" not in await offered(pair, DEE)
    await dee.closes(everything=True)
    await asks(dee)
    await pair.settles()
    assert CALLED(await sam.screen())
    assert not CALLED(await dee.screen())
    await pair.push(A_RUNG)
    await pair.settles()
    assert "Still no answer" in words_of(bot_messages(await dee.screen())[-1])


async def test_both_of_two_may_need_somebody_at_once(pair: House) -> None:
    """Each asks the other: both calls stand, each can be answered, and neither bars the other."""
    dee, sam = await pair.person(DEE), await pair.person(SAM)
    await asks(dee)
    await asks(sam)
    await pair.settles()
    assert CALLED(await sam.screen())
    assert CALLED(await dee.screen())
    await sam.clicks("support.accept", in_="dm")
    await pair.settles()
    assert "<@U0SAM> can be there" in await dee.reads("dm")
    assert pair.rows("SELECT count(*) FROM requests WHERE state = 'open'") == [(1,)]


async def test_a_team_of_one_is_told_so(house: House) -> None:
    """Nobody there to be asked: no Send, the number and the lines."""
    await house.team(members=(DEE,), askable=(), leads=())
    dee = await house.person(DEE)
    shown = await form(dee)
    assert "988" in shown
    assert "410 555 0100" in shown
    assert (await dee.screen())["modals"][-1]["submit"] is None


async def test_a_lead_who_can_be_asked_is_told_only_if_picked(house: House) -> None:
    """Morgan leads and agreed: in the list, with what she is; no rung of "whoever" ever reaches her. Picked,
    the form says what a lead must act on before Send."""
    await house.team(members=(DEE, SAM, MORGAN), askable=(SAM, MORGAN), leads=(MORGAN,))
    dee, morgan = await house.person(DEE), await house.person(MORGAN)
    assert "Leads your team" in (await offered(house, DEE))["Morgan Hale"]
    await dee.closes(everything=True)
    await asks(dee)
    await house.settles()
    for _ in range(3):
        await house.push(A_RUNG)
        await house.settles()
    assert not CALLED(await morgan.screen())
    assert "U0DEE" not in json.dumps((await morgan.screen())["dm"])
    await opens_home(dee)
    await opens_form(dee, whom="Morgan Hale")
    assert "must act on" in await dee.reads("modal")
    await dee.submits()
    await morgan.waits_for(CALLED)


async def test_a_lead_asks_like_anybody(house: House) -> None:
    """Morgan leads and needs somebody: her teammates are told as for anybody else, and are not told that a
    lead asks; nobody else learns of it."""
    await house.team(members=(DEE, SAM, MORGAN), askable=(SAM,), leads=(MORGAN,))
    morgan, sam, dee = await house.person(MORGAN), await house.person(SAM), await house.person(DEE)
    await asks(morgan)
    await sam.waits_for(CALLED)
    alert = words_of(bot_messages(await sam.screen())[-1])
    assert "<@U0MORGAN> is asking for company" in alert
    assert "lead" not in alert.replace("no lead sees it", "")
    assert "U0MORGAN" not in json.dumps((await dee.screen())["dm"]["messages"][-1])


async def test_a_teammate_who_asks_is_not_asked(team: House) -> None:
    """Sam is one of three who can be asked, and asks: the other two are told, and Sam can still be asked."""
    sam = await team.person(SAM)
    assert set(await offered(team, SAM)) >= {"Rosa Méndez", "Jo Lind"}
    assert "Sam Okafor" not in await offered(team, SAM)
    await sam.closes(everything=True)
    await asks(sam, first=("U0ROSA", "U0JO"))
    await team.settles()
    assert not CALLED(await sam.screen())
    await asks(await team.person(DEE))
    await sam.waits_for(CALLED)
    assert "support.cancel" in buttons(await sam.screen())


async def test_the_one_chosen_is_away(team: House) -> None:
    """Rosa shut her door after she was chosen: Send shows the form anew, without her, and tells nobody."""
    dee, rosa = await team.person(DEE), await team.person(ROSA)
    await opens_home(dee)
    await opens_form(dee, whom="Rosa Méndez")
    await shut(team, ROSA)
    await dee.submits()
    assert "This changed" in await dee.reads("modal")
    assert "Rosa" not in str(await offered(team, DEE))
    assert not team.rows("SELECT 1 FROM requests")
    assert not CALLED(await rosa.screen())


async def test_nobody_but_a_lead_can_be_asked(house: House) -> None:
    """Only Morgan has hours now: she is offered and not presumed; the asker has to pick her."""
    await house.team(members=(DEE, MORGAN), askable=(MORGAN,), leads=(MORGAN,))
    dee, morgan = await house.person(DEE), await house.person(MORGAN)
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    assert (await dee.screen())["modals"][-1]["submit"] is None
    assert "Morgan Hale" in str((await dee.screen())["modals"][-1])
    assert not CALLED(await morgan.screen())
