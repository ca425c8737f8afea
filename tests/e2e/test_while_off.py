"""What people write while the bot is off is answered when it is back."""

from datetime import timedelta

from tests.e2e.house import ANA, KIT, House, has_button


async def test_a_message_written_while_the_bot_was_off_is_answered_once(house: House) -> None:
    """Slack gives up sending it after some minutes; the bot looks for it when it starts."""
    kit = await house.person(KIT)
    await kit.says("hello")
    await kit.waits_for(has_button("debrief.start"))
    await house.stop()
    await kit.says("he said no again")
    before = len((await kit.screen())["dm"]["messages"])

    await house.start()
    await kit.waits_for(lambda screen: len(screen["dm"]["messages"]) > before)
    await house.settles()
    await house.stop()
    await house.start()
    await house.settles()
    messages = (await kit.screen())["dm"]["messages"]
    assert len(messages) == before + 1
    assert messages[-1]["bot"]


async def test_what_was_answered_already_or_is_a_day_old_is_let_lie(house: House) -> None:
    """An answer to an old message would come out of nowhere."""
    ana = await house.person(ANA)
    await ana.says("hola")
    await ana.waits_for(has_button("debrief.start"))
    await house.settles()
    await house.stop()
    await ana.says("otra vez")
    before = len((await ana.screen())["dm"]["messages"])
    house.clock.push(timedelta(days=2))
    await house.start()
    await house.settles()
    assert len((await ana.screen())["dm"]["messages"]) == before
