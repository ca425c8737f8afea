"""Killed without warning between any two steps, and started again: a call is never lost, and not twice."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from domain.cards import Priority
from domain.clock import AdjustableClock
from sandbox import Sandbox
from storage import Storage
from tests.databases import Urls
from tests.delivery.bot import ANA, Bot, until
from tests.delivery.conftest import Fail

POST, OPEN, INFO = "chat.postMessage", "conversations.open", "users.info"

OpenBot = Callable[[], contextlib.AbstractAsyncContextManager[Bot]]


@pytest.fixture(params=[("sqlite", Priority.CALL), ("sqlite", Priority.REST), ("postgresql", Priority.CALL)])
def life(request: pytest.FixtureRequest) -> tuple[Urls, Priority]:
    """A database, and how urgent the card is."""
    kind, priority = request.param
    return request.getfixturevalue(f"{kind}_urls"), priority


@pytest.fixture
def urls(life: tuple[Urls, Priority]) -> Urls:
    return life[0]


@pytest.fixture
def open_bot(urls: Urls, sandbox: Sandbox, clock: AdjustableClock) -> OpenBot:
    """Open the bot's databases in this process, for as long as the block lasts."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Bot]:
        storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
        async with Bot(storage, sandbox, clock) as bot:
            yield bot
        storage.close()

    return opened


@pytest.fixture
def killed_when(urls: Urls, sandbox: Sandbox) -> Callable[[Callable[[], object]], Awaitable[None]]:
    """Let a bot live in a process of its own until a condition holds, then kill it."""
    told = json.dumps(
        {
            "data": urls.data,
            "keys": urls.keys,
            "hearth_key": urls.hearth_key,
            "token": sandbox.bot_token,
            "api_url": sandbox.api_url,
        }
    )

    async def life(condition: Callable[[], object]) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.delivery.dying", told, stdout=asyncio.subprocess.PIPE
        )
        try:
            assert process.stdout is not None
            assert await asyncio.wait_for(process.stdout.readline(), 20) == b"alive\n"
            await until(condition, bound=10)
        finally:
            process.kill()
            await process.wait()

    return life


@pytest.mark.parametrize(
    ("method", "kind", "more"),
    [
        (OPEN, "latency", {"seconds": 0.5}),  # before anything was begun
        (POST, "latency", {"seconds": 0.3}),  # the post goes through after we are gone
        (POST, "drop", {}),  # the post never arrives
        (POST, "lost_answer", {}),  # the post arrives, its answer does not
        (INFO, "latency", {"seconds": 0.5}),  # posted and not yet confirmed
    ],
)
async def test_killed_on_the_way(
    open_bot: OpenBot,
    killed_when: Callable[[Callable[[], object]], Awaitable[None]],
    sandbox: Sandbox,
    fail: Fail,
    method: str,
    kind: str,
    more: dict[str, float],
    life: tuple[Urls, Priority],
) -> None:
    """kill -9 as soon as Slack has heard of the step; the next life delivers: one message, confirmed."""
    _, priority = life
    if method == INFO and priority is not Priority.CALL:
        return  # an account is asked about for calls only, so there is no such moment
    async with open_bot() as bot:
        key = await bot.want(ANA, priority)
    fail(method, kind, **more)
    heard = [call["method"] for call in sandbox.workspace.calls.entries]
    assert not heard
    await killed_when(lambda: any(one["method"] == method for one in sandbox.workspace.calls.entries))
    async with open_bot() as bot:
        if not bot.storage.on_sqlite:
            _let_leases_run_out(bot)
        bot.start()
        await until(lambda: bot.settled(key), bound=15)
        assert len(bot.messages(ANA)) == 1


def _let_leases_run_out(bot: Bot) -> None:
    """On PostgreSQL another process may be alive, so a dead one's lease is waited for: a minute."""
    clock = bot.clock
    assert isinstance(clock, AdjustableClock)
    clock.push(timedelta(seconds=61))
