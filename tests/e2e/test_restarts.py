"""The socket is cut, the bot is stopped and started: nothing that was begun is lost."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from handlers.effects import error_of
from tests.e2e.doings import (
    answers,
    asks,
    begins,
    bot_messages,
    heading,
    opens_form,
    opens_home,
    place,
    redrawn,
    words_of,
)
from tests.e2e.house import DEE, SAM, House, until

NAME = "<@U0DEE>"


async def test_the_socket_is_dropped_in_the_middle(team: House) -> None:
    """The connection is cut while a call is open: what comes after is heard over the next one."""
    dee = await team.person(DEE)
    await asks(dee)
    sam = await team.person(SAM)
    await sam.sees(NAME, in_="dm")
    await team.sandbox.workspace.sockets.disturb("drop")
    await until(lambda: team.sandbox.workspace.sockets.count == 0)
    await until(lambda: team.sandbox.workspace.sockets.count > 0, 20)
    await sam.clicks("support.accept", in_="dm")
    await dee.sees("<@U0SAM> can be there", in_="dm")


async def test_slack_asks_for_a_new_connection(team: House) -> None:
    """A refresh asked for by Slack loses nothing."""
    dee = await team.person(DEE)
    await begins(dee)
    await team.sandbox.workspace.sockets.disturb("refresh")
    await answers(dee, "go_on")
    await until(lambda: team.sandbox.workspace.sockets.count > 0, 20)
    await answers(dee)


async def test_a_restart_in_the_middle_of_a_debrief(team: House) -> None:
    """The bot is stopped and started while a step is on the screen: Next goes on from there."""
    dee = await team.person(DEE)
    await begins(dee)
    screen = await answers(dee, "go_on")
    at = place(screen)
    await team.restart()
    screen = await answers(dee)
    assert heading(screen) == "How close to you"
    assert place(screen) == (at[0], at[1] + 1)


async def test_a_restart_between_send_and_yes(team: House) -> None:
    """Stopped right after Send: who was not told yet is told after the start; a yes reaches the asker."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    team.fails("chat.postMessage", "http500", times=50)
    await dee.submits()
    await team.stop()
    team.sandbox.workspace.faults.clear()
    await team.start()
    sam = await team.person(SAM)
    await sam.sees(NAME, 10, in_="dm")
    await team.restart()
    await sam.clicks("support.accept", in_="dm")
    await dee.sees("<@U0SAM> can be there", in_="dm")
    await team.settles()
    assert sum(NAME in words_of(message) for message in bot_messages(await sam.screen())) == 1


async def test_what_was_due_while_the_bot_was_off(team: House) -> None:
    """Off for four days: a paused debrief is destroyed and an old call ended before anything is heard."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    await dee.closes()
    await asks(dee)
    await (await team.person(SAM)).sees(NAME, in_="dm")
    await team.stop()
    team.clock.push(timedelta(days=4))
    team.sandbox.workspace.clock.advance(timedelta(days=4).total_seconds())
    await team.start()
    assert not team.rows("SELECT 1 FROM debriefs")
    assert [row.state for row in team.rows("SELECT state FROM requests")] == ["expired"]
    await team.settles()
    assert NAME not in await (await team.person(SAM)).reads("dm")


async def test_a_stale_back_after_a_restart(team: House) -> None:
    """Back from a screen that stood there before the restart: one step back, once."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    await team.restart()
    screen = await redrawn(dee, dee.clicks("debrief.back"))
    assert heading(screen) == "Right now"


@pytest.mark.torture  # slack_sdk looks again every ten seconds
@pytest.mark.parametrize("kind", ["http500", "ratelimited", "drop", "error"])
async def test_the_socket_is_dropped_and_slack_does_not_let_it_open_again(team: House, kind: str) -> None:
    """The connection is cut and the next ones are refused for a while: the bot comes back by itself."""
    dee = await team.person(DEE)
    team.fails("apps.connections.open", kind, times=3, seconds=1)
    await team.sandbox.workspace.sockets.disturb("drop")
    await until(lambda: team.sandbox.workspace.sockets.count == 0)
    await until(lambda: team.sandbox.workspace.sockets.count > 0, 60)
    await dee.says("hello")
    await dee.waits_for(lambda s: len(bot_messages(s)) == 2)


@pytest.mark.parametrize("error", ["invalid_auth", "missing_scope"])
async def test_a_wrong_token_stops_the_start(house: House, error: str) -> None:
    """Slack refuses a token: the start ends at once, with Slack's own name for it, and stops cleanly."""
    await house.stop()
    house.fails("apps.connections.open", "error", times=99, error=error)
    with pytest.raises(SlackApiError) as refused:
        await house.start()
    assert error_of(refused.value) == error
    await house.stop()


async def test_what_is_no_slack_stops_the_start(house: House) -> None:
    """Something answers with a page where Slack should be: the start ends at once, too."""
    await house.stop()
    house.fails("auth.test", "http500", times=99)
    with pytest.raises(SlackApiError) as refused:
        await house.start()
    assert error_of(refused.value) == ""
    await house.stop()
