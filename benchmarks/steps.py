"""A debrief's step: touch in, state loaded, decrypted, advanced, committed, answered."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.processes import Party
from benchmarks.table import Figure, p99, ratio

FLOW = "loss"
ONE_STEP, HISTORY_STEP = 5.0, 1.1
"""The goals of issue 2."""


@dataclass(frozen=True)
class Rounds:
    """How much is done: walks through a flow one at a time, rounds of many at once, and of how many."""

    walks: int = 40
    crowds: int = 4
    crowd: int = 64
    crowd_steps: int = 10


async def one_at_a_time(rounds: Rounds, ours: Party, bare: Party, past: Party) -> list[Figure]:
    """Walk at the bot, at the bot with a long past, and at the empty listener, in turn."""
    forms: list[Any] = []
    took: dict[str, list[float]] = {"ours": [], "bare": [], "past": []}
    for walk in range(rounds.walks + 1):
        person = walk % rounds.crowd
        parties = [("ours", ours), ("past", past)]
        for name, party in parties if walk % 2 else reversed(parties):
            await party.slack.ask("begin", people=[person], flow=FLOW)
            walked = await party.slack.ask("walk", person=person, keep=not forms)
            forms = forms or walked["forms"]
            took[name] += walked["took"] if walk else []
        replayed = await bare.slack.ask("replay", forms=forms)
        took["bare"] += replayed["took"] if walk else []
    steps = f"{len(took['ours'])} steps each"
    return [
        Figure(
            "a step, one at a time, to an empty listener",
            ratio(took["ours"], took["bare"]),
            "x",
            ONE_STEP,
            steps,
        ),
        Figure("  its median", median(took["ours"]), "ms", note=f"empty: {median(took['bare']):.2f} ms"),
        Figure("  its 99th of 100", p99(took["ours"]), "ms", note=f"empty: {p99(took['bare']):.2f} ms"),
        Figure(
            "the same step, a thousand times the history",
            ratio(took["past"], took["ours"]),
            "x",
            HISTORY_STEP,
            steps,
        ),
    ]


async def many_at_once(rounds: Rounds, ours: Party, bare: Party) -> list[Figure]:
    """Let many take their steps at once: steps a second, and their share of the empty listener's."""
    people = list(range(rounds.crowd))
    rates: list[float] = []
    bare_rates: list[float] = []
    late = 0
    forms: list[Any] = []
    for _ in range(rounds.crowds):
        await ours.slack.ask("begin", people=people, flow=FLOW)
        if not forms:
            forms = (await ours.slack.ask("walk", person=people[0], keep=True))["forms"][: rounds.crowd_steps]
            await ours.slack.ask("begin", people=people[:1], flow=FLOW)
        walked = await ours.slack.ask("crowd", people=people, steps=rounds.crowd_steps)
        rates.append(walked["answered"] / walked["seconds"])
        late += walked["late"]
        seconds = await bare.slack.ask("replay_crowd", people=people, forms=forms)
        bare_rates.append(len(people) * len(forms) / seconds)
    note = f"{rounds.crowds} rounds; empty: {median(bare_rates):.0f}/s" + (f"; {late} late" if late else "")
    return [
        Figure(f"steps a second, {rounds.crowd} people at once", median(rates), "/s", note=note),
        Figure("  their share of the empty listener's", 100 * median(rates) / median(bare_rates), "%"),
    ]
