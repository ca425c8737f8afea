"""Start-up and memory at rest, beside a process that only imports and connects."""

import asyncio
import os
import signal
from contextlib import AbstractAsyncContextManager
from statistics import median

from benchmarks.data import Data
from benchmarks.processes import Bench, Program, slack
from benchmarks.table import Figure, ratio

START_UP = MEMORY = 1.5
"""The goals of issue 2."""


async def start_and_rest(bench: Bench, data: Data, starts: int, rests: int, settle: float) -> list[Figure]:
    """Start both in turn, `starts` times; in the last `rests` of them wait `settle` seconds and look.

    The first start of each fills the caches (bytecode, what was proven) and is not counted.
    """
    took: dict[str, list[float]] = {"bot": [], "bare": []}
    memory: dict[str, list[float]] = {"bot": [], "bare": []}
    async with slack(len(data.people)) as at:
        for start in range(starts + 1):
            runs: list[AbstractAsyncContextManager[Program]] = [
                bench.bot(at, data.folder, data.hearth_key),
                bench.bare(at),
            ]
            for run in runs if start % 2 else reversed(runs):
                async with run as program:
                    connected = await at.ask("connected", count=1)
                    if start:
                        took[program.name].append(connected - program.began)
                    if start > starts - rests:
                        await asyncio.sleep(settle)
                        os.kill(program.process.pid, signal.SIGUSR1)
                        await asyncio.sleep(0.5)
                        memory[program.name].append(program.resident())
                await at.ask("connected", count=0)
    bare_start, bare_memory = median(took["bare"]), median(memory["bare"])
    return [
        Figure("start-up to connected", ratio(took["bot"], took["bare"]), "x", START_UP,
               f"{starts} starts: {median(took['bot']):.2f} s; bare: {bare_start:.2f} s"),
        Figure("memory at rest", ratio(memory["bot"], memory["bare"]), "x", MEMORY,
               f"{median(memory['bot']):.1f} MiB; bare: {bare_memory:.1f} MiB"),
    ]  # fmt: skip
