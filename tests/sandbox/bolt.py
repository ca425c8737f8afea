"""A Bolt app as the product's: async, answering when its listener returns, over Socket Mode."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox

Json = dict[str, Any]


def new_app(sandbox: Sandbox) -> AsyncApp:
    """A Bolt app whose every call goes to the sandbox."""
    client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    return AsyncApp(client=client, process_before_response=True)


async def connected(app: AsyncApp, sandbox: Sandbox, count: int) -> AsyncSocketModeHandler:
    """Connect an app and wait until the sandbox has `count` connections."""
    handler = AsyncSocketModeHandler(app, sandbox.app_token, ping_interval=1)
    await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt does not type it
    await until(lambda: sandbox.workspace.sockets.count >= count)
    return handler


async def until(holds: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait until it holds, looking every few milliseconds, for so long at most."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        await asyncio.sleep(0.005)


async def ask(verb: str, url: str, told: Json | None = None) -> Any:
    """One request to the sandbox's own side, and its JSON."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(verb, url, json=told) as response,
    ):
        return await response.json()


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, block_id: str = "") -> Json:
    block: Json = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return block | ({"block_id": block_id} if block_id else {})


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def row(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, *, optional: bool = True, **element: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id.title()),
        "optional": optional,
        "element": {"type": "plain_text_input", "action_id": "text", **element},
    }


def options(*labels: str) -> list[Json]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def modal(*blocks: Json, callback_id: str = "step", **more: Any) -> Json:
    view: Json = {
        "type": "modal",
        "title": plain("A step"),
        "submit": plain("Next"),
        "close": plain("Pause"),
        "callback_id": callback_id,
        "blocks": list(blocks),
    }
    return view | more


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks)}
