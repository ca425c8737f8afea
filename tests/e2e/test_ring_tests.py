"""Would it ring? Hours count for "now" where a phone rang in a test made in such an hour."""

from datetime import timedelta

from sqlalchemy import create_engine

from storage.tables import early_rings
from tests.e2e.doings import bot_messages, chooses, opens, opens_home, redrawn, tap
from tests.e2e.hours import NOBODY, form, hours, saves, shut, sleeps, to, until_local
from tests.e2e.house import DEE, ERIKA, SAM, House, has_button

NOT_TESTED = "Not tested yet:"


async def small_team(house: House) -> None:
    """Dee asks, Sam can be asked; his one test was answered at consent, and he has closed himself."""
    await until_local(house, 5, 12)  # a Saturday: the test at consent is of a kind of its own
    await house.team(members=(DEE, SAM), askable=(SAM,), leads=(), rings=False)
    await shut(house, SAM)


async def test_work_hours_are_asked_in_once_they_were_tested(house: House) -> None:
    """Planned and not tested: for now nobody, for today Sam. One tap, a test on the next workday, answered:
    then for now too, and for every workday's day."""
    await small_team(house)
    sam, dee = await house.person(SAM), await house.person(DEE)
    await sam.clicks("schedule.work_hours", in_="dm")
    await sam.sees(f"{NOT_TESTED} weekdays by day", in_="dm")
    await until_local(house, 0, 10)
    shown = await form(dee)
    assert NOBODY in shown
    assert "Somebody can be asked for today." in shown
    await sam.clicks("schedule.test", in_="dm")
    await sam.waits_for(has_button("teams.rang"))
    await sam.clicks("teams.rang", in_="dm")
    await sam.sees("The test is done", in_="dm")
    await house.settles()
    assert NOT_TESTED not in await sam.reads("dm")
    assert "<@U0SAM>" in await form(dee)
    await until_local(house, 3, 15)
    assert "<@U0SAM>" in await form(dee)


async def test_a_test_is_arranged_for_its_own_hours(house: House) -> None:
    """Nights, arranged at noon: nothing comes by day, one test in the night, and only its answer counts."""
    await small_team(house)
    sam, dee = await house.person(SAM), await house.person(DEE)
    await until_local(house, 0, 12)
    await hours(sam)
    await to(sam, "schedule.add")
    await redrawn(sam, sam.clicks("schedule.preset:nights"))
    await sam.chooses("schedule.add:mark", "at_work")
    await saves(sam)
    assert "weekday nights, weekend nights" in await sam.reads("modal")
    await redrawn(sam, sam.clicks("schedule.test", in_="modal"))
    assert "A test comes: weekday nights, from " in await sam.reads("modal")
    assert not has_button("teams.rang")(await sam.screen())
    await until_local(house, 0, 21, 59)
    assert not has_button("teams.rang")(await sam.screen())
    for minutes in range(8):  # 22:00 to 6:00: at some moment of it, and never twice
        await house.push(timedelta(hours=1, seconds=20 * (minutes == 0)))
        await house.settles()
        if has_button("teams.rang")(await sam.screen()):
            break
    assert NOBODY in await form(dee)
    # The hour's push may have brought the test at any moment of it: Slack's own time of it is now.
    await sam.clicks("teams.rang", in_="dm")
    await sam.sees("The test is done", in_="dm")
    await until_local(house, 2, 2)
    assert "<@U0SAM>" in await form(dee)
    await until_local(house, 0, 2)  # Sunday's night is a weekend's
    assert NOBODY in await form(dee)


async def test_an_answer_hours_later_is_no_ring(house: House) -> None:
    """The card says so and offers another; the hours stay untested until one is answered in time."""
    await small_team(house)
    sam, dee = await house.person(SAM), await house.person(DEE)
    await sam.clicks("schedule.work_hours", in_="dm")
    await until_local(house, 1, 9)
    await sam.clicks("schedule.test", in_="dm")
    await sam.waits_for(has_button("teams.rang"))
    await house.push(timedelta(minutes=11))
    await sam.clicks("teams.rang", in_="dm")
    await sam.sees("nobody can tell whether your phone made a sound", in_="dm")
    assert NOBODY in await form(dee)
    await sam.clicks("teams.ring", in_="dm")
    await sam.waits_for(has_button("teams.rang"))
    await house.push(timedelta(minutes=9))
    await sam.clicks("teams.rang", in_="dm")
    await sam.sees("The test is done", in_="dm")
    assert "<@U0SAM>" in await form(dee)


async def test_a_test_that_an_outage_swallowed_comes_in_the_next_such_hours(house: House) -> None:
    """A bot that was off all night sends no test at nine in the morning."""
    await small_team(house)
    sam = await house.person(SAM)
    await until_local(house, 0, 12)
    await hours(sam)
    await to(sam, "schedule.add")
    await redrawn(sam, sam.clicks("schedule.preset:evenings"))
    await sam.chooses("schedule.add:mark", "at_work")
    await saves(sam)
    await redrawn(sam, sam.clicks("schedule.test", in_="modal"))
    [before] = house.rows("SELECT due_at FROM ring_tests WHERE due_at IS NOT NULL")
    await house.stop()
    house.clock.push(timedelta(hours=21))
    house.sandbox.workspace.clock.advance(21 * 3600)
    await house.start()
    await house.settles()
    assert not has_button("teams.rang")(await sam.screen())
    [after] = house.rows("SELECT due_at FROM ring_tests WHERE due_at IS NOT NULL")
    assert after.due_at > before.due_at


async def test_leave_and_sleep_hold_a_test_back(house: House) -> None:
    """Where the hours that it was for are gone, no test comes."""
    await small_team(house)
    sam = await house.person(SAM)
    await sam.clicks("schedule.work_hours", in_="dm")
    await until_local(house, 0, 6)
    await sam.clicks("schedule.test", in_="dm")
    now = await until_local(house, 0, 7)
    await hours(sam)
    await to(sam, "schedule.leave")
    await sam.chooses("schedule.leave:until", (now.date() + timedelta(days=30)).isoformat())
    await saves(sam)
    await until_local(house, 0, 16, 59)
    assert not has_button("teams.rang")(await sam.screen())
    assert not house.rows("SELECT 1 FROM ring_tests WHERE due_at IS NOT NULL")
    await sleeps(sam, "22:00", "07:00")


async def test_untested_hours_are_a_gap_to_who_coordinates(house: House) -> None:
    """The team's week shows planned hours only where a phone rang."""
    await small_team(house)
    sam, erika = await house.person(SAM), await house.person(ERIKA)
    await sam.clicks("schedule.work_hours", in_="dm")
    await house.settles()

    async def the_week() -> str:
        if (await erika.screen())["modals"]:
            await erika.closes(everything=True)
        await opens_home(erika)
        await opens(erika, "schedule.team", "home")
        return await erika.reads("modal")

    assert "<@U0SAM>" not in await the_week()
    house.rings(SAM)
    assert "<@U0SAM>" in await the_week()


async def test_nobody_is_lost_in_silence_by_the_new_rule(house: House) -> None:
    """Who answered a test before its hour was kept is asked for two weeks more, is told once, in their own
    hours, and what to do; after that only in tested hours."""
    await small_team(house)
    sam, dee = await house.person(SAM), await house.person(DEE)
    await sam.clicks("schedule.work_hours", in_="dm")
    await until_local(house, 5, 15)
    now = house.clock.now()
    engine = create_engine(house.urls.data)
    with engine.begin() as connection:  # what the migration writes: tests/migrations
        [[sam_id]] = connection.exec_driver_sql("SELECT id FROM people WHERE slack_user = 'U0SAM'").all()
        values = {"person_id": sam_id, "counts_until": now + timedelta(days=14), "tell_at": now}
        connection.execute(early_rings.insert().values(values))
    engine.dispose()
    before = len(bot_messages(await sam.screen()))
    await house.push(timedelta(hours=1))
    await house.settles()
    assert len(bot_messages(await sam.screen())) == before, "not on a Saturday: his hours are Mon to Fri"
    await until_local(house, 0, 10)
    await sam.sees("Your phone rang in a test once", in_="dm")
    assert len(bot_messages(await sam.screen())) == before + 1
    assert "<@U0SAM>" in await form(dee)
    assert "counts for them until Saturday" in await sam.reads("dm")
    await until_local(house, 1, 10)
    assert len(bot_messages(await sam.screen())) == before + 1
    await house.push(timedelta(days=14))
    assert NOBODY in await form(dee)
    await sam.sends(tap("schedule.test"))
    await sam.waits_for(has_button("teams.rang"))
    await sam.clicks("teams.rang", in_="dm")
    await sam.sees("in every kind of hour that you planned", in_="dm")
    await chooses(dee, "when", "Now")
    assert "<@U0SAM>" in await form(dee)


async def test_tests_made_by_hand_change_nothing(house: House) -> None:
    """ "I heard it" without a test, and tests for somebody who cannot be asked."""
    await small_team(house)
    sam, dee = await house.person(SAM), await house.person(DEE)
    await sam.clicks("schedule.work_hours", in_="dm")
    await until_local(house, 0, 10)
    for _ in range(2):
        await sam.sends(tap("teams.rang", house.rows("SELECT id FROM teams")[0].id))
    await dee.sends(tap("schedule.test"))
    await house.settles()
    assert NOBODY in await form(dee)
    assert not house.rows("SELECT 1 FROM ring_tests")
