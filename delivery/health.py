"""`/healthz`: whether the last audit is fresh and found nothing wrong. It says nothing about anyone."""

from collections.abc import Callable, Sequence

import structlog
from aiohttp import web

from domain.audit import Wrong

log = structlog.get_logger("hearth.audit")


class Health:
    """A small server with one thing to ask for: `GET /healthz`."""

    def __init__(self, host: str, port: int, wrong: Callable[[], Sequence[Wrong]]) -> None:
        self._host = host
        self._port = port
        self._wrong = wrong
        app = web.Application()
        app.router.add_get("/healthz", self._say)
        app.on_response_prepare.append(_say_no_more)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> bool:
        """Listen; return whether the port could be had. Without it the bot runs on: calls go first."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            log.error(  # noqa: TRY400 - the class is enough
                "health_not_served",
                port=self._port,
                error=type(error).__name__,
                mend="Nobody can ask /healthz: give HEALTH_PORT a free port, HEALTH_HOST an address of here.",
            )
            return False
        return True

    async def stop(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()

    async def _say(self, _request: web.Request) -> web.Response:
        wrong = self._wrong()
        if wrong:
            return web.json_response({"ok": False, "wrong": list(wrong)}, status=503)
        return web.json_response({"ok": True})


async def _say_no_more(_request: web.Request, response: web.StreamResponse) -> None:
    """Leave out which versions run here."""
    response.headers["Server"] = "hearth"
    response.headers["Cache-Control"] = "no-store"
