"""The sandbox's hold on the bot: push the clock. On loopback only, and in sandbox mode only.

It is how a follow-up or an escalation can be watched without waiting for days (design.md, the sandbox).
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiohttp import web

from domain.clock import AdjustableClock

LOOPBACK = "127.0.0.1"
LONGEST = timedelta(days=400)


class Control:
    """A small server with one thing to ask for: `POST /clock {"advance_seconds": n}`."""

    def __init__(self, clock: AdjustableClock, port: int, after_push: Callable[[], Awaitable[None]]) -> None:
        self._clock = clock
        self._port = port
        self._after_push = after_push
        app = web.Application()
        app.router.add_post("/clock", self._push)
        self._runner = web.AppRunner(app)

    async def start(self) -> None:
        """Listen. Raises `OSError` when the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, self._port).start()

    async def stop(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()

    async def _push(self, request: web.Request) -> web.Response:
        try:
            by = timedelta(seconds=float((await request.json())["advance_seconds"]))
        except (ValueError, KeyError, TypeError, OverflowError):
            return web.json_response({"ok": False, "error": "advance_seconds is a number"}, status=400)
        if not timedelta() <= by <= LONGEST:
            return web.json_response({"ok": False, "error": "the clock only moves forward"}, status=400)
        self._clock.push(by)
        await self._after_push()
        return web.json_response({"ok": True, "now": self._clock.now().isoformat()})
