"""Rows of "Who sees what" about teams: who is on one, and what goes from one to another."""

from tests.e2e.doings import opens, opens_home, redrawn, tap
from tests.e2e.house import ANA, DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, TONI, has_button
from tests.e2e.test_neighbours import proposes
from tests.privacy.audience import EAST, NOT_ASKED, WES, WEST, WILLA, Stage, has, lacks, row
from tests.privacy.eyes import whole

EASTERN = (ANA, DEE, SAM, ROSA, JO, MORGAN, ERIKA)


@row(
    "that people outside your team may ask you",
    "yes, under *My hours*",
    "no, on your team; people of other teams see your name among those they can ask",
    "no",
    "no",
    "yes",
)
async def asked_from_outside(stage: Stage) -> None:
    """Sam says that people outside Eastside may ask him: Wes of Westside finds his name, nobody else does."""
    house = stage.house
    sam, wes = await house.person(SAM), await house.person(WES)
    [member] = house.rows("SELECT team_id FROM members WHERE person_id = :sam", sam=stage.id_of(SAM))
    async with stage.the_same_for(DEE, *NOT_ASKED, MORGAN, ERIKA, KIT, TONI):
        await sam.sends(tap("schedule.outside", f"{member.team_id}|1"))
        await house.settles()
    await opens_home(sam)
    await opens(sam, "schedule.open", "home")
    has(await sam.reads("modal"), f"*{EAST}:* people outside it may ask me too.")
    await opens_home(wes)
    await opens(wes, "support.open:top", "home")
    await redrawn(wes, wes.chooses("support.change:whom", "outside"))
    has(await wes.reads("modal"), "<@U0SAM>")
    lacks(await wes.reads("modal"), "<@U0ROSA>", "<@U0JO>", "<@U0MORGAN>")
    assert stage.messages() == ""
    has(stage.server(), "'outside': True")


@row(
    "which teams are neighbors",
    "yes",
    "yes: the other team's name, and nobody on it",
    "yes; who coordinates a team sees the names of the other teams here, to ask one",
    "a card in the chat of who coordinates",
    "yes",
)
async def neighbours(stage: Stage) -> None:
    """Erika asks Westside, Willa agrees."""
    house = stage.house
    erika, willa = await house.person(ERIKA), await house.person(WILLA)
    has((await stage.eyes.sees(ERIKA))["neighbours.open"], WEST)
    async with stage.the_same_for(DEE, SAM, *NOT_ASKED, MORGAN, KIT, TONI, WES):
        await proposes(erika, WEST)
        await willa.waits_for(has_button("neighbours.agree"), what="the card")
    stage.touched = True
    async with stage.the_same_for(KIT, TONI):
        await willa.clicks("neighbours.agree", in_="dm")
        await house.settles()
    for user in (DEE, SAM, MORGAN):
        seen = await stage.eyes.sees(user)
        has(seen["home"], f"Neighbor teams: {WEST}")
        lacks(whole(seen), WES, WILLA)
    seen = await stage.eyes.sees(WES)
    has(seen["home"], f"Neighbor teams: {EAST}")
    lacks(whole(seen), *EASTERN)
    lacks(whole(await stage.eyes.sees(WILLA)), *EASTERN)
    has(stage.messages(WILLA), EAST)
    has(stage.messages(ERIKA), WEST)
    assert stage.rest_of_messages(WILLA, ERIKA) == ""
    has(stage.server(), "neighbours {'one'")


@row(
    "who is on the team and who leads",
    "yes",
    "who leads, who coordinates, who can be asked",
    "the same; who set it up sees who is on it",
    "yes",
    "yes",
)
async def the_team(stage: Stage) -> None:
    """What stands there once a team is set up; beyond it, nobody sees anybody of it."""
    roles = ("Leads: <@U0MORGAN>", "Coordinates: <@U0ERIKA>", "<@U0SAM>", "<@U0ROSA>", "<@U0JO>")
    for user in (DEE, SAM, MORGAN):
        seen = await stage.eyes.sees(user)
        has(seen["home"], EAST, *roles)
        lacks(whole({way: told for way, told in seen.items() if way != f"D{user[1:]}"}), "<@U0ANA>")
    has(whole(await stage.eyes.sees(ERIKA)), "<@U0ANA>", "<@U0DEE>", *roles)
    for user in (KIT, TONI, WES):
        lacks(whole(await stage.eyes.sees(user)), EAST, *EASTERN)
    has(stage.messages(ERIKA, old=True), "In so far: ", "<@U0ANA>")
    has(stage.messages(ANA, old=True), EAST)
    for user in EASTERN:
        has(stage.server(), f"'person_id': '{stage.id_of(user)}', 'state': 'joined'")
    has(stage.server(), "'leads': True", "'coordinates': True")
