"""Two processes on one PostgreSQL: each card once, whoever takes it, also if both believe that they lead."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.cards import Priority
from domain.clock import AdjustableClock
from sandbox import Sandbox
from storage import Storage
from storage.leader import Leadership
from tests.databases import Urls
from tests.delivery.bot import ANA, DEE, JO, ROSA, SAM, Bot, until
from tests.delivery.conftest import Fail


@pytest.fixture
async def two(
    postgresql_urls: Urls, sandbox: Sandbox, clock: AdjustableClock
) -> AsyncIterator[tuple[Bot, Bot]]:
    """Two bots with everything of their own but the database."""
    urls = postgresql_urls
    storages = [Storage.open(urls.data, urls.keys, urls.hearth_key, clock) for _ in range(2)]
    async with Bot(storages[0], sandbox, clock) as one, Bot(storages[1], sandbox, clock) as other:
        yield one, other
    for storage in storages:
        storage.close()


async def test_both_lead_and_no_card_is_posted_twice(two: tuple[Bot, Bot], fail: Fail) -> None:
    """Forty cards of every kind of urgency, answers lost here and there: forty messages."""
    people = [ANA, DEE, SAM, ROSA, JO]
    two[0].open_dms(*people)
    fail("chat.postMessage", "lost_answer", times=2)
    fail("chat.postMessage", "drop", times=2)
    for bot in two:
        bot.start()
    keys = await asyncio.gather(
        *(
            two[number % 2].want(people[number % 5], Priority.CALL if number % 3 else Priority.ANSWER)
            for number in range(30)
        )
    )
    await until(lambda: all(two[0].settled(key) for key in keys), bound=30)
    assert sum(len(two[0].messages(user)) for user in people) == 30


async def test_a_call_is_sent_by_the_process_that_commits_it(two: tuple[Bot, Bot]) -> None:
    """At once, although the other one leads; and the leader does not send it too."""
    _, other = two
    other.lead.leads = False
    other.open_dms(SAM)
    other.team(SAM, others=(ANA,))
    for bot in two:
        bot.start()
    await other.ask(ANA)
    await until(lambda: other.settled(other.alert(SAM)))
    assert len(other.messages(SAM)) == 1


async def test_when_the_leader_goes_another_takes_over(two: tuple[Bot, Bot]) -> None:
    """The real lock: one leads; when it lets go, the other sends what waits."""
    leaderships = [Leadership(bot.storage) for bot in two]
    assert leaderships[0].held()
    for bot, leadership in zip(two, leaderships, strict=True):
        bot.lead = leadership  # type: ignore[assignment] # the real one
    two[1].start()
    key = await two[1].want(DEE)
    for _ in range(20):
        await asyncio.sleep(0)
    assert not two[1].messages(DEE)
    leaderships[0].close()
    await until(lambda: two[1].settled(key))
    await two[1].stop()
    leaderships[1].close()
