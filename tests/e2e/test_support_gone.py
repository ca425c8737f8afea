"""A call for a person while somebody in it goes: deactivated, deleted, no longer asked."""

import asyncio

from sandbox.person import Person
from tests.e2e.doings import (
    asks,
    opens,
    opens_home,
    redrawn,
)
from tests.e2e.house import DEE, ROSA, SAM, House, has_button

NAME = "<@U0DEE>"
NUMBER = "443 555 0142"


async def told(house: House, *users: str) -> list[Person]:
    """Return these people, once each of them has Dee's call before them."""
    people = [await house.person(user) for user in users]
    await asyncio.gather(*(person.sees(NAME, in_="dm") for person in people))
    return people


async def accepts(house: House, person: Person) -> None:
    """Tap "I can be there", and let every card follow."""
    await person.clicks("support.accept", in_="dm")
    await house.settles()


async def test_a_teammate_whose_account_is_deactivated_is_unreached_at_once(team: House) -> None:
    """The only one who was asked is taken out: the asker is told in the same moment."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks(dee, whom="Sam Okafor")
    await told(team, SAM)
    await sam.changes(deleted=True)
    await dee.sees("Nobody is free", in_="dm")
    assert "<@U0SAM>: not reached" in await dee.reads("dm")
    await opens_home(dee)
    screen = await opens(dee, "support.again", "dm")
    assert "Sam Okafor" not in str(screen["modals"][-1])


async def test_who_said_yes_is_deactivated(team: House) -> None:
    """The accepter is taken out: the others are rung again and the asker is told."""
    dee = await team.person(DEE)
    await asks(dee)
    sam, rosa = await told(team, SAM, ROSA)
    await accepts(team, sam)
    await sam.changes(deleted=True)
    await rosa.waits_for(has_button("support.accept"))
    await dee.sees("<@U0SAM>: not reached", in_="dm")


async def test_the_asker_deletes_everything_in_the_middle(team: House) -> None:
    """Every card that stood loses the name, and the one who was on the way sees that nothing is needed."""
    dee = await team.person(DEE)
    await asks(dee, number=NUMBER)
    sam, rosa = await told(team, SAM, ROSA)
    await opens_home(rosa)
    await accepts(team, sam)
    await opens(dee, "my_data.open", "home")
    await redrawn(dee, dee.clicks("my_data.delete_all"))
    await sam.waits_for(lambda s: NAME not in str(s) and NUMBER not in str(s), what="a card without the name")
    assert "Nothing is needed from you" in await sam.reads("dm")
    await rosa.waits_for(lambda s: NAME not in str(s))
    assert not team.rows("SELECT 1 FROM requests")


async def test_a_teammate_deletes_everything_in_the_middle(team: House) -> None:
    """The only one asked deletes their data: the asker is told at once."""
    dee = await team.person(DEE)
    await asks(dee, whom="Sam Okafor")
    [sam] = await told(team, SAM)
    await opens_home(sam)
    await opens(sam, "my_data.open", "home")
    await redrawn(sam, sam.clicks("my_data.delete_all"))
    await dee.sees("Nobody is free", in_="dm")
