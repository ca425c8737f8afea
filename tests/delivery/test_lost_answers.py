"""Sent or not? At least once; twice only if Slack shows a post later than the courier looks."""

import asyncio

import pytest

from care import support
from domain.cards import Priority
from domain.clock import AdjustableClock
from sandbox import Sandbox
from sandbox.faults import fault_from
from storage import Storage, UnitOfWork
from tests.delivery.bot import ANA, QUICK, ROSA, SAM, Bot, until
from tests.delivery.conftest import Fail

POST, HISTORY = "chat.postMessage", "conversations.history"


@pytest.mark.parametrize("priority", list(Priority))
async def test_a_lost_answer_is_found_by_its_key(bot: Bot, fail: Fail, priority: Priority) -> None:
    """Posted, the answer lost: found in the history, posted once only."""
    fail(POST, "lost_answer")
    bot.start()
    key = await bot.want(ANA, priority)
    await until(lambda: bot.settled(key))
    (message,) = bot.messages(ANA)
    card = bot.card(key)
    assert card is not None
    assert (card.ts, card.posting) == (message.ts, None)
    assert len(bot.called(POST)) == 1


@pytest.mark.parametrize("kind", ["drop", "http500"])
@pytest.mark.parametrize(("priority", "looks"), [(Priority.CALL, 1), (Priority.ANSWER, 2)])
async def test_a_post_that_never_arrived_is_posted_again(
    bot: Bot, fail: Fail, kind: str, priority: Priority, looks: int
) -> None:
    """After the first empty look for a call, after the second for the rest."""
    fail(POST, kind)
    bot.start()
    key = await bot.want(ANA, priority)
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1
    assert (len(bot.called(POST)), len(bot.called(HISTORY))) == (2, looks)


async def test_a_post_slower_than_our_patience_is_found(
    sqlite_storage: Storage, sandbox: Sandbox, clock: AdjustableClock, fail: Fail
) -> None:
    """We hang up, Slack posts all the same: one message."""
    fail(POST, "latency", seconds=0.4)
    async with Bot(sqlite_storage, sandbox, clock, timeout=0.3) as bot:
        bot.start()
        key = await bot.want(ANA, Priority.CALL)
        await until(lambda: bot.settled(key))
        assert len(bot.messages(ANA)) == 1


async def test_a_post_shown_late_but_before_the_look_is_found(bot: Bot, fail: Fail) -> None:
    """Late, yet there when it is looked for: one message."""
    fail(POST, "late_post", seconds=0.1)
    bot.start()
    key = await bot.want(ANA, Priority.CALL)
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1


async def test_a_post_later_than_the_look_is_there_twice_and_then_taken_away(bot: Bot, fail: Fail) -> None:
    """The one case of twice: a call was posted again, and the first came after all. It is swept away."""
    fail(POST, "late_post", seconds=0.35)
    bot.start()
    key = await bot.want(ANA, Priority.CALL)
    await until(lambda: bot.settled(key))
    await until(lambda: bot.called("chat.delete"))
    await until(lambda: len(bot.messages(ANA)) == 1)
    card = bot.card(key)
    assert card is not None
    assert bot.messages(ANA)[0].ts == card.ts
    assert len(bot.called(POST)) == 2


async def test_answers_lost_again_and_again_still_end_in_one_message(bot: Bot, fail: Fail) -> None:
    """Dropped twice, then posted with its answer lost."""
    fail(POST, "drop", times=2)
    fail(POST, "lost_answer")
    bot.start()
    key = await bot.want(ANA, Priority.CALL)
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1


async def test_withdrawn_while_its_answer_is_awaited_and_there(bot: Bot, fail: Fail) -> None:
    """A call is taken back between the post and the look: what is found is changed, not left with a name."""
    bot.team(SAM, others=(ANA,))
    fail(POST, "lost_answer", match={"channel": bot.dm(SAM)})
    bot.start()
    request = await bot.ask(ANA)
    await until(lambda: bot.messages(SAM))
    await bot.seam.do(support.cancel, bot.person(ANA).id, request.id, bot.clock.now())
    await until(lambda: bot.called("chat.update"))
    await until(lambda: f"<@{ANA}>" not in str(bot.messages(SAM)[0].blocks))
    assert len(bot.messages(SAM)) == 1


async def test_withdrawn_while_its_answer_is_awaited_and_not_there(bot: Bot, fail: Fail) -> None:
    """The post never arrived and is not wanted any more: it is never posted."""
    bot.open_dms(ANA)
    fail(POST, "drop")
    bot.start()
    key = await bot.want(ANA, Priority.CALL)
    await until(lambda: bot.called(POST))

    def withdraw(work: UnitOfWork) -> None:
        work.cards.withdraw(key)

    await bot.change(withdraw)
    await until(lambda: bot.card(key) is None)
    assert not bot.messages(ANA)
    assert len(bot.called(POST)) == 1


async def test_somebody_came_while_an_alert_was_in_doubt(bot: Bot, fail: Fail) -> None:
    """The post of one alert never arrived; meanwhile the other teammate accepts: nothing is sent any more."""
    bot.open_dms(ROSA, SAM)
    bot.team(SAM, ROSA, others=(ANA,))
    fail(POST, "drop", match={"channel": bot.dm(ROSA)})
    bot.start()
    request = await bot.ask(ANA)
    sam, rosa = bot.alert(SAM), bot.alert(ROSA)
    await until(lambda: bot.settled(sam))
    await bot.seam.do(support.accept, bot.person(SAM).id, request.id, bot.clock.now())
    await until(lambda: bot.card(rosa) is None)
    assert not bot.messages(ROSA)


async def test_a_restart_finds_what_was_posted_before_it(bot: Bot, fail: Fail) -> None:
    """Stopped while the answer was awaited: the next life looks before it posts."""
    fail(POST, "lost_answer")
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.messages(ANA))
    await bot.stop(bound=0)
    card = bot.card(key)
    assert card is not None
    assert card.posting
    bot.start()
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1
    assert not bot.called("chat.update"), "the key remembers the version, so nothing is drawn again"


async def test_a_restart_posts_what_never_arrived(bot: Bot, fail: Fail) -> None:
    """Stopped after a post that was dropped: looked for in the next life, then posted."""
    bot.open_dms(ANA)
    fail(POST, "drop")
    bot.start()
    key = await bot.want(ANA, Priority.CALL)
    await until(lambda: bot.called(POST))
    await bot.stop(bound=0)
    bot.start()
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1


@pytest.mark.parametrize("how", [("http500", {}), ("error", {"error": "missing_scope"})])
async def test_a_call_is_posted_even_if_nobody_may_look(
    bot: Bot, fail: Fail, how: tuple[str, dict[str, str]]
) -> None:
    """The history cannot be read: at least once goes before at most once, for a call."""
    kind, more = how
    fail(POST, "drop")
    fail(HISTORY, kind, times=50, **more)
    bot.start()
    key = await bot.want(ANA, Priority.CALL)
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1


async def test_doubles_found_while_looking_are_taken_away(
    sqlite_storage: Storage, sandbox: Sandbox, clock: AdjustableClock, fail: Fail
) -> None:
    """Posted late, posted again, and the second answer lost too: the newest stays, the other goes."""
    fail(POST, "late_post", seconds=0.3)
    fail(POST, "lost_answer")
    async with Bot(sqlite_storage, sandbox, clock, patience=QUICK) as bot:
        bot.start()
        key = await bot.want(ANA, Priority.CALL)
        await until(lambda: bot.settled(key))
        await until(lambda: len(bot.messages(ANA)) == 1)
        card = bot.card(key)
        assert card is not None
        assert bot.messages(ANA)[0].ts == card.ts


async def test_many_in_doubt_at_once(bot: Bot, fail: Fail) -> None:
    """Twenty calls to one person whose answers are all lost: twenty messages, not one more."""
    bot.open_dms(ANA)
    fail(POST, "lost_answer", times=3)
    bot.start()
    keys = await asyncio.gather(*(bot.want(ANA, Priority.CALL) for _ in range(6)))
    await until(lambda: all(bot.settled(key) for key in keys), bound=15)
    assert len(bot.messages(ANA)) == 6


async def test_after_an_outage_all_that_is_in_doubt_is_looked_for_together(
    sqlite_storage: Storage, clock: AdjustableClock
) -> None:
    """Forty posts in doubt in two DMs, more than Slack would let us look for one by one: each found, none
    posted again, in a few readings."""
    async with Sandbox(rates="off") as sandbox, Bot(sqlite_storage, sandbox, clock) as bot:
        bot.open_dms(ANA, SAM)
        sandbox.workspace.faults.add(fault_from({"method": POST, "kind": "lost_answer", "times": 40}))
        bot.start()
        keys = [await bot.want(user, Priority.CALL) for user in [ANA, SAM] * 20]
        await until(lambda: all(bot.settled(key) for key in keys), bound=30)
        assert len(bot.messages(ANA)) + len(bot.messages(SAM)) == 40
        assert len(bot.called(HISTORY)) < 40
