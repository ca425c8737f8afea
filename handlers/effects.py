"""The calls to Slack that a touch asks for: open, push or update a view, tidy a chat."""

from collections.abc import Iterable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.touch import Effect, Touch
from views.message import Message


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
            if refused.response.get("error") != "push_limit_reached":
                raise
            await client.views_update(view_id=touch.view["id"], view=view)

    return call


def replace(touch: Touch, view: dict[str, Any]) -> Effect:
    """Show `view` in place of the one in which the touch happened; elsewhere, open it."""

    async def call(client: AsyncWebClient) -> None:
        if not touch.in_modal or touch.view is None:
            await client.views_open(trigger_id=touch.trigger, view=view)
            return
        await client.views_update(view_id=touch.view["id"], view=view)

    return call


def replace_unless_changed(touch: Touch, view: dict[str, Any]) -> Effect:
    """Show `view` in place of the one touched, unless a newer one stands there already."""

    async def call(client: AsyncWebClient) -> None:
        if touch.view is None:
            return
        try:
            await client.views_update(view_id=touch.view["id"], hash=touch.view["hash"], view=view)
        except SlackApiError as refused:
            if refused.response.get("error") not in {"hash_conflict", "not_found"}:
                raise

    return call


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
    """Delete messages of the bot's own; one that is gone already is as good as deleted."""

    async def call(client: AsyncWebClient) -> None:
        for channel, ts in shown:
            try:
                await client.chat_delete(channel=channel, ts=ts)
            except SlackApiError as refused:
                if refused.response.get("error") != "message_not_found":
                    raise

    return call
