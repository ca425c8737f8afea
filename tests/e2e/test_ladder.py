"""The ladder of a call: rung by rung, by itself or on the asker's word, as everybody sees it."""

from dataclasses import replace
from datetime import timedelta

from domain.schedule import Span
from sandbox.person import Person
from tests.e2e.doings import (
    asks,
    bot_messages,
    buttons,
    opens,
    opens_form,
    opens_home,
    request_id,
    sends_it,
    tap,
    title,
    words_of,
)
from tests.e2e.hours import until_local
from tests.e2e.house import DEE, JO, ROSA, SAM, House, has_button, until

NAME = "<@U0DEE>"
A_RUNG = timedelta(minutes=5, seconds=1)
CALLED = has_button("support.accept")


async def card(person: Person) -> str:
    """Return the newest of what the bot has said to somebody."""
    return words_of(bot_messages(await person.screen())[-1])


async def waits_a_rung(house: House, by: timedelta = A_RUNG) -> None:
    """Let what was sent arrive, push the clock past a rung, and let what comes of it arrive."""
    await house.settles()
    await house.push(by)
    await house.settles()


async def at_noon(house: House) -> None:
    """Push the clock to a Tuesday noon, and let everybody be open again."""
    await until_local(house, 1, 12)
    for user in (SAM, ROSA, JO):
        await (await house.person(user)).sends(tap("schedule.now", "12"))
    await house.settles()


async def test_for_now_the_next_are_asked_by_themselves_without_the_name(team: House) -> None:
    """Two at first; after five minutes the third, who sees the name only on a yes. All may still come."""
    dee, sam, jo = await team.person(DEE), await team.person(SAM), await team.person(JO)
    await asks(dee)
    await team.settles()
    assert not CALLED(await jo.screen())
    await waits_a_rung(team)
    assert "A teammate is asking for company" in await card(jo)
    assert "You see their name when you say yes" in await card(jo)
    assert "U0DEE" not in str(await jo.screen())
    assert "<@U0JO>: told at" in await card(dee)
    assert CALLED(await sam.screen())
    await jo.clicks("support.accept", in_="dm")
    await team.settles()
    assert NAME in await card(jo)
    assert "<@U0JO> can be there" in await card(dee)
    assert NAME not in await sam.reads()


async def test_one_of_the_first_may_still_come_late(team: House) -> None:
    """The third was asked already; Sam says yes: the third's card ends without ever having had the name."""
    dee, sam, jo = await team.person(DEE), await team.person(SAM), await team.person(JO)
    await asks(dee)
    await waits_a_rung(team)
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    assert "<@U0SAM> can be there" in await card(dee)
    assert "Someone is there now" in await card(jo)
    assert "U0DEE" not in str(await jo.screen())


async def test_when_the_first_are_gone_the_next_need_not_wait(team: House) -> None:
    """Both pass: the third is asked in the same moment, and the asker's card says so."""
    dee, jo = await team.person(DEE), await team.person(JO)
    await asks(dee)
    await team.settles()
    for user in (SAM, ROSA):
        await (await team.person(user)).clicks("support.pass", in_="dm")
    await jo.waits_for(CALLED)
    await team.settles()
    assert "<@U0JO>: told at" in await card(dee)


async def test_an_answer_rings_and_so_does_nobody(team: House) -> None:
    """Who asked and put the phone away hears that somebody comes; and that nobody does. The older card
    points down."""
    dee, sam = await team.person(DEE), await team.person(SAM)
    await asks(dee)
    await team.settles()
    rings = len((await dee.screen())["phone"])
    await sam.clicks("support.accept", in_="dm")
    await dee.sees("<@U0SAM> can be there", in_="dm")
    await team.settles()
    screen = await dee.screen()
    assert len(screen["phone"]) == rings + 1
    assert "U0SAM" not in screen["phone"][-1]["text"]
    assert "There is a newer message about this below." in words_of(bot_messages(screen)[-2])
    assert buttons(screen).count("support.cancel") == 1


async def test_the_last_rung_is_told_plainly(team: House) -> None:
    """Everybody was asked and nobody answered: the asker hears it once, with the number, asking again, and
    asking for later; the call stays open."""
    dee = await team.person(DEE)
    await asks(dee)
    await waits_a_rung(team)
    rings = len((await dee.screen())["phone"])
    await waits_a_rung(team)
    assert len((await dee.screen())["phone"]) == rings + 1
    told = await card(dee)
    assert "Still no answer" in told
    assert "410 555 0100" in told
    await waits_a_rung(team, timedelta(minutes=30))
    assert len((await dee.screen())["phone"]) == rings + 1
    await opens(dee, "support.again:later", "dm")
    assert "When: some time today" in await dee.reads("modal")


async def test_for_today_the_asker_is_asked_first(team: House) -> None:
    """By day one is asked; after three quarters of an hour it comes back, and rings; nobody else is told."""
    dee = await team.person(DEE)
    await at_noon(team)
    await asks(dee, when="today")
    await team.settles()
    rings = len((await dee.screen())["phone"])
    await waits_a_rung(team, timedelta(minutes=44))
    assert len((await dee.screen())["phone"]) == rings
    await waits_a_rung(team, timedelta(minutes=2))
    assert len((await dee.screen())["phone"]) == rings + 1
    assert "They are told only if you say so" in await card(dee)
    await waits_a_rung(team, timedelta(hours=2))
    called = [user for user in (SAM, ROSA, JO) if CALLED(await (await team.person(user)).screen())]
    assert called == [SAM]
    await dee.clicks("support.next", in_="dm")
    await team.settles()
    called = [user for user in (SAM, ROSA, JO) if CALLED(await (await team.person(user)).screen())]
    assert len(called) == 2


async def test_two_taps_on_next_open_one_rung(team: House) -> None:
    """A double tap, and an old card's tap: one more person, not two."""
    dee = await team.person(DEE)
    await at_noon(team)
    await asks(dee, when="today")
    await team.settles()
    value = f"{request_id(team)}|1"
    for _ in range(3):
        await dee.sends(tap("support.next", value))
    await team.settles()
    [row] = team.rows("SELECT rung FROM requests")
    assert row.rung == 2
    assert len(team.rows("SELECT 1 FROM turns WHERE state = 'asked'")) == 2


async def test_somebody_elses_tap_opens_nothing(team: House) -> None:
    """Whoever finds the value of the button out: nobody is asked, and nothing is told."""
    dee, jo = await team.person(DEE), await team.person(JO)
    await asks(dee)
    await team.settles()
    for value in (f"{request_id(team)}|1", "no-such|1", "", "|", f"{request_id(team)}|x"):
        await jo.sends(tap("support.next", value))
    await team.settles()
    assert team.rows("SELECT rung FROM requests") == [(1,)]
    assert not CALLED(await jo.screen())


async def test_who_cannot_be_asked_any_more_is_passed_over_without_a_word(team: House) -> None:
    """Jo shut the door before her rung came: the asker hears that nobody else is there, not why."""
    dee, jo = await team.person(DEE), await team.person(JO)
    await asks(dee)
    await team.settles()
    await jo.sends(tap("schedule.now", "0"))
    await waits_a_rung(team)
    assert not CALLED(await jo.screen())
    assert "U0JO" not in await card(dee)
    assert "Still no answer" in await card(dee)


async def test_slack_down_for_an_hour_burns_no_rung(team: House) -> None:
    """Nothing goes out for an hour: when Slack is back the first two ring, and only they; the asker's five
    minutes count from then."""
    dee, jo = await team.person(DEE), await team.person(JO)
    await opens_home(dee)
    await opens_form(dee)
    team.fails("chat.postMessage", "http500", times=100_000)
    await sends_it(dee)
    for _ in range(6):
        await team.push(timedelta(minutes=10))
    assert team.rows("SELECT rung, state FROM requests") == [(1, "open")]
    team.sandbox.workspace.faults.clear()
    sam = await team.person(SAM)
    await sam.waits_for(CALLED, 10)
    await team.settles()
    assert not CALLED(await jo.screen())
    await team.push(timedelta(minutes=4))
    await team.settles()
    assert not CALLED(await jo.screen())
    await waits_a_rung(team, timedelta(minutes=2))
    assert CALLED(await jo.screen())


async def test_one_who_cannot_be_told_does_not_stop_the_ladder(team: House) -> None:
    """Slack takes everything but Sam's and Rosa's alerts, again and again: Jo is asked all the same."""
    dee, jo = await team.person(DEE), await team.person(JO)
    await opens_home(dee)
    await opens_form(dee)
    for user in (SAM, ROSA):
        channel = (await (await team.person(user)).screen())["dm"]["channel"]
        team.fails("chat.postMessage", "http500", times=100_000, match={"channel": channel})
    await sends_it(dee)
    await until(lambda: team.rows("SELECT 1 FROM cards WHERE kind = 'asker' AND shown = wanted"))
    await team.push(A_RUNG)
    await jo.waits_for(CALLED)
    await dee.waits_for(lambda screen: "<@U0JO>: told at" in words_of(bot_messages(screen)[-1]))


async def test_one_person_chosen_and_no_answer(team: House) -> None:
    """The form says before Send what happens then: the asker is told, and nobody else is asked."""
    dee, jo = await team.person(DEE), await team.person(JO)
    await opens_home(dee)
    await opens_form(dee, whom="Sam Okafor")
    assert "If there is no answer after 5 minutes, I tell you" in await dee.reads("modal")
    await sends_it(dee)
    await waits_a_rung(team)
    assert "Still no answer" in await card(dee)
    assert not has_button("support.next")(await dee.screen())
    assert not CALLED(await jo.screen())


async def test_the_form_says_in_which_order(team: House) -> None:
    """First, next, and on whose word; in Spanish too. "Sent" says it once more."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    shown = await dee.reads("modal")
    assert "2. <@U0JO>, if there is no answer after 5 minutes" in shown
    assert "sees your name only when they say yes" in shown
    await dee.submits()
    assert title(await dee.screen()) == "Sent"
    assert "the next on your list are asked too" in await dee.reads("modal")


async def test_at_night_an_asker_is_not_woken_for_what_is_for_today(team: House) -> None:
    """It waits until they wake; the call goes on being open for whoever was asked."""
    dee = await team.person(DEE)
    await until_local(team, 1, 22, 30)
    for user in (SAM, ROSA, JO):
        await (await team.person(user)).sends(tap("schedule.now", "12"))
    with team.bot.storage.work() as work:
        person = work.people.by_slack(DEE)
        assert person is not None
        choices = replace(work.schedules.plan(person.id).choices, sleep=Span(23 * 60, 7 * 60))
        work.schedules.keep(person.id, choices, team.clock.now())
        work.commit()
    await asks(dee, when="today")
    await team.settles()
    rings = len((await dee.screen())["phone"])
    await waits_a_rung(team, timedelta(hours=2))
    assert len((await dee.screen())["phone"]) == rings


async def test_a_rung_in_which_no_phone_rings_is_not_waited_for(team: House) -> None:
    """Both phones are quiet: Jo, whose phone rings, is asked in the same minute; all of them may come."""
    dee, jo = await team.person(DEE), await team.person(JO)
    for user in (SAM, ROSA):
        await (await team.person(user)).changes(dnd={"enabled": True, "start": "00:00", "end": "00:00"})
    await asks(dee)
    await jo.waits_for(CALLED)
    await team.settles()
    assert "their phone is quiet" in await card(dee)
    assert CALLED(await (await team.person(SAM)).screen())
