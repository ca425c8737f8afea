"""The manifest asks for exactly what the code uses: each scope, event, command and shortcut, no other."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from debrief_flows.library import load_library
from handlers import messages, payloads
from handlers.surfaces import every_handler
from handlers.touch import Touch

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "manifest.json").read_text())
NO_SCOPE = frozenset[str]()
# What each method of the Web API needs, as Slack's reference has it. A method that the bot begins to call
# and that is not here fails the test, so that its scope is looked up.
METHODS = {
    "auth_test": NO_SCOPE,
    "apps_connections_open": NO_SCOPE,  # with the app-level token
    "views_open": NO_SCOPE,
    "views_push": NO_SCOPE,
    "views_update": NO_SCOPE,
    "views_publish": NO_SCOPE,
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "conversations_open": {"im:write"},
    "conversations_history": {"im:history"},
    "users_info": {"users:read"},
    "dnd_teamInfo": {"dnd:read"},
}
EVENTS = {
    "message.im": {"im:history"},
    "app_home_opened": NO_SCOPE,
    "user_change": {"users:read"},
    "tokens_revoked": NO_SCOPE,
    "app_uninstalled": NO_SCOPE,
}
BODIES = {
    "message.im": {"type": "message", "channel_type": "im", "user": "U1", "text": "hello"},
    "app_home_opened": {"type": "app_home_opened", "user": "U1", "tab": "home"},
    "user_change": {"type": "user_change", "user": {"id": "U1"}},
    "tokens_revoked": {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}},
    "app_uninstalled": {"type": "app_uninstalled"},
}


def called() -> Iterator[str]:
    """Yield every method of Slack's Web API that the bot calls or hands on, by its name in slack_sdk."""
    rooms = [
        *ROOT.glob("*.py"),
        *(path for room in ("handlers", "delivery") for path in (ROOT / room).rglob("*.py")),
    ]
    for path in rooms:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and "_" in node.attr and hasattr(AsyncWebClient, node.attr):
                if "client" in ast.unparse(node.value).lower():
                    yield node.attr
            elif isinstance(node, ast.Attribute) and node.attr == "api_call":
                pytest.fail(f"{path.name}: call methods by name, so that their scope is known")


def test_every_scope_is_used_and_every_use_has_its_scope() -> None:
    """The scopes are those of the methods called, of the events listened to, and of commands; no other."""
    methods = set(called())
    assert methods <= METHODS.keys(), "look its scope up, and write it here"
    needed = set().union(*(METHODS[name] for name in methods), *(EVENTS[name] for name in bot_events()))
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed | {"commands"}
    assert "user" not in MANIFEST["oauth_config"]["scopes"]


def bot_events() -> list[str]:
    events: list[str] = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    return events


@pytest.mark.parametrize("event", bot_events())
def test_every_event_has_a_handler(event: str) -> None:
    """What Slack is asked to send is understood, and somebody handles it."""
    touch = payloads.of_event({"event_id": "Ev1", "event": BODIES[event]})
    assert isinstance(touch, Touch)
    assert touch.name in every_handler()


def test_every_event_that_is_understood_is_asked_for() -> None:
    """No code waits for an event that the manifest does not name."""
    tree = ast.parse((ROOT / "handlers/payloads.py").read_text())
    cases = {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant)
    }
    assert {"message.im" if case == "message" else case for case in cases} == set(bot_events())


def test_the_command_says_what_it_understands() -> None:
    """There is one command; each word of its hint leads through a door of its own."""
    (command,) = MANIFEST["features"]["slash_commands"]
    assert command["command"] == "/debrief"
    assert payloads.COMMAND in every_handler()
    hinted = [word.strip() for word in command["usage_hint"].strip("[]").split("|")]
    library = load_library()
    doors = [messages.door_named(word, library) for word in hinted]
    assert None not in doors
    assert len(set(doors)) == len(hinted)
    assert {flow.id for flow in library.doors()} <= set(doors)


def test_the_shortcut_opens_the_doors() -> None:
    """There is one global shortcut, and it has a handler."""
    (shortcut,) = MANIFEST["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("global", "debrief")
    assert payloads.SHORTCUT in every_handler()


def test_home_messages_and_socket_are_on() -> None:
    """People can open the Home and write to the bot; it connects outwards; tokens stay as they are."""
    home, settings = MANIFEST["features"]["app_home"], MANIFEST["settings"]
    assert home == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert settings["socket_mode_enabled"]
    assert settings["interactivity"] == {"is_enabled": True}
    assert not settings["token_rotation_enabled"]


def test_the_texts_fit() -> None:
    """Slack's limits: name 35, description 140, long description 175 to 4000, hint 1000, shortcut 24."""
    shown, (command,) = MANIFEST["display_information"], MANIFEST["features"]["slash_commands"]
    (shortcut,) = MANIFEST["features"]["shortcuts"]
    assert shown["name"] == "Hearth"
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
