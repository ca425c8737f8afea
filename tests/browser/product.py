"""The product as somebody starts it: `python bot.py run`, on free ports, with databases of its own."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

ROOT = Path(__file__).parents[2]
READY_SECONDS = 60.0
STOP_SECONDS = 20.0
ITS_SETTINGS = ("SLACK_", "HEARTH_", "DATABASE_URL", "KEYS_URL", "FLOWS_FOLDER", "ALIVE_FILE")


class Product:
    """Bot, sandbox and page, running: `async with Product(folder) as product`.

    Its databases and its key lie in `folder`, and nothing of the caller's settings reaches it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port, control = _free_ports(2)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ITS_SETTINGS)}
        self._environment = kept | {"SANDBOX_PORT": str(self._port), "CONTROL_PORT": str(control)}
        self._said: list[str] = []

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        command = (sys.executable, str(ROOT / "bot.py"), "run")
        self._process = await asyncio.create_subprocess_exec(
            *command,
            cwd=self._folder,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        await asyncio.wait_for(self._ready.wait(), READY_SECONDS)
        if "is ready" not in self.said:
            raise RuntimeError(f"Hearth did not start:\n{self.said}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._reading

    @property
    def said(self) -> str:
        """What it has written so far: its log."""
        return "".join(self._said)

    async def has_a_team(self) -> None:
        """Let the sandbox play the clicks that set a team up."""
        address = f"{self.url}/_sandbox/rehearse"
        async with aiohttp.ClientSession() as session, session.post(address) as answer:
            assert answer.status == 200, await answer.text()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self._said.append(line.decode())
            if "is ready" in self._said[-1]:
                self._ready.set()
        self._ready.set()  # it ended, whatever it said


def _free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(one.getsockname()[1]) for one in found]
