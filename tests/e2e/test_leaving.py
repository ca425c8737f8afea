"""One action takes a person out, at once and without a word."""

from tests.e2e.doings import asks, bot_messages, buttons, opens, opens_home, tap
from tests.e2e.house import ANA, DEE, ERIKA, JO, MORGAN, ROSA, SAM, House, has_button


async def takes_out(house: House, name: str) -> None:
    """Erika, the admin, takes somebody out from her Home."""
    erika = await house.person(ERIKA)
    await opens_home(erika)
    await opens(erika, "teams.take_out", "home")
    await erika.chooses("whom", name)
    await erika.submits()
    await erika.closes(everything=True)
    await house.settles()


async def test_who_was_taken_out_is_offered_to_nobody_and_sent_nothing(team: House) -> None:
    """The name is in no list, on no Home, and no card goes to that account."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    before = len(bot_messages(await sam.screen()))
    await takes_out(team, "Sam Okafor")
    await asks(dee)
    await team.settles()
    assert "<@U0SAM>" not in await dee.reads()
    assert len(bot_messages(await sam.screen())) == before
    assert "<@U0DEE>" not in await sam.reads("dm")
    assert has_button("support.accept")(await (await team.person(ROSA)).screen())


async def test_a_call_that_counted_on_them_goes_on(team: House) -> None:
    """Sam said yes and is taken out: the others are asked, and Dee is told at once."""
    sam, dee, rosa = await team.person(SAM), await team.person(DEE), await team.person(ROSA)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert not has_button("support.accept")(await rosa.screen())
    await takes_out(team, "Sam Okafor")
    assert has_button("support.accept")(await rosa.screen())
    assert "can be there" not in await dee.reads("dm")


async def test_their_own_open_call_ends(team: House) -> None:
    """Nobody is sent to somebody who is gone."""
    await asks(await team.person(DEE))
    rosa = await team.person(ROSA)
    await rosa.waits_for(has_button("support.accept"))
    await takes_out(team, "Dee Walker")
    assert not has_button("support.accept")(await rosa.screen())
    assert "<@U0DEE>" not in await rosa.reads("dm")


async def test_they_are_invited_again_and_their_own_yes_counts(team: House) -> None:
    """It serves for leave too: back is an invitation, not a return behind their back."""
    jo, erika = await team.person(JO), await team.person(ERIKA)
    await takes_out(team, "Jo Lind")
    await opens(erika, "teams.take_out", "home")
    await erika.clicks("teams.bring_back", in_="modal")
    await team.settles()
    await jo.waits_for(has_button("teams.join"))
    assert team.rows("SELECT count(*) FROM members WHERE state = 'out'") == [(0,)]
    await jo.clicks("teams.join", in_="dm")
    await team.settles()
    assert team.rows("SELECT count(*) FROM members WHERE state = 'joined'") == [(7,)]


async def test_nobody_else_can_take_a_person_out(team: House) -> None:
    """A lead or a member who sends the button or the form is refused, and nothing happens."""
    for user in (ANA, MORGAN):
        person = await team.person(user)
        await opens_home(person)
        assert "teams.take_out" not in buttons(await person.screen(), "home")
        await person.sends(tap("teams.take_out", ""))
    assert team.rows("SELECT count(*) FROM members WHERE state = 'out'") == [(0,)]
