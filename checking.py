"""`python bot.py check`: settings, databases, key, flows, gateway, the connection to Slack, what to mend."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import aiohttp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from debrief_flows.library import LibraryUnfit, load_library
from delivery.ring_post import Gateway, post
from domain.clock import SystemClock
from domain.ids import new_id
from domain.rings import RingOut
from settings import Settings
from storage.errors import StorageError
from storage.looking import Look, look

MANIFEST = Path(__file__).parent / "manifest.json"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, in a sentence. A problem keeps the bot from its promise; a warning is
    for people to decide on."""

    text: str
    is_problem: bool = False
    is_warning: bool = False

    @property
    def line(self) -> str:
        """The finding as it is printed."""
        mark = "mend " if self.is_problem else "think" if self.is_warning else "ok   "
        return f"{mark}  {self.text}"


def check_all(
    settings: Settings, bot_token: str, app_token: str, api_url: str, gateway: Gateway | None
) -> Iterator[Finding]:
    """Look at everything, in the order in which it is needed, and yield what was found.

    In sandbox mode there is no Slack to look at: it comes and goes with the bot.
    """
    yield Finding("The settings can be read.")
    yield from _flows(settings)
    found: Look | None = None
    try:
        found = look(settings.database_url, settings.keys_url, settings.key)
    except StorageError as problem:
        yield Finding(str(problem), is_problem=True)
    if found is not None:
        yield from _databases(found)
        yield from _power(found, settings)
    yield from _ring(gateway)
    if settings.sandbox:
        yield Finding("There are no tokens, so `make run` starts the sandbox: no Slack to look at.")
        return
    yield from _slack(bot_token, app_token, api_url)


def _flows(settings: Settings) -> Iterator[Finding]:
    folders = [settings.flows_folder] if settings.flows_folder else []
    try:
        library = load_library(*folders)
    except LibraryUnfit as problem:
        yield Finding(str(problem), is_problem=True)
    else:
        yield Finding(f"{len(library.doors())} flows are there, each proven.")


def _databases(found: Look) -> Iterator[Finding]:
    if found.data_version is None and found.keys_version is None:
        yield Finding("The databases have no tables yet: the first start makes them.")
    elif found.current:
        yield Finding("Both databases are at the version of this program, and HEARTH_KEY is the right one.")
    else:
        yield Finding(
            f"The databases are at versions {found.data_version} and {found.keys_version}: stop the bot and "
            "run `python bot.py migrate`.",
            is_problem=True,
        )


def _power(found: Look, settings: Settings) -> Iterator[Finding]:
    """Who leads a team should not also be able to read what is kept (field.md 36)."""
    for slack_user, is_admin in found.leads:
        if is_admin or slack_user in settings.hearth_admins:
            why = "an admin of the workspace" if is_admin else "named in HEARTH_ADMINS"
            yield Finding(
                f"{slack_user} leads a team and is {why}. Leads are to see nothing about anyone: let "
                "somebody else be the admin, and see that HEARTH_KEY is not theirs.",
                is_warning=True,
            )
    if found.leads:
        names = ", ".join(slack_user for slack_user, _ in found.leads)
        yield Finding(
            f"Whoever holds HEARTH_KEY could, with effort, read what is kept. Is that somebody who leads "
            f"({names})? Then give it to another role, and name that role in the team's set-up.",
            is_warning=True,
        )


def _ring(gateway: Gateway | None) -> Iterator[Finding]:
    """Whether a ring outside Slack would be taken: asked by a signed post that rings nobody."""
    if gateway is None:
        yield Finding(
            "There is no ring outside Slack (RING_URL): at night, and while Do Not Disturb is on, a phone "
            "may stay silent. docs/ring.md says how to have one.",
            is_warning=True,
        )
        return
    now = SystemClock().now()
    try:
        status = asyncio.run(post(gateway, RingOut(new_id(), "", "check", now), now))
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as failed:
        yield Finding(
            f"The gateway at RING_URL cannot be reached ({type(failed).__name__}): look at the address and "
            "the network.",
            is_problem=True,
        )
        return
    if 200 <= status < 300:
        yield Finding("The gateway at RING_URL takes what RING_SECRET signs.")
    else:
        yield Finding(
            f"The gateway at RING_URL answers {status}: compare RING_SECRET on both sides (docs/ring.md).",
            is_problem=True,
        )


def _slack(bot_token: str, app_token: str, api_url: str) -> Iterator[Finding]:
    client = WebClient(token=bot_token, base_url=api_url, timeout=10)
    try:
        answer = client.auth_test()
        yield Finding(f"Slack knows the bot: {answer['user']} in {answer['team']}.")
        granted = set(str(answer.headers.get("x-oauth-scopes", "")).replace(" ", "").split(","))
        yield from _scopes(granted)
        client.apps_connections_open(app_token=app_token)
        yield Finding("Socket Mode opens.")
    except SlackApiError as refused:
        data = getattr(refused.response, "data", None)  # no JSON where something else answers there
        error = data.get("error", "") if isinstance(data, dict) else "no answer of Slack's"
        yield Finding(
            f"Slack refuses ({error}): compare SLACK_BOT_TOKEN and SLACK_APP_TOKEN with the app's settings; "
            "the second needs connections:write.",
            is_problem=True,
        )
    except (SlackClientError, URLError, OSError) as failed:
        yield Finding(
            f"Slack cannot be reached ({type(failed).__name__}): look at the network and SLACK_API_URL.",
            is_problem=True,
        )


def _scopes(granted: set[str]) -> Iterator[Finding]:
    wanted = set(json.loads(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"])
    missing = sorted(wanted - granted)
    if missing:
        yield Finding(
            f"The app lacks {', '.join(missing)}: paste manifest.json into its App Manifest and install it "
            "anew.",
            is_problem=True,
        )
    else:
        yield Finding("The app has every scope of the manifest.")
