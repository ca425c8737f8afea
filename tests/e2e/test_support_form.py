"""The one screen on which a person is asked for: what it shows is what is sent, to those it names."""

import re
from datetime import UTC, datetime, timedelta

from domain.people import Language
from sandbox.person import Person
from tests.e2e.doings import (
    asks,
    bot_messages,
    chooses,
    elements,
    open_up,
    opens,
    opens_cover,
    opens_form,
    opens_home,
    redrawn,
    sends_it,
    submit,
    surfaces,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, JO, ROSA, SAM, House, has_button
from words import words

NAME = "<@U0DEE>"


async def form(person: Person) -> None:
    """Open the form from the Home."""
    await opens_home(person)
    await opens_form(person)


def sections(blocks: list[dict[str, object]]) -> list[str]:
    """Return the text of every section, whole."""
    return [str(block["text"]["text"]) for block in blocks if block["type"] == "section"]  # type: ignore[index] # a section has one


async def test_the_preview_is_what_arrives_in_both_languages(team: House) -> None:
    """Each alert's first paragraph stands letter for letter in what the asker saw before Send."""
    dee = await team.person(DEE)
    await form(dee)
    await chooses(dee, "support.change:how", "cannot_speak")
    [blocks] = surfaces(await dee.screen(), "modal")
    seen = sections(blocks)
    shown = await dee.reads("modal")
    await sends_it(dee)
    for user, language in ((SAM, Language.EN), (ROSA, Language.ES)):
        person = await team.person(user)
        await person.sees(NAME, in_="dm")
        message = bot_messages(await person.screen())[-1]
        assert sections(message["blocks"])[0] in seen
        assert message["text"] in shown
        assert words(language)("push-alert") == message["text"]


async def test_who_may_see_is_who_is_told(team: House) -> None:
    """The names in the preview are exactly those who get an alert, rung by rung."""
    dee = await team.person(DEE)
    await form(dee)
    [blocks] = surfaces(await dee.screen(), "modal")
    [lines] = [text for text in sections(blocks) if "Who may learn of this" in text]
    named = set(re.findall(r"<@(\w+)>", lines))
    await sends_it(dee)
    await team.settles()
    await team.push(timedelta(minutes=5, seconds=1))
    await team.settles()
    people = [user.id for user in team.sandbox.workspace.world.people if not user.deleted]
    alert = f"{NAME} is asking", f"{NAME} pide"
    shown = {user: await (await team.person(user)).reads("dm") for user in people}
    told = {user for user, text in shown.items() if any(words in text for words in alert)}
    unnamed = {user for user, text in shown.items() if "A teammate is asking" in text}
    assert told == {SAM, ROSA}
    assert unnamed == {JO}, "from the second rung on the name shows only on a yes"
    assert named == told | unnamed


async def test_the_preview_follows_every_change(team: House) -> None:
    """When, whom, how: the words and the names are drawn anew at each choice."""
    dee = await team.person(DEE)
    await form(dee)
    assert "When: now" in await dee.reads("modal")
    await chooses(dee, "support.change:when", "This week")
    assert "When: this week" in await dee.reads("modal")
    await chooses(dee, "support.change:how", "call")
    assert "How: a call" in await dee.reads("modal")
    await chooses(dee, "support.change:whom", "Jo Lind")
    [blocks] = surfaces(await dee.screen(), "modal")
    [line] = [text for text in sections(blocks) if "Who may learn of this" in text]
    assert re.findall(r"<@(\w+)>", line) == [JO]


async def test_what_was_not_seen_is_shown_before_it_is_sent(team: House) -> None:
    """Hours that came with Send alone are not in the preview yet: it is shown once more, then sent."""
    dee = await team.person(DEE)
    await opens_home(dee)
    screen = await opens_cover(dee, "14:00", "18:00")
    view = screen["modals"][-1]
    values = view["state"]["values"]
    values["until"]["cover.change:until"]["selected_time"] = "19:00"
    told = await dee.sends(submit("cover.send", view["private_metadata"], values))
    assert "This changed" in str(told["ack"]["view"]["blocks"])
    assert "2:00 PM to 7:00 PM" in str(told["ack"]["view"]["blocks"])
    assert not team.rows("SELECT 1 FROM requests")


async def test_the_list_changed_between_opening_and_send(team: House) -> None:
    """Sam stops being asked while the form is open: nothing is sent before the new list was seen."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await form(dee)
    assert "<@U0SAM>" in await dee.reads("modal")
    await sam.clicks("teams.stop_asking", in_="dm")
    await team.settles()
    await dee.submits()
    assert "This changed" in await dee.reads("modal")
    assert "<@U0SAM>" not in await dee.reads("modal")
    assert not team.rows("SELECT 1 FROM requests")
    await sends_it(dee)
    await (await team.person(ROSA)).sees(NAME, in_="dm")
    assert not has_button("support.accept")(await sam.screen())


async def test_the_one_person_chosen_cannot_be_asked_any_more(team: House) -> None:
    """Chosen was Sam alone; Sam stops. Send asks nobody else unseen."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await form(dee)
    await chooses(dee, "support.change:whom", "Sam Okafor")
    await sam.clicks("teams.stop_asking", in_="dm")
    await team.settles()
    await dee.submits()
    assert not team.rows("SELECT 1 FROM requests")
    assert "This changed" in await dee.reads("modal")


async def test_nobody_is_left_to_ask_at_send(team: House) -> None:
    """Everybody stopped being asked while the form was open: nobody was told, and here is who answers."""
    dee = await team.person(DEE)
    await form(dee)
    for user in (SAM, ROSA, JO):
        await (await team.person(user)).clicks("teams.stop_asking", in_="dm")
    await team.settles()
    await dee.submits()
    shown = await dee.reads("modal")
    assert "988" in shown
    assert "side is not working" not in shown
    assert not team.rows("SELECT 1 FROM requests")


async def test_two_taps_from_a_message(team: House) -> None:
    """From the card that answers a message: "I need a person", Send. Two taps and somebody is told."""
    dee = await team.person(DEE)
    await dee.says("can somebody sit with me")
    await dee.waits_for(lambda s: len(bot_messages(s)) == 2)
    await opens_form(dee, button="support.open", in_="dm")
    await sends_it(dee)
    await (await team.person(SAM)).sees(NAME, in_="dm")


async def test_quiet_phones_are_told_before_send(team: House) -> None:
    """At night in Chicago the form says that Jo's phone is quiet and until when; Sam's rings."""
    now = team.clock.now()
    night = now.replace(hour=5, minute=0)  # 05:00 UTC is past 23:00 in Chicago, winter and summer
    night += timedelta(days=0 if night > now else 1)
    await team.push(night - now)
    await open_up(team, SAM, ROSA, JO)
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee, (SAM, JO))
    shown = await dee.reads("modal")
    assert "<@U0JO>: phone is quiet until" in shown
    assert "<@U0SAM>: phone is quiet" not in shown
    await sends_it(dee)
    jo = await team.person(JO)
    await jo.sees(NAME, in_="dm")
    assert not (await jo.screen())["phone"][-1]["rang"]


async def test_by_day_nothing_is_said_of_quiet_phones(team: House) -> None:
    """At noon in Chicago nobody's phone is quiet."""
    now = team.clock.now()
    noon = datetime(now.year, now.month, now.day, 18, tzinfo=UTC)
    noon += timedelta(days=0 if noon > now else 1)
    await team.push(noon - now)
    await open_up(team, SAM, ROSA, JO)
    dee = await team.person(DEE)
    await form(dee)
    assert "quiet" not in await dee.reads("modal")


async def test_slack_does_not_say_whose_phone_is_quiet(team: House) -> None:
    """The form says that it could not see it, and Send works."""
    team.fails("dnd.teamInfo", "http500", times=50)
    dee = await team.person(DEE)
    await form(dee)
    assert "could not see" in await dee.reads("modal")
    await sends_it(dee)
    await (await team.person(SAM)).sees(NAME, in_="dm")


async def test_send_with_a_form_made_by_hand_sends_nothing_unseen(team: House) -> None:
    """A submit whose words were never shown comes back as a form to look at."""
    dee = await team.person(DEE)
    await form(dee)
    answer = await dee.sends(submit("support.send", '{"s":"made-up","g":"0000","k":"company"}'))
    assert title({"modals": [answer["ack"]["view"]]}) == "I need a person"
    assert not team.rows("SELECT 1 FROM requests")


async def test_the_number_is_in_no_preview(team: House) -> None:
    """It is typed, goes to one person, and stands in no section of the form."""
    dee = await team.person(DEE)
    await form(dee)
    await dee.types("number", "443 555 0142")
    await chooses(dee, "support.change:when", "Today")
    [blocks] = surfaces(await dee.screen(), "modal")
    assert not any("443 555 0142" in text for text in sections(blocks))
    [field] = [one for one in elements(await dee.screen(), "modal") if one["action_id"].endswith(":number")]
    assert "private_metadata" not in field
    assert "443" not in (await dee.screen())["modals"][-1]["private_metadata"]


async def test_the_form_speaks_spanish(team: House) -> None:
    """Ana's form is in Spanish, with the exact words in both languages; Sam reads English."""
    ana = await team.person(ANA)
    await form(ana)
    shown = await ana.reads("modal")
    assert title(await ana.screen()) == words(Language.ES)("form-title")
    assert "is asking for company" in shown
    await sends_it(ana)
    sam = await team.person(SAM)
    await sam.sees("<@U0ANA> is asking for company", in_="dm")


async def test_lines_open_on_top_of_the_form(team: House) -> None:
    """Help lines from the form: on top, and the form is still there after, as it was filled in."""
    dee = await team.person(DEE)
    await form(dee)
    await chooses(dee, "support.change:when", "Today")
    await opens(dee, "help.lines", "modal")
    await dee.closes()
    assert "When: some time today" in await dee.reads("modal")


async def test_three_deep_the_lines_still_open(team: House) -> None:
    """Doors, a debrief on top, the form on top of it: Slack holds no fourth, and the lines still show."""
    dee = await team.person(DEE)
    await dee.command("/debrief")
    await dee.waits_for(lambda s: s["modals"])
    await opens(dee, "debrief.start:loss", "modal")
    await dee.submits()
    await opens(dee, "support.open", "modal")
    assert len((await dee.screen())["modals"]) == 3
    await redrawn(dee, dee.clicks("help.lines", in_="modal"))
    assert "988" in await dee.reads("modal")


async def test_three_deep_a_send_that_fails_says_so(team: House) -> None:
    """Slack takes no fourth window: "Nobody has been told" takes the form's own place then."""
    dee = await team.person(DEE)
    await dee.command("/debrief")
    await dee.waits_for(lambda s: s["modals"])
    await opens(dee, "debrief.start:loss", "modal")
    await dee.submits()
    await opens(dee, "support.open", "modal")
    team.bot.storage.engine.dispose()
    team.urls.data_file.rename(team.urls.data_file.with_suffix(".away"))
    try:
        told = await dee.submits()
    finally:
        team.urls.data_file.unlink(missing_ok=True)
        team.urls.data_file.with_suffix(".away").rename(team.urls.data_file)
    assert not told.get("refused"), told
    assert "Nobody has been told" in await dee.reads("modal")


async def test_asking_while_one_call_is_open_makes_another(team: House) -> None:
    """Two calls of one person, each on its own card and on the Home, each taken back alone."""
    dee = await team.person(DEE)
    await asks(dee, whom="Sam Okafor")
    await asks(dee, whom="Rosa Méndez")
    await team.settles()
    screen = await dee.screen()
    assert len(bot_messages(screen)) == 3
    await dee.clicks("support.cancel", in_="dm")
    await dee.waits_for(lambda s: "took this back" in words_of(bot_messages(s)[-1]))
    assert has_button("support.cancel")(await dee.screen())
    assert len(team.rows("SELECT 1 FROM requests WHERE state = 'open'")) == 1
