"""Who can be asked when: hours, right now, leave, sleep, switch, limit and rest, as everybody sees it."""

import json
from datetime import timedelta

from tests.e2e.doings import (
    asks,
    bot_messages,
    chooses,
    open_up,
    redrawn,
    request_id,
    tap,
)
from tests.e2e.hours import NOBODY, form, hours, refused, saves, shut, sleeps, to, until_local
from tests.e2e.house import ANA, DEE, ERIKA, JO, MORGAN, ROSA, SAM, House, has_button


async def test_nobody_is_asked_before_they_set_hours_and_two_taps_are_enough(house: House) -> None:
    """After the test a teammate reads that nobody will ask them yet; one more tap, and people can."""
    await house.team(members=(DEE, SAM), askable=(SAM,), leads=())
    sam, dee = await house.person(SAM), await house.person(DEE)
    await shut(house, SAM)
    assert "Nobody will ask you yet: you have set no hours." in await sam.reads("dm")
    assert "Nobody has hours in the coming" not in await form(dee)
    assert NOBODY in await dee.reads("modal")
    assert (await dee.screen())["modals"][-1]["submit"] is None
    await sam.clicks("schedule.work_hours", in_="dm")
    await sam.waits_for(lambda s: not has_button("schedule.work_hours")(s))
    assert "in your hours" in await sam.reads("dm")
    await until_local(house, 1, 10)
    assert "<@U0SAM>" in await form(dee)
    await until_local(house, 1, 17)
    assert NOBODY in await form(dee)


async def test_the_form_offers_a_time_for_which_somebody_can_be_asked(team: House) -> None:
    """On a Monday night nobody has hours now or today; for this week somebody has, and is asked for then."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    await sam.clicks("schedule.work_hours", in_="dm")
    await until_local(team, 0, 22)
    shown = await form(dee)
    assert NOBODY in shown
    assert "Somebody can be asked for this week." in shown
    assert "for today" not in shown
    assert "988" in shown
    await chooses(dee, "when", "This week")
    assert "<@U0SAM>" in await dee.reads("modal")
    assert "Not everyone has hours then." in await dee.reads("modal")
    await dee.submits()
    await sam.sees("<@U0DEE>", in_="dm")
    await team.settles()
    assert "<@U0DEE>" not in await (await team.person(JO)).reads("dm")


async def test_send_looks_once_more(team: House) -> None:
    """Everybody's time passes between the form and Send: nobody is told, and the form says so."""
    dee = await team.person(DEE)
    await form(dee)
    await team.push(timedelta(hours=4, minutes=1))
    await dee.submits()
    assert NOBODY in await dee.reads("modal")
    assert not team.rows("SELECT 1 FROM requests")


async def test_right_now_on_and_off(team: House) -> None:
    """On for an hour from the screen, seen there; off in one tap; and over by itself."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    await hours(sam)
    await redrawn(sam, sam.clicks("schedule.now:1", in_="modal"))
    assert "on, until" in await sam.reads("modal")
    assert "<@U0SAM>" in await form(dee)
    await redrawn(sam, sam.clicks("schedule.now", in_="modal"))
    assert "off." in await sam.reads("modal")
    assert NOBODY in await form(dee)
    await redrawn(sam, sam.clicks("schedule.now:1", in_="modal"))
    await team.push(timedelta(minutes=59))
    assert "<@U0SAM>" in await form(dee)
    await team.push(timedelta(minutes=1))
    assert NOBODY in await form(dee)


async def test_hours_off_shift_wait_for_the_agency_s_answer(team: House) -> None:
    """Until it is said how the time counts nobody is asked in them, and the screen says so; then they are."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    await hours(sam)
    await to(sam, "schedule.add")
    await redrawn(sam, sam.clicks("schedule.preset:evenings"))
    await sam.chooses("schedule.add:mark", "off_shift")
    await saves(sam)
    assert "not asked until you say how that time counts" in await sam.reads("modal")
    await until_local(team, 2, 19)
    assert NOBODY in await form(dee)
    await to(sam, "schedule.counts")
    await sam.chooses("schedule.counts:counts", "time_back")
    await saves(sam)
    assert "<@U0SAM>" in await form(dee)
    await to(sam, "schedule.counts")
    await sam.chooses("schedule.counts:counts", "not_known")
    await saves(sam)
    assert NOBODY in await form(dee)


async def test_leave_takes_somebody_out_of_every_list(team: House) -> None:
    """From the first day to the last, also where they open themselves; nobody is told."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    now = await until_local(team, 0, 12)
    await open_up(team, SAM)
    before = await (await team.person(ERIKA)).reads("dm")
    await hours(sam)
    await to(sam, "schedule.leave")
    await sam.chooses("schedule.leave:until", (now.date() - timedelta(days=1)).isoformat())
    assert await refused(sam) == {"until"}
    await sam.chooses("schedule.leave:until", (now.date() + timedelta(days=1)).isoformat())
    await saves(sam)
    assert "Away from" in await sam.reads("modal")
    assert NOBODY in await form(dee)
    assert await (await team.person(ERIKA)).reads("dm") == before
    await until_local(team, 2, 9)
    await open_up(team, SAM)
    assert "<@U0SAM>" in await form(dee)


async def test_not_now_is_wordless_and_asked_about_after_a_week(team: House) -> None:
    """What waits for their answer goes on without them, nobody is told why; a week later one question."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    await asks(dee, whom="Sam Okafor")
    await sam.sees("<@U0DEE>", in_="dm")
    await hours(sam)
    await to(sam, "schedule.switch")
    await sam.chooses("schedule.switch:switch", "not_now")
    await saves(sam)
    await dee.sees("Nobody is free", in_="dm")
    await team.settles()
    for user in (DEE, MORGAN, ERIKA):
        assert "carrying" not in json.dumps(await (await team.person(user)).screen())
    await dee.sends(tap("schedule.now", "4"))
    assert "<@U0SAM>" not in (await form(dee)).partition("Who may see this")[2]
    before = len(bot_messages(await sam.screen()))
    await team.push(timedelta(days=6))
    await team.settles()
    assert len(bot_messages(await sam.screen())) == before
    await team.push(timedelta(days=1, hours=1))
    await sam.sees("How is it with you now?", in_="dm")
    assert (await sam.screen())["phone"][-1]["text"] == "There is a message here for you."
    await sam.clicks("schedule.switch_to:as_usual", in_="dm")
    await sam.sees("As usual, then", in_="dm")
    await team.push(timedelta(days=15))
    await team.settles()
    assert len(bot_messages(await sam.screen())) == before + 1


async def test_company_both_ways_is_still_asked(team: House) -> None:
    """And nobody sees it."""
    sam, dee = await team.person(SAM), await team.person(DEE)
    await hours(sam)
    await to(sam, "schedule.switch")
    await sam.chooses("schedule.switch:switch", "both_ways")
    await saves(sam)
    assert "<@U0SAM>" in await form(dee)
    assert "both ways" not in await dee.reads()


async def test_nothing_reaches_a_sleeper_but_what_they_opened_themselves_for(team: House) -> None:
    """Asleep from nine to five: not asked at noon, the question waits; right now reaches them."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    await sleeps(sam, "09:00", "17:00")
    await to(sam, "schedule.switch")
    await sam.chooses("schedule.switch:switch", "both_ways")
    await saves(sam)
    await until_local(team, 3, 12)
    assert "Nobody has hours in the coming seven days." not in await form(dee)
    assert NOBODY in await dee.reads("modal")
    await team.push(timedelta(days=7))
    await team.settles()
    assert "How is it with you now?" not in await sam.reads("dm")
    await open_up(team, SAM)
    assert "<@U0SAM>" in await form(dee)
    await until_local(team, 3, 18, 30)
    await sam.sees("How is it with you now?", in_="dm")


async def test_with_one_call_nobody_is_asked_for_a_second(team: House) -> None:
    """Who said yes is at their limit for four hours; with a rest of a day, for that day; a yes given back
    frees them at once."""
    dee, ana, sam = await team.person(DEE), await team.person(ANA), await team.person(SAM)
    await open_up(team, SAM, ROSA, JO)
    await asks(dee, whom="Sam Okafor")
    await sam.sees("<@U0DEE>", in_="dm")
    assert "<@U0SAM>" in await form(ana), "asked is not with somebody yet"
    await sam.clicks("support.accept", in_="dm")
    await dee.sees("<@U0SAM> can be there", in_="dm")
    shown = await form(ana)
    assert "<@U0SAM>" not in shown
    assert "<@U0ROSA>" in shown
    await sam.sends(tap("support.pass", request_id(team)))
    await team.settles()
    assert "<@U0SAM>" in await form(ana)


async def test_a_rest_is_one_s_own_choice(team: House) -> None:
    """Four hours after a yes; nobody sees why; the next day they can be asked again."""
    dee, ana, sam = await team.person(DEE), await team.person(ANA), await team.person(SAM)
    await hours(sam)
    await to(sam, "schedule.limit")
    await sam.chooses("schedule.limit:most", "5")
    await sam.chooses("schedule.limit:rest", "a_day")
    await saves(sam)
    assert "A day of rest" in await sam.reads("modal")
    await asks(dee, whom="Sam Okafor")
    await sam.sees("<@U0DEE>", in_="dm")
    await sam.clicks("support.accept", in_="dm")
    await dee.sees("<@U0SAM> can be there", in_="dm")
    await team.push(timedelta(hours=23))
    await team.settles()
    assert "<@U0SAM>" not in await form(ana)
    await team.push(timedelta(hours=1, minutes=1))
    await open_up(team, SAM)
    assert "<@U0SAM>" in await form(ana)


async def test_another_zone_in_slack_moves_the_hours(team: House) -> None:
    """Nine to five is so where the teammate is: moved to Los Angeles, they start three hours later."""
    await shut(team, SAM, ROSA, JO)
    sam, dee = await team.person(SAM), await team.person(DEE)
    await sam.clicks("schedule.work_hours", in_="dm")
    await until_local(team, 2, 10)
    assert "<@U0SAM>" in await form(dee)
    await sam.changes(tz="America/Los_Angeles")
    await team.settles()
    assert NOBODY in await form(dee)
    await until_local(team, 2, 12, 1)
    assert "<@U0SAM>" in await form(dee)


async def test_hours_hold_over_a_restart_and_on_both_databases(either: House) -> None:
    """Kept, sealed, and asked by them after the bot was started anew."""
    sam, dee = await either.person(SAM), await either.person(DEE)
    await shut(either, SAM, ROSA, JO)
    await sam.sends(tap("schedule.work_hours", either.rows("SELECT id FROM teams")[0].id))
    await sleeps(sam, "22:00", "06:00")
    await either.restart()
    await until_local(either, 4, 16, 59)
    assert "<@U0SAM>" in await form(dee)
    await either.push(timedelta(minutes=1))
    assert NOBODY in await form(dee)
