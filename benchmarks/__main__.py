"""python -m benchmarks: measure the figures of issues 2 and 3, and say which goals are met.

Every speed is a ratio against something bare in the same run, measured in turn with it. What is how, and
what the figures were: docs/benchmarks.md.
"""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.alerts import CALLERS, bare_channel, send_to_arrival
from benchmarks.at_rest import start_and_rest
from benchmarks.data import make_data
from benchmarks.flood import Flooding, flooded
from benchmarks.processes import Bench, team_environment
from benchmarks.steps import Rounds, many_at_once, one_at_a_time
from benchmarks.table import Figure, drawn, placed


@dataclass(frozen=True)
class Size:
    """How much is measured. The history is `past` teams of eight beside the people who walk."""

    rounds: Rounds = field(default_factory=Rounds)
    past: tuple[int, int] = (1, 1250)
    calls: int = 100
    flooding: Flooding = field(default_factory=Flooding)
    starts: int = 9
    rests: int = 3
    settle: float = 3.0


async def measure(size: Size, folder: Path) -> list[Figure]:
    """Measure every figure, with files in `folder`."""
    bench = Bench(team_environment(folder / "environment"), folder, max(size.rounds.crowd, CALLERS))
    small = make_data(folder / "small", bench.people, size.past[0], talked_to=CALLERS)
    rest = make_data(folder / "rest", 8, size.past[0])
    figures = await start_and_rest(bench, rest, size.starts, size.rests, size.settle)
    large = make_data(folder / "large", bench.people, size.past[1], talked_to=CALLERS)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(bench.party(small.folder, small.hearth_key))
        bare = await stack.enter_async_context(bench.party())
        async with bench.party(large.folder, large.hearth_key) as past:
            many = await many_at_once(size.rounds, ours, bare)  # first: it fills caches and the log file
            await many_at_once(size.rounds, past, bare)
            figures += await one_at_a_time(size.rounds, ours, bare, past)
        figures += many
        posting = await stack.enter_async_context(bench.party(posts_to=bare_channel()))
        figures += await send_to_arrival(size.calls, ours, posting, small)
    return figures + await flooded(bench, size.flooding, large)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, draw the table, and return 0 where every goal is met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the figures.")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this document")
    document: Path | None = parser.parse_args(arguments).write
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hearth-bench-", dir=_beside_the_data()) as folder:
        figures = asyncio.run(measure(Size(), Path(folder)))
    seconds = time.monotonic() - began
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    where = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores"
    table = f"{where}, load {load}, {seconds / 60:.0f} minutes\n\n{drawn(figures)}"
    print(table)
    if document is not None:
        document.write_text(placed(document.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0 if all(figure.met for figure in figures) else 1


def _beside_the_data() -> Path:
    """Return the folder where the bot's own data is: a benchmark of commits needs the same disk."""
    folder = Path(__file__).parents[1] / "var"
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
