"""A call for a person: every way it can go, as everybody sees it."""

import asyncio
from datetime import timedelta

from sandbox.person import Person
from tests.e2e.doings import (
    Json,
    asks,
    bot_messages,
    buttons,
    chooses,
    elements,
    opens,
    opens_cover,
    opens_form,
    opens_home,
    request_id,
    sends_it,
    tap,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, ERIKA, JO, KIT, MORGAN, ROSA, SAM, House, has_button, until

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


async def test_the_asker_sees_who_is_told(team: House) -> None:
    """Right after Send the asker's own card names everybody who is told, each when they were."""
    dee = await team.person(DEE)
    await asks(dee)
    await told(team, SAM, ROSA)
    await team.settles()
    card = words_of(bot_messages(await dee.screen())[-1])
    for user in (SAM, ROSA):
        assert f"<@{user}>: told at" in card
    assert "these are asked too: <@U0JO>" in card
    assert "No answer yet" in card


async def test_nobody_else_hears_of_it(team: House) -> None:
    """Not the lead, not the admin who coordinates, not a teammate who was not asked or not yet, nobody
    outside."""
    others = [await team.person(user) for user in (MORGAN, ERIKA, ANA, KIT, JO)]
    before = [await other.reads() for other in others]
    await asks(await team.person(DEE))
    await told(team, SAM, ROSA)
    await team.settles()
    assert [await other.reads() for other in others] == before


async def test_the_lock_screen_tells_no_name(team: House) -> None:
    """A phone shows that a teammate has asked for company, in the reader's language; no name, no reason."""
    await asks(await team.person(DEE))
    sam, rosa = await told(team, SAM, ROSA)
    assert (await sam.screen())["phone"][-1]["text"] == "Someone has asked for company."
    assert (await rosa.screen())["phone"][-1]["text"] == "Alguien pide compañía."


async def test_one_accepts_and_everybody_sees_it(team: House) -> None:
    """The asker sees who comes; the others lose the name at once, in the chat and on an open Home."""
    dee = await team.person(DEE)
    await asks(dee, number=NUMBER)
    sam, rosa = await told(team, SAM, ROSA)
    await opens_home(rosa)
    assert NAME in await rosa.reads("home")
    await accepts(team, sam)
    await dee.sees("<@U0SAM> can be there", in_="dm")
    await dee.waits_for(lambda s: "U0SAM> can be there" in str(s["home"]), what="the Home of the asker")
    await rosa.waits_for(lambda s: NAME not in str(s["home"]), what="a Home without the name")
    assert NAME not in await rosa.reads()
    assert not has_button("support.accept")(await rosa.screen())
    assert NAME in await sam.reads("dm")
    assert NUMBER in await sam.reads("dm")


async def test_the_number_goes_to_the_one_who_accepts_and_is_destroyed(team: House) -> None:
    """Not in the alert, not to the others, gone from the accepter's card and from the rows at the end."""
    dee = await team.person(DEE)
    await asks(dee, number=NUMBER)
    sam, rosa = await told(team, SAM, ROSA)
    for person in (sam, rosa):
        assert NUMBER not in str(await person.screen())
    await accepts(team, sam)
    assert NUMBER in await sam.reads("dm")
    assert NUMBER not in str(await rosa.screen())
    await team.push(timedelta(hours=25))
    await team.settles()
    assert NUMBER not in str(await sam.screen())
    assert NUMBER not in str(await dee.screen())
    [row] = team.rows("SELECT state, ask FROM requests")
    assert (row.state, row.ask) == ("done", None)


async def test_an_accepted_call_ends_with_words_that_are_so(team: House) -> None:
    """A day after a yes the call is over on both cards: nobody reads "No answer yet" then."""
    dee = await team.person(DEE)
    await asks(dee)
    [sam] = await told(team, SAM)
    await accepts(team, sam)
    await team.push(timedelta(hours=25))
    await team.settles()
    card = words_of(bot_messages(await dee.screen())[-1])
    assert "No answer yet" not in card
    assert "told at" not in card
    assert NAME not in words_of(bot_messages(await sam.screen())[-1])


async def test_all_pass_and_the_asker_is_told_at_once(team: House) -> None:
    """When the last one passes, the asker reads that nobody is free and what else there is."""
    dee = await team.person(DEE)
    await asks(dee)
    for person in await told(team, SAM, ROSA):
        await person.clicks("support.pass", in_="dm")
    jo = await team.person(JO)
    await jo.waits_for(has_button("support.accept"), what="the next rung, since the first is gone")
    await jo.clicks("support.pass", in_="dm")
    await dee.sees("Nobody is free right now", in_="dm")
    card = await dee.reads("dm")
    assert "410 555 0100" in card
    assert has_button("support.again")(await dee.screen())
    await team.settles()
    for user in (SAM, ROSA, JO):
        assert NAME not in await (await team.person(user)).reads("dm")


async def test_who_passed_is_not_shown_while_others_may_come(team: House) -> None:
    """One passes: to the asker it looks as if there was no answer yet; passing is nobody's business."""
    dee = await team.person(DEE)
    await asks(dee)
    sam, _ = await told(team, SAM, ROSA)
    await team.settles()
    before = words_of(bot_messages(await dee.screen())[-1])
    await sam.clicks("support.pass", in_="dm")
    await sam.sees("You passed this time", in_="dm")
    await team.settles()
    assert words_of(bot_messages(await dee.screen())[-1]) == before
    assert NAME not in await sam.reads("dm")


async def test_silence_is_told_to_the_asker(team: House) -> None:
    """Five minutes after the last of them was told, without an answer: the asker reads so, and what else
    there is."""
    dee = await team.person(DEE)
    await asks(dee)
    await told(team, SAM, ROSA)
    await team.settles()
    await team.push(timedelta(minutes=5, seconds=1))
    await team.settles()
    await team.push(timedelta(minutes=4))
    assert "Still no answer" not in await dee.reads("dm")
    await team.push(timedelta(minutes=2))
    await dee.sees("Still no answer", in_="dm")
    assert has_button("support.again")(await dee.screen())
    assert has_button("support.cancel")(await dee.screen())


async def test_a_call_that_nobody_answers_ends(team: House) -> None:
    """After two hours a call for now is over: the names are gone from every card."""
    dee = await team.person(DEE)
    await asks(dee)
    people = await told(team, SAM, ROSA)
    await team.push(timedelta(hours=2, minutes=1))
    await dee.sees("This call ended without an answer", in_="dm")
    await team.settles()
    for person in people:
        assert NAME not in await person.reads()
        assert "This call has ended" in await person.reads("dm") or "ya terminó" in await person.reads("dm")


async def test_taking_it_back(team: House) -> None:
    """One tap, at any time: everybody's card loses the name; a late "I can be there" is told kindly."""
    dee = await team.person(DEE)
    await asks(dee)
    sam, rosa = await told(team, SAM, ROSA)
    old = (await sam.screen())["dm"]["messages"][-1]["blocks"]
    await dee.clicks("support.cancel", in_="dm")
    await dee.sees("You took this back", in_="dm")
    await team.settles()
    for person in (sam, rosa):
        assert NAME not in await person.reads()
    value = next(one["value"] for block in old for one in block.get("elements", []) if one.get("value"))
    answer = await sam.sends(tap("support.accept", value))
    assert answer["acknowledged"]
    await team.settles()
    assert "<@U0SAM>" not in words_of(bot_messages(await dee.screen())[-1])
    assert NAME not in await sam.reads("dm")


async def test_taking_it_back_after_a_yes(team: House) -> None:
    """The one who said yes sees that nothing is needed any more; name and number are gone."""
    dee = await team.person(DEE)
    await asks(dee, number=NUMBER)
    [sam] = await told(team, SAM)
    await accepts(team, sam)
    await dee.clicks("support.cancel", in_="dm")
    await sam.sees("taken back", in_="dm")
    await team.settles()
    assert NAME not in await sam.reads("dm")
    assert NUMBER not in await sam.reads("dm")


async def test_a_yes_given_back_rings_the_others_again(team: House) -> None:
    """Who accepted and cannot after all passes from their own list: the others ring, the asker is told."""
    dee = await team.person(DEE)
    await asks(dee)
    sam, rosa = await told(team, SAM, ROSA)
    jo = await team.person(JO)
    await accepts(team, sam)
    rings = {person.user: len((await person.screen())["phone"]) for person in (sam, rosa, jo)}
    await sam.sends(tap("support.pass", request_id(team) + "|3"))
    for person in (rosa, jo):
        await person.waits_for(has_button("support.accept"))
    await team.settles()
    for person in (rosa, jo):
        assert len((await person.screen())["phone"]) == rings[person.user] + 1
    assert len((await sam.screen())["phone"]) == rings[SAM]
    assert NAME not in await sam.reads("dm")
    card = words_of(bot_messages(await dee.screen())[-1])
    assert "can be there" not in card
    await accepts(team, rosa)
    assert "<@U0ROSA> can be there" in await dee.reads("dm")
    assert NAME not in await jo.reads("dm")


async def test_the_one_who_said_yes_can_give_it_back_by_a_button(team: House) -> None:
    """Plans change: the accepter's own card has the way back."""
    dee = await team.person(DEE)
    await asks(dee)
    [sam, rosa] = await told(team, SAM, ROSA)
    await accepts(team, sam)
    await rosa.waits_for(lambda s: NAME not in str(s["dm"]))
    assert has_button("support.pass")(await sam.screen()), buttons(await sam.screen())
    await sam.clicks("support.pass", in_="dm")
    await rosa.waits_for(has_button("support.accept"))
    await dee.waits_for(lambda s: "can be there" not in words_of(bot_messages(s)[-1]))


async def test_a_yes_given_back_while_slack_is_slow_leaves_no_name_behind(team: House) -> None:
    """The first alert's update was still on its way when the call came back: no card keeps the name."""
    dee = await team.person(DEE)
    await asks(dee)
    sam, rosa = await told(team, SAM, ROSA)
    await team.settles()
    rosas = (await rosa.screen())["dm"]["channel"]
    team.fails("chat.update", "http500", times=3, match={"channel": rosas})
    before = len(bot_messages(await rosa.screen()))
    await sam.clicks("support.accept", in_="dm")
    await until(lambda: team.rows("SELECT 1 FROM requests WHERE state = 'accepted'"))
    await sam.sends(tap("support.pass", request_id(team)))
    await rosa.waits_for(lambda s: len(bot_messages(s)) == before + 1, what="a new call")
    await rosa.clicks("support.accept", in_="dm")
    await dee.sees("<@U0ROSA> can be there", in_="dm")
    await dee.clicks("support.cancel", in_="dm")
    await dee.sees("You took this back", in_="dm")
    await team.settles()
    assert NAME not in str((await rosa.screen())["dm"])


async def test_one_person_chosen_is_the_only_one_asked(team: House) -> None:
    """Choose Rosa: nobody else is rung, named or told."""
    dee = await team.person(DEE)
    await asks(dee, whom="Rosa Méndez")
    await told(team, ROSA)
    await team.settles()
    for user in (SAM, JO):
        assert NAME not in await (await team.person(user)).reads()
    card = words_of(bot_messages(await dee.screen())[-1])
    assert "<@U0ROSA>" in card
    assert "<@U0SAM>" not in card


async def test_a_lead_is_asked_only_if_picked(team: House) -> None:
    """Morgan leads and was not named: not in the list that can be asked."""
    dee = await team.person(DEE)
    await opens_home(dee)
    screen = await opens(dee, "support.open:top", "home")
    offered = [
        option["text"]["text"] for one in elements(screen, "modal") for option in one.get("options", [])
    ]
    assert "Sam Okafor" in offered
    assert "Morgan Hale" not in offered


async def test_cover_carries_the_hours_and_no_reason(team: House) -> None:
    """Ask for cover with hours: whoever is told reads them, in words that the preview showed."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_cover(dee, "14:00", "18:00")
    preview = await dee.reads("modal")
    await sends_it(dee)
    [sam] = await told(team, SAM)
    alert = words_of(bot_messages(await sam.screen())[-1])
    for text in (alert, preview):
        assert f"*{NAME} is asking for cover: " in text
        assert "2:00 PM to 6:00 PM*" in text


async def test_asking_again_after_nobody_could(team: House) -> None:
    """ "Ask again" opens the form anew; the second call is a call of its own."""
    dee = await team.person(DEE)
    await asks(dee, whom="Sam Okafor")
    [sam] = await told(team, SAM)
    await sam.clicks("support.pass", in_="dm")
    await dee.sees("Nobody is free", in_="dm")
    await opens_form(dee, button="support.again", in_="dm")
    await sends_it(dee)
    await told(team, SAM, ROSA)
    assert len(team.rows("SELECT 1 FROM requests")) == 2


async def test_this_week_does_not_end_tonight(team: House) -> None:
    """A call for this week, accepted and given back a day later, stays open for days, not for two hours."""
    dee = await team.person(DEE)
    await asks(dee, when="This week")
    [sam] = await told(team, SAM)
    await accepts(team, sam)
    await sam.sends(tap("support.pass", request_id(team)))
    await dee.sees("They are told only if you say so", in_="dm")
    await team.push(timedelta(hours=3))
    await team.settles()
    assert team.rows("SELECT state FROM requests") == [("open",)]


async def test_the_home_of_the_asked_answers_too(team: House) -> None:
    """ "I can be there" works from the Home as well, and the Home shows that it is theirs now."""
    await asks(await team.person(DEE))
    [sam] = await told(team, SAM)
    await opens_home(sam)
    await sam.clicks("support.accept", in_="home")
    await sam.waits_for(lambda s: "You said you can be there" in str(s["home"]))


async def test_on_both_databases(either: House) -> None:
    """Sent, accepted by one of two who tap at once, given back, taken back: on SQLite and PostgreSQL."""
    dee = await either.person(DEE)
    await asks(dee, number=NUMBER)
    sam, rosa = await told(either, SAM, ROSA)
    await asyncio.gather(sam.clicks("support.accept", in_="dm"), rosa.clicks("support.accept", in_="dm"))
    await either.settles()
    screens: list[Json] = [await sam.screen(), await rosa.screen()]
    assert [NUMBER in str(screen) for screen in screens].count(True) == 1
    winner = sam if NUMBER in str(screens[0]) else rosa
    await winner.sends(tap("support.pass", request_id(either)))
    other = rosa if winner is sam else sam
    await other.waits_for(has_button("support.accept"))
    await dee.clicks("support.cancel", in_="dm")
    await dee.sees("You took this back", in_="dm")
    await either.settles()
    for person in (sam, rosa):
        assert NAME not in str((await person.screen())["dm"])
    assert [row.ask for row in either.rows("SELECT ask FROM requests")] == [None]


async def test_choosing_no_person_shows_the_lines(team: House) -> None:
    """ "Not a person": no Send, but who answers now; and the way back to a person."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens(dee, "support.open:top", "home")
    await chooses(dee, "support.change:whom", "no_person")
    screen = await dee.screen()
    assert screen["modals"][-1]["submit"] is None
    assert "988" in await dee.reads("modal")
    await chooses(dee, "support.change:whom", "anyone")
    assert title(await dee.screen()) == "I need a person"
