"""Whom I don't ask: kept by one person, honoured everywhere, seen by nobody else."""

import json
import re
from datetime import timedelta

import pytest

from domain.schedule import NOT_THESE_MOST
from sandbox.person import Person
from tests.e2e.doings import (
    Json,
    asks,
    bot_messages,
    buttons,
    chooses,
    elements,
    opens,
    opens_form,
    opens_home,
    redrawn,
    submit,
    tap,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, House, has_button, until

TITLES = {"Whom I don't ask", "A quién no le pido"}


async def does_not_ask(person: Person, *users: str) -> None:
    """Name these people on the screen, opened from the Home, and close it."""
    await opens_home(person)
    await opens(person, "my_data.page", "home")
    await person.chooses("people", list(users))
    await person.submits()
    assert title(await person.screen()) in TITLES
    await person.closes(everything=True)


def listed(screen: Json) -> list[str]:
    """Return whom the open screen shows."""
    [picker] = [one for one in elements(screen, "modal") if one["type"] == "multi_users_select"]
    return list(picker.get("initial_users", []))


def asked(house: House) -> set[str]:
    """Return whom there was ever a turn for."""
    found = house.rows("SELECT slack_user FROM turns JOIN people ON people.id = turns.person_id")
    return {row.slack_user for row in found}


async def test_the_named_are_not_in_the_form_and_not_asked(team: House) -> None:
    """Neither in the list nor in the preview, and no card comes to them; whoever is left is asked."""
    dee, rosa = await team.person(DEE), await team.person(ROSA)
    before = await rosa.reads()
    await does_not_ask(dee, ROSA)
    await opens_form(dee)
    assert "U0ROSA" not in json.dumps((await dee.screen())["modals"])
    assert "Not everyone has hours" not in await dee.reads("modal")
    await dee.closes(everything=True)
    await asks(dee)
    await team.settles()
    assert asked(team) == {SAM, JO}
    assert await rosa.reads() == before
    assert "U0ROSA" not in words_of(bot_messages(await dee.screen())[-1])


async def test_everybody_else_sees_what_they_saw(team: House) -> None:
    """The one who is named, a lead, the coordinator, a teammate: Home, chat, form, own hours, the week."""

    async def seen(user: str) -> list[str]:
        person = await team.person(user)
        await opens_home(person)
        read = [await person.reads("home"), await person.reads("dm")]
        for button in ("support.open:top", "my_data.open", "schedule.open", "schedule.team"):
            if button in buttons(await person.screen(), "home"):
                await opens(person, button, "home")
                shown = await person.reads("modal")
                # Each form has an order of its own, by chance.
                read.append(
                    str(sorted(re.findall(r"<@\w+>", shown))) if button == "support.open:top" else shown
                )
                await person.closes(everything=True)
        return read

    users = (ROSA, SAM, MORGAN, ERIKA, ANA)
    before = [await seen(user) for user in users]
    await does_not_ask(await team.person(DEE), ROSA, MORGAN)
    await team.settles()
    assert [await seen(user) for user in users] == before


async def test_the_named_still_asks_and_is_asked_by_others(team: House) -> None:
    """For whoever is on it nothing changes: Rosa can ask Dee's team, and others can ask her."""
    await does_not_ask(await team.person(DEE), ROSA)
    await asks(await team.person(ANA))
    await team.settles()
    assert ROSA in asked(team)


async def test_only_the_named_is_left(team: House) -> None:
    """When nobody else can be asked, the form says that nobody is there, with the lines and the way back."""
    dee = await team.person(DEE)
    await does_not_ask(dee, SAM, ROSA, JO)
    await opens_form(dee)
    read = await dee.reads("modal")
    assert "nobody on your team whom I can ask" in read
    assert "988" in read
    assert "U0" not in read
    assert "my_data.page" in buttons(await dee.screen(), "modal")
    await redrawn_form_after(dee, [SAM, JO])
    assert "<@U0ROSA>" in await dee.reads("modal")


async def redrawn_form_after(person: Person, users: list[str]) -> None:
    """From the form: name exactly these; the form below is drawn anew."""
    await opens(person, "my_data.page", "modal")
    await person.chooses("people", users)
    below = (await person.screen())["modals"][-2]["hash"]
    await person.submits()
    await person.waits_for(
        lambda screen: screen["modals"][-1]["hash"] != below and title(screen) not in TITLES, what="the form"
    )


async def test_from_the_form_and_back_to_it(team: House) -> None:
    """The form below shows at once who is asked now, what was chosen and typed there is still there, and
    Send sends just that."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    await chooses(dee, "support.change:when", "today")
    await chooses(dee, "support.change:how", "text_first")
    await dee.types("number", "443 555 0142")
    assert "<@U0ROSA>" in await dee.reads("modal")
    await redrawn_form_after(dee, [ROSA])
    assert len((await dee.screen())["modals"]) == 1
    assert "<@U0ROSA>" not in await dee.reads("modal")
    told = await dee.submits()
    assert title(await dee.screen()) == "Sent", told
    await team.settles()
    assert asked(team) == {SAM, JO}
    [first] = [
        user for user in (SAM, JO) if has_button("support.accept")(await (await team.person(user)).screen())
    ][:1]
    listener = await team.person(first)
    await listener.clicks("support.accept", in_="dm")
    await listener.sees("443 555 0142", in_="dm")


async def test_one_who_was_picked_is_named_then(team: House) -> None:
    """Rosa was picked, then named: the form asks whoever can be asked, and not her."""
    dee = await team.person(DEE)
    [rosa] = team.rows("SELECT id FROM people WHERE slack_user = 'U0ROSA'")
    await opens_home(dee)
    await opens_form(dee)
    await chooses(dee, "support.change:whom", rosa.id)
    await redrawn_form_after(dee, [ROSA])
    assert "U0ROSA" not in json.dumps((await dee.screen())["modals"][-1]["blocks"])
    await dee.submits()
    await team.settles()
    assert ROSA not in asked(team)


async def test_a_form_that_stood_open_sends_nothing_it_did_not_show(team: House) -> None:
    """Rosa is named elsewhere while a form shows her: Send shows the form anew, and then asks without her."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    values = {"b": {"my_data.keep:people": {"type": "multi_users_select", "selected_users": [ROSA]}}}
    await dee.sends(submit("my_data.keep", "{}", values))
    await dee.submits()
    assert "This changed" in await dee.reads("modal")
    assert not asked(team)
    await dee.submits()
    await team.settles()
    assert asked(team) == {SAM, JO}


async def test_an_old_screen_takes_nobody_off(team: House) -> None:
    """Two screens: what one has put on, the other's Save leaves on; a second tap on Save changes nothing."""
    dee = await team.person(DEE)
    await does_not_ask(dee, SAM)
    await opens_home(dee)
    await opens(dee, "my_data.page", "home")
    old = (await dee.screen())["modals"][-1]
    rosa = {"b": {"my_data.keep:people": {"type": "multi_users_select", "selected_users": [SAM, ROSA]}}}
    await dee.sends(submit("my_data.keep", old["private_metadata"], rosa))
    await dee.chooses("people", [JO])
    await dee.submits()
    await dee.sends(submit("my_data.keep", old["private_metadata"], rosa))
    await dee.closes(everything=True)
    await opens(dee, "my_data.page", "home")
    assert set(listed(await dee.screen())) == {SAM, ROSA, JO}


async def test_made_up_names_and_too_many(team: House) -> None:
    """Only accounts are kept, never oneself; more than fit is said at the input, and nothing is lost."""
    dee = await team.person(DEE)
    await does_not_ask(dee, SAM)
    made_up = ["<!channel>", DEE, "U0'; DROP TABLE people", "", "W" + "9" * 40, ROSA]
    for users in (made_up, [f"U{number:08}" for number in range(NOT_THESE_MOST + 1)]):
        values = {"b": {"my_data.keep:people": {"type": "multi_users_select", "selected_users": users}}}
        await dee.sends(submit("my_data.keep", "not json", values))
    await opens_home(dee)
    await opens(dee, "my_data.page", "home")
    assert set(listed(await dee.screen())) == {SAM, ROSA}


async def test_another_s_hand_changes_only_its_own_list(team: House) -> None:
    """Whatever somebody sends, it is their own list that is read and written."""
    dee, rosa = await team.person(DEE), await team.person(ROSA)
    await does_not_ask(dee, ROSA)
    await opens_home(dee)
    await opens(dee, "my_data.page", "home")
    stolen = (await dee.screen())["modals"][-1]["private_metadata"]
    await rosa.sends(submit("my_data.keep", stolen, {}))
    await rosa.sends(tap("my_data.delete_page"))
    await rosa.waits_for(lambda screen: screen["modals"], what="her own data")
    assert "U0" not in await rosa.reads("modal")
    await rosa.closes(everything=True)
    await opens_home(rosa)
    await opens(rosa, "my_data.page", "home")
    assert listed(await rosa.screen()) == []
    assert listed(await dee.screen()) == [ROSA]


async def test_who_comes_back_under_the_same_account_is_not_asked(team: House) -> None:
    """Rosa deletes everything and is known anew: Dee still does not ask her, and sees no trace of it."""
    dee, rosa = await team.person(DEE), await team.person(ROSA)
    await does_not_ask(dee, ROSA)
    await opens_home(rosa)
    await opens(rosa, "my_data.open", "home")
    await redrawn(rosa, rosa.clicks("my_data.delete_all"))
    await opens_home(dee)
    await opens(dee, "my_data.page", "home")
    assert listed(await dee.screen()) == [ROSA]


async def test_deactivated_and_outsiders_can_be_named(team: House) -> None:
    """The picker is Slack's own: somebody of no team, or gone, is kept like anybody, and nothing is looked
    up: nobody becomes known by being named."""
    dee = await team.person(DEE)
    await does_not_ask(dee, KIT)
    assert not team.rows("SELECT 1 FROM people WHERE slack_user = 'U0KIT'")
    await asks(dee)
    await team.settles()
    assert asked(team) == {SAM, ROSA, JO}


async def test_my_data_shows_and_deletes_it(team: House) -> None:
    """It stands under "My data" with a button; deleting hours leaves it, deleting it leaves hours."""
    sam = await team.person(SAM)
    await does_not_ask(sam, ROSA)
    await opens(sam, "my_data.open", "home")
    assert "Whom you don't ask" in await sam.reads("modal")
    await redrawn(sam, sam.clicks("my_data.delete_hours"))
    assert "<@U0ROSA>" in await sam.reads("modal")
    assert "my_data.delete_hours" not in buttons(await sam.screen(), "modal")
    await redrawn(sam, sam.clicks("my_data.delete_page"))
    assert "U0ROSA" not in await sam.reads("modal")


async def test_taken_out_and_invited_again_the_list_is_still_there(team: House) -> None:
    """Leave is no reason to lose it."""
    dee, erika = await team.person(DEE), await team.person(ERIKA)
    await does_not_ask(dee, ROSA)
    await opens_home(erika)
    await opens(erika, "teams.take_out", "home")
    await erika.chooses("whom", DEE)
    await erika.submits()
    await until(lambda: team.rows("SELECT 1 FROM members WHERE state = 'out'"))
    await opens_home(dee)
    await opens(dee, "my_data.page", "home")
    assert listed(await dee.screen()) == [ROSA]


@pytest.mark.parametrize("urgency", ["now", "today"])
async def test_mid_call_the_named_are_not_asked_again(team: House, urgency: str) -> None:
    """Sam accepts, Rosa is released and then named; when Sam hands back, the others are asked, not Rosa."""
    dee, sam, rosa = [await team.person(user) for user in (DEE, SAM, ROSA)]
    await does_not_ask(dee, MORGAN)
    await asks(dee, when=urgency)
    await sam.sees("<@U0DEE>", in_="dm")
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    await does_not_ask(dee, MORGAN, ROSA)
    cards = len(bot_messages(await rosa.screen()))
    await sam.clicks("support.pass", in_="dm")
    await team.settles()
    await team.push(timedelta(minutes=1))
    await team.settles()
    assert len(bot_messages(await rosa.screen())) == cards
    assert "<@U0DEE>" not in await rosa.reads("dm")
