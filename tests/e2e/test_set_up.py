"""Setting a team up, being invited, and becoming somebody who can be asked."""

import asyncio
import json
from datetime import timedelta

import pytest

from sandbox.person import Person
from tests.e2e.doings import (
    asks,
    bot_messages,
    buttons,
    open_up,
    opens,
    opens_home,
    redrawn,
    submit,
    tap,
    title,
)
from tests.e2e.house import ANA, DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, TONI, House, has_button, until


async def begins(person: Person) -> None:
    """Open the Home and begin to set a team up."""
    await opens_home(person)
    await opens(person, "teams.set_up", "home")


async def fills_in(admin: Person, people: list[str], may_be_asked: list[str], name: str = "Eastside") -> None:
    """Go through all four steps, to the look at the whole."""
    await begins(admin)
    await admin.types("team", name)
    await admin.submits()
    await admin.chooses("people", people)
    await admin.submits()
    if may_be_asked:
        await admin.chooses("may_be_asked", may_be_asked)
    await admin.submits()
    await admin.types("server", "IT of the agency")
    await admin.submits()


async def test_an_admin_is_led_through_it(house: House) -> None:
    """The last screen shows the whole; only "Set up" makes a team, and only then is anybody told."""
    admin, ana = await house.person(ERIKA), await house.person(ANA)
    await begins(admin)
    await admin.types("team", "Eastside Peers")
    await admin.submits()
    await admin.chooses("people", [ANA, SAM, MORGAN])
    await admin.submits()
    await admin.chooses("leads", [MORGAN])
    await admin.chooses("coordinates", [SAM])
    await admin.chooses("may_be_asked", [SAM])
    await admin.submits()
    await admin.types("number", "410 555 0100")
    await admin.types("server", "IT of the agency")
    await admin.submits()
    whole = await admin.reads("modal")
    for word in ("Eastside Peers", "<@U0ANA>", "<@U0SAM>", "<@U0MORGAN>", "410 555 0100", "IT of the agency"):
        assert word in whole
    assert not house.rows("SELECT 1 FROM teams")
    assert bot_messages(await ana.screen()) == []

    await admin.submits()
    await ana.waits_for(has_button("teams.join"))
    assert len(house.rows("SELECT 1 FROM teams")) == 1


async def test_what_is_amiss_is_said_at_its_input_and_nothing_typed_is_lost(house: House) -> None:
    """A word that this bot does not use, a number nobody can dial, a role that is missing."""
    admin = await house.person(ERIKA)
    await begins(admin)
    await admin.types("team", "Eastside")
    await admin.types("word_en", "our clients")
    refused = await admin.submits()
    assert set(refused["ack"]["errors"]) == {"word_en"}
    held = json.dumps((await admin.screen())["modals"][-1]["state"])
    assert "Eastside" in held
    assert "our clients" in held
    await admin.types("word_en", "a neighbor")
    await admin.submits()
    await admin.chooses("people", [SAM])
    await admin.submits()
    await admin.submits()
    await admin.types("number", "ask at the desk")
    await admin.types("server", " ")
    refused = await admin.submits()
    assert set(refused["ack"]["errors"]) == {"number", "server"}


async def test_back_keeps_what_was_filled_in(house: House) -> None:
    """From the look at the whole back to the first step and on again: all is still there."""
    admin = await house.person(ERIKA)
    await fills_in(admin, [ANA, SAM], [SAM])
    for step in ("server", "may_be_asked", "people", "team"):
        screen = await redrawn(admin, admin.clicks("teams.back"))
        assert any(block.get("block_id") == step for block in screen["modals"][-1]["blocks"])
    for _ in range(4):
        await admin.submits()
    whole = await admin.reads("modal")
    for word in ("Eastside", "<@U0ANA>", "<@U0SAM>", "IT of the agency"):
        assert word in whole


async def test_what_was_typed_is_still_there_after_back_from_its_own_step(house: House) -> None:
    """Back from a step takes along what was typed in that very step, though it was not sent."""
    admin = await house.person(ERIKA)
    await begins(admin)
    await admin.types("team", "Eastside")
    await admin.submits()
    await admin.chooses("people", [ANA, SAM])
    await redrawn(admin, admin.clicks("teams.back"))
    await admin.submits()
    assert ANA in json.dumps((await admin.screen())["modals"][-1])


async def test_set_up_twice_makes_one_team(house: House) -> None:
    """A double click on "Set up" makes one team, and one card for each invited person."""
    admin, ana = await house.person(ERIKA), await house.person(ANA)
    await fills_in(admin, [ANA], [])
    view = (await admin.screen())["modals"][-1]
    payload = {"type": "view_submission", "view": view}
    answers = await asyncio.gather(admin.sends(payload), admin.sends(payload), admin.sends(payload))
    assert all(answer["ack"]["response_action"] == "update" for answer in answers)
    assert len(house.rows("SELECT 1 FROM teams")) == 1
    await ana.waits_for(has_button("teams.join"))
    await house.settles()
    assert len(bot_messages(await ana.screen())) == 1


async def test_a_stranger_cannot_set_a_team_up(house: House) -> None:
    """Somebody who is no admin sends the last step by hand: refused kindly, nothing made, nobody told."""
    kit, ana = await house.person(KIT), await house.person(ANA)
    draft = json.dumps({"s": "made-up", "n": "Mine", "p": [ANA], "z": "America/New_York", "r": "me"})
    answer = await kit.sends(submit("teams.finish", draft))
    assert answer["ack"]["response_action"] == "push"
    assert "meant for someone else" in json.dumps(answer["ack"])
    assert not house.rows("SELECT 1 FROM teams")
    await house.settles()
    assert bot_messages(await ana.screen()) == []
    for name in ("teams.name", "teams.people", "teams.roles", "teams.details"):
        assert (await kit.sends(submit(name, draft)))["ack"]["response_action"] == "push"
    assert "teams.set_up" not in buttons(await opens_home(kit), "home")


async def test_who_is_named_in_the_settings_may_set_teams_up(house: House) -> None:
    """HEARTH_ADMINS opens the way to somebody who is no admin of the workspace."""
    await house.stop()
    house.admins = frozenset({KIT})
    await house.start()
    kit, ana = await house.person(KIT), await house.person(ANA)
    await fills_in(kit, [ANA], [])
    await kit.submits()
    await ana.waits_for(has_button("teams.join"))


async def test_an_invited_person_gets_one_card_and_nothing_more(house: House) -> None:
    """One welcome card: no consent, no test, no check-in, however long it takes until they say yes."""
    admin, sam = await house.person(ERIKA), await house.person(SAM)
    await fills_in(admin, [SAM], [SAM])
    await admin.submits()
    await sam.waits_for(has_button("teams.join"))
    await house.push(timedelta(days=40))
    await house.settles()
    assert len(bot_messages(await sam.screen())) == 1


async def test_after_a_no_nothing_more_is_sent(house: House) -> None:
    """Who says "Not for me" keeps the card as a door back and hears nothing more; a later yes works."""
    admin, sam = await house.person(ERIKA), await house.person(SAM)
    await fills_in(admin, [SAM], [SAM])
    await admin.submits()
    await sam.waits_for(has_button("teams.join"))
    await sam.clicks("teams.decline", in_="dm")
    await sam.waits_for(lambda s: not has_button("teams.decline")(s))
    await house.settles()
    assert len(bot_messages(await sam.screen())) == 1
    declined = await admin.reads("dm")
    assert "<@U0SAM>" not in declined
    await sam.clicks("teams.join", in_="dm")
    await sam.waits_for(has_button("teams.ask_yes"))


async def test_a_deactivated_account_cannot_be_invited(house: House) -> None:
    """It is said at the input, and the rest stays as it was picked."""
    admin = await house.person(ERIKA)
    await begins(admin)
    await admin.types("team", "Eastside")
    await admin.submits()
    await admin.chooses("people", [ANA, TONI])
    refused = await admin.submits()
    assert set(refused["ack"]["errors"]) == {"people"}


@pytest.mark.parametrize("bot", ["U0HEARTH", "USLACKBOT"])
async def test_a_bot_cannot_be_invited(house: House, bot: str) -> None:
    """Slack's picker offers bots, too: nobody could ever answer for one."""
    admin = await house.person(ERIKA)
    if bot != "USLACKBOT":
        bot = house.sandbox.workspace.world.bot.id
    await begins(admin)
    await admin.types("team", "Eastside")
    await admin.submits()
    view = (await admin.screen())["modals"][-1]
    picked = {"type": "multi_users_select", "selected_users": [ANA, bot]}
    values = {"people": {"teams.people:people": picked}}
    answer = await admin.sends({"type": "view_submission", "view": view | {"state": {"values": values}}})
    assert set(answer["ack"].get("errors", {})) == {"people"}


async def test_who_did_not_answer_the_test_cannot_be_asked(house: House) -> None:
    """Named is not asked, a yes is not enough: only who answered the test is on the list."""
    await house.team(members=(ANA, SAM, ROSA), askable=(), leads=())
    admin, ana = await house.person(ERIKA), await house.person(ANA)
    await fills_in(admin, [ANA, SAM, ROSA, JO], [SAM, ROSA, JO], name="Second")
    await admin.submits()
    people = {user: await house.person(user) for user in (ANA, SAM, ROSA, JO)}
    await asyncio.gather(*(person.waits_for(has_button("teams.join")) for person in people.values()))
    for user in (ANA, SAM, ROSA):
        await people[user].clicks("teams.join", in_="dm")
    for user in (SAM, ROSA):
        await people[user].waits_for(has_button("teams.ask_yes"))
    await people[ROSA].clicks("teams.ask_yes", in_="dm")
    await people[ROSA].waits_for(has_button("teams.ring"))
    await people[ROSA].clicks("teams.ring", in_="dm")
    await people[ROSA].waits_for(has_button("teams.rang"))
    await opens_home(ana)
    screen = await opens(ana, "support.open:top", "home")
    assert screen["modals"][-1]["submit"] is None
    assert "988" in await ana.reads("modal")
    await ana.closes()
    await people[ROSA].clicks("teams.rang", in_="dm")
    await open_up(house, ROSA)
    await opens(ana, "support.open:top", "home")
    assert "<@U0ROSA>" in await ana.reads("modal")
    assert "<@U0SAM>" not in await ana.reads("modal")
    assert "<@U0JO>" not in await ana.reads("modal")


async def test_the_test_answered_by_hand_before_it_was_sent_does_not_count(house: House) -> None:
    """`teams.rang` from somebody who has not even said yes changes nothing."""
    admin, sam = await house.person(ERIKA), await house.person(SAM)
    await fills_in(admin, [SAM], [SAM])
    await admin.submits()
    await sam.waits_for(has_button("teams.join"))
    [team] = house.rows("SELECT id FROM teams")
    for name in ("teams.ask_yes", "teams.rang", "teams.ring", "teams.stop_asking"):
        await sam.sends(tap(name, team.id))
    [member] = house.rows("SELECT ask FROM members JOIN people ON id = person_id WHERE slack_user = 'U0SAM'")
    assert member.ask == "named"


async def test_a_stranger_cannot_join_a_team(team: House) -> None:
    """A team's id in a stranger's hands opens nothing: they were not invited."""
    kit = await team.person(KIT)
    [there] = team.rows("SELECT id FROM teams")
    for name in ("teams.join", "teams.decline", "teams.leave", "teams.ask_yes", "teams.rang"):
        answer = await kit.sends(tap(name, there.id))
        assert answer["acknowledged"]
    screen = await kit.waits_for(lambda s: s["modals"])
    assert "Sorry" in title(screen) or "That did not work" in title(screen)
    found = team.rows("SELECT 1 FROM members JOIN people ON id = person_id WHERE slack_user = 'U0KIT'")
    assert not found


async def test_without_a_team_there_are_the_private_flows_and_the_lines(house: House) -> None:
    """Who is in no team goes through a debrief, and "I need a person" shows who answers now."""
    kit = await house.person(KIT)
    screen = await opens_home(kit)
    assert {"debrief.start:loss", "debrief.start:refused_help", "help.lines"} <= set(buttons(screen, "home"))
    await opens(kit, "support.open:top", "home")
    assert "988" in await kit.reads("modal")
    await kit.closes()
    await opens(kit, "debrief.start:loss", "home")
    await kit.submits()
    await kit.chooses("debrief.answer:choice", "minute")
    await kit.submits()
    assert "quiet minute" in (await kit.reads("modal")).lower()


async def test_who_leaves_is_not_asked_any_more(team: House) -> None:
    """One tap, no reason: who left is on nobody's list, and an open call goes on without them."""
    ana, sam = await team.person(ANA), await team.person(SAM)
    await asks(ana, whom="Sam Okafor")
    await sam.sees("<@U0ANA>", in_="dm")
    await opens_home(sam)
    await sam.clicks("teams.leave", in_="home")
    await ana.sees("nadie puede", in_="dm")
    await team.settles()
    assert "<@U0ANA>" not in await sam.reads("dm")


async def test_two_touches_of_somebody_new_at_once_meet_them_once(house: House) -> None:
    """A person nobody has met writes and opens the Home in the same moment: one person, both answered."""
    kit, dee = await house.person(KIT), await house.person(DEE)
    await asyncio.gather(
        kit.says("hello"), kit.opens_home(), kit.command("/debrief"), dee.says("hi"), dee.opens_home()
    )
    await kit.waits_for(lambda s: s["home"] and has_button("debrief.start")(s) and s["modals"])
    await dee.waits_for(lambda s: s["home"] and has_button("debrief.start")(s))
    assert len(house.rows("SELECT 1 FROM people")) == 2


async def test_the_lead_and_the_admin_see_nothing_of_what_anybody_does(team: House) -> None:
    """A debrief and a call change no letter of the lead's or the admin's screen."""
    ana = await team.person(ANA)
    watchers = [await team.person(user) for user in (MORGAN, ERIKA, DEE)]
    for watcher in watchers:
        await opens_home(watcher)
    await team.settles()
    before = [await watcher.reads() for watcher in watchers]
    await ana.says("rough one, we lost someone tonight")
    await asks(ana)
    sam = await team.person(SAM)
    await sam.sees("<@U0ANA>", in_="dm")
    await sam.clicks("support.accept", in_="dm")
    await ana.sees("<@U0SAM>", in_="dm")
    await team.settles()
    for watcher in watchers:
        await watcher.opens_home()
    await until(lambda: not len(team.bot.effects))
    assert [await watcher.reads() for watcher in watchers] == before


async def test_the_home_says_who_leads_and_who_can_be_asked(team: House) -> None:
    """Everybody in the team sees who leads, who coordinates and who can be asked, on their Home."""
    dee = await team.person(DEE)
    await opens_home(dee)
    shown = await dee.reads("home")
    assert all(f"<@{user}>" in shown for user in (MORGAN, ERIKA, SAM, ROSA, JO))
