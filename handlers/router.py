"""One catch-all listener for each kind of payload, and a dict from name to handler behind it.

The router does once, for all: who is acting, what was done before, what goes wrong. A list of listeners
costs time for each one passed over (slack.md); a dict does not.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from handlers import kindly, payloads
from handlers.desk import Desk, NotActive, Repeated
from handlers.effects import ask_to_wait, replace
from handlers.touch import Answer, Effect, Touch
from views import moment

log = structlog.get_logger()

Handler = Callable[[Touch, Desk], Awaitable[Answer]]
Handlers = Mapping[str, Handler]

BOUND = 2.0
"""Seconds until a submit is answered with "one moment": Slack waits for three."""

EVERYTHING = re.compile("")


class NameTwice(ValueError):
    """Two handlers declare one name: the start stops, since one of them would never be called."""


def gather(surfaces: Iterable[Handlers]) -> dict[str, Handler]:
    """Return the handlers of all surfaces in one dict. Raises `NameTwice`."""
    gathered: dict[str, Handler] = {}
    for surface in surfaces:
        for name, handler in surface.items():
            if name in gathered:
                raise NameTwice(f"two handlers are called {name}")
            gathered[name] = handler
    return gathered


class Router:
    """Brings each payload to its handler, and each answer back to Slack."""

    def __init__(self, desk: Desk, handlers: Handlers) -> None:
        self._desk = desk
        self._handlers = handlers

    def listen(self, app: AsyncApp) -> None:
        """Register the catch-all listeners on a Bolt app, first those that somebody waits for most often:
        Bolt tries them in order, and a miss costs a step of a debrief a twentieth of its time."""
        app.view_submission(EVERYTHING)(self.submit)
        app.action(EVERYTHING)(self.action)
        app.event(EVERYTHING)(self.event)
        app.command(EVERYTHING)(self.command)
        app.shortcut(EVERYTHING)(self.shortcut)
        app.view_closed(EVERYTHING)(self.closed)

    async def event(self, body: dict[str, Any], ack: Callable[..., Awaitable[Any]]) -> None:
        """Take an event; one that nobody handles is acknowledged and let go."""
        touch = payloads.of_event(body)
        if touch is not None and touch.name in self._handlers:
            await self._handle(touch)
        await ack()

    async def action(self, body: dict[str, Any], ack: Callable[..., Awaitable[Any]]) -> None:
        """Take a tap on a button or a change of an input."""
        await self._handle(payloads.of_action(body))
        await ack()

    async def submit(self, body: dict[str, Any], ack: Callable[..., Awaitable[Any]]) -> None:
        """Take a submit: its acknowledgement itself carries what comes next."""
        answer = await self._handle(payloads.of_submit(body))
        await ack(**(answer.says or {}))

    async def closed(self, ack: Callable[..., Awaitable[Any]]) -> None:
        """A modal was closed: nothing depends on it."""
        await ack()

    async def command(self, body: dict[str, Any], ack: Callable[..., Awaitable[Any]]) -> None:
        """Take a slash command."""
        await self._handle(payloads.of_command(body))
        await ack()

    async def shortcut(self, body: dict[str, Any], ack: Callable[..., Awaitable[Any]]) -> None:
        """Take a global shortcut."""
        await self._handle(payloads.of_shortcut(body))
        await ack()

    async def _handle(self, touch: Touch) -> Answer:
        """Answer a touch in time: if its work takes longer, acknowledge now and finish when it is done."""
        begun = time.monotonic()
        work = asyncio.ensure_future(self._answer(touch))
        done, _ = await asyncio.wait({work}, timeout=BOUND)
        if not done:
            log.warning("slow", touch=touch.name)
            self._desk.effects.start(self._finish_late(touch, work, begun), touch.name)
            return Answer.update(moment.moment()) if touch.is_submit else Answer()
        answer = work.result()
        # When the loop comes round, the acknowledgement has gone: nobody waits for a line of the log.
        asyncio.get_running_loop().call_soon(_tell, touch, begun)
        self._follow(touch, answer.effects)
        return answer

    async def _finish_late(self, touch: Touch, work: asyncio.Future[Answer], begun: float) -> None:
        """Say "one moment" where an acknowledgement could not, and put what comes in its place."""
        if touch.is_submit and touch.view is not None:
            touch.late.view_id = str(touch.view["id"])
        elif touch.trigger:
            await self._run(touch, (ask_to_wait(touch, moment.moment()),))
        answer = await work
        _tell(touch, begun)
        said = answer.says or {}
        if said.get("view"):
            await self._run(touch, (replace(touch, said["view"]),))
        elif said.get("errors") and touch.view is not None:
            await self._run(touch, (replace(touch, moment.again(touch.view, said["errors"])),))
        await self._run(touch, answer.effects)
        if touch.late.view_id and not touch.late.shown:
            await self._run(touch, (replace(touch, moment.done()),))

    def _follow(self, touch: Touch, effects: tuple[Effect, ...]) -> None:
        if effects:
            self._desk.effects.start(self._run(touch, effects), touch.name)

    async def _run(self, touch: Touch, effects: tuple[Effect, ...]) -> None:
        """Make the calls that follow, each alone: one that fails does not hold up the next."""
        for effect in effects:
            try:
                await effect(self._desk.client)
            except Exception as failed:  # Slack's troubles, and ours where a Home is drawn from the database
                log.warning("effect_failed", touch=touch.name, error=type(failed).__name__)

    async def _answer(self, touch: Touch) -> Answer:
        """Call the handler. Whatever goes wrong, the person gets a kind sentence, and nobody else does."""
        try:
            return await self._handlers[touch.name](touch, self._desk)
        except (NotActive, Repeated):
            return Answer()
        except Exception as failed:  # the one place where all that goes wrong is told kindly
            reference = secrets.token_hex(3)
            tell = log.info if kindly.expected(failed) else log.error
            tell("not_done", touch=touch.name, error=type(failed).__name__, reference=reference)
            return kindly.told(touch, failed, reference)


def _tell(touch: Touch, begun: float) -> None:
    log.info("touched", touch=touch.name, duration_ms=round((time.monotonic() - begun) * 1000))
