"""Runs a program as `python PROGRAM ...` would, and collects garbage when it is sent SIGUSR1.

So that memory at rest is compared without what only waits to be collected. With BENCH_UNPACED set, the bot
in it posts at a rate so high that it is none: for measuring its work alone.
"""

import gc
import os
import runpy
import signal
import sys
from pathlib import Path


def unpace() -> None:
    """Let the bot's own rates for posts be a thousand times Slack's; what it looks up keeps its pace."""
    from delivery import pacing  # noqa: PLC0415 - only the bot's own folder has it, and is on the path by now

    for rates in (pacing.RATES, pacing.CHANNEL_RATES):
        rate = rates["chat.postMessage"]
        rates["chat.postMessage"] = pacing.Rate(rate.per_minute * 1000, rate.burst * 1000)


if __name__ == "__main__":
    program = sys.argv[1]
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(program).resolve().parent)
    if os.environ.get("BENCH_UNPACED"):
        unpace()
    signal.signal(signal.SIGUSR1, lambda *_: gc.collect())
    runpy.run_path(program, run_name="__main__")
