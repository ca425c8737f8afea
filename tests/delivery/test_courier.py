"""The courier: what is wanted is what Slack shows, once."""

import asyncio
from datetime import timedelta

from sqlalchemy import or_, select

from care import support, turns
from domain.cards import Priority
from domain.clock import AdjustableClock
from storage import UnitOfWork
from storage.tables import cards
from tests.delivery.bot import ANA, DEE, ROSA, SAM, Bot, until
from tests.delivery.conftest import Fail


async def test_a_wanted_card_is_posted_once_and_confirmed(bot: Bot) -> None:
    """The DM is opened and kept, the message carries its key, the row knows where it stands."""
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    card = bot.card(key)
    assert card is not None
    assert (card.channel, card.posting) == (bot.dm(ANA), None)
    (message,) = bot.messages(ANA)
    assert message.ts == card.ts
    assert message.metadata is not None
    assert message.metadata["event_type"] == "hearth_card"
    assert set(message.metadata["event_payload"]) == {"key"}
    assert bot.person(ANA).dm == card.channel


async def test_what_was_wanted_before_the_start_is_delivered_at_the_start(bot: Bot) -> None:
    """Rows wait for the courier; nothing has to wake it."""
    key = await bot.want(ANA)
    bot.start()
    await until(lambda: bot.settled(key))


async def test_a_changed_card_is_updated_in_place(bot: Bot) -> None:
    """A second want of a posted card is a chat.update of the same message."""
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    await bot.want(ANA, key=key)
    await until(lambda: bot.settled(key))
    assert len(bot.messages(ANA)) == 1
    assert len(bot.called("chat.update")) == 1


async def test_several_changes_while_one_is_on_its_way_become_one_update(bot: Bot, fail: Fail) -> None:
    """Wanted three times more while the post was slow: one post, one update."""
    bot.open_dms(ANA)
    fail("chat.postMessage", "latency", seconds=0.3)
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.called("chat.postMessage"))
    for _ in range(3):
        await bot.want(ANA, key=key)
    await until(lambda: bot.settled(key))
    assert len(bot.called("chat.postMessage")) == 1
    assert len(bot.called("chat.update")) == 1


async def test_a_card_withdrawn_before_it_was_posted_never_is(bot: Bot) -> None:
    """Nothing is called, and the row is gone."""
    key = await bot.want(ANA)

    def withdraw(work: UnitOfWork) -> None:
        work.cards.withdraw(key)

    await bot.change(withdraw)
    bot.start()
    await until(lambda: bot.card(key) is None)
    assert not bot.called("chat.postMessage")


async def test_a_card_withdrawn_while_its_dm_is_opened_is_not_posted(bot: Bot, fail: Fail) -> None:
    """The last look at the row comes right before the post."""
    fail("conversations.open", "latency", seconds=0.3)
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.called("conversations.open"))

    def withdraw(work: UnitOfWork) -> None:
        work.cards.withdraw(key)

    await bot.change(withdraw)
    await until(lambda: bot.card(key) is None)
    assert not bot.called("chat.postMessage")


async def test_a_call_past_its_end_is_never_posted(bot: Bot, clock: AdjustableClock) -> None:
    """After an outage nothing old goes out: an alert from June pages nobody in October."""
    bot.team(SAM, others=(ANA,))
    await bot.ask(ANA)
    clock.push(timedelta(hours=3))
    bot.start()
    alert = bot.alert(SAM)
    await until(lambda: bot.card(alert) is None)
    assert not bot.messages(SAM)


async def test_a_call_is_told_to_all_and_its_delivery_counts(bot: Bot) -> None:
    """Each teammate has one alert; the asker's card follows; the turn knows when Slack confirmed."""
    bot.team(SAM, ROSA, others=(ANA,))
    bot.start()
    request = await bot.ask(ANA)
    asker = turns.asker_key(request)
    await until(lambda: all(turn.delivered_at for turn in bot.turns(request.id).values()))
    await until(lambda: bot.settled(asker))
    assert [len(bot.messages(user)) for user in (SAM, ROSA, ANA)] == [1, 1, 1]
    assert bot.messages(SAM)[0].text == "Someone has asked for company."


async def test_when_one_accepts_the_others_cards_lose_the_name_at_once(bot: Bot) -> None:
    """Accepting changes every posted card in place."""
    bot.team(SAM, ROSA, others=(ANA,))
    bot.start()
    request = await bot.ask(ANA)
    keys = [bot.alert(user) for user in (SAM, ROSA)]
    await until(lambda: all(bot.settled(key) for key in keys))
    assert f"<@{ANA}>" in str(bot.messages(ROSA)[0].blocks)
    await bot.seam.do(support.accept, bot.person(SAM).id, request.id, bot.clock.now())
    await until(lambda: f"<@{ANA}>" not in str(bot.messages(ROSA)[0].blocks))
    await until(lambda: all(bot.settled(key) for key in keys))


async def test_an_accepted_call_is_not_told_to_who_was_not_told_yet(bot: Bot, fail: Fail) -> None:
    """Slack is away for one of two; the other accepts; the first is never told."""
    bot.open_dms(ROSA)
    bot.team(SAM, ROSA, others=(ANA,))
    fail("chat.postMessage", "http500", times=100, match={"channel": bot.dm(ROSA)})
    bot.start()
    request = await bot.ask(ANA)
    sam, rosa = bot.alert(SAM), bot.alert(ROSA)
    await until(lambda: bot.settled(sam))
    await bot.seam.do(support.accept, bot.person(SAM).id, request.id, bot.clock.now())
    await until(lambda: bot.card(rosa) is None)
    assert not bot.messages(ROSA)


async def test_one_slow_delivery_holds_up_no_other(bot: Bot, fail: Fail) -> None:
    """Each card is a task of its own."""
    bot.open_dms(ANA, DEE)
    fail("chat.postMessage", "latency", seconds=1.5, match={"channel": bot.dm(ANA)})
    bot.start()
    slow = await bot.want(ANA)
    await until(lambda: bot.called("chat.postMessage"))
    quick = await bot.want(DEE)
    await until(lambda: bot.settled(quick), bound=1.0)
    assert not bot.settled(slow)
    await until(lambda: bot.settled(slow))


async def test_a_message_that_is_gone_is_left_alone(bot: Bot) -> None:
    """message_not_found on an update: the card rests, and nothing is posted anew."""
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.settled(key))
    bot.sandbox.workspace.world.direct_channel(ANA).messages.clear()
    await bot.want(ANA, key=key)
    await until(lambda: bot.called("chat.update"))
    await until(lambda: bot.settled(key))
    assert not bot.messages(ANA)


async def test_a_person_who_was_forgotten_gets_nothing(bot: Bot) -> None:
    """Their cards went with them; the courier does not mind."""
    await bot.want(ANA)
    ana = bot.person(ANA).id

    def forget(work: UnitOfWork) -> None:
        work.people.forget(ana)

    await bot.change(forget)
    bot.start()
    other = await bot.want(DEE)
    await until(lambda: bot.settled(other))
    assert not bot.messages(ANA)


async def test_a_process_that_does_not_lead_sends_its_own_calls_and_nothing_else(bot: Bot) -> None:
    """The leader sends the rest, whenever there is one."""
    bot.team(SAM, others=(ANA,))
    bot.lead.leads = False
    bot.start()
    other = await bot.want(DEE)
    await bot.ask(ANA)
    await until(lambda: bot.settled(bot.alert(SAM)))
    assert not bot.messages(DEE)
    bot.lead.leads = True
    await until(lambda: bot.settled(other))


async def test_at_the_stop_what_is_under_way_is_finished(bot: Bot, fail: Fail) -> None:
    """A slow post is waited for, within the bound."""
    bot.open_dms(ANA)
    fail("chat.postMessage", "latency", seconds=0.3)
    bot.start()
    key = await bot.want(ANA)
    await until(lambda: bot.called("chat.postMessage"))
    await bot.stop(bound=2.0)
    assert bot.settled(key)


async def test_calls_go_ahead_of_a_backlog(bot: Bot) -> None:
    """A hundred cards of the rest wait; a call arrives at once and meets no 429."""
    users = [user.id for user in bot.sandbox.workspace.world.people if user.id not in (SAM, ANA)]
    bot.open_dms(SAM, ANA)
    bot.team(SAM, others=(ANA,))
    for index in range(100):
        await bot.want(users[index % (len(users) - 1)], Priority.REST)
    bot.start()
    await until(lambda: len(bot.called("chat.postMessage")) >= 5)
    loop = asyncio.get_running_loop()
    asked = loop.time()
    await bot.ask(ANA)
    await until(lambda: bot.settled(bot.alert(SAM)))
    assert loop.time() - asked < 1.0
    assert all(call.ok for call in bot.called("chat.postMessage"))


async def test_of_a_flood_no_more_is_taken_up_than_can_go_out(bot: Bot) -> None:
    """Where the rest has no room left, its cards are not claimed and given back: they wait as they are, and
    what answers somebody goes by them."""
    bot.open_dms(SAM, ANA)
    while bot.pacing.take("chat.postMessage", "", Priority.REST) == 0:
        pass
    for _ in range(20):
        await bot.want(SAM, Priority.REST)
    answer = await bot.want(ANA)
    bot.start()
    await until(lambda: bot.settled(answer))
    with bot.storage.engine.connect() as connection:
        held = or_(
            cards.c.lease_until.is_not(None), cards.c.next_try_at.is_not(None), cards.c.ts.is_not(None)
        )
        touched = connection.scalars(select(cards.c.key).where(held)).all()
    assert len(touched) <= 1 + 3  # the answer, and one for each second that this may have taken
