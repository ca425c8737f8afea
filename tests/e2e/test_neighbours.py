"""People outside one's team, and neighbour teams: who says yes to what, and who can be asked then."""

from collections.abc import Callable

from care.asking import Circle, neighbours_of, outside_of
from sandbox.person import Person
from tests.e2e.doings import Json, buttons, opens, opens_home, redrawn, submit, tap
from tests.e2e.hours import hours
from tests.e2e.house import ANA, DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, House, has_button, until

WEST, EAST = "Westside Peers", "Eastside Peers"


async def two_teams(house: House, east: tuple[str, ...] = (ANA, DEE, SAM)) -> None:
    """Eastside: Dee coordinates, Sam can be asked. Westside: Rosa coordinates, Jo and Morgan can be asked."""
    await house.team(members=east, askable=(SAM,), leads=(), coordinates=(DEE,))
    await house.team(
        members=(ROSA, JO, MORGAN), askable=(JO, MORGAN), leads=(MORGAN,), name=WEST, coordinates=(ROSA,)
    )


async def says_outsiders_may(house: House, *users: str, times: int = 1) -> None:
    """Turn it on under "My hours"."""
    for user in users:
        person = await house.person(user)
        await hours(person)
        for _ in range(times):
            await redrawn(person, person.clicks("schedule.outside", in_="modal"))
        await person.closes(everything=True)


async def neighbours_screen(person: Person) -> str:
    """Open the neighbours of one's team; return what stands there."""
    if (await person.screen())["modals"]:
        await person.closes(everything=True)
    await opens_home(person)
    await opens(person, "neighbours.open", "home")
    return await person.reads("modal")


async def proposes(person: Person, team: str) -> None:
    """Ask a team to be neighbours."""
    await neighbours_screen(person)
    await person.chooses("team", team)
    await person.submits()
    await person.closes(everything=True)


async def are_neighbours(house: House) -> None:
    """Dee proposes, Rosa agrees on her card."""
    await proposes(await house.person(DEE), WEST)
    rosa = await house.person(ROSA)
    await rosa.waits_for(has_button("neighbours.agree"), what="the card")
    await rosa.clicks("neighbours.agree", in_="dm")
    await house.settles()


def people(house: House, of: Callable[..., Circle], user: str) -> list[str]:
    """Return who is in somebody's circle, by name."""
    with house.bot.storage.work() as work:
        person = work.people.by_slack(user)
        assert person is not None
        return [one.slack for one in of(work, person).people]


async def test_nobody_outside_may_ask_before_a_yes_of_one_s_own(house: House) -> None:
    """Off by default; on by one tap, off by another; and never for who has no team here."""
    await two_teams(house)
    assert people(house, outside_of, DEE) == []
    await says_outsiders_may(house, JO)
    assert people(house, outside_of, DEE) == [JO]
    assert people(house, outside_of, ROSA) == []
    await (await house.person(KIT)).opens_home()
    await opens_home(await house.person(KIT))
    assert people(house, outside_of, KIT) == []
    await says_outsiders_may(house, JO)
    assert people(house, outside_of, DEE) == []


async def test_the_yes_is_one_s_own(house: House) -> None:
    """Nobody turns it on for another, for a team they cannot be asked in, or by a made-up value."""
    await two_teams(house)
    [west] = house.rows("SELECT id FROM teams WHERE name = :name", name=WEST)
    [east] = house.rows("SELECT id FROM teams WHERE name = :name", name=EAST)
    for user, value in ((SAM, f"{west.id}|1"), (ANA, f"{east.id}|1"), (JO, "|1"), (JO, f"{west.id}|2")):
        await (await house.person(user)).sends(tap("schedule.outside", value))
    assert not house.rows("SELECT 1 FROM members WHERE outside")


async def test_it_ends_with_being_asked(house: House) -> None:
    """Who is not asked any more and begins again has to say it anew."""
    await two_teams(house)
    await says_outsiders_may(house, JO)
    jo = await house.person(JO)
    await opens_home(jo)
    await jo.clicks("teams.stop_asking", in_="home")
    await house.settles()
    assert people(house, outside_of, DEE) == []
    for name in ("teams.ask_yes", "teams.ring", "teams.rang"):
        [west] = house.rows("SELECT id FROM teams WHERE name = :name", name=WEST)
        await jo.sends(tap(name, west.id))
    await house.settles()
    assert people(house, outside_of, DEE) == []
    assert not house.rows("SELECT 1 FROM members WHERE outside")


async def test_neighbours_need_both_teams_and_each_person(house: House) -> None:
    """A team of three with a neighbour: nobody by a proposal, nobody by both coordinators' word alone, then
    those who said so; both ways; and over at once when either ends it."""
    await two_teams(house)
    await proposes(await house.person(DEE), WEST)
    await says_outsiders_may(house, JO, SAM)
    assert people(house, neighbours_of, ANA) == []
    rosa = await house.person(ROSA)
    await rosa.waits_for(has_button("neighbours.agree"), what="the card")
    await rosa.clicks("neighbours.agree", in_="dm")
    await house.settles()
    assert people(house, neighbours_of, ANA) == [JO]
    assert people(house, neighbours_of, ROSA) == [SAM]
    dee = await house.person(DEE)
    await dee.sees(f"*{EAST}* and *{WEST}* are neighbors", in_="dm")
    await neighbours_screen(dee)
    await redrawn(dee, dee.clicks("neighbours.end", in_="modal"))
    assert people(house, neighbours_of, ANA) == people(house, neighbours_of, ROSA) == []
    await rosa.sees("Aquí no hay nada pendiente", in_="dm")


async def test_a_team_of_two_with_a_neighbour(house: House) -> None:
    """Ana and Sam: Sam asks, and there is nobody on his team; with a neighbour there is Jo."""
    await house.team(members=(ANA, SAM), askable=(SAM,), leads=(), coordinates=(ANA,))
    await house.team(members=(ROSA, JO), askable=(JO,), leads=(), name=WEST, coordinates=(ROSA,))
    await says_outsiders_may(house, JO)
    await proposes(await house.person(ANA), WEST)
    assert people(house, neighbours_of, SAM) == []
    rosa = await house.person(ROSA)
    await rosa.waits_for(has_button("neighbours.agree"), what="the card")
    await rosa.clicks("neighbours.agree", in_="dm")
    await house.settles()
    assert people(house, neighbours_of, SAM) == [JO]
    assert people(house, neighbours_of, JO) == []  # Sam has not said that people outside may ask him


async def test_no_name_goes_across(house: House) -> None:
    """Coordinators and people of both teams see the other team's name, and nobody on it, whatever stands."""
    await two_teams(house)
    await says_outsiders_may(house, JO, SAM)
    await are_neighbours(house)
    for user, others in ((DEE, (ROSA, JO, MORGAN)), (ROSA, (ANA, DEE, SAM)), (ANA, (ROSA, JO, MORGAN))):
        person = await house.person(user)
        await opens_home(person)
        await person.sees(WEST if user != ROSA else EAST, in_="home")
        seen = [await person.reads("home"), await person.reads("dm")]
        if "neighbours.open" in buttons(await person.screen(), "home"):
            seen.append(await neighbours_screen(person))
        assert not [other for other in others if other in "".join(seen)], user


async def test_who_is_on_a_team_with_the_asker_is_no_outsider(house: House) -> None:
    """What somebody agreed to elsewhere is no way around what they say, or are, to the asker: a teammate who
    cannot be asked here, a lead."""
    await house.team(members=(ANA, DEE, MORGAN, SAM), askable=(), leads=(MORGAN,), coordinates=(DEE,))
    await house.team(
        members=(SAM, MORGAN, JO), askable=(SAM, MORGAN, JO), leads=(), name=WEST, coordinates=(JO,)
    )
    await says_outsiders_may(house, SAM, MORGAN, JO)
    await proposes(await house.person(DEE), WEST)
    jo = await house.person(JO)
    await jo.waits_for(has_button("neighbours.agree"), what="the card")
    await jo.clicks("neighbours.agree", in_="dm")
    await house.settles()
    assert people(house, outside_of, ANA) == people(house, neighbours_of, ANA) == [JO]


async def test_whom_i_don_t_ask_holds_beyond_my_team(house: House) -> None:
    """The only one left on a neighbour team is on the list: nobody is left. Somebody gone is not there."""
    await two_teams(house)
    await says_outsiders_may(house, JO, MORGAN)
    await are_neighbours(house)
    ana = await house.person(ANA)
    named = {"b": {"my_data.keep:people": {"type": "multi_users_select", "selected_users": [JO]}}}
    await ana.sends(submit("my_data.keep", "{}", named))
    assert people(house, neighbours_of, ANA) == people(house, outside_of, ANA) == [MORGAN]
    assert set(people(house, outside_of, DEE)) == {JO, MORGAN}
    await (await house.person(MORGAN)).changes(deleted=True)
    await until(lambda: people(house, neighbours_of, ANA) == people(house, outside_of, ANA) == [])


async def test_after_a_no_it_is_theirs_to_ask(house: House) -> None:
    """Dee is told once that they said not now, and can't ask again; Rosa can, at any time."""
    await two_teams(house)
    dee, rosa = await house.person(DEE), await house.person(ROSA)
    await proposes(dee, WEST)
    await rosa.waits_for(has_button("neighbours.decline"), what="the card")
    await rosa.clicks("neighbours.decline", in_="dm")
    await dee.sees(f"*{WEST}* said not now", in_="dm")
    assert WEST in await neighbours_screen(dee)
    assert not [one for one in picks(await dee.screen()) if one == WEST]
    [west] = house.rows("SELECT id FROM teams WHERE name = :name", name=WEST)
    [east] = house.rows("SELECT id FROM teams WHERE name = :name", name=EAST)
    again = {
        "b": {"neighbours.propose:team": {"type": "static_select", "selected_option": {"value": west.id}}}
    }
    await dee.sends(submit("neighbours.propose", f'{{"m":"{east.id}"}}', again))
    assert [row.state for row in house.rows("SELECT state FROM neighbours")] == ["declined"]
    await proposes(rosa, EAST)
    await dee.waits_for(has_button("neighbours.agree"), what="the card")
    await dee.clicks("neighbours.agree", in_="dm")
    await house.settles()
    assert [row.state for row in house.rows("SELECT state FROM neighbours")] == ["agreed"]


def picks(screen: Json) -> list[str]:
    """Return the teams that can be asked on the open screen."""
    return [
        option["text"]["text"]
        for block in screen["modals"][-1]["blocks"]
        if block.get("block_id") == "team"
        for option in block["element"]["options"]
    ]


async def test_nobody_else_s_hand(house: House) -> None:
    """Who does not coordinate, or not this team: no screen, no yes, no end; own team, no team, twice."""
    await two_teams(house)
    await proposes(await house.person(DEE), WEST)
    [west] = house.rows("SELECT id FROM teams WHERE name = :name", name=WEST)
    [east] = house.rows("SELECT id FROM teams WHERE name = :name", name=EAST)
    for user in (ANA, SAM, JO, KIT, DEE, ERIKA):
        person = await house.person(user)
        for name in ("neighbours.agree", "neighbours.decline", "neighbours.end"):
            await person.sends(tap(name, f"{west.id}|{east.id}"))
        await person.sends(tap("neighbours.open", west.id))
        await house.settles()
        if (await person.screen())["modals"]:
            assert "neighbors" not in await person.reads("modal")
    assert [row.state for row in house.rows("SELECT state FROM neighbours")] == ["proposed"]
    rosa = await house.person(ROSA)
    for name, value in (
        ("neighbours.agree", f"{west.id}|{west.id}"),
        ("neighbours.agree", f"{west.id}|no"),
        ("neighbours.agree", "|"),
        ("neighbours.agree", f"{west.id}|{east.id}"),
        ("neighbours.agree", f"{west.id}|{east.id}"),
        ("neighbours.decline", f"{west.id}|{east.id}"),
    ):
        await rosa.sends(tap(name, value))
    await house.settles()
    assert [row.state for row in house.rows("SELECT state FROM neighbours")] == ["agreed"]


async def test_who_coordinates_no_more_has_an_empty_card(house: House) -> None:
    """Rosa leaves her team while the question stands: her card asks nothing, and her tap does nothing."""
    await two_teams(house)
    await proposes(await house.person(DEE), WEST)
    rosa = await house.person(ROSA)
    await rosa.waits_for(has_button("neighbours.agree"), what="the card")
    await opens_home(rosa)
    await rosa.clicks("teams.leave", in_="home")
    await house.settles()
    await rosa.clicks("neighbours.agree", in_="dm")
    await house.settles()
    assert [row.state for row in house.rows("SELECT state FROM neighbours")] == ["proposed"]
