"""Effects: what happens after the commit and after the answer, as tracked tasks (design.md).

A listener commits and returns; a call to Slack that nobody waits for runs here. A task that nothing
refers to can vanish half done, so these are kept, and drained with a bound at the stop.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger("hearth.effects")


class Effects:
    """The tasks under way after an answer was given."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Run `work` in the background. `name` is that of the effect, for the log ("home.publish").

        What it raises is logged by its type's name and goes no further. Raises `RuntimeError` after
        `drain` has begun: nothing new is started on the way out.
        """
        if self._closed:
            work.close()
            raise RuntimeError("the bot is stopping; no new effect is started")
        task = asyncio.create_task(self._run(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, bound: float) -> int:
        """Wait at most `bound` seconds (real time) for what is under way, cancel what is left.

        Returns how many had to be cancelled.
        """
        self._closed = True
        if not self._tasks:
            return 0
        _, left = await asyncio.wait(set(self._tasks), timeout=bound)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return len(left)

    async def _run(self, work: Coroutine[Any, Any, object], name: str) -> None:
        try:
            await work
        except Exception as error:
            kind = type(error).__name__
            log.error("effect_failed", effect=name, error=kind)  # noqa: TRY400 - a text may hold what was written
