"""Bots in processes of their own, to be killed: `python -m tests.torture.runner PLACE`.

The first process reads everything in once and listens at PLACE, a Unix socket; for each life that is
asked of it, it forks. So a start costs what a start costs, without Python's imports. It ends when its
standard input closes. What a life and its test say to each other is JSON, a line each.
"""

import asyncio
import contextlib
import functools
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from debrief_flows.cues import doors_for
from debrief_flows.library import Library, load_library
from delivery import posting, steps
from delivery.auditing import Watching
from delivery.pacing import Pacing
from domain.clock import AdjustableClock
from running import Hearth
from storage import Storage
from storage.errors import Locked
from tests.e2e.house import QUICK, in_haste
from tests.torture.points import Points

Json = dict[str, Any]

LOCK_BOUND = 5.0
"""Seconds to wait for a lock that the system has not yet taken from a killed process."""


def _never_look() -> None:
    """A post in doubt is posted again without a look whether it is there."""
    posting.looks_for = lambda *_, **__: ()  # type: ignore[attr-defined]  # where it is used


def _take_up_nothing() -> None:
    """Posts that a dead process had begun are left as they are."""
    claim = steps.claim

    @functools.wraps(claim)
    def only_new(*args: Any, **kwargs: Any) -> Any:
        return [], claim(*args, **kwargs)[1]

    steps.claim = only_new


WITHOUT = {"looking": _never_look, "taking up": _take_up_nothing}
"""A bot whose reconciliation is switched off, in its own process and from outside: no setting does this. What
counts must find what is lost or doubled by it."""


@dataclass
class Life:
    """One bot, from its start to its death."""

    told: Json
    wire: socket.socket
    library: Library

    async def live(self) -> None:
        """Serve until somebody ends it."""
        points = Points(lambda name: self._says({"dying": name}))
        points.set_up()
        if self.told.get("without"):
            WITHOUT[self.told["without"]]()
        clock = AdjustableClock(timedelta(seconds=self.told.get("offset", 0)))
        storage = self._open(clock)
        hearth = Hearth(
            storage=storage,
            library=self.library,
            clock=clock,
            bot_token=self.told["bot_token"],
            app_token=self.told["app_token"],
            api_url=self.told["api_url"],
            pacing=Pacing(in_haste) if self.told.get("haste", True) else Pacing(),
            patience=QUICK if self.told.get("haste", True) else None,
            # What a kill has lost must be seen here, and not be mended before anybody counts.
            watching=Watching(repairs={}),
        )
        if self.told.get("arm"):
            points.arm((self.told["arm"][0], self.told["arm"][1]))
        await hearth.start()
        self._says({"alive": os.getpid()})
        reader, _writer = await asyncio.open_unix_connection(sock=self.wire)
        while line := await reader.readline():
            await self._does(json.loads(line), hearth, points, clock)

    async def _does(self, asked: Json, hearth: Hearth, points: Points, clock: AdjustableClock) -> None:
        match asked.pop("do"):
            case "arm":
                at = asked.get("at")
                points.arm((at[0], at[1]) if at else None)
                self._says({"armed": at})
            case "push":
                clock.push(timedelta(seconds=asked["seconds"]))
                await hearth.ticker.tick_now()
                self._says({"pushed": asked["seconds"]})
            case "look":
                self._says(
                    {
                        "busy": len(hearth.effects) + len(hearth.courier._under_way),
                        "aside": len(hearth.courier._aside),
                        "tasks": len(asyncio.all_tasks()),
                        "leads": hearth._leader._connection is not None or hearth.storage.on_sqlite,
                        "passed": points.passed,
                    }
                )
            case "stop":
                await hearth.stop()
                hearth.storage.close()
                self._says({"stopped": True})
                os._exit(0)

    def _open(self, clock: AdjustableClock) -> Storage:
        end = time.monotonic() + LOCK_BOUND
        while True:
            try:
                return Storage.open(self.told["data"], self.told["keys"], self.told["hearth_key"], clock)
            except Locked:
                if time.monotonic() > end:
                    raise
                time.sleep(0.005)

    def _says(self, what: Json) -> None:
        with contextlib.suppress(OSError):
            self.wire.sendall(json.dumps(what).encode() + b"\n")


def _fork(wire: socket.socket, library: Library) -> None:
    line = wire.makefile("rb", buffering=0).readline()
    if os.fork():
        return
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        asyncio.run(Life(json.loads(line), wire, library).live())
    except BaseException as failed:  # a process that only tests see: say it and go
        traceback.print_exc()
        with contextlib.suppress(OSError):
            wire.sendall(json.dumps({"failed": repr(failed)}).encode() + b"\n")
    finally:
        sys.stderr.flush()
        os._exit(1)


def _tell_of_the_dead(*_: object) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            sys.stderr.write(f"{ended[0]} ended: {os.waitstatus_to_exitcode(ended[1])}\n")
            sys.stderr.flush()


def serve(place: str) -> None:
    """Listen, and fork a life for each who comes."""
    signal.signal(signal.SIGCHLD, _tell_of_the_dead)
    library = load_library()
    doors_for("")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # from here on all that is said is a log
        while True:
            readable, _, _ = select.select([door, sys.stdin], [], [])
            if sys.stdin in readable:
                return
            wire, _ = door.accept()
            with wire:
                _fork(wire, library)


if __name__ == "__main__":
    serve(sys.argv[1])
