"""The sandbox as a server on 127.0.0.1: Slack's side, the user side, the page."""

import asyncio
from datetime import datetime
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox import control_api, people_api, response_urls
from sandbox.clock import SandboxClock
from sandbox.manifest import Manifest
from sandbox.rates import Rates
from sandbox.rehearsal import Rehearsal
from sandbox.response_urls import WORKSPACE
from sandbox.socket_mode import Timing
from sandbox.web_api.door import APP_TOKEN, BOT_TOKEN, Door
from sandbox.workspace import Workspace

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
LARGEST_REQUEST = 8 * 1024 * 1024


class Sandbox:
    """A local Slack.

    Args:
        port: where to listen on 127.0.0.1; 0 for any that is free.
        bot_control: the bot's own control, told when the clock is pushed.
        manifest: what the app may do; a sensible whole, unless given.
        rates: "slack" for Slack's rates, "off" for none.
        multiply: how many times Slack's rates to allow.
        timing: how long Slack waits; `Timing().scaled(0.01)` for quick tests.
        at: the aware UTC time to start at; now, unless given.

    `bot_token` and `app_token` are what the bot signs in with.
    """

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN

    def __init__(
        self,
        *,
        port: int = 0,
        bot_control: str = "",
        manifest: Manifest | None = None,
        rates: Rates = "slack",
        multiply: float = 1.0,
        timing: Timing | None = None,
        at: datetime | None = None,
    ) -> None:
        self._port = port
        self.workspace = Workspace(
            manifest=manifest or Manifest(),
            clock=SandboxClock(at),
            timing=timing or Timing(),
            rates=rates,
            multiply=multiply,
        )
        self._door = Door(self.workspace)
        self._stopping = asyncio.Event()
        self._runner = web.AppRunner(self._app(bot_control), shutdown_timeout=1.0, access_log=None)

    def _app(self, bot_control: str) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[_own_callers_only])
        app[WORKSPACE] = self.workspace
        app[people_api.STOPPING] = self._stopping
        app[control_api.BOT_CONTROL] = bot_control
        app[control_api.REHEARSAL] = Rehearsal()
        app.router.add_post("/api/{method}", self._door.answer)
        app.router.add_get("/api/{method}", self._door.answer)
        app.router.add_get("/socket/{ticket}", self.workspace.sockets.connect)
        app.router.add_post("/response/{name}", response_urls.respond)
        app.router.add_routes([*people_api.routes(), *control_api.routes()])
        app.router.add_get("/", _page)
        if PAGE.is_dir():
            app.router.add_static("/", PAGE)
        return app

    @property
    def url(self) -> str:
        """http://127.0.0.1:PORT, once started."""
        return self.workspace.base

    @property
    def api_url(self) -> str:
        """What the bot gives slack_sdk as base_url."""
        return f"{self.url}/api/"

    async def start(self) -> "Sandbox":
        """Listen.

        Raises:
            OSError: the port is taken.
        """
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.workspace.base = f"http://{HOST}:{port}"
        return self

    async def stop(self) -> None:
        """Close every connection and end what is on its way."""
        self._stopping.set()
        await self._door.close()
        await self.workspace.sockets.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> "Sandbox":
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


async def _page(_: web.Request) -> web.StreamResponse:
    index = PAGE / "index.html"
    if not index.is_file():
        return web.Response(text="The sandbox is running. Its page is not here.")
    return web.FileResponse(index)


@web.middleware
async def _own_callers_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep out other sites that a browser on this machine has open.

    A page from elsewhere can point a name at 127.0.0.1, or post here: its Host or Origin tells.
    """
    host = request.host.rsplit(":", 1)[0]
    origin = request.headers.get("Origin", "")
    if host not in OWN_NAMES or (origin and origin.split("://")[-1] != request.host):
        return web.Response(status=403, text="the sandbox answers its own machine only")
    return await handler(request)
