"""What the app may do and offers, read from its manifest, or a sensible whole without one."""

import json
from dataclasses import dataclass
from pathlib import Path

from sandbox.world import Json

ALL_SCOPES = frozenset(
    {
        "channels:read", "chat:write", "commands", "dnd:read", "files:write", "groups:read",
        "im:history", "im:read", "im:write", "usergroups:read", "users:read",
    }
)  # fmt: skip
ALL_EVENTS = frozenset({"app_home_opened", "message.im", "user_change"})
DEFAULT_COMMANDS = ({"command": "/debrief", "description": "Land after a hard one", "usage_hint": "[loss]"},)
DEFAULT_SHORTCUTS = ({"callback_id": "debrief", "name": "Debrief"},)


@dataclass(frozen=True)
class Manifest:
    """The part of an app manifest that the sandbox heeds."""

    bot_name: str = "Hearth"
    scopes: frozenset[str] = ALL_SCOPES
    events: frozenset[str] = ALL_EVENTS
    commands: tuple[Json, ...] = DEFAULT_COMMANDS
    shortcuts: tuple[Json, ...] = DEFAULT_SHORTCUTS
    home_tab: bool = True
    messages_tab: bool = True


def read_manifest(path: Path) -> Manifest:
    """Read a manifest file.

    Args:
        path: a JSON manifest, as "create app from manifest" takes it.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not JSON, or not an object.
    """
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict):
        # a ValueError like any other broken manifest, so that the start says it in one sentence
        raise ValueError(f"{path}: a manifest is a JSON object")  # noqa: TRY004 - see above
    features, settings = told.get("features", {}), told.get("settings", {})
    home = features.get("app_home", {})
    shortcuts = [s for s in features.get("shortcuts", []) if s.get("type", "global") == "global"]
    return Manifest(
        bot_name=features.get("bot_user", {}).get("display_name") or "Hearth",
        scopes=frozenset(told.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=tuple(features.get("slash_commands", [])),
        shortcuts=tuple(shortcuts),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled"))
        and not home.get("messages_tab_read_only_enabled", False),
    )
