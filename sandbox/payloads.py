"""The shapes in which Slack tells an app of people, messages, views and touches."""

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import cast
from sandbox.elements import state_of
from sandbox.world import Channel, Json, Message, User, View, World

TOKEN = "sandbox-verification-token"  # noqa: S105 - Slack's old verification token, never checked
TEAM = {"id": cast.TEAM_ID, "domain": cast.TEAM_DOMAIN}


def handle_of(user: User) -> str:
    """Slack's short user name."""
    return user.name.lower().replace(" ", ".")


def user_json(user: User, now: datetime, *, with_locale: bool = False) -> Json:
    """users.info's user; of a deactivated account Slack tells less."""
    told: Json = {
        "id": user.id,
        "team_id": cast.TEAM_ID,
        "name": handle_of(user),
        "deleted": user.deleted,
        "profile": {
            "real_name": user.name,
            "real_name_normalized": user.name,
            "display_name": user.name.split()[0],
            "display_name_normalized": user.name.split()[0],
            "team": cast.TEAM_ID,
        },
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.deleted:
        return told
    zoned = now.astimezone(ZoneInfo(user.tz))
    offset = zoned.utcoffset()
    told |= {
        "real_name": user.name,
        "tz": user.tz,
        "tz_label": zoned.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
    }
    if with_locale:
        told["locale"] = user.locale
    return told


def message_json(message: Message, *, with_metadata: bool = False) -> Json:
    """A message as conversations.history and the payloads show it."""
    told: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": cast.TEAM_ID,
    }
    if message.bot:
        told |= {"bot_id": cast.BOT_ID, "app_id": cast.APP_ID}
    if message.blocks:
        told["blocks"] = message.blocks
    if message.thread_ts:
        told["thread_ts"] = message.thread_ts
    if message.edited:
        told["edited"] = {"user": cast.BOT_ID, "ts": message.ts}
    if message.metadata and with_metadata:
        told["metadata"] = message.metadata
    return told


def view_json(view: View, body: Json | None = None, hash_: str | None = None) -> Json:
    """A view as views.* answer it and the payloads carry it.

    Args:
        view: the view.
        body, hash_: an earlier form of it, when somebody still looked at that one.
    """
    shown = view.body if body is None else body
    return {
        "id": view.id,
        "team_id": cast.TEAM_ID,
        "type": shown["type"],
        "title": shown.get("title"),
        "blocks": shown["blocks"],
        "submit": shown.get("submit"),
        "close": shown.get("close"),
        "private_metadata": shown.get("private_metadata") or "",
        "callback_id": shown.get("callback_id") or "",
        "external_id": shown.get("external_id") or "",
        "state": {"values": view.values if body is None else state_of(body["blocks"], view.values)},
        "hash": view.hash if hash_ is None else hash_,
        "clear_on_close": bool(shown.get("clear_on_close")),
        "notify_on_close": bool(shown.get("notify_on_close")),
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": cast.APP_ID,
        "app_installed_team_id": cast.TEAM_ID,
        "bot_id": cast.BOT_ID,
    }


def conversation_json(channel: Channel, bot_id: str) -> Json:
    """conversations.info's channel."""
    told: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.im_user is not None,
        "is_org_shared": False,
        "context_team_id": cast.TEAM_ID,
    }
    if channel.im_user is not None:
        return told | {"user": channel.im_user, "is_open": True}
    return told | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.private,
        "is_member": bot_id in channel.members,
        "num_members": len(channel.members),
    }


def event_json(event: Json, world: World) -> Json:
    """The outer event that an events_api envelope carries."""
    return {
        "token": TOKEN,
        "team_id": cast.TEAM_ID,
        "context_team_id": cast.TEAM_ID,
        "api_app_id": cast.APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(world.clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": cast.TEAM_ID,
                "user_id": cast.BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": secrets.token_urlsafe(24),
    }


def touch_json(kind: str, user: User, trigger_id: str) -> Json:
    """What every interactive payload has."""
    return {
        "type": kind,
        "token": TOKEN,
        "team": dict(TEAM),
        "user": {
            "id": user.id,
            "username": handle_of(user),
            "name": handle_of(user),
            "team_id": cast.TEAM_ID,
        },
        "api_app_id": cast.APP_ID,
        "is_enterprise_install": False,
        "enterprise": None,
        "trigger_id": trigger_id,
    }


def action_json(block: Json, element: Json, value: Any, action_ts: str) -> Json:
    """One entry of a block_actions payload's `actions`.

    Args:
        block, element: what was touched.
        value: what the client says of it, in Slack's own shape; nothing for a button.
        action_ts: when.
    """
    told: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts,
    }
    if element["type"] == "button":
        told["text"] = element["text"]
        for key in ("value", "style"):
            if element.get(key):
                told[key] = element[key]
    if isinstance(value, dict):
        told |= {key: held for key, held in value.items() if key != "type"}
    return told


def command_json(command: str, text: str, user: User, channel: Channel, links: Json) -> Json:
    """A slash command's payload; `links` are its trigger_id and response_url."""
    return {
        "token": TOKEN,
        "team_id": cast.TEAM_ID,
        "team_domain": cast.TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": user.id,
        "user_name": handle_of(user),
        "command": command,
        "text": text,
        "api_app_id": cast.APP_ID,
        "is_enterprise_install": "false",
        **links,
    }
