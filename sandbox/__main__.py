"""python -m sandbox: start the local Slack and keep it up until it is told to stop."""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

from sandbox.manifest import read_manifest
from sandbox.server import Sandbox


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8137, help="where to listen on 127.0.0.1")
    parser.add_argument("--bot-control", default="", metavar="URL", help="the bot's own control")
    parser.add_argument("--manifest", type=Path, help="the app's manifest, for scopes and events")
    parser.add_argument("--rates", choices=("slack", "off"), default="slack")
    parser.add_argument("--rates-times", type=float, default=1.0, help="allow so many times more")
    parser.add_argument(
        "--until-input-closes", action="store_true", help="stop when standard input closes: with its parent"
    )
    return parser.parse_args()


async def _run(told: argparse.Namespace) -> None:
    sandbox = Sandbox(
        port=told.port,
        bot_control=told.bot_control,
        manifest=read_manifest(told.manifest) if told.manifest else None,
        rates=told.rates,
        multiply=told.rates_times,
    )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with sandbox:
        sys.stdout.write(f"sandbox ready on {sandbox.url}\n")
        sys.stdout.flush()
        if told.until_input_closes:
            loop.add_reader(sys.stdin, lambda: _read_on(stop))
        await stop.wait()


def _read_on(stop: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 4096):
        stop.set()


def main() -> int:
    """Run until a signal; one sentence instead of a trace when it cannot start."""
    told = _arguments()
    try:
        asyncio.run(_run(told))
    except (OSError, ValueError) as wrong:
        sys.stderr.write(f"The sandbox cannot start: {wrong}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
