"""The auditor in a whole house: damage made by hand, what people see of its repair, and no false alarms."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from care import accounts
from delivery.auditing import Auditor, Watching
from domain.audit import Wrong
from tests.damages import DAMAGES, Case, Damage
from tests.delivery.test_health import Monitor, asked, free_port, monitor
from tests.e2e.doings import asks, begins, open_up, opens_form, request_id, words_of
from tests.e2e.house import ANA, DEE, JO, KIT, MORGAN, ROSA, SAM, House, Prepared, has_button

__all__ = ["monitor"]

NAME = "<@U0DEE>"
NEVER = 3600.0
"""Seconds: the tests say when to look."""


class Leaps:
    """Real time that a test lets pass at once."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.seconds


@pytest.fixture
def leaps() -> Leaps:
    return Leaps()


@pytest.fixture
def watching(leaps: Leaps) -> Watching:
    """Looks only when told."""
    return Watching(first=NEVER, accounts_first=NEVER, monotonic=leaps)


@pytest.fixture
async def team(prepared: Prepared, tmp_path: Path, watching: Watching) -> AsyncIterator[House]:
    """The prepared team, in a house that watches itself as the test says."""
    async with prepared.house(tmp_path, watching=watching) as running:
        yield running


async def a_call(house: House) -> Case:
    """Let Dee ask, and wait until everybody was told."""
    await asks(await house.person(DEE))
    await house.settles()
    ids = {row.slack_user: row.id for row in house.rows("SELECT id, slack_user FROM people")}
    return Case(house.bot.storage, request_id(house), ids[DEE], ids[SAM], house.clock.now())


async def looked(auditor: Auditor, leaps: Leaps, damage: Damage) -> tuple[Wrong, ...]:
    """Look; where a damage is one by its length only, let that pass first."""
    if damage.after:
        assert await auditor.look_now() == ()
        leaps.seconds += damage.after
    return await auditor.look_now()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
async def test_damage_is_raised_and_what_can_be_is_repaired(
    team: House, leaps: Leaps, watching: Watching, damage: Damage
) -> None:
    """With its repairs switched off the auditor raises each kind; with them, only what it cannot repair."""
    case = await a_call(team)
    bot = team.bot
    await bot.ticker.stop()  # it would do at once what is due
    await bot.courier.stop()
    only_looks = Auditor(bot.seam, bot._leader, bot.clock, replace(watching, repairs={}))
    assert await only_looks.look_now() == ()
    damage.do(case)
    assert await looked(only_looks, leaps, damage) == (damage.wrong,)
    still = await looked(bot.auditor, leaps, damage)
    assert still == (() if damage.mends else (damage.wrong,))
    assert (await only_looks.look_now() == ()) == damage.mends


async def test_a_lost_call_reaches_the_teammate_after_all(team: House) -> None:
    """A card that is gone from the tables, and its message from the chat, is there again a look later."""
    case = await a_call(team)
    sam = await team.person(SAM)
    team.sandbox.workspace.world.direct_channel(SAM).messages.clear()
    DAMAGES["no card"].do(case)
    assert NAME not in await sam.reads("dm")
    assert await team.bot.auditor.look_now() == ()
    await sam.sees(NAME, in_="dm")
    await sam.clicks("support.accept", in_="dm")
    await (await team.person(DEE)).sees("<@U0SAM> can be there", in_="dm")


async def test_the_asker_learns_of_a_card_given_up(team: House) -> None:
    """Whose card will never come counts as not reached, and the asker's own card says so."""
    case = await a_call(team)
    DAMAGES["a card given up"].do(case)
    assert await team.bot.auditor.look_now() == ()
    await team.settles()
    [row] = team.rows("SELECT state FROM turns WHERE person_id = :sam", sam=case.asked_id)
    assert row.state == "unreached"
    dee = await team.person(DEE)
    card = [message for message in (await dee.screen())["dm"]["messages"] if message["bot"]][-1]
    assert "<@U0SAM>: not reached" in words_of(card)


async def test_a_dead_clock_is_noticed_and_its_work_done(team: House, leaps: Leaps) -> None:
    """Nothing ticks any more: the next are asked all the same, and the asker hears that it is over. That it
    had to be done twice within an hour is raised."""
    await a_call(team)
    await team.bot.ticker.stop()
    dee = await team.person(DEE)
    for minutes, state, rung, wrong in ((6, "open", 2, ()), (180, "expired", 2, (Wrong.WORK_OVERDUE,))):
        team.clock.push(timedelta(minutes=minutes))
        assert await team.bot.auditor.look_now() == ()
        leaps.seconds += 61
        assert await team.bot.auditor.look_now() == wrong
        await team.settles()
        [row] = team.rows("SELECT state, rung FROM requests")
        assert (row.state, row.rung) == (state, rung)
    assert not has_button("support.cancel")(await dee.screen())


async def test_a_clean_house_stays_clean_through_a_whole_story(
    prepared: Prepared, tmp_path: Path, watching: Watching, leaps: Leaps
) -> None:
    """Asked, told, silent, accepted, met or not, over; a debrief left open; a week pushed: never an alarm.

    It looks while things happen, with its repairs switched off, so that nothing is put right unseen.
    """
    only_looks = replace(watching, repairs={})
    async with prepared.house(tmp_path, watching=only_looks) as house:
        looks = house.bot.auditor

        async def push(by: timedelta) -> None:
            async def look() -> None:
                for _ in range(5):
                    assert await looks.look_now() == ()

            await asyncio.gather(house.push(by), look())
            await settled()

        async def settled() -> None:
            await house.settles()
            assert await looks.look_now() == ()
            leaps.seconds += 65
            assert await looks.look_now() == ()

        await begins(await house.person(ANA))
        await (await house.person(ANA)).closes()
        dee = await house.person(DEE)
        await asyncio.gather(asks(dee), *(looks.look_now() for _ in range(3)))
        await settled()
        await push(timedelta(minutes=6))
        sam = await house.person(SAM)
        await sam.clicks("support.accept", in_="dm")
        await settled()
        await push(timedelta(minutes=11))
        await push(timedelta(minutes=6))
        await asks(await house.person(ANA))
        await push(timedelta(days=7))
        await push(timedelta(days=9))
        await house.restart()
        looks = house.bot.auditor
        await settled()


async def test_slack_away_is_raised_and_over_when_it_is_back(team: House, leaps: Leaps) -> None:
    """A call that cannot be delivered is an alarm after a minute; nobody is called unreachable for it."""
    team.fails("chat.postMessage", "http500", times=1000)
    team.fails("conversations.history", "http500", times=1000)
    dee = await team.person(DEE)
    await dee.opens_home()
    await dee.waits_for(lambda screen: screen["home"], what="the Home")
    await opens_form(dee)
    await dee.submits()
    assert await team.bot.auditor.look_now() == ()
    leaps.seconds += 75
    wrong = set(await team.bot.auditor.look_now())
    assert Wrong.CARD_OVERDUE in wrong
    assert wrong <= {Wrong.CARD_OVERDUE, Wrong.POST_IN_DOUBT}
    assert {row.state for row in team.rows("SELECT state FROM turns")} == {"asked", "waiting"}
    team.sandbox.workspace.faults.clear()
    await team.settles()
    await (await team.person(SAM)).sees(NAME, in_="dm")
    assert await team.bot.auditor.look_now() == ()


async def test_heartbeat_and_healthz_only_while_all_is_well(
    prepared: Prepared, tmp_path: Path, monitor: Monitor, watching: Watching
) -> None:
    """A clean look sends one heartbeat and makes `/healthz` say ok; a look that finds something does not."""
    port = free_port()
    both = replace(watching, heartbeat_url=monitor.url, health_port=port)
    async with prepared.house(tmp_path, watching=both) as house:
        assert await asked(port) == (503, '{"ok": false, "wrong": ["audit"]}', "hearth")
        case = await a_call(house)
        assert await house.bot.auditor.look_now() == ()
        assert len(monitor.came) == 1
        assert await asked(port) == (200, '{"ok": true}', "hearth")
        await house.bot.courier.stop()
        DAMAGES["what was asked is lost"].do(case)
        await house.bot.auditor.look_now()
        assert len(monitor.came) == 1
        status, body, _ = await asked(port)
        assert (status, body) == (503, '{"ok": false, "wrong": ["half_done"]}')
        for user in (DEE, SAM):
            assert user not in body


async def test_it_looks_by_itself(prepared: Prepared, tmp_path: Path, monitor: Monitor) -> None:
    """Soon after the start, and then again and again."""
    watching = Watching(heartbeat_url=monitor.url, first=0.05, every=0.05)
    async with prepared.house(tmp_path, watching=watching):
        end = time.monotonic() + 10
        while len(monitor.came) < 3:
            assert time.monotonic() < end
            await asyncio.sleep(0.01)


# Accounts


async def test_whoever_was_deactivated_unseen_leaves_every_list(team: House) -> None:
    """Slack told nobody, since the bot was off: at the night's look they are gone, and only they."""
    await team.bot.accounts.look_now()
    world = team.sandbox.workspace.world
    world.users[SAM].deleted = True
    world.users[ROSA].tz = "Europe/Madrid"
    world.users[MORGAN].is_admin = True
    before = len(team.calls("users.info"))
    assert await team.bot.accounts.look_now()
    assert len(team.calls("users.info")) == before, "once a night"
    await team.push(timedelta(days=1))
    assert await team.bot.accounts.look_now()
    people = {
        row.slack_user: row for row in team.rows("SELECT slack_user, active, zone, is_admin FROM people")
    }
    assert not people[SAM].active
    assert people[ROSA].active
    assert people[ROSA].zone == "Europe/Madrid"
    assert people[MORGAN].is_admin
    dee = await team.person(DEE)
    await open_up(team, ROSA, JO)
    await asks(dee)
    await team.settles()
    assert {row.slack_user for row in team.rows(
        "SELECT slack_user FROM people p JOIN turns t ON t.person_id = p.id"
    )} == {ROSA, JO}  # fmt: skip
    assert KIT not in str(team.calls("users.info"))


async def test_a_call_goes_on_without_somebody_found_gone_at_night(team: House) -> None:
    """Who had said yes is gone: the others are asked, and the asker is told."""
    await a_call(team)
    sam = await team.person(SAM)
    await sam.clicks("support.accept", in_="dm")
    await team.settles()
    team.sandbox.workspace.world.users[SAM].deleted = True
    await team.bot.seam.do(accounts.asked_after, "2020-01-01")
    assert await team.bot.accounts.look_now()
    await team.settles()
    [row] = team.rows("SELECT state, accepted_by FROM requests")
    assert (row.state, row.accepted_by) == ("open", None)
    await (await team.person(ROSA)).waits_for(has_button("support.accept"))


async def test_the_look_is_made_once_for_all_restarts_and_after_a_day_off(team: House) -> None:
    """The mark is in the database: a restart asks nobody anew; a start a day later does, by itself."""
    await team.push(timedelta(days=1))
    assert await team.bot.accounts.look_now()
    asked_so_far = len(team.calls("users.info"))
    await team.restart()
    assert await team.bot.accounts.look_now()
    assert len(team.calls("users.info")) == asked_so_far
    await team.stop()
    team.clock.push(timedelta(days=2))
    team.watching = replace(team.watching or Watching(), accounts_first=0.01)
    await team.start()
    end = time.monotonic() + 10
    while len(team.calls("users.info")) < 2 * asked_so_far:
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
async def test_an_account_that_slack_does_not_know_is_not_taken_out(team: House, error: str) -> None:
    """With another workspace's tokens nobody would be found: that empties no list."""
    await team.bot.seam.do(accounts.asked_after, "2020-01-01")
    team.fails("users.info", "error", error=error, times=100)
    assert await team.bot.accounts.look_now()
    assert not team.rows("SELECT 1 FROM people WHERE NOT active")


async def test_whom_slack_does_not_tell_of_is_asked_after_again(team: House) -> None:
    """Some answers fail: the night is not over; the next look asks only after those."""
    await team.bot.seam.do(accounts.asked_after, "2020-01-01")
    before = len(team.calls("users.info"))
    team.fails("users.info", "http500", times=2)
    assert not await team.bot.accounts.look_now()
    first = len(team.calls("users.info")) - before
    assert await team.bot.accounts.look_now()
    assert len(team.calls("users.info")) - before == first + 2
    assert await team.bot.accounts.look_now()
    assert len(team.calls("users.info")) - before == first + 2


async def test_with_the_app_refused_the_look_stops_at_once(team: House) -> None:
    """A token that is not taken: one question, no list is touched, and it comes again."""
    await team.bot.seam.do(accounts.asked_after, "2020-01-01")
    before = len(team.calls("users.info"))
    team.fails("users.info", "error", error="token_revoked", times=100)
    assert not await team.bot.accounts.look_now()
    assert len(team.calls("users.info")) == before + 1
    assert not team.rows("SELECT 1 FROM people WHERE NOT active")
