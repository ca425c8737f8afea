"""What the figures are compared with: slack_bolt, slack_sdk and SQLAlchemy, connected, and nothing else.

Run as a program. It takes BARE_API_URL and BARE_DATABASE from the environment, connects to Slack by Socket
Mode and to SQLite as the bot does (WAL, synchronous=FULL), and acknowledges every payload with nothing.
With BARE_POSTS_TO set, it also posts one message there after each submitted modal.
"""

import asyncio
import os
import re
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import create_engine, text

BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - the sandbox's own, good for nothing else
APP_TOKEN = "xapp-sandbox"  # noqa: S105 - the same

_EVERYTHING = re.compile("")


async def run(api_url: str, database: str, posts_to: str) -> None:
    """Connect, and acknowledge until a signal comes."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(text(f"PRAGMA {pragma}"))
        client = AsyncWebClient(token=BOT_TOKEN, base_url=api_url)
        app = AsyncApp(client=client, process_before_response=True)
        posts: set[asyncio.Task[Any]] = set()

        async def submit(ack: Callable[..., Awaitable[Any]]) -> None:
            if posts_to:
                task = asyncio.ensure_future(client.chat_postMessage(channel=posts_to, text="one line"))
                posts.add(task)
                task.add_done_callback(posts.discard)
            await ack()

        async def event(ack: Callable[..., Awaitable[Any]]) -> None:
            await ack()

        app.view_submission(_EVERYTHING)(submit)
        app.event(_EVERYTHING)(event)
        handler = AsyncSocketModeHandler(app, APP_TOKEN)
        await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await stop.wait()
        await handler.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
    engine.dispose()


if __name__ == "__main__":
    asyncio.run(
        run(os.environ["BARE_API_URL"], os.environ["BARE_DATABASE"], os.environ.get("BARE_POSTS_TO", ""))
    )
