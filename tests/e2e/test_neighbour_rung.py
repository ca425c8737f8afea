"""The neighbour rung: when nobody of one's own is left, and no name goes across before a yes."""

import json
from datetime import timedelta

import pytest

from sandbox.person import Person
from tests.e2e.doings import asks, bot_messages, chooses, opens, opens_home, redrawn, submit, words_of
from tests.e2e.house import ANA, DEE, JO, MORGAN, ROSA, SAM, House, has_button
from tests.e2e.test_neighbours import (
    WEST,
    are_neighbours,
    neighbours_screen,
    proposes,
    says_outsiders_may,
    two_teams,
)

UNNAMED = "Someone on a neighbor team"


async def neighbours(house: House) -> list[Person]:
    """Eastside and Westside are neighbours; Jo and Morgan of Westside may be asked. Return Dee, Sam, Jo."""
    await two_teams(house)
    await says_outsiders_may(house, JO, MORGAN)
    await are_neighbours(house)
    return [await house.person(user) for user in (DEE, SAM, JO)]


async def last_card(person: Person) -> str:
    """Return what the bot's newest message to somebody says."""
    return words_of(bot_messages(await person.screen())[-1])


async def own_card(person: Person) -> str:
    """Return what the newest card of somebody's own open call says; other cards may have come since."""
    cards = [one for one in bot_messages(await person.screen()) if "support.cancel" in json.dumps(one)]
    return words_of(cards[-1])


async def passes(house: House, person: Person) -> None:
    """Tap "Not this time", and let every card follow."""
    await person.waits_for(has_button("support.pass"), 10)
    await person.clicks("support.pass", in_="dm")
    await house.settles()


async def test_a_team_of_three_has_a_last_rung(house: House) -> None:
    """Dee asks, Sam passes, and Westside is asked: no name goes either way before Jo's yes. Then the two know
    each other, and Morgan nobody."""
    dee, sam, jo = await neighbours(house)
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    screen = json.dumps((await dee.screen())["modals"])
    assert f"someone on {WEST}" in await dee.reads("modal")
    assert JO not in screen
    assert MORGAN not in screen
    await dee.closes(everything=True)
    await asks(dee)
    await house.settles()
    assert UNNAMED not in await jo.reads("dm")
    await passes(house, sam)
    morgan = await house.person(MORGAN)
    for person in (jo, morgan):
        await person.sees(UNNAMED, in_="dm")
        assert DEE not in json.dumps((await person.screen())["dm"])
    assert f"someone on {WEST}" in await own_card(dee)
    assert JO not in json.dumps(await dee.screen())
    assert MORGAN not in json.dumps(await dee.screen())
    await jo.clicks("support.accept", in_="dm")
    await house.settles()
    assert "<@U0DEE>" in await last_card(jo)
    await dee.sees("<@U0JO>", in_="dm")
    assert MORGAN not in json.dumps(await dee.screen())
    assert DEE not in json.dumps((await morgan.screen())["dm"])


async def test_how_many_were_asked_there_shows_in_nothing(house: House) -> None:
    """One of two passes, or both: the asker reads one line on that team; at the end, that nobody is free."""
    dee, sam, jo = await neighbours(house)
    await asks(dee)
    await house.settles()
    await passes(house, sam)
    before = await own_card(dee)
    assert before.count(WEST) == 1
    await passes(house, jo)
    assert await own_card(dee) == before
    await passes(house, await house.person(MORGAN))
    await dee.sees("Nobody is free right now", in_="dm")
    assert JO not in json.dumps(await dee.screen())


async def test_a_team_of_two_begins_with_its_neighbour(house: House) -> None:
    """Sam asks, and nobody else can be asked on his team: Jo is, at once and without his name."""
    await house.team(members=(ANA, SAM), askable=(SAM,), leads=(), coordinates=(ANA,))
    await house.team(members=(ROSA, JO), askable=(JO,), leads=(), name=WEST, coordinates=(ROSA,))
    await says_outsiders_may(house, JO)
    await proposes(await house.person(ANA), WEST)
    rosa = await house.person(ROSA)
    await rosa.waits_for(has_button("neighbours.agree"), what="the card")
    await rosa.clicks("neighbours.agree", in_="dm")
    await house.settles()
    sam, jo = await house.person(SAM), await house.person(JO)
    await asks(sam)
    await house.settles()
    assert UNNAMED in await last_card(jo)
    assert SAM not in json.dumps((await jo.screen())["dm"])
    await jo.clicks("support.accept", in_="dm")
    await sam.sees("<@U0JO>", in_="dm")


@pytest.mark.parametrize("how", ["ended", "own no", "listed"])
async def test_what_ends_mid_call_asks_nobody_more(house: House, how: str) -> None:
    """Neighbours no more, a yes taken back, a name put on the list, while Sam is being asked: nobody there is
    asked, and Dee is told that nobody is free."""
    dee, sam, jo = await neighbours(house)
    await asks(dee)
    await house.settles()
    if how == "ended":
        rosa = await house.person(ROSA)
        await neighbours_screen(rosa)
        await redrawn(rosa, rosa.clicks("neighbours.end", in_="modal"))
    elif how == "own no":
        await says_outsiders_may(house, JO, MORGAN)
    else:
        named = {"b": {"my_data.keep:people": {"type": "multi_users_select", "selected_users": [JO, MORGAN]}}}
        await dee.sends(submit("my_data.keep", "{}", named))
    await passes(house, sam)
    await dee.sees("Nobody is free right now", in_="dm")
    for person in (jo, await house.person(MORGAN)):
        assert UNNAMED not in await person.reads("dm")


async def test_only_anyone_goes_as_far_as_a_neighbour(house: House) -> None:
    """Not cover, and not where one person is picked: the preview names no other team, and none is asked."""
    dee, _, jo = await neighbours(house)
    await opens_home(dee)
    await opens(dee, "support.open:cover", "home")
    assert WEST not in await dee.reads("modal")
    await dee.closes(everything=True)
    [sam] = house.rows("SELECT id FROM people WHERE slack_user = 'U0SAM'")
    await opens(dee, "support.open:top", "home")
    await chooses(dee, "support.change:whom", sam.id)
    assert WEST not in await dee.reads("modal")
    await dee.closes(everything=True)
    await asks(dee, whom=sam.id)
    await passes(house, await house.person(SAM))
    await house.push(timedelta(minutes=6))
    await house.settles()
    assert UNNAMED not in await jo.reads("dm")


async def test_today_comes_back_to_the_asker_before_a_neighbour_hears_of_it(house: House) -> None:
    """For "today" nothing goes to another team by itself; with the asker's tap it does."""
    dee, sam, jo = await neighbours(house)
    await asks(dee, when="today")
    await house.settles()
    await passes(house, sam)
    assert UNNAMED not in await jo.reads("dm")
    assert f"someone on {WEST}" in await own_card(dee)
    await dee.clicks("support.next", in_="dm")
    await jo.sees(UNNAMED, in_="dm")
