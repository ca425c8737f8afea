"""The whole way once: a debrief after a loss, a person asked for on the way, a teammate told quietly."""

from tests.e2e.doings import opens_form
from tests.e2e.house import ANA, JO, MORGAN, ROSA, SAM, House, has_button


async def test_from_a_message_to_a_teammate_who_comes(team: House) -> None:
    """A message opens the doors, a debrief asks for a person, one accepts, and everybody sees what is so."""
    ana, sam, rosa = await team.person(ANA), await team.person(SAM), await team.person(ROSA)
    morgan = await team.person(MORGAN)
    before = await morgan.reads("dm")

    await ana.says("rough one, we lost someone tonight")
    await ana.waits_for(has_button("debrief.start"))
    await ana.clicks("debrief.start:loss", in_="dm")
    await ana.waits_for(lambda screen: screen["modals"])
    await ana.submits()  # the limits
    await opens_form(ana, button="support.open", in_="modal")
    sent = await ana.submits()
    assert sent["acknowledged"]

    await sam.sees("<@U0ANA>", in_="dm")
    await rosa.sees("<@U0ANA>", in_="dm")
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert "<@U0ANA>" in await sam.reads("dm")
    assert "<@U0ANA>" not in await rosa.reads("dm")
    assert "<@U0ANA>" not in await (await team.person(JO)).reads("dm")
    assert "<@U0SAM>" in await ana.reads("dm")
    assert await morgan.reads("dm") == before
