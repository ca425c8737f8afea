"""Whom one asks: somebody outside one's team, who shares one's language, a lead."""

from tests.e2e.doings import Json, chooses, opens, opens_home, redrawn, request_id, sends_it, tap
from tests.e2e.hours import shut
from tests.e2e.house import ANA, DEE, JO, MORGAN, ROSA, SAM, House
from tests.e2e.test_neighbours import are_neighbours, says_outsiders_may, two_teams


def offered(screen: Json) -> list[str]:
    """Return the values that "Whom" offers."""
    return [
        option["value"]
        for block in screen["modals"][-1]["blocks"]
        for element in [block.get("element"), *(block.get("elements") or [])]
        if element and element.get("action_id") == "support.change:whom"
        for option in element["options"]
    ]


async def form(house: House, user: str) -> Json:
    """Open the form from the Home."""
    person = await house.person(user)
    await opens_home(person)
    return await opens(person, "support.open:top", "home")


def asked(house: House) -> set[str]:
    """Return whom there is a turn for."""
    found = house.rows("SELECT slack_user FROM turns JOIN people ON people.id = turns.person_id")
    return {row.slack_user for row in found}


async def test_outside_is_offered_only_where_somebody_said_so(house: House) -> None:
    """Not before a yes of somebody's own; then those who said so are named before Send, and nobody else."""
    await two_teams(house)
    assert "outside" not in offered(await form(house, DEE))
    await (await house.person(DEE)).closes(everything=True)
    await says_outsiders_may(house, JO)
    assert "outside" in offered(await form(house, DEE))
    dee = await house.person(DEE)
    await chooses(dee, "support.change:whom", "outside")
    preview = await dee.reads("modal")
    assert "<@U0JO>" in preview
    assert "<@U0SAM>" not in preview
    assert "<@U0MORGAN>" not in preview
    await sends_it(dee)
    await house.settles()
    assert asked(house) == {JO}
    jo = await house.person(JO)
    await jo.sees("<@U0DEE>", in_="dm")
    await jo.clicks("support.accept", in_="dm")
    await dee.sees("<@U0JO>", in_="dm")


async def test_outside_holds_when_nobody_of_one_s_own_is_there(house: House) -> None:
    """The form says so, and offers those outside; nothing is sent to them by itself."""
    await two_teams(house)
    await says_outsiders_may(house, JO)
    await shut(house, SAM)
    screen = await form(house, DEE)
    dee = await house.person(DEE)
    assert not screen["modals"][-1].get("submit")
    assert "Someone outside your team can be asked" in await dee.reads("modal")
    await chooses(dee, "support.change:whom", "outside")
    await sends_it(dee)
    await house.settles()
    assert asked(house) == {JO}


async def test_a_yes_that_is_taken_back_between_the_preview_and_send(house: House) -> None:
    """Jo says no to people outside while the form stands open: nothing is sent to her."""
    await two_teams(house)
    await says_outsiders_may(house, JO, MORGAN)
    await form(house, DEE)
    dee, jo = await house.person(DEE), await house.person(JO)
    await chooses(dee, "support.change:whom", "outside")
    [west] = house.rows("SELECT team_id FROM members WHERE outside LIMIT 1")
    await jo.sends(tap("schedule.outside", f"{west.team_id}|0"))
    await dee.submits()
    assert "This changed" in await dee.reads("modal")
    await dee.submits()
    await house.settles()
    assert asked(house) == {MORGAN}


async def test_who_shares_my_language(team: House) -> None:
    """Rosa is offered to Ana as who shares her Spanish; where all or nobody do, the choice is not there."""
    await (await team.person(ANA)).sends(tap("home.language", "es"))
    ana = await team.person(ANA)
    assert "language" in offered(await form(team, ANA))
    await chooses(ana, "support.change:whom", "language")
    preview = await ana.reads("modal")
    assert "<@U0ROSA>" in preview
    assert "<@U0SAM>" not in preview
    await sends_it(ana)
    await team.settles()
    assert asked(team) == {ROSA}
    assert request_id(team)
    await (await team.person(ROSA)).sends(tap("home.language", "en"))
    for user in (DEE, ANA):
        screen = await form(team, user)
        assert "language" not in offered(screen)
        await (await team.person(user)).closes(everything=True)


async def test_a_lead_is_said_to_have_to_act_on_some_things(house: House) -> None:
    """Before Send, where a lead is picked, and only there."""
    await house.team(members=(DEE, SAM, MORGAN), askable=(SAM, MORGAN), leads=(MORGAN,))
    await form(house, DEE)
    dee = await house.person(DEE)
    assert "must act on" not in await dee.reads("modal")
    await redrawn(dee, dee.chooses("whom", "Morgan Hale"))
    assert "must act on" in await dee.reads("modal")
    assert "<@U0SAM>" not in (await dee.reads("modal")).partition("When")[0]


async def test_a_lead_outside_is_told_by_nobody_s_default(house: House) -> None:
    """Neighbours or not, whoever can be asked on one's own team are asked, and nobody outside."""
    await two_teams(house)
    await says_outsiders_may(house, JO, MORGAN)
    await are_neighbours(house)
    await form(house, DEE)
    dee = await house.person(DEE)
    assert "<@U0MORGAN>" not in await dee.reads("modal")
    assert "<@U0JO>" not in await dee.reads("modal")
