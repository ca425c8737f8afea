"""Leads learn of a call only if its asker picked them."""

from tests.e2e.house import ANA, DEE, JO, MORGAN, SAM, House


async def test_anyone_is_no_lead(house: House) -> None:
    """A lead who agreed to be asked is told only when they are picked, and then alone."""
    await house.team(members=(DEE, SAM, MORGAN), askable=(SAM, MORGAN), leads=(MORGAN,))
    dee, morgan, sam = await house.person(DEE), await house.person(MORGAN), await house.person(SAM)
    await dee.opens_home()
    await dee.waits_for(lambda screen: screen["home"])
    await dee.clicks("support.open:top", in_="home")
    await dee.waits_for(lambda screen: screen["modals"])
    shown = await dee.reads("modal")
    assert "<@U0SAM>" in shown
    assert "<@U0MORGAN>" not in shown

    await dee.chooses("whom", "Morgan Hale")
    await dee.sees("<@U0MORGAN>", in_="modal")
    await dee.submits()
    await house.settles()
    assert "<@U0DEE>" in await morgan.reads("dm")
    assert "<@U0DEE>" not in await sam.reads("dm")


async def test_a_team_whose_only_teammates_are_leads_asks_one_by_name(house: House) -> None:
    """Then nobody is told by "whoever can be asked": the screen has no Send until somebody is picked."""
    await house.team(members=(ANA, JO), askable=(JO,), leads=(JO,))
    ana = await house.person(ANA)
    await ana.command("/debrief necesito a alguien")
    screen = await ana.waits_for(lambda screen: screen["modals"])
    assert not screen["modals"][-1].get("submit")
