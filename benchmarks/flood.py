"""Ten thousand check-ins due at once: what they do to a call for a person, to memory and to Slack's rates,
and what ten thousand cards take beside one thousand.

Two bots on equal data, each at a Slack that keeps Slack's rates, both on the true clock: one idle, one with
the flood. Calls are sent at both in turn. Then, with no rates on either side, one thousand cards and ten
thousand as fast as they go out, so that nothing is measured but work.
"""

import asyncio
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.alerts import CALLERS
from benchmarks.data import Data, let_be_due, let_be_known
from benchmarks.processes import UNPACED, Bench, Party
from benchmarks.table import Figure, p99, ratio
from delivery.pacing import RATES, SHARES
from domain.cards import Priority

MEDIAN, HUNDREDTH, REFUSED, LINEAR = 1.5, 3.0, 0.0, 1.1
"""The goals of issue 3."""

TOLD = 2
"""How many teammates the first rung of a call for "now" asks: it has arrived when all of them have it."""


BOUND = 1800.0
"""Seconds that all the cards may take with no rates."""


@dataclass(frozen=True)
class Flooding:
    """How much is measured: calls at each bot, and seconds between two at one.

    A call posts two alerts and the asker's own card, for which Slack's rates leave room every two seconds
    and a bit beside a flood; and with a hundred calls it stays under five minutes, when their next rung
    would begin to ring.
    """

    calls: int = 100
    apart: float = 2.4


@dataclass(frozen=True)
class Course:
    """What came of the calls at one of the two bots: milliseconds from Send to the last alert; MiB."""

    took: list[float]
    resident: list[float]


async def flooded(bench: Bench, size: Flooding, data: Data) -> list[Figure]:
    """Measure every figure of the flood on a database with a long past, which is used up by it."""
    first = len(data.people)
    crowd = let_be_known(data, first)
    still, fast = (_copy(data, bench.folder / name) for name in ("still", "fast"))
    many = len(crowd)
    async with (
        bench.party(still.folder, still.hearth_key, crowd=many, rates="slack") as idle,
        bench.party(data.folder, data.hearth_key, crowd=many, rates="slack") as flood,
    ):
        figures = await _calls(size, idle, flood, data, crowd)
    async with bench.party(fast.folder, fast.hearth_key, crowd=many, settings=UNPACED) as party:
        figures += await _as_fast_as_it_goes(party, fast, crowd)
    return figures


async def _calls(
    size: Flooding, idle: Party, flood: Party, data: Data, crowd: tuple[str, ...]
) -> list[Figure]:
    """Send calls at both in turn, from the moment on at which everybody's check-in is due at one of them."""
    for party in (idle, flood):
        await _call(party, 0)  # fills caches
    at_rest = flood.program.resident()
    let_be_due(data, crowd)
    began = time.monotonic()
    courses = [(idle, Course([], [])), (flood, Course([], []))]
    for call in range(size.calls):
        next_at = began + size.apart * (call + 1)
        for party, course in courses if call % 2 else reversed(courses):
            course.took.append(await _call(party, call % CALLERS))
            course.resident.append(party.program.resident())
            await asyncio.sleep(max(0.0, (next_at - time.monotonic()) / 2))
        await asyncio.sleep(max(0.0, next_at - time.monotonic()))
    posted = await flood.slack.ask("posted_to_crowd")
    seconds = time.monotonic() - began
    refused = await flood.slack.ask("refused")
    (_, still), (_, loaded) = courses
    return [
        *_speeds(still.took, loaded.took),
        Figure("  calls of these that met a 429", refused["calls"], "", REFUSED,
               f"check-ins: {refused['crowd']}; other: {refused['others']} {refused['methods']}".rstrip()),
        _share(posted["count"], seconds, len(crowd)),
        _memory(at_rest, still.resident, loaded.resident),
    ]  # fmt: skip


async def _call(party: Party, asker: int) -> float:
    """Send one call to whoever can be asked, now; return the milliseconds until all alerts have arrived."""
    await party.slack.ask("prepare_alert", asker=asker, whom="anyone")
    sent = await party.slack.ask("alert", asker=asker, alerts=TOLD)
    return float(sent["all_ms"])


def _speeds(idle: list[float], flood: list[float]) -> list[Figure]:
    still = f"idle: {median(idle):.1f} ms, 99th {p99(idle):.1f} ms"
    loaded = f"in the flood: {median(flood):.1f} ms, 99th {p99(flood):.1f} ms; longest {max(flood):.0f} ms"
    return [
        Figure("Send to both alerts in a flood, median, to idle", ratio(flood, idle), "x", MEDIAN, still),
        Figure("  99th of 100, to idle", p99(flood) / p99(idle), "x", HUNDREDTH, loaded),
    ]


def _share(posted: int, seconds: float, waiting: int) -> Figure:
    """Return which share of what the rest of the rate allows went out: its burst, and what fills up since."""
    rate, share = RATES["chat.postMessage"], SHARES[Priority.REST]
    allowed = min(waiting, (rate.burst + rate.per_second * seconds) * share)
    note = f"{posted} of {allowed:.0f} in {seconds:.0f} s, {waiting} due at once"
    return Figure("check-ins sent, of what the rest's rate allows", 100 * posted / allowed, "%", note=note)


def _memory(at_rest: float, idle: list[float], flood: list[float]) -> Figure:
    note = f"at rest {at_rest:.1f}, most {max(flood):.1f} MiB; idle meanwhile {max(idle):.1f} MiB"
    return Figure("memory in a flood, to the idle bot's", max(flood) / max(idle), "x", note=note)


async def _as_fast_as_it_goes(party: Party, data: Data, crowd: tuple[str, ...]) -> list[Figure]:
    """Send a tenth of the cards, then all of them, with no rates: what one takes among few and among many."""
    at_rest = party.program.resident()
    few = max(2, len(crowd) // 10)
    work: list[float] = []
    took: list[float] = []
    for count in (few, len(crowd)):
        before = (await party.slack.ask("posted_to_crowd"))["count"]
        worked = party.program.worked()
        let_be_due(data, crowd[:count])
        told = await _posted(party, before, count)
        work.append(1000 * (party.program.worked() - worked) / count)
        took.append(1000 * told["seconds"] / count)
    note = f"{work[0]:.2f} ms of the processor a card among {few}, {work[1]:.2f} ms among {len(crowd)}"
    time_note = f"{took[0] * few / 1000:.1f} s and {took[1] * len(crowd) / 1000:.1f} s"
    memory = f"at rest {at_rest:.1f} MiB, after all of them {party.program.resident():.1f} MiB"
    return [
        Figure("a card's work among ten times as many, no rates", work[1] / work[0], "x", LINEAR, note),
        Figure("  its time", took[1] / took[0], "x", note=time_note),
        Figure("  memory after it, to at rest", party.program.resident() / at_rest, "x", note=memory),
    ]


async def _posted(party: Party, after: int, count: int) -> dict[str, Any]:
    """Wait until so many more cards have been posted than `after`."""
    end = time.monotonic() + BOUND
    while True:
        told = await party.slack.ask("posted_to_crowd", after=after)
        if told["count"] >= count:
            return dict(told)
        if time.monotonic() > end:
            raise TimeoutError(f"{told['count']} of {count} cards in {BOUND} s")
        await asyncio.sleep(0.5)


def _copy(data: Data, folder: Path) -> Data:
    shutil.copytree(data.folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    return replace(data, folder=folder)
