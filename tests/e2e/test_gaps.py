"""Gaps are told beforehand, once a week, to who coordinates; hours may be left empty by choice."""

import json
from datetime import timedelta

from sandbox.person import Person
from tests.e2e.doings import asks, bot_messages, buttons, chooses, opens, opens_home, redrawn, submit, tap
from tests.e2e.hours import form, shut, until_local
from tests.e2e.house import DEE, ERIKA, MORGAN, SAM, House
from views.metadata import pack

GAPS = "in the coming week nobody would ring"
BY_CHOICE = "Your team leaves this hour empty"


async def small_team(house: House, weekday: int = 0, hour: int = 10) -> None:
    """Dee asks, Sam has work hours and a phone that rings then; Erika coordinates. It is Monday, ten."""
    await until_local(house, 6, 3)  # a Sunday night, in which nobody is told anything
    await house.team(members=(DEE, SAM), askable=(SAM,), leads=())
    await shut(house, SAM)
    sam = await house.person(SAM)
    await sam.clicks("schedule.work_hours", in_="dm")
    await house.settles()
    await until_local(house, weekday, hour)


async def the_week(person: Person) -> str:
    if (await person.screen())["modals"]:
        await person.closes(everything=True)
    await opens_home(person)
    await opens(person, "schedule.team", "home")
    return await person.reads("modal")


async def leaves_empty(person: Person, since: str, until: str) -> None:
    """Leave these hours of every day empty, from the team's week."""
    await the_week(person)
    await redrawn(person, person.clicks("schedule.empty:add", in_="modal"))
    await person.chooses("schedule.empty_add:since", since)
    await person.chooses("schedule.empty_add:until", until)
    await person.submits()


def told(screen: dict) -> int:  # type: ignore[type-arg] # a screen as the sandbox tells it
    return sum(GAPS in json.dumps(message) for message in bot_messages(screen))


async def test_gaps_are_told_once_a_week_and_not_at_night(house: House) -> None:
    """On Monday morning one card with the stretches; a week later the next; nobody else is told."""
    await small_team(house, hour=8)
    erika = await house.person(ERIKA)
    assert told(await erika.screen()) == 0, "not at eight"
    await until_local(house, 0, 9, 30)
    await erika.sees(GAPS, in_="dm")
    shown = await erika.reads("dm")
    assert "5:00 PM to Tuesday" in shown
    assert (await erika.screen())["phone"][-1]["text"] == "There is a message here for you."
    for _ in range(5):
        await house.push(timedelta(days=1))
    await house.settles()
    assert told(await erika.screen()) == 1
    await house.push(timedelta(days=2, hours=1))
    await house.settles()
    assert told(await erika.screen()) == 2
    for user in (DEE, SAM, MORGAN):
        assert GAPS not in await (await house.person(user)).reads("dm")


async def test_a_team_without_gaps_is_left_alone(house: House) -> None:
    """Evenings to mornings and weekends left empty by choice: no card; the week says so."""
    await small_team(house, 6, 4)
    erika = await house.person(ERIKA)
    await leaves_empty(erika, "17:00", "09:00")
    await the_week(erika)
    await redrawn(erika, erika.clicks("schedule.empty:add", in_="modal"))
    await erika.chooses("schedule.empty_add:days", ["5", "6"])
    await erika.chooses("schedule.empty_add:since", "09:00")
    await erika.chooses("schedule.empty_add:until", "17:00")
    await erika.submits()
    shown = await erika.reads("modal")
    assert "left empty, by choice" in shown
    assert "Mon, Tue, Wed, Thu, Fri, Sat, Sun: 5:00 PM to 9:00 AM" in shown
    assert "nobody here" not in shown.partition("Tuesday")[2]
    await erika.closes(everything=True)
    await until_local(house, 1, 12)
    await until_local(house, 3, 12)
    assert told(await erika.screen()) == 0
    await the_week(erika)
    await redrawn(erika, erika.clicks("schedule.empty:out", in_="modal"))
    await erika.chooses("schedule.empty_out:taken", ["1020|540"])
    await erika.submits()
    assert "5:00 PM to 9:00 AM" not in (await erika.reads("modal")).partition("Left empty by choice")[2]
    await until_local(house, 4, 12)
    await erika.sees(GAPS, in_="dm")


async def test_whoever_asks_in_hours_left_empty_reads_that_first(house: House) -> None:
    """First that nobody is expected, the number, the lines; and who opened themselves can still be asked."""
    await small_team(house)
    erika, dee, sam = [await house.person(user) for user in (ERIKA, DEE, SAM)]
    await leaves_empty(erika, "22:00", "07:00")
    assert BY_CHOICE not in await form(dee)
    await until_local(house, 0, 23)
    shown = await form(dee)
    assert shown.index(BY_CHOICE) < shown.index("410 555 0100") < shown.index("988")
    await sam.sends(tap("schedule.now", "1"))
    await house.settles()
    shown = await form(dee)
    assert shown.index(BY_CHOICE) < shown.index("988") < shown.index("<@U0SAM>")
    await chooses(dee, "support.change:when", "today")
    assert BY_CHOICE not in await dee.reads("modal")
    await dee.closes(everything=True)
    await asks(dee)
    await sam.sees("<@U0DEE>", in_="dm")


async def test_only_who_coordinates_leaves_hours_empty(house: House) -> None:
    """Made by hand by somebody else: refused, nothing is kept."""
    await small_team(house)
    dee, erika = await house.person(DEE), await house.person(ERIKA)
    [team] = house.rows("SELECT id FROM teams")
    await dee.sends(tap("schedule.empty", f"add|{team.id}"))
    filled = {
        "b": {
            "schedule.empty_add:days": {"selected_options": [{"value": "1"}]},
            "schedule.empty_add:since": {"selected_time": "22:00"},
            "schedule.empty_add:until": {"selected_time": "07:00"},
        }
    }
    await dee.sends(submit("schedule.empty_add", pack(m=team.id), filled))
    await house.settles()
    assert not house.rows("SELECT 1 FROM empty_hours")
    assert "schedule.empty:add" not in buttons(await dee.screen(), "modal")
    await leaves_empty(erika, "22:00", "07:00")
    await leaves_empty(erika, "22:00", "07:00")
    assert len(house.rows("SELECT 1 FROM empty_hours")) == 7, "the same twice is the same"
