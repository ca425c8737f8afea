"""What works beside the courier: woken by what was committed, and by a tick, until it is stopped."""

import asyncio
from abc import ABC, abstractmethod

import structlog

log = structlog.get_logger("hearth.delivery")

EVERY = 1.0
"""Seconds between two looks, where nothing wakes it."""


class Woken(ABC):
    """Looks at what is to be done, again and again. `name` is for the log; `every` is in seconds."""

    def __init__(self, name: str, every: float = EVERY) -> None:
        self._name = name
        self._every = every
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def look(self) -> None:
        """Do what there is to do now, if this process leads."""

    def wake(self) -> None:
        """Something was committed that may be to do. On the loop."""
        self._woken.set()

    def start(self) -> None:
        """Begin, in the running loop, with what an earlier life left."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._every):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()
            try:
                await self.look()
            except Exception as error:
                kind = type(error).__name__
                log.error("look_failed", effect=self._name, error=kind)  # noqa: TRY400 - may hold texts
                await asyncio.sleep(self._every)
