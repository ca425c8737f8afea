"""Cover: to people one picks, with hours and without a reason, and the same promises as for any call."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from sandbox.person import Person
from tests.e2e.doings import (
    Json,
    bot_messages,
    elements,
    opens,
    opens_cover,
    opens_home,
    redrawn,
    sends_it,
    submit,
    title,
    words_of,
)
from tests.e2e.hours import hours, saves, sleeps, to, until_local
from tests.e2e.house import ANA, DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, House, has_button

COVER = "support.open:cover"


async def asks_cover(
    house: House, person: Person, since: str = "14:00", until: str = "18:00", **chosen: Any
) -> None:
    """Ask for cover from the Home, and let every card follow."""
    await opens_home(person)
    await opens_cover(person, since, until, **chosen)
    await sends_it(person)
    await house.settles()


async def last_words(house: House, user: str) -> str:
    return words_of(bot_messages(await (await house.person(user)).screen())[-1])


def named(text: str) -> set[str]:
    return set(re.findall(r"<@(\w+)>", text))


def picker(screen: Json) -> Json:
    """Return the choice of people."""
    return next(one for one in elements(screen, "modal") if one["action_id"] == "cover.change:people")


def asked(house: House) -> set[str]:
    """Return whom there was ever a turn for."""
    found = house.rows("SELECT slack_user FROM turns JOIN people ON people.id = turns.person_id")
    return {row.slack_user for row in found}


async def test_everybody_picked_is_asked_at_once_and_nobody_else(either: House) -> None:
    """The preview names them; both get the card, by name and with the hours; nobody else hears of it, even
    when nobody answers, and the asker is told of the silence."""
    dee = await either.person(DEE)
    await until_local(either, 0, 10)
    others = [await either.person(user) for user in (MORGAN, ERIKA, ANA, KIT, JO)]
    await opens_home(dee)
    await opens_cover(dee, "14:00", "18:00", people=["Sam Okafor", "Rosa Méndez"])
    read = await dee.reads("modal")
    assert named(read) >= {SAM, ROSA}
    assert not named(read) & {JO, MORGAN}
    assert "after one day" in read
    await sends_it(dee)
    await either.settles()
    for user in (SAM, ROSA):
        assert "<@U0DEE>" in await last_words(either, user)
    await either.push(timedelta(days=1, hours=1))
    await either.settles()
    assert "Still no answer" in await last_words(either, DEE)
    assert not [other for other in others if "asking for cover" in await other.reads()]
    assert asked(either) == {SAM, ROSA}


async def test_each_reads_the_hours_in_their_own_zone_and_language(team: House) -> None:
    """The words of the preview, and for a teammate far away the same hours by their own clock."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    await until_local(team, 0, 10)
    await sam.changes(tz="America/Los_Angeles")
    await team.settles()
    await asks_cover(team, dee, people=["Sam Okafor", "Rosa Méndez"])
    assert "11:00 AM to 3:00 PM" in await last_words(team, SAM)
    assert re.search(r"de 2:00.p\.\s?m\. a 6:00.p\.\s?m\.", await last_words(team, ROSA))
    assert "2:00 PM to 6:00 PM" in await last_words(team, DEE)


async def test_the_phone_shows_no_name_and_no_hours(team: House) -> None:
    """A locked phone says that a teammate has asked for cover."""
    await asks_cover(team, await team.person(DEE))
    assert (await (await team.person(SAM)).screen())["phone"][-1]["text"] == "Someone has asked for cover."


async def test_a_lead_is_there_to_be_picked_and_is_not_picked_beforehand(team: House) -> None:
    """Morgan leads and is not askable for company: in the list, told apart, and asked only when picked."""
    dee = await team.person(DEE)
    await opens_home(dee)
    screen = await opens(dee, COVER, "home")
    options = {one["text"]["text"]: one for one in picker(screen)["options"]}
    assert "Leads your team" in options["Morgan Hale"]["description"]["text"]
    filled = {one["text"]["text"] for one in picker(screen)["initial_options"]}
    assert filled == {"Sam Okafor", "Rosa Méndez", "Jo Lind"}
    await dee.closes()
    await asks_cover(team, dee, people=["Morgan Hale"])
    assert asked(team) == {MORGAN}
    morgan = await team.person(MORGAN)
    await morgan.clicks("support.accept", in_="dm")
    await team.settles()
    assert "<@U0MORGAN> takes these hours" in await last_words(team, DEE)


async def test_a_lead_who_asks_is_not_in_their_own_list(team: House) -> None:
    """Morgan asks: the others are there, and not Morgan."""
    morgan = await team.person(MORGAN)
    await opens_home(morgan)
    screen = await opens(morgan, COVER, "home")
    assert "Morgan Hale" not in {one["text"]["text"] for one in picker(screen)["options"]}
    await morgan.closes()
    await asks_cover(team, morgan)
    assert asked(team) == {SAM, ROSA, JO}


async def test_a_yes_ends_it_for_the_others_and_can_be_given_back(team: House) -> None:
    """The first has the hours; the others read that nothing is needed. Given back, they are asked again by
    name, and a yes costs neither limit nor rest."""
    dee, sam, rosa = await team.person(DEE), await team.person(SAM), await team.person(ROSA)
    await asks_cover(team, dee, people=["Sam Okafor", "Rosa Méndez"])
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert "Ya hay alguien" in await last_words(team, ROSA)
    assert "You said yes to cover" in await last_words(team, SAM)
    await opens(dee, "support.open:top", "home")
    assert "<@U0SAM>" in await dee.reads("modal")
    await dee.closes()
    await sam.clicks("support.pass", in_="dm")
    await team.settles()
    assert "<@U0DEE> pide que le cubran" in await last_words(team, ROSA)
    await rosa.clicks("support.accept", in_="dm")
    await team.settles()
    assert "<@U0ROSA> takes these hours" in await last_words(team, DEE)


async def test_hours_over_midnight_and_hours_under_way(team: House) -> None:
    """Ten at night to six is a night; hours that have begun can be asked for, those that are over cannot."""
    dee = await team.person(DEE)
    await until_local(team, 2, 15)
    await opens_home(dee)
    await opens_cover(dee, "22:00", "06:00", days=0)
    assert re.search(r"Wed, \w+ \d+, 10:00 PM to Thu, \w+ \d+, 6:00 AM", await dee.reads("modal"))
    await redrawn(dee, dee.chooses("cover.change:since", "14:00"))
    await redrawn(dee, dee.chooses("cover.change:until", "15:00"))
    assert "These hours are over" in await dee.reads("modal")
    told = await dee.submits()
    assert set(told["ack"]["errors"]) == {"until"}
    assert not team.rows("SELECT 1 FROM requests")
    await redrawn(dee, dee.chooses("cover.change:until", "16:00"))
    assert "after 5 minutes" in await dee.reads("modal")
    await sends_it(dee)
    await team.settles()
    await team.push(timedelta(minutes=6))
    await team.settles()
    assert "Still no answer" in await last_words(team, DEE)
    await team.push(timedelta(hours=1))
    await team.settles()
    assert "ended without an answer" in await last_words(team, DEE)
    assert "has ended" in await last_words(team, SAM)


async def test_a_call_lasts_until_its_hours_are_over(team: House) -> None:
    """A yes for tomorrow is there tomorrow, with its way back, and over after the hours."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await until_local(team, 2, 10)
    await asks_cover(team, dee, days=3)
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    await team.push(timedelta(days=3, hours=5))
    assert team.rows("SELECT state FROM requests") == [("accepted",)]
    await team.push(timedelta(hours=4))
    assert team.rows("SELECT state FROM requests") == [("done",)]
    await team.settles()
    assert "has ended" in await last_words(team, SAM)


async def test_ask_others_after_the_silence_with_the_same_hours(team: House) -> None:
    """ "Ask again, or someone else" opens the form with the hours filled in."""
    dee = await team.person(DEE)
    await until_local(team, 0, 10)
    await asks_cover(team, dee, days=0, people=["Sam Okafor"])
    await team.push(timedelta(minutes=50))
    await dee.sees("Still no answer", in_="dm")
    await opens(dee, "support.again", "dm")
    assert title(await dee.screen()) == "Ask for cover"
    assert "2:00 PM to 6:00 PM" in await dee.reads("modal")
    await sends_it(dee)
    await team.settles()
    assert asked(team) == {SAM, ROSA, JO}


async def test_who_sleeps_is_away_or_carries_something_cannot_be_picked(team: House) -> None:
    """Asleep now, on leave in these hours, or "not now": not in the list, and without a word why."""
    dee, sam, rosa, jo = [await team.person(user) for user in (DEE, SAM, ROSA, JO)]
    there = await until_local(team, 0, 12)
    await sleeps(sam, "08:00", "16:00")
    await hours(rosa)
    await to(rosa, "schedule.leave")
    tomorrow = (there + timedelta(days=1)).date().isoformat()
    await rosa.chooses("schedule.leave:since", tomorrow)
    await rosa.chooses("schedule.leave:until", tomorrow)
    await saves(rosa)
    await hours(jo)
    await to(jo, "schedule.switch")
    await jo.chooses("schedule.switch:switch", "not_now")
    await saves(jo)
    for person in (sam, rosa, jo):
        await person.closes(everything=True)
    await opens_home(dee)
    screen = await opens_cover(dee, "14:00", "18:00")
    assert {one["text"]["text"] for one in picker(screen)["options"]} == {"Morgan Hale"}
    screen = await redrawn(
        dee, dee.chooses("cover.change:on", (there + timedelta(days=2)).date().isoformat())
    )
    assert {one["text"]["text"] for one in picker(screen)["options"]} == {"Morgan Hale", "Rosa Méndez"}


async def test_limit_and_rest_keep_nobody_from_cover(team: House) -> None:
    """Sam is with somebody and rests for a day: not asked for company, and there to be picked for cover."""
    dee, ana, sam = [await team.person(user) for user in (DEE, ANA, SAM)]
    await hours(sam)
    await to(sam, "schedule.limit")
    await sam.chooses("schedule.limit:rest", "a_day")
    await saves(sam)
    await sam.closes(everything=True)
    await opens_home(ana)
    await opens(ana, "support.open:top", "home")
    await redrawn(ana, ana.chooses("support.change:whom", "Sam Okafor"))
    await sends_it(ana)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    assert "<@U0SAM>" not in await dee.reads("modal")
    await dee.closes()
    await asks_cover(team, dee)
    assert SAM in asked(team)


async def test_whom_i_do_not_ask_is_not_there(team: House) -> None:
    """Named on the way, from the form: gone from the list and from the preview, and the hours stand."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_cover(dee, "14:00", "18:00")
    await opens(dee, "my_data.page", "modal")
    await dee.chooses("people", [ROSA])
    await dee.submits()
    screen = await dee.waits_for(
        lambda screen: len(screen["modals"]) == 1 and "U0ROSA" not in str(screen["modals"]), what="the form"
    )
    assert title(screen) == "Ask for cover"
    assert "2:00 PM to 6:00 PM" in await dee.reads("modal")
    await sends_it(dee)
    await team.settles()
    assert asked(team) == {SAM, JO}


async def test_somebody_picked_is_gone_between_preview_and_send(team: House) -> None:
    """Sam's account is deactivated while the form is open: nothing is sent before the new list was seen."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await opens_home(dee)
    await opens_cover(dee, "14:00", "18:00")
    await sam.changes(deleted=True)
    await team.settles()
    await dee.submits()
    assert "This changed" in await dee.reads("modal")
    assert "<@U0SAM>" not in await dee.reads("modal")
    assert not team.rows("SELECT 1 FROM requests")
    await sends_it(dee)
    await team.settles()
    assert asked(team) == {ROSA, JO}


async def test_only_who_was_picked_is_gone(team: House) -> None:
    """Then there is nobody to send it to: the form comes back with who can be asked."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await opens_home(dee)
    await opens_cover(dee, "14:00", "18:00", people=["Sam Okafor"])
    await sam.changes(deleted=True)
    await team.settles()
    await dee.submits()
    assert "This changed" in await dee.reads("modal")
    assert not team.rows("SELECT 1 FROM requests")


async def test_a_second_send_makes_no_second_call(team: House) -> None:
    """The same screen sent twice: one call, one card each."""
    dee = await team.person(DEE)
    await opens_home(dee)
    screen = await opens_cover(dee, "14:00", "18:00")
    view = screen["modals"][-1]
    again = submit("cover.send", view["private_metadata"], view["state"]["values"])
    for _ in range(3):
        await dee.sends(again)
    await team.settles()
    assert len(team.rows("SELECT 1 FROM requests")) == 1
    assert len(team.rows("SELECT 1 FROM cards WHERE kind = 'alert'")) == 3


async def test_taken_back_it_is_over_for_all(team: House) -> None:
    """Before an answer and after a yes."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks_cover(team, dee)
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    await dee.clicks("support.cancel", in_="dm")
    await team.settles()
    assert "This was taken back" in await last_words(team, SAM)
    assert [row.ask for row in team.rows("SELECT ask FROM requests")] == [None]


MADE_UP: dict[str, Json] = {
    "sixty people": {"people": [f"person-{number}" for number in range(60)]},
    "strangers": {"people": ["U0KIT", "'; DROP TABLE requests"]},
    "nobody": {"people": []},
    "no such time": {"since": "25:61"},
    "no such day": {"on": "2026-02-31"},
    "the year one": {"on": "0001-01-01"},
    "the end of time": {"on": "9999-12-31"},
    "long ago": {"on": "2020-01-01"},
    "in a year": {"on": (datetime.now() + timedelta(days=365)).date().isoformat()},  # noqa: DTZ005 - a far day
}


@pytest.mark.parametrize("name", MADE_UP)
async def test_what_cannot_be_is_said_kindly_and_tells_nobody(team: House, name: str) -> None:
    """Made up by hand: something is said at an input or the form comes back; nobody is told."""
    dee = await team.person(DEE)
    await opens_home(dee)
    screen = await opens_cover(dee, "14:00", "18:00")
    view = screen["modals"][-1]
    values = view["state"]["values"]
    made_up = MADE_UP[name]
    for field, value in made_up.items():
        block = values[field][f"cover.change:{field}"]
        if isinstance(value, list):
            block["selected_options"] = [{"value": one} for one in value]
        else:
            block["selected_time" if field == "since" else "selected_date"] = value
    told = await dee.sends(submit("cover.send", view["private_metadata"], values))
    assert told["ack"].get("errors") or "This changed" in str(told["ack"]["view"]["blocks"])
    assert not team.rows("SELECT 1 FROM requests")
    redraw = {"type": "button", "action_id": "cover.change:on", "block_id": "on", "action_ts": "1.0"}
    await dee.sends(
        {"type": "block_actions", "actions": [redraw], "view": {**view, "state": {"values": values}}}
    )
    await team.settles()


async def test_nobody_to_ask(house: House) -> None:
    """A team of two who cannot be asked and lead nobody: it says so, with what else there is and no Send."""
    await house.team((ANA, DEE), (), (ANA,))
    ana = await house.person(ANA)
    await opens_home(ana)
    screen = await opens(ana, COVER, "home")
    assert "no hay nadie en tu equipo a quien pueda pedirle" in await ana.reads("modal")
    assert screen["modals"][-1]["submit"] is None
    dee = await house.person(DEE)
    await asks_cover(house, dee, people=["Ana Torres"])
    assert asked(house) == {ANA}
