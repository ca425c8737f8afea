"""Gateways to ring at, over real sockets: one that is told how to answer, and the worked example."""

import asyncio
import hashlib
import hmac
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from delivery.ring_post import Gateway

SECRET = "a secret that both sides know"
EXAMPLE = Path(__file__).parents[2] / "deploy" / "ring_gateway.py"


@dataclass
class Told:
    """A gateway that takes what it is sent and answers as it is told: a status, or "drop", or "slow"."""

    answers: list[int | str] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    genuine: list[bool] = field(default_factory=list)
    port: int = 0

    @property
    def gateway(self) -> Gateway:
        """Where it is, with a token in its query that must be in no log."""
        return Gateway(f"http://127.0.0.1:{self.port}/ring?token=canary-in-the-query", SECRET)

    async def answer(self, request: web.Request) -> web.Response:
        """Take a post."""
        body = await request.read()
        signed = f"{request.headers['X-Hearth-Timestamp']}.".encode() + body
        expected = "v1=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        self.posts.append(json.loads(body))
        self.headers.append(dict(request.headers))
        self.genuine.append(hmac.compare_digest(expected, request.headers["X-Hearth-Signature"]))
        how = self.answers.pop(0) if self.answers else 200
        if how == "slow":
            await asyncio.sleep(30)
        if how == "drop":
            assert request.transport is not None
            request.transport.close()
        return web.Response(status=how if isinstance(how, int) else 200, text="x" * 100_000)


@asynccontextmanager
async def told_gateway(*answers: int | str) -> AsyncIterator[Told]:
    """Run a gateway that answers as told, then with 200."""
    told = Told(list(answers))
    app = web.Application()
    app.router.add_route("*", "/ring", told.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    told.port = runner.addresses[0][1]
    yield told
    await runner.cleanup()


@asynccontextmanager
async def example_gateway(folder: Path, **settings: str) -> AsyncIterator[Gateway]:
    """Run deploy/ring_gateway.py as an operator does, with Asterisk's folder in `folder`."""
    (folder / "outgoing").mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "RING_SECRET": SECRET,
        "RING_PORT": "0",
        "RING_SEEN": str(folder / "seen.db"),
        "ASTERISK_SPOOL": str(folder / "outgoing"),
        "ASTERISK_CHANNEL": "PJSIP/{number}@trunk",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(EXAMPLE), env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    try:
        yield Gateway(f"http://127.0.0.1:{line.decode().rsplit(':', 1)[1].strip()}/ring", SECRET)
    finally:
        process.terminate()
        await process.wait()
