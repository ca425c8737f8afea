"""The calls to Slack that a touch asks for: open, push or update a view, tidy a chat."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.touch import Effect, Touch
from views.errors import Sorry, sorry_message
from views.message import Message
from views.parts import BOTH

log = structlog.get_logger()

PAUSES = (0.2, 0.6)
"""Seconds before a call is tried again for which somebody waits: a trigger is good for three."""

TIDY_PAUSES = (0.5, 2.0, 10.0)
"""Seconds before a deletion is tried again; where Slack names a longer time, that."""

DONE_ALREADY = frozenset({"exchanged_trigger_id", "message_not_found", "not_found"})
"""What Slack says where an earlier try came through and only its answer was lost, or where its person has
closed the window that was to change."""


def show(touch: Touch, view: dict[str, Any]) -> Effect:
    """Open a view, on top of the modal in which the touch happened if it did.

    Slack holds three views on top of each other; where there is no room, the top one is replaced.
    """

    async def call(client: AsyncWebClient) -> None:
        if not touch.in_modal or touch.view is None:
            await client.views_open(trigger_id=touch.trigger, view=view)
            return
        try:
            await client.views_push(trigger_id=touch.trigger, view=view)
        except SlackApiError as refused:
            if error_of(refused) != "push_limit_reached":
                raise
            await client.views_update(view_id=touch.view["id"], view=view)

    return _shown(touch, view, call)


def replace(touch: Touch, view: dict[str, Any]) -> Effect:
    """Show `view` in place of the one in which the touch happened; elsewhere, open it."""

    async def call(client: AsyncWebClient) -> None:
        if not touch.in_modal or touch.view is None:
            await client.views_open(trigger_id=touch.trigger, view=view)
            return
        await client.views_update(view_id=touch.view["id"], view=view)

    return _shown(touch, view, call)


def replace_unless_changed(touch: Touch, view: dict[str, Any]) -> Effect:
    """Show `view` in place of the one touched, unless a newer one stands there already."""

    async def call(client: AsyncWebClient) -> None:
        if touch.view is None:
            return
        try:
            await client.views_update(view_id=touch.view["id"], hash=touch.view["hash"], view=view)
        except SlackApiError as refused:
            if error_of(refused) not in {"hash_conflict", "not_found"}:
                raise

    return _shown(touch, view, call)


def replace_below(touch: Touch, view: dict[str, Any]) -> Effect:
    """Show `view` in place of the one below that which was submitted, and has closed."""

    async def call(client: AsyncWebClient) -> None:
        below = (touch.view or {}).get("previous_view_id")
        if below:
            await client.views_update(view_id=below, view=view)

    return _shown(touch, view, call)


def ask_to_wait(touch: Touch, view: dict[str, Any]) -> Effect:
    """Show "one moment" for a touch whose work takes long; what comes of it takes that view's place."""

    async def call(client: AsyncWebClient) -> None:
        on_top = touch.in_modal and touch.has_room
        if touch.in_modal and not on_top:
            return  # what they touched stays before them
        opens = client.views_push if on_top else client.views_open
        opened = await opens(trigger_id=touch.trigger, view=view)
        touch.late.view_id = str(opened["view"]["id"])

    return call


def _shown(touch: Touch, view: dict[str, Any], call: Effect) -> Effect:
    """Return the effect that shows a view, whatever Slack does meanwhile; at last in words, in the DM."""

    async def patiently(client: AsyncWebClient) -> None:
        touch.late.shown = True
        late = touch.late.view_id
        try:
            if late:
                await _again(lambda: client.views_update(view_id=late, view=view), PAUSES)
            else:
                await _again(lambda: call(client), PAUSES)
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError):
            # Never silence (design.md): a window could not be opened, a message may still come through.
            await say(touch.slack_user, sorry_message(BOTH, "", Sorry.SLACK))(client)
            raise

    return patiently


async def _again(call: Callable[[], Awaitable[object]], pauses: Iterable[float]) -> None:
    """Make a call, and again after each pause where Slack is in trouble and not in disagreement."""
    for pause in pauses:
        try:
            await call()
        except SlackApiError as refused:
            if error_of(refused) in DONE_ALREADY:
                return
            if not _passes(refused):
                raise
            await asyncio.sleep(max(pause, _retry_after(refused)))
        except (aiohttp.ClientError, OSError, TimeoutError):
            await asyncio.sleep(pause)
        else:
            return
    try:
        await call()
    except SlackApiError as refused:
        if error_of(refused) not in DONE_ALREADY:
            raise


def error_of(refused: SlackApiError) -> str:
    """Return Slack's name for a refusal; "" where its answer was no JSON, and so not the SDK's own."""
    data = getattr(refused.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _passes(refused: SlackApiError) -> bool:
    response = refused.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
    return status == 429 or status >= 500 or error_of(refused) in {"ratelimited", "internal_error"}


def _retry_after(refused: SlackApiError) -> float:
    headers = dict(getattr(refused.response, "headers", None) or {})
    told = next((value for name, value in headers.items() if str(name).lower() == "retry-after"), 0)
    return float(told) if str(told).isdigit() else 0.0


def publish(slack_user: str, view: dict[str, Any]) -> Effect:
    """Show a person their Home."""

    async def call(client: AsyncWebClient) -> None:
        await client.views_publish(user_id=slack_user, view=view)

    return call


def say(slack_user: str, message: Message) -> Effect:
    """Say something to a person in their DM, past the cards: for when those cannot be written."""

    async def call(client: AsyncWebClient) -> None:
        opened = await client.conversations_open(users=slack_user)
        channel: dict[str, Any] = opened["channel"]
        await client.chat_postMessage(channel=channel["id"], text=message.text, blocks=message.blocks)

    return call


def delete_messages(shown: Iterable[tuple[str, str]]) -> Effect:
    """Delete messages of the bot's own; one that is gone already is as good as deleted.

    Patiently: what is left standing has no row any more, and nobody would ever come back to it.
    """

    async def call(client: AsyncWebClient) -> None:
        for channel, ts in shown:
            try:
                await _again(partial(client.chat_delete, channel=channel, ts=ts), TIDY_PAUSES)
            except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as failed:
                log.warning("message_stays", error=type(failed).__name__)

    return call
