"""A small Bolt app that shows blocks and remembers what it was told."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.page.blocks import Json, inputs, modal, touchables, words
from tests.sandbox.bolt import connected, new_app, until

Touch = Callable[[Json, AsyncWebClient], Awaitable[Any]]
ANY = re.compile("")


class Gallery:
    """Shows `home`, opens `modal`, answers a message with `reply`; each can be changed by a test.

    Args:
        sandbox: where it is connected to.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.home: list[Json] = [*words(), *touchables()]
        self.modal: Json = modal(*inputs())
        self.reply: list[Json] = touchables()[:1]
        self.on_touch: dict[str, Touch] = {}
        self.on_submit: list[Json] = []  # the acknowledgements of the next submissions
        self.heard: list[Json] = []
        self.app: AsyncApp = new_app(sandbox)
        self.handler: AsyncSocketModeHandler | None = None
        self._listen()

    async def join(self) -> None:
        """Connect by Socket Mode."""
        self.handler = await connected(self.app, self.sandbox, 1)

    async def leave(self) -> None:
        """Go away, as a bot that was stopped."""
        if self.handler:
            await self.handler.close_async()  # type: ignore[no-untyped-call] # Bolt ships it untyped
        self.handler = None

    def _listen(self) -> None:
        self.app.action(ANY)(self._touched)
        self.app.view(ANY)(self._submitted)
        self.app.view_closed(ANY)(self._closed)
        self.app.command(ANY)(self._opens)
        self.app.shortcut(ANY)(self._opens)
        self.app.event("message")(self._said)
        self.app.event("app_home_opened")(self._home_opened)

    async def _touched(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        self.heard.append(body)
        react = self.on_touch.get(body["actions"][0]["action_id"])
        if react:
            await react(body, client)
        await ack()

    async def _submitted(self, ack: AsyncAck, body: Json) -> None:
        self.heard.append(body)
        await ack(**self.on_submit.pop(0) if self.on_submit else {})

    async def _closed(self, ack: AsyncAck, body: Json) -> None:
        self.heard.append(body)
        await ack()

    async def _opens(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        self.heard.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=self.modal)
        await ack()

    async def _said(self, event: Json, client: AsyncWebClient) -> None:
        self.heard.append(event)
        await client.chat_postMessage(channel=event["channel"], text="I am here.", blocks=self.reply)

    async def _home_opened(self, event: Json, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": self.home})

    # what a test asks

    def actions(self, action_id: str = "") -> list[Json]:
        """The actions heard so far, of one element or of all."""
        told = [action for body in self.heard for action in body.get("actions", [])]
        return [action for action in told if action_id in ("", action["action_id"])]

    async def action(self, action_id: str, count: int = 1) -> Json:
        """The last action of an element, when it was heard so often."""
        await until(lambda: len(self.actions(action_id)) >= count)
        return self.actions(action_id)[-1]

    async def told(self, kind: str, count: int = 1) -> Json:
        """The last payload of a type (`view_submission`, `view_closed`, `message`, …)."""

        def of_kind() -> list[Json]:
            return [body for body in self.heard if body.get("type") == kind]

        await until(lambda: len(of_kind()) >= count)
        return of_kind()[-1]
