"""The running bot: everything built once, started in order, stopped in order."""

import asyncio
import contextlib
from functools import partial

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from care import rings, support, workspace
from care.effects import Effects
from care.jobs import JOBS
from care.seam import Seam
from debrief_flows.cues import doors_for
from debrief_flows.library import Library
from delivery.accounts import Accounts
from delivery.auditing import Auditor, Watching
from delivery.clock import Ticker
from delivery.control import Control
from delivery.courier import Courier
from delivery.dnd import DoNotDisturb
from delivery.health import Health
from delivery.missed import answer_missed
from delivery.pacing import Pacing
from delivery.posting import Patience
from delivery.quiet_phones import QuietPhones
from delivery.ring_post import Gateway
from delivery.rings import Rings
from delivery.slack_calls import SlackCalls
from domain.clock import AdjustableClock, Clock
from handlers import home
from handlers.desk import Desk, OpenHomes, profile_of
from handlers.router import Handlers, Router
from handlers.surfaces import every_handler
from storage import Storage
from storage.leader import Leadership
from views.cards import draw
from words import help_lines

log = structlog.get_logger("hearth")

DRAIN = 5.0
"""Seconds that calls under way are given at the stop."""


class Hearth:
    """The bot, from an open storage to a connection with Slack.

    `api_url` is Slack's, or another Slack's; the opening of Socket Mode goes there too. `control_port` is
    for the sandbox, whose clock can be pushed: it takes an adjustable clock. `watching`: how the bot watches
    itself. `gateway`: where rings outside Slack are posted to. `pacing`, `patience`
    and `handlers` are for tests: Slack's rates, the courier's waits, every surface's handlers, unless given.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        library: Library,
        clock: Clock,
        bot_token: str,
        app_token: str,
        api_url: str,
        admins: frozenset[str] = frozenset(),
        control_port: int | None = None,
        pacing: Pacing | None = None,
        patience: Patience | None = None,
        handlers: Handlers | None = None,
        watching: Watching | None = None,
        gateway: Gateway | None = None,
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.client = AsyncWebClient(token=bot_token, base_url=api_url)
        self.effects = Effects()
        self.seam = Seam(storage, self._cards_changed)
        self._calls = SlackCalls(bot_token, api_url, pacing or Pacing())
        leader = Leadership(storage)
        self._leader = leader
        self.courier = Courier(
            self.seam,
            self._calls,
            partial(draw, flows=library.doors()),
            clock,
            leader,
            alone=storage.on_sqlite,
            patience=patience,
        )
        self.ticker = Ticker(self.seam, leader, clock, JOBS)
        quiet = DoNotDisturb(self._calls, clock)
        self.quiet_phones = QuietPhones(self.seam, quiet, leader, clock)
        self._gateway = gateway
        self.rings = Rings(self.seam, leader, clock, gateway) if gateway else None
        self.desk = Desk(
            seam=self.seam,
            library=library,
            clock=clock,
            client=self.client,
            effects=self.effects,
            quiet=quiet,
            admins=admins,
            open_homes=OpenHomes(),
        )
        # Without a name Bolt looks for one through the sources of the whole stack: a tenth of a start.
        app = AsyncApp(name="hearth", client=self.client, process_before_response=True)
        Router(self.desk, handlers or every_handler()).listen(app)
        self._app_token = app_token
        self._socket = AsyncSocketModeHandler(app, app_token)
        self._control = (
            Control(clock, control_port, self.ticker.tick_now)
            if control_port is not None and isinstance(clock, AdjustableClock)
            else None
        )
        self._watch_itself(watching or Watching())

    def _watch_itself(self, watching: Watching) -> None:
        """Build what looks whether every promise is kept."""
        self.auditor = Auditor(self.seam, self._leader, self.clock, watching)
        self.accounts = Accounts(
            self.seam, self._calls, self._leader, self.clock, profile_of, watching.accounts_first
        )
        port = watching.health_port
        self._health = Health(watching.health_host, port, lambda: self.auditor.wrong) if port else None

    async def start(self) -> None:
        """Do what is overdue, begin to deliver, then take what comes from Slack.

        Raises what slack_sdk raises when Slack does not take the tokens or cannot be reached.
        """
        await self.seam.do(rings.set_gateway, self._gateway.name if self._gateway else "")
        await self.seam.do(support.mend, self.clock.now())
        await self.ticker.tick_now()
        self.courier.start()
        self.ticker.start()
        self.quiet_phones.start()
        if self.rings is not None:
            self.rings.start()
        if self._control is not None:
            await self._control.start()
        self.effects.start(answer_missed(self.seam, self._calls, self.clock), "missed")
        await self._ask_to_be_let_in()
        await self._socket.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        self.effects.start(asyncio.to_thread(_read_ahead), "read_ahead")
        self.auditor.start()
        self.accounts.start()
        if self._health is not None:
            await self._health.start()
        log.info("started")

    async def _ask_to_be_let_in(self) -> None:
        """Try both tokens. The SDK would try a wrong one again for ever, and nobody would be told."""
        told = await self.client.auth_test()
        await self.seam.do(workspace.remember, str(told["team_id"]))
        await self.client.apps_connections_open(app_token=self._app_token)

    async def stop(self) -> None:
        """Take nothing more from Slack, finish what is under way within a bound, close."""
        if self._control is not None:
            await self._control.stop()
        if self._health is not None:
            await self._health.stop()
        await self.auditor.stop()
        await self.accounts.stop()
        await self._socket.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await self.ticker.stop()
        await self.quiet_phones.stop()
        if self.rings is not None:
            await self.rings.stop()
        await self.courier.stop(DRAIN)
        left = await self.effects.drain(DRAIN)
        await self._calls.close()
        await asyncio.to_thread(self.seam.close)
        self._leader.close()
        log.info("stopped", left=left)

    def _cards_changed(self, keys: set[str], calls: set[str]) -> None:
        self.courier.wake(keys, calls)
        self.quiet_phones.wake()
        if calls and self.rings is not None:
            self.rings.wake()
        if self.desk.open_homes:
            with contextlib.suppress(RuntimeError):  # at the stop nothing new is started
                self.effects.start(home.cards_changed(self.desk, keys), "home.cards_changed")


def _read_ahead() -> None:
    """Read what the first message and the first help would wait for: words and phrases, the lines."""
    doors_for("")
    help_lines()
