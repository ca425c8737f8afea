"""A sandbox and a real Bolt app at it, over real sockets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox, Timing
from tests.sandbox.bolt import ask, connected, new_app

QUICK = Timing(ack=0.4, trigger=0.2, retries=(0.0, 0.05, 0.1), after_close=0.05, refresh_grace=0.1)

Connect = Callable[[AsyncApp], Awaitable[AsyncSocketModeHandler]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox with Slack's rates and short waits."""
    async with Sandbox(timing=QUICK) as running:
        yield running


@pytest.fixture
def slack(sandbox: Sandbox) -> AsyncWebClient:
    """A client that retries nothing, so that a test sees each failure."""
    return AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def app(sandbox: Sandbox) -> AsyncApp:
    """A Bolt app that is not connected yet, so that a test can add listeners first."""
    return new_app(sandbox)


@pytest.fixture
async def connect(sandbox: Sandbox) -> AsyncIterator[Connect]:
    """Connect an app by Socket Mode and wait until the sandbox has the connection."""
    handlers: list[AsyncSocketModeHandler] = []

    async def now(app: AsyncApp) -> AsyncSocketModeHandler:
        handler = await connected(app, sandbox, len(handlers) + 1)
        handlers.append(handler)
        return handler

    yield now
    for handler in handlers:
        await handler.close_async()  # type: ignore[no-untyped-call] # Bolt does not type it


@pytest.fixture
async def ana(sandbox: Sandbox) -> AsyncIterator[Person]:
    async with Person(sandbox.url, "U0ANA") as person:
        yield person


@pytest.fixture
async def sam(sandbox: Sandbox) -> AsyncIterator[Person]:
    async with Person(sandbox.url, "U0SAM") as person:
        yield person


@pytest.fixture
def control(sandbox: Sandbox) -> Callable[..., Awaitable[Any]]:
    """POST, GET or DELETE on the sandbox's own control."""

    async def do(verb: str, path: str, told: dict[str, Any] | None = None) -> Any:
        return await ask(verb, f"{sandbox.url}/_sandbox/{path}", told)

    return do
