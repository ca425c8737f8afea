"""The one seam between async code and plain Python: a whole use case in one hop to a worker thread.

Waiting on Slack is async; care and storage are not (design.md). One thread on SQLite, which has one
writer anyway; a small pool on PostgreSQL. What a use case raises reaches the caller as it is.
"""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from storage import Storage, UnitOfWork
from storage.errors import AlreadyThere, Stale

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 8
"""How often a use case is begun after somebody else changed the same row first."""

APART = 0.01
"""Seconds to wait at most before the second try; twice as long before each one after. Without, a handful
of people who say yes to one team in one moment meet again at every try."""

_chance = random.SystemRandom()


class Seam:
    """Runs use cases, and tells `on_cards` which cards each one changed, after the commit.

    `on_cards(keys, calls)`: all the changed keys, and those among them that call for a person. It is
    called on the event loop.
    """

    def __init__(self, storage: Storage, on_cards: Callable[[set[str], set[str]], None]) -> None:
        self._storage = storage
        self._on_cards = on_cards
        self._threads = ThreadPoolExecutor(storage.threads, thread_name_prefix="care")

    async def do(
        self, use_case: Callable[Concatenate[UnitOfWork, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run `use_case(work, *args, **kwargs)` in one unit of work and return its result, committed.

        Raises what the use case raises; nothing is kept then. Begins again, a few times, where another
        process changed the same row in between.
        """

        def hop() -> tuple[R, set[str], set[str]]:
            for tried in range(TRIES):
                try:
                    with self._storage.work() as work:
                        result = use_case(work, *args, **kwargs)
                        work.commit()
                        return result, set(work.cards.changed), set(work.cards.calls)
                except (Stale, AlreadyThere):
                    if tried == TRIES - 1:
                        raise
                    time.sleep(_chance.uniform(0, APART * 2**tried))
            raise AssertionError("unreachable: the last try returns or raises")

        result, changed, calls = await asyncio.get_running_loop().run_in_executor(self._threads, hop)
        if changed:
            self._on_cards(changed, calls)
        return result

    def close(self) -> None:
        """Wait for the use cases under way, then take no more."""
        self._threads.shutdown(wait=True)
