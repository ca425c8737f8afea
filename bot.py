"""The door: reads the settings, builds everything once, starts, stops. `python bot.py --help`."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alive import Alive
from settings import Settings, SettingsProblem, load_settings
from settings import new_key as fresh_key

if TYPE_CHECKING:
    from domain.clock import Clock
    from storage import Storage

SANDBOX_BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - the sandbox's own, good for nothing else
SANDBOX_APP_TOKEN = "xapp-sandbox"  # noqa: S105 - the same
READY_WITHIN = 20.0
"""Seconds that the sandbox may take to stand."""


class CannotStart(Exception):
    """Something has to be mended first. The message is one sentence that says how."""


def say(text: str) -> None:
    """Write a line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run(settings: Settings, _told: argparse.Namespace) -> int:
    """Start Hearth: without tokens in its sandbox, with tokens in Slack."""
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    if not settings.sandbox:
        await _serve(settings, stop)
        return
    sandbox = await _start_sandbox(settings)
    gone = asyncio.ensure_future(sandbox.wait())
    gone.add_done_callback(lambda _: stop.set())
    try:
        await _serve(settings, stop)
    finally:
        if sandbox.returncode is None:
            sandbox.terminate()
        await gone


async def _serve(settings: Settings, stop: asyncio.Event) -> None:
    from slack_sdk.errors import SlackApiError, SlackClientError

    from debrief_flows.library import load_library
    from domain.clock import AdjustableClock, SystemClock
    from logs import set_up_logging
    from running import Hearth

    set_up_logging(settings.log_level)
    clock = AdjustableClock() if settings.sandbox else SystemClock()
    folders = [settings.flows_folder] if settings.flows_folder else []
    library = load_library(*folders)
    storage = _open_storage(settings, clock)
    hearth = Hearth(
        storage=storage,
        library=library,
        clock=clock,
        bot_token=_bot_token(settings),
        app_token=_app_token(settings),
        api_url=_api_url(settings),
        admins=settings.hearth_admins,
        control_port=settings.control_port if settings.sandbox else None,
    )
    try:
        await hearth.start()
        say(_ready(settings))
        life = asyncio.create_task(Alive(settings.alive_file).keep())
        await stop.wait()
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
    except SlackApiError as refused:
        error = refused.response.get("error", "")
        raise CannotStart(
            f"Slack does not take the tokens ({error}): compare them with the app's settings, then run "
            "`python bot.py check`."
        ) from None
    except (SlackClientError, OSError) as failed:
        raise CannotStart(
            f"Slack cannot be reached ({type(failed).__name__}): look at the network and SLACK_API_URL."
        ) from None
    finally:
        await hearth.stop()
        storage.close()


def _ready(settings: Settings) -> str:
    if settings.sandbox:
        return f"Hearth is ready: http://127.0.0.1:{settings.sandbox_port}  (Ctrl-C stops it)"
    return "Hearth is ready and connected to Slack. (Ctrl-C stops it)"


def _open_storage(settings: Settings, clock: "Clock") -> "Storage":
    """Open both databases. New ones get their tables; others are migrated by their keeper's word."""
    from storage import Storage
    from storage.errors import NotMigrated
    from storage.heads import nothing_there

    places = (settings.database_url, settings.keys_url)
    try:
        return Storage.open(*places, settings.key, clock)
    except NotMigrated:
        if not settings.sandbox and not nothing_there(*places):
            raise
    from storage.migrate import migrate as to_head

    to_head(*places)
    return Storage.open(*places, settings.key, clock)


async def _start_sandbox(settings: Settings) -> asyncio.subprocess.Process:
    """Start the sandbox as a process of its own: it shares no code with the bot (design.md).

    It stops when its standard input closes, so that it never outlives the bot.
    """
    sandbox = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        *("--port", str(settings.sandbox_port)),
        *("--bot-control", f"http://127.0.0.1:{settings.control_port}"),
        *("--manifest", str(Path(__file__).parent / "manifest.json")),
        "--until-input-closes",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
        cwd=Path(__file__).parent,
    )
    assert sandbox.stdout is not None  # noqa: S101 - asked for above
    try:
        line = await asyncio.wait_for(sandbox.stdout.readline(), READY_WITHIN)
    except TimeoutError:
        line = b""
    if not line:
        if sandbox.returncode is None:
            sandbox.kill()
        raise CannotStart(
            f"The sandbox did not start: is port {settings.sandbox_port} taken? SANDBOX_PORT names another."
        )
    return sandbox


def _bot_token(settings: Settings) -> str:
    token = settings.slack_bot_token
    return token.get_secret_value() if token else SANDBOX_BOT_TOKEN


def _app_token(settings: Settings) -> str:
    token = settings.slack_app_token
    return token.get_secret_value() if token else SANDBOX_APP_TOKEN


def _api_url(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.sandbox_port}/api/" if settings.sandbox else settings.slack_api_url


def check(settings: Settings, _told: argparse.Namespace) -> int:
    """Look at settings, database, keys, flows and the connection to Slack, and say what to mend."""
    from checking import check_all

    problems = 0
    for finding in asyncio.run(check_all(settings, _bot_token(settings), _api_url(settings))):
        problems += finding.is_problem
        say(finding.line)
    return 1 if problems else 0


def check_flows(settings: Settings, _told: argparse.Namespace) -> int:
    """Prove every flow: reachable, ending, skippable, complete in both languages, in the field's words."""
    from debrief_flows.library import load_library

    folders = [settings.flows_folder] if settings.flows_folder else []
    library = load_library(*folders)
    for flow in library.doors():
        say(f"{flow.id}: version {flow.version}, {len(flow.steps)} steps, proven")
    return 0


def preview_flow(settings: Settings, told: argparse.Namespace) -> int:
    """Print a flow as plain text, for a person to read aloud."""
    from debrief_flows.library import FlowUnknown, load_library
    from debrief_flows.proof import preview
    from domain.people import Language

    folders = [settings.flows_folder] if settings.flows_folder else []
    library = load_library(*folders)
    try:
        say(preview(library.flow(told.flow), Language(told.language)))
    except FlowUnknown:
        names = ", ".join(flow.id for flow in library.doors())
        raise CannotStart(f"There is no flow called {told.flow}; there are: {names}.") from None
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


def rotate_key(settings: Settings, told: argparse.Namespace) -> int:
    """Wrap every key anew under the HEARTH_KEY given; then write that one into .env."""
    from storage.keys import rotate

    rotate(settings.keys_url, settings.key, told.new)
    say("Every key is wrapped by the new HEARTH_KEY. Write it into .env now, and take a backup.")
    return 0


def backup(settings: Settings, told: argparse.Namespace) -> int:
    """Write a backup: the data by its day, the keys as ONE copy that is overwritten."""
    from storage.backup import backup as write

    for path in write(
        settings.database_url, settings.keys_url, settings.key, told.folder, datetime.now(UTC).date()
    ):
        say(f"written: {path}")
    return 0


def restore(settings: Settings, told: argparse.Namespace) -> int:
    """Bring a backup back into databases that are empty."""
    from storage.backup import restore as read

    read(settings.database_url, settings.keys_url, settings.key, told.data, told.keys)
    say("Restored. Whoever was deleted since that backup stays deleted.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python bot.py", description="Hearth: it brings people to people.")
    commands = parser.add_subparsers(dest="command", metavar="command")

    def command(name: str, do: Callable[[Settings, argparse.Namespace], int]) -> argparse.ArgumentParser:
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
    command("rotate-key", rotate_key).add_argument("new", help="the new HEARTH_KEY, from new-key")
    command("backup", backup).add_argument("folder", type=Path, help="where to; the keys go to its keys/")
    restored = command("restore", restore)
    restored.add_argument("data", type=Path, help="the data backup of a day")
    restored.add_argument("keys", type=Path, help="the one copy of the keys")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; one sentence for each thing to mend, never a trace."""
    told = _parser().parse_args(arguments)
    do = getattr(told, "do", run)
    from debrief_flows.library import LibraryUnfit
    from storage.errors import StorageError

    try:
        # A key can be made before there are settings: that is what it is made for.
        settings = Settings.model_construct() if do is new_key else load_settings()
        result: int = do(settings, told)
    except SettingsProblem as problem:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in problem.sentences))
        return 2
    except (CannotStart, StorageError, LibraryUnfit) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return result


if __name__ == "__main__":
    sys.exit(main())
