"""The door: reads the settings, builds everything once, starts, stops. `python bot.py --help`."""

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from alive import Alive
from commands import CannotDo, flow_folders, gateway_of, new_key, parser, say, tokens_and_url
from settings import VAR, Settings, SettingsProblem, load_settings

if TYPE_CHECKING:
    from domain.clock import Clock
    from storage import Storage

GARBAGE = 10_000
"""New objects after which Python looks for garbage: some touches' worth, and not several times in one."""

READY_WITHIN = 20.0
"""Seconds that the sandbox may take to stand."""


def run(settings: Settings, _told: argparse.Namespace) -> int:
    """Start Hearth: without tokens in its sandbox, with tokens in Slack."""
    gc.disable()  # a tenth of a start goes into looking for garbage where there is none; see _settle
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, stop.set)
    if not settings.sandbox:
        await _serve(settings, stop)
        return
    sandbox = await _start_sandbox(settings)
    _begin_anew(settings)
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
    from delivery.auditing import Watching
    from domain.clock import AdjustableClock, SystemClock
    from handlers.effects import error_of
    from logs import set_up_logging
    from running import Hearth

    set_up_logging(settings.log_level)
    clock = AdjustableClock() if settings.sandbox else SystemClock()
    library = load_library(*flow_folders(settings), proven=VAR / "proven.json")
    storage = _open_storage(settings, clock)
    bot_token, app_token, api_url = tokens_and_url(settings)
    hearth = Hearth(
        storage=storage,
        library=library,
        clock=clock,
        bot_token=bot_token,
        app_token=app_token,
        api_url=api_url,
        admins=settings.hearth_admins,
        control_port=settings.control_port if settings.sandbox else None,
        watching=Watching(
            # What waits for it must not take a sandbox for the real thing.
            heartbeat_url="" if settings.sandbox else settings.heartbeat_url,
            health_port=settings.health_port,
            health_host=settings.health_host,
        ),
        gateway=gateway_of(settings),
    )
    try:
        await hearth.start()
        _settle()
        say(_ready(settings))
        life = asyncio.create_task(Alive(settings.alive_file).keep())
        await stop.wait()
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
    except SlackApiError as refused:
        error = error_of(refused)
        if not error:  # no JSON: something else answers there, or Slack is in trouble
            raise CannotDo(
                "Slack does not answer as it should: try again, and look at SLACK_API_URL."
            ) from None
        raise CannotDo(
            f"Slack does not take the tokens ({error}): compare them with the app's settings, then run "
            "`python bot.py check`."
        ) from None
    except (SlackClientError, OSError) as failed:
        raise CannotDo(
            f"Slack cannot be reached ({type(failed).__name__}): look at the network and SLACK_API_URL."
        ) from None
    finally:
        await hearth.stop()
        storage.close()


def _settle() -> None:
    """Look for garbage once, then only in what comes after the start: what was imported stays, and going
    through it again and again would hold up everybody for a tenth of a second each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()


def _ready(settings: Settings) -> str:
    if settings.sandbox:
        return f"Hearth is ready: http://127.0.0.1:{settings.sandbox_port}  (Ctrl-C stops it)"
    return "Hearth is ready and connected to Slack. (Ctrl-C stops it)"


def _begin_anew(settings: Settings) -> None:
    """A sandbox keeps its messages in memory, so what the bot knew of an earlier one is of no use.

    Only the sandbox's own files go; a database that somebody named is theirs.
    """
    for url in (settings.database_url, settings.keys_url):
        path = Path(url.removeprefix("sqlite:///"))
        if path.parent == VAR / "sandbox":
            for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
                file.unlink(missing_ok=True)


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
        raise CannotDo(
            f"The sandbox did not start: is port {settings.sandbox_port} taken? SANDBOX_PORT names another."
        )
    return sandbox


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; one sentence for each thing to mend, never a trace."""
    from debrief_flows.library import LibraryUnfit
    from storage.errors import StorageError

    told = parser(run).parse_args(arguments)
    try:
        # A key can be made before there are settings: that is what it is made for.
        settings = Settings.model_construct() if told.do is new_key else load_settings()
        result: int = told.do(settings, told)
    except SettingsProblem as problem:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in problem.sentences))
        return 2
    except (CannotDo, StorageError, LibraryUnfit) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return result


if __name__ == "__main__":
    sys.exit(main())
