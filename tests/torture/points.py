"""Places between two steps of the bot at which its process can be made to die, as by kill -9.

Hooks are set in the process of `runner.py` only, from the outside: the product knows nothing of them.
"""

import functools
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from care.seam import Seam
from storage import UnitOfWork
from storage.keys import KeyStore

Point = tuple[str, int]
"""A name, and its how many'th time: ("after chat.postMessage", 2)."""


class Points:
    """Counts the steps as they are passed, and dies at the one that was named."""

    def __init__(self, last_words: Callable[[str], None]) -> None:
        self._last_words = last_words
        self._guard = threading.Lock()
        self._die_at: Point | None = None
        self._counting = False
        self._counts: Counter[str] = Counter()
        self.passed: list[Point] = []

    def arm(self, at: Point | None) -> None:
        """Count from here on; die at `at`, or only write down what is passed."""
        with self._guard:
            self._counting, self._die_at = True, at
            self._counts.clear()
            self.passed.clear()

    def at(self, name: str) -> None:
        """Pass a step. From the event loop and from worker threads."""
        with self._guard:
            if not self._counting:
                return
            self._counts[name] += 1
            point = (name, self._counts[name])
            self.passed.append(point)
            if point == self._die_at:
                self._last_words(name)
                os.kill(os.getpid(), signal.SIGKILL)
                signal.pause()  # the signal is on its way; nothing more is done by this thread

    def set_up(self) -> None:
        """Hook the seams: units of work, commits, keys, calls to Slack, acknowledgements."""
        self._between(Seam, "do", lambda args: f"do {args[1].__name__}", is_async=True)
        self._between(UnitOfWork, "commit", lambda _: "commit")
        self._between(KeyStore, "create", lambda _: "key made")
        self._between(KeyStore, "delete", lambda _: "key deleted")
        self._between(KeyStore, "scrub", lambda _: "scrub")
        self._between(AsyncWebClient, "api_call", lambda args: str(args[1]), is_async=True)
        self._between(SocketModeClient, "send_socket_mode_response", lambda _: "ack", is_async=True)

    def _between(
        self, owner: type, method: str, name_of: Callable[[tuple[Any, ...]], str], *, is_async: bool = False
    ) -> None:
        inner = getattr(owner, method)

        @functools.wraps(inner)
        async def hooked_async(*args: Any, **kwargs: Any) -> Any:
            name = name_of(args)
            self.at(f"before {name}")
            result = await inner(*args, **kwargs)
            self.at(f"after {name}")
            return result

        @functools.wraps(inner)
        def hooked(*args: Any, **kwargs: Any) -> Any:
            name = name_of(args)
            self.at(f"before {name}")
            result = inner(*args, **kwargs)
            self.at(f"after {name}")
            return result

        setattr(owner, method, hooked_async if is_async else hooked)
