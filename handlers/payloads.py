"""From Slack's payloads to touches: the one place that knows their shapes."""

from typing import Any

from care.doors import message_key
from handlers.touch import Json, Touch
from views.names import name_of

HOME_OPENED = "event.home_opened"
MESSAGE = "event.message"
USER_CHANGED = "event.user_changed"
REVOKED = "event.revoked"
COMMAND = "command.debrief"
SHORTCUT = "shortcut.debrief"

_PLAIN_MESSAGE = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Subtypes that are somebody saying something; edits, deletions and the like are not."""


def of_event(body: Json) -> Touch | None:
    """Return the touch behind an event, or None for one that asks nothing of the bot."""
    event = body.get("event") or {}
    match event.get("type"):
        case "message":
            return _message(body, event)
        case "app_home_opened" if event.get("tab") == "home":
            key = f"event:{body['event_id']}" if body.get("event_id") else ""
            return Touch(HOME_OPENED, str(event.get("user", "")), body, repeat_key=key)
        case "user_change":
            user = event.get("user") or {}
            return Touch(USER_CHANGED, str(user.get("id", "")), body)
        case "tokens_revoked" | "app_uninstalled":
            return Touch(REVOKED, "", body)
        case _:
            return None


def _message(body: Json, event: Json) -> Touch | None:
    from_a_person = event.get("user") and not event.get("bot_id")
    if event.get("channel_type") != "im" or not from_a_person:
        return None
    if event.get("subtype", "") not in _PLAIN_MESSAGE:
        return None
    key = message_key(str(event.get("channel", "")), str(event.get("ts", "")))
    return Touch(MESSAGE, str(event["user"]), body, value=str(event.get("text") or ""), repeat_key=key)


def of_action(body: Json) -> Touch:
    """Return the touch behind a tap or a changed input."""
    action = (body.get("actions") or [{}])[0]
    return Touch(
        name=name_of(str(action.get("action_id", ""))),
        slack_user=_user(body),
        body=body,
        value=str(action.get("value") or ""),
        trigger=str(body.get("trigger_id") or ""),
        view=body.get("view"),
    )


def of_submit(body: Json) -> Touch:
    """Return the touch behind a submitted modal."""
    view = body.get("view") or {}
    return Touch(
        name=name_of(str(view.get("callback_id", ""))),
        slack_user=_user(body),
        body=body,
        trigger=str(body.get("trigger_id") or ""),
        view=view,
    )


def of_command(body: Json) -> Touch:
    """Return the touch behind a slash command; `value` is what was typed behind it."""
    return Touch(
        name=COMMAND,
        slack_user=str(body.get("user_id", "")),
        body=body,
        value=str(body.get("text") or ""),
        trigger=str(body.get("trigger_id") or ""),
    )


def of_shortcut(body: Json) -> Touch:
    """Return the touch behind a global shortcut."""
    return Touch(SHORTCUT, _user(body), body, trigger=str(body.get("trigger_id") or ""))


def _user(body: Json) -> str:
    user: Any = body.get("user") or {}
    return str(user.get("id", "")) if isinstance(user, dict) else ""
