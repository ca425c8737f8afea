"""Bad weather at Slack, at random and from a seed: slow, failing, losing answers, posting late, cut lines."""

import asyncio
import contextlib
import random
from collections import Counter
from types import TracebackType
from typing import Self

from sandbox import Sandbox
from sandbox.faults import Fault, Kind

METHODS = (
    "chat.postMessage",
    "chat.postMessage",
    "chat.update",
    "users.info",
    "conversations.history",
    "views.publish",
    "views.open",
    "dnd.teamInfo",
)
KINDS: tuple[Kind, ...] = ("latency", "latency", "ratelimited", "http500", "drop", "lost_answer", "late_post")

LOOK = 0.2
"""Seconds until the courier's first look, in haste: what Slack shows later than that may stand twice."""


class Weather:
    """Faults for as long as the block lasts; `late` counts the posts that came later than the first look."""

    def __init__(self, sandbox: Sandbox, seed: int, *, every: float = 0.02) -> None:
        self._workspace = sandbox.workspace
        self._chance = random.Random(seed)
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self.counts: Counter[str] = Counter()
        self._late: list[Fault] = []

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._blow())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        self._workspace.faults.clear()

    @property
    def late(self) -> int:
        """How many posts came, or may have come, after the first look."""
        return sum(1 for fault in self._late if not fault.times)

    async def _blow(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(0, 2 * self._every))
            if self._chance.random() < 0.01:
                await self._cut()
            if len(self._workspace.faults.listed()) < 6:
                self._fails()

    def _fails(self) -> None:
        kind = self._chance.choice(KINDS)
        method = "chat.postMessage" if kind == "late_post" else self._chance.choice(METHODS)
        seconds = self._chance.uniform(0, 0.6)
        fault = Fault(method, kind, seconds=seconds)
        self.counts[f"{kind} told"] += 1
        if method == "chat.postMessage" and kind == "late_post" and seconds > LOOK:
            self._late.append(fault)
        self._workspace.faults.add(fault)

    async def _cut(self) -> None:
        self.counts["lines cut"] += 1
        with contextlib.suppress(ConnectionError):
            await self._workspace.sockets.disturb(self._chance.choice(("drop", "disconnect", "refresh")))
