"""A call for a person: from "Send" to the alert's arrival at Slack, one at a time and with no other work."""

import asyncio
from statistics import median

from benchmarks.data import TEAM, Data
from benchmarks.processes import Party
from benchmarks.table import Figure, p99, ratio
from benchmarks.walking import slack_user

CALLERS = 16
"""How many people call in turn: two teams, whose DMs the bot knows, as it does of everybody who joined."""

APART = 0.75
"""Seconds between two calls, so that Slack's rates, which the bot keeps by itself, are never in the way."""


async def send_to_arrival(calls: int, ours: Party, bare: Party, data: Data) -> list[Figure]:
    """Send calls, each from another person to one teammate, and the same at a listener that only posts."""
    form = await ours.slack.ask("prepare_alert", asker=0, whom=_teammate(data, 0))
    arrivals: list[float] = []
    posts: list[float] = []
    slack: list[float] = []
    before = 0.0
    for call in range(calls):
        asker = call % CALLERS
        await ours.slack.ask("prepare_alert", asker=asker, whom=_teammate(data, asker))
        await asyncio.sleep(APART)
        sent = await ours.slack.ask("alert", asker=asker)
        arrivals.append(sent["ours_ms"])
        slack.append(sent["slack_ms"])
        before += sent["before_ms"]
        posts.append((await bare.slack.ask("bare_alert", form=form))["ours_ms"])
    note = f"{calls} calls; a listener that only posts: {median(posts):.2f} ms"
    return [
        Figure("Send to the alert's arrival, median, ours", median(arrivals), "ms", note=note),
        Figure("  99th of 100, ours", p99(arrivals), "ms", note=f"only posting: {p99(posts):.2f} ms"),
        Figure("  the median to only posting", ratio(arrivals, posts), "x"),
        Figure(
            "  Slack's side: taking the post, median",
            median(slack),
            "ms",
            note=f"99th: {p99(slack):.2f} ms; before it: {before:.2f} ms",
        ),
    ]


def _teammate(data: Data, asker: int) -> str:
    """Return the id of one in the asker's team who can be asked: those with odd places."""
    first = asker - asker % TEAM
    askable = [place for place in range(first + 1, first + TEAM, 2) if place != asker]
    return data.people[askable[asker % len(askable)]]


def bare_channel() -> str:
    """Return the DM to which the listener that only posts does it."""
    return "D" + slack_user(1)[1:]
