"""What `python bot.py` can do beside running: look, prove, migrate, keep keys and backups."""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from settings import Settings
from settings import new_key as fresh_key

if TYPE_CHECKING:
    from delivery.ring_post import Gateway

Command = Callable[[Settings, argparse.Namespace], int]

SANDBOX_BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - the sandbox's own, good for nothing else
SANDBOX_APP_TOKEN = "xapp-sandbox"  # noqa: S105 - the same


class CannotDo(Exception):
    """Something has to be mended first. The message is one sentence that says how."""


def say(text: str) -> None:
    """Write a line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def tokens_and_url(settings: Settings) -> tuple[str, str, str]:
    """Return the bot's token, the app's token and the address of the Web API: Slack's, or the sandbox's."""
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot is None or app is None:
        url = f"http://127.0.0.1:{settings.sandbox_port}/api/"
        return SANDBOX_BOT_TOKEN, SANDBOX_APP_TOKEN, url
    return bot.get_secret_value(), app.get_secret_value(), settings.slack_api_url


def gateway_of(settings: Settings) -> "Gateway | None":
    """Return where rings outside Slack are posted to, or None."""
    from delivery.ring_post import Gateway

    if settings.ring_secret is None:
        return None
    return Gateway(settings.ring_url, settings.ring_secret.get_secret_value())


def flow_folders(settings: Settings) -> list[Path]:
    """Return the folders with a team's own flows, beside the packaged ones."""
    return [settings.flows_folder] if settings.flows_folder else []


def check(settings: Settings, _told: argparse.Namespace) -> int:
    """Look at settings, databases, key, flows and the connection to Slack, and say what to mend."""
    from checking import check_all

    problems = 0
    for finding in check_all(settings, *tokens_and_url(settings), gateway_of(settings)):
        problems += finding.is_problem
        say(finding.line)
    return 1 if problems else 0


def check_flows(settings: Settings, _told: argparse.Namespace) -> int:
    """Prove every flow: reachable, ending, skippable, complete in both languages, in the field's words."""
    from debrief_flows.library import load_library

    for flow in load_library(*flow_folders(settings)).doors():
        say(f"{flow.id}: version {flow.version}, {len(flow.steps)} steps, proven")
    return 0


def preview_flow(settings: Settings, told: argparse.Namespace) -> int:
    """Print a flow as plain text, for a person to read aloud."""
    from debrief_flows.library import FlowUnknown, load_library
    from debrief_flows.preview import preview
    from domain.people import Language

    library = load_library(*flow_folders(settings))
    try:
        say(preview(library.flow(told.flow), Language(told.language)))
    except FlowUnknown:
        names = ", ".join(flow.id for flow in library.doors())
        raise CannotDo(f"There is no flow called {told.flow}; there are: {names}.") from None
    return 0


def migrate(settings: Settings, _told: argparse.Namespace) -> int:
    """Bring both databases to the version of this program."""
    from storage.migrate import migrate as to_head

    to_head(settings.database_url, settings.keys_url)
    say("Both databases are at the version of this program.")
    return 0


def new_key(_settings: Settings, _told: argparse.Namespace) -> int:
    """Print a fresh HEARTH_KEY."""
    say(fresh_key())
    return 0


def rotate_key(settings: Settings, _told: argparse.Namespace) -> int:
    """Wrap every key anew under another HEARTH_KEY, read from standard input; then write it into .env."""
    from storage.engine import database_url, open_engine
    from storage.keys import rotate

    engine = open_engine(database_url(settings.keys_url))
    try:
        count = rotate(engine, settings.key, _read_secret())
    finally:
        engine.dispose()
    say(f"{count} keys are wrapped by the new HEARTH_KEY. Write it into .env, start anew, take a backup.")
    return 0


def _read_secret() -> str:
    """Read the new key where no shell history and no list of processes shows it."""
    if sys.stdin.isatty():
        return getpass.getpass("The new HEARTH_KEY: ").strip()
    return sys.stdin.readline().strip()


def backup(settings: Settings, told: argparse.Namespace) -> int:
    """Write a backup: the data by its day, the keys as ONE copy that is overwritten."""
    from storage.backup import backup as write

    today = datetime.now(UTC).date()
    for path in write(settings.database_url, settings.keys_url, settings.key, told.folder, today):
        say(f"written: {path}")
    return 0


def restore(settings: Settings, told: argparse.Namespace) -> int:
    """Bring a backup back. Whoever was deleted since then stays deleted."""
    from storage.backup import restore as read

    urls = (settings.database_url, settings.keys_url)
    read(*urls, settings.key, told.data, told.keys, replace=told.replace)
    say("Restored. Whoever was deleted since that backup stays deleted.")
    return 0


def parser(run: Command) -> argparse.ArgumentParser:
    """Return the reader of the command line; `run` is what `bot.py run` does."""
    top = argparse.ArgumentParser(prog="python bot.py", description="Hearth: it brings people to people.")
    top.set_defaults(do=run)
    commands = top.add_subparsers(metavar="command")

    def command(name: str, do: Command) -> argparse.ArgumentParser:
        told = commands.add_parser(name, help=(do.__doc__ or "").split("\n")[0], description=do.__doc__)
        told.set_defaults(do=do)
        return told

    command("run", run)
    command("check", check)
    command("check-flows", check_flows)
    shown = command("preview-flow", preview_flow)
    shown.add_argument("flow", help="its id, such as loss")
    shown.add_argument("--language", choices=("en", "es"), default="en")
    command("migrate", migrate)
    command("new-key", new_key)
    command("rotate-key", rotate_key)
    command("backup", backup).add_argument("folder", type=Path, help="where to")
    restored = command("restore", restore)
    restored.add_argument("data", type=Path, help="the data's file of a day")
    restored.add_argument("keys", type=Path, help="the one copy of the keys")
    restored.add_argument("--replace", action="store_true", help="also where there is data: it is replaced")
    return top
