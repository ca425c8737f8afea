"""What Slack refuses: each family of errors asks for something else, and no call ends in silence."""

import pytest
from structlog.testing import capture_logs

from domain.cards import Priority
from domain.clock import AdjustableClock
from domain.scenes import CardScene
from domain.support import RequestState, TurnState
from sandbox import Sandbox
from storage import Storage
from tests.delivery.bot import ANA, DEE, ROSA, SAM, TONI, Bot, until
from tests.delivery.conftest import Fail
from views.message import Message

POST, OPEN, UPDATE = "chat.postMessage", "conversations.open", "chat.update"


def state_of(bot: Bot, request_id: str) -> RequestState:
    with bot.storage.work() as work:
        request = work.support.by_id(request_id)
    assert request is not None
    return request.state


@pytest.mark.parametrize("known_dm", [False, True])
async def test_a_deactivated_teammate_is_told_to_the_asker_at_once(bot: Bot, known_dm: bool) -> None:
    """The turn is unreached, the asker's card says so, and the account leaves every list: also where Slack
    takes the post into a DM that nobody reads any more."""
    if known_dm:
        bot.open_dms(TONI)
    bot.team(TONI, others=(ANA,))
    bot.start()
    request = await bot.ask(ANA)
    toni = bot.person(TONI).id
    await until(lambda: bot.turns(request.id)[toni].state is TurnState.UNREACHED)
    assert state_of(bot, request.id) is RequestState.NOBODY
    await until(lambda: not bot.person(TONI).active)
    await until(lambda: bot.messages(ANA))


async def test_a_deactivated_account_is_noticed_when_slack_can_tell_again(bot: Bot, fail: Fail) -> None:
    """Slack takes the post and cannot say whose it was; it is asked again until it can."""
    bot.open_dms(TONI)
    bot.team(TONI, others=(ANA,))
    fail("users.info", "http500", times=2)
    bot.start()
    request = await bot.ask(ANA)
    await until(lambda: bot.turns(request.id)[bot.person(TONI).id].state is TurnState.UNREACHED)
    assert state_of(bot, request.id) is RequestState.NOBODY


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible", "cannot_dm_bot", "users_not_found"])
async def test_who_cannot_be_reached_is_told_at_once(bot: Bot, fail: Fail, error: str) -> None:
    """One of two cannot be reached: that turn is unreached, the other stands, the account stays."""
    bot.open_dms(SAM)
    bot.team(SAM, ROSA, others=(ANA,))
    fail(OPEN, "error", error=error, match={"users": ROSA}, times=9)
    bot.start()
    request = await bot.ask(ANA)
    rosa, sam = bot.person(ROSA).id, bot.person(SAM).id
    await until(lambda: bot.turns(request.id)[rosa].state is TurnState.UNREACHED)
    await until(lambda: bot.turns(request.id)[sam].delivered_at)
    assert state_of(bot, request.id) is RequestState.OPEN
    assert bot.person(ROSA).active


async def test_an_old_dm_is_opened_anew(bot: Bot, fail: Fail) -> None:
    """The DM we kept is not there for us any more: it is opened again, and the call arrives."""
    bot.open_dms(SAM)
    bot.team(SAM, others=(ANA,))
    fail(POST, "error", error="channel_not_found", match={"channel": bot.dm(SAM)})
    bot.start()
    await bot.ask(ANA)
    await until(lambda: bot.settled(bot.alert(SAM)))
    assert len(bot.messages(SAM)) == 1
    assert bot.called(OPEN)


async def test_account_inactive_may_mean_the_person(bot: Bot, fail: Fail) -> None:
    """auth.test says that our token is good, so it is the person's account."""
    bot.open_dms(SAM)
    bot.team(SAM, others=(ANA,))
    fail(POST, "error", error="account_inactive", match={"channel": bot.dm(SAM)})
    bot.start()
    request = await bot.ask(ANA)
    await until(lambda: state_of(bot, request.id) is RequestState.NOBODY)
    assert not bot.person(SAM).active


async def test_account_inactive_may_mean_our_own_token(bot: Bot, fail: Fail) -> None:
    """auth.test says the same: nobody is taken for gone, and the card is delivered once it is mended."""
    fail(OPEN, "error", error="account_inactive")
    fail("auth.test", "error", error="account_inactive")
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    assert bot.person(ANA).active


async def test_an_app_without_access_stops_shouts_and_keeps_its_cards(bot: Bot, fail: Fail) -> None:
    """invalid_auth: one loud line that says how to mend it, no hammering, and all is delivered later."""
    bot.open_dms(ANA, DEE)
    fail(POST, "error", error="invalid_auth", times=2)
    with capture_logs() as logs:
        bot.start()
        keys = [await bot.want(ANA), await bot.want(DEE)]
        await until(lambda: any(entry["event"] == "slack_refuses_the_app" for entry in logs))
        await until(lambda: all(bot.settled(key) for key in keys))
    assert len(bot.called(POST)) <= 4
    loud = [entry for entry in logs if entry["event"] == "slack_refuses_the_app"]
    assert len(loud) == 1
    assert loud[0]["log_level"] == "critical"


async def test_a_429_of_the_rest_does_not_delay_a_call(bot: Bot, fail: Fail) -> None:
    """A Retry-After of half a minute for a card of the rest; a call goes out at once."""
    bot.open_dms(ANA, SAM, DEE)
    bot.team(SAM, others=(ANA,))
    fail(POST, "ratelimited", seconds=30, match={"channel": bot.dm(DEE)})
    bot.start()
    rest = await bot.want(DEE, Priority.REST)
    await until(lambda: bot.called(POST))
    await bot.ask(ANA)
    await until(lambda: bot.settled(bot.alert(SAM)), bound=1.0)
    card = bot.card(rest)
    assert card is not None
    assert (card.ts, card.posting) == (None, None)


async def test_a_call_heeds_its_own_429(bot: Bot, fail: Fail) -> None:
    """Retry-After of a second: not tried before, and posted once after it."""
    bot.open_dms(SAM)
    fail(POST, "ratelimited", seconds=1)
    bot.start()
    key = await bot.want(SAM, Priority.CALL)
    await until(lambda: bot.settled(key))
    first, second = bot.called(POST)
    assert second.at - first.at >= 1.0
    assert len(bot.messages(SAM)) == 1


@pytest.mark.parametrize("fault", ["http500", "drop", "lost_answer"])
async def test_a_failed_update_is_done_again(bot: Bot, fail: Fail, fault: str) -> None:
    """An update can be repeated without harm; the card ends as it is wanted."""
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    fail(UPDATE, fault, times=2)
    await bot.want(ANA, key=key)
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1


async def test_opening_a_dm_is_tried_again(bot: Bot, fail: Fail) -> None:
    """Slack is away for a moment before anything was posted."""
    fail(OPEN, "http500", times=2)
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    assert len(bot.called(POST)) == 1


async def test_a_call_that_cannot_be_drawn_goes_out_in_plain_words(bot: Bot, fail: Fail) -> None:
    """Slack takes our blocks for invalid: neutral words and the way to the Home, rather than nothing."""
    bot.open_dms(SAM)
    bot.team(SAM, others=(ANA,))
    fail(POST, "error", error="invalid_blocks", match={"channel": bot.dm(SAM)})
    bot.start()
    with capture_logs() as logs:
        request = await bot.ask(ANA)
        await until(lambda: bot.settled(bot.alert(SAM)))
    (message,) = bot.messages(SAM)
    assert message.text.startswith("Someone has asked for company.")
    assert "Home" in message.text
    assert not message.blocks
    (told,) = [entry for entry in logs if entry["event"] == "card_not_drawn"]
    assert set(told) == {"event", "kind", "error", "log_level"}
    assert bot.turns(request.id)[bot.person(SAM).id].delivered_at


async def test_a_card_of_the_rest_that_cannot_be_drawn_is_given_up(bot: Bot, fail: Fail) -> None:
    """It is told in the log and not tried for ever."""
    bot.open_dms(ANA)
    fail(POST, "error", error="invalid_blocks", times=9)
    bot.start()
    key = await bot.want(ANA, Priority.REST)

    def given_up() -> bool:
        card = bot.card(key)
        return card is not None and card.shown == card.wanted

    await until(given_up)
    assert len(bot.called(POST)) == 1


async def test_a_fault_in_our_own_drawing_does_not_lose_a_call(
    sqlite_storage: Storage, sandbox: Sandbox, clock: AdjustableClock
) -> None:
    """A view raises: plain words instead, and what it raised is not in the log."""

    def draw(scene: CardScene) -> Message:
        raise ValueError("what somebody wrote")

    async with Bot(sqlite_storage, sandbox, clock, draw=draw) as bot:
        bot.team(SAM, others=(ANA,))
        bot.start()
        with capture_logs() as logs:
            await bot.ask(ANA)
            await until(lambda: bot.settled(bot.alert(SAM)))
        assert "somebody wrote" not in str(logs)
        assert len(bot.messages(SAM)) == 1


async def test_a_call_that_slack_takes_in_no_form_is_told_to_the_asker(bot: Bot, fail: Fail) -> None:
    """Refused drawn and refused plain: the asker learns that this teammate was not reached."""
    bot.open_dms(SAM)
    bot.team(SAM, others=(ANA,))
    fail(POST, "error", error="invalid_arguments", times=2, match={"channel": bot.dm(SAM)})
    bot.start()
    request = await bot.ask(ANA)
    await until(lambda: state_of(bot, request.id) is RequestState.NOBODY)


async def test_a_card_that_stood_there_and_cannot_be_changed_rests(bot: Bot, fail: Fail) -> None:
    """edit_window_closed and its like: nothing is tried for ever, nothing is posted anew."""
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    fail(UPDATE, "error", error="edit_window_closed", times=9)
    await bot.want(ANA, key=key)
    await until(lambda: bot.settled(key))
    assert len(bot.called(UPDATE)) == 1
