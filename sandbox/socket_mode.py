"""Socket Mode: the bot's connections, envelopes and their acknowledgements, redelivery."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web

from sandbox.journal import Journal
from sandbox.world import Json

MOST_CONNECTIONS = 10
TICKET_SECONDS = 30.0
LONGEST_SHUFFLE = 0.25  # seconds a shuffled copy is held back at most


@dataclass(frozen=True)
class Timing:
    """How long Slack waits, in real seconds; tests make it shorter with `scaled`."""

    ack: float = 3.0
    trigger: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    after_close: float = 0.5  # an answer may still come over the app's next connection
    refresh_grace: float = 10.0
    response_url: float = 1800.0

    def scaled(self, by: float) -> "Timing":
        """The same with every time multiplied, for tests that cannot wait five minutes."""
        return Timing(
            ack=self.ack * by,
            trigger=self.trigger * by,
            retries=tuple(delay * by for delay in self.retries),
            after_close=self.after_close * by,
            refresh_grace=self.refresh_grace * by,
            response_url=self.response_url * by,
        )


@dataclass(frozen=True)
class Answer:
    """What came back for one envelope."""

    acknowledged: bool
    payload: Json | None = None
    milliseconds: float = 0.0
    why: str = ""  # when not acknowledged: timeout, connection_closed, no_connection


@dataclass(eq=False)
class Connection:
    """One WebSocket of the bot."""

    id: str
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    leaving: bool = False
    waiting: set[str] = field(default_factory=set)  # envelope ids sent here, not answered


class Sockets:
    """All connections of the app, and what is on its way over them.

    Args:
        app_id: named in the hello.
        timing: how long to wait.
        journal: where every payload is written down with what came back.
    """

    def __init__(self, app_id: str, timing: Timing, journal: Journal) -> None:
        self.timing = timing
        self._app_id = app_id
        self._journal = journal
        self._tickets: dict[str, float] = {}
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[tuple[bool, Json | None, str]]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._twice = 0
        self._shuffle = False

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    # connections

    def ticket(self) -> str:
        """A name for one connection to come, good once and for half a minute."""
        now = time.monotonic()
        self._tickets = {t: till for t, till in self._tickets.items() if till > now}
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = now + TICKET_SECONDS
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """GET /socket/<ticket>: take a connection in and hold it until it ends."""
        if self._tickets.pop(request.match_info["ticket"], 0.0) < time.monotonic():
            return web.Response(status=401, text="invalid_ticket")
        socket = web.WebSocketResponse(heartbeat=30.0, max_msg_size=4 * 1024 * 1024)
        await socket.prepare(request)
        if self.count >= MOST_CONNECTIONS:
            await socket.send_json(self._disconnect_frame("too_many_websockets"))
            await socket.close()
            return socket
        name = f"applink-{secrets.token_hex(3)}"
        connection = Connection(name, socket, request.transport)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello(connection))
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._take_answer(message.data)
        finally:
            self._leave(connection)
        return socket

    def _hello(self, connection: Connection) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {
                "host": connection.id,
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }

    @staticmethod
    def _disconnect_frame(reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}}

    def _leave(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
        loop = asyncio.get_running_loop()
        for envelope_id in connection.waiting:
            loop.call_later(
                self.timing.after_close, self._settle, envelope_id, False, None, "connection_closed"
            )

    async def disturb(self, do: Literal["drop", "disconnect", "refresh"]) -> int:
        """Do to every connection what Slack or a network does.

        Args:
            do: "drop" cuts the TCP connection; "disconnect" sends a disconnect frame with reason
                warning; "refresh" one with refresh_requested, and closes after a grace.

        Returns:
            How many connections it was done to.
        """
        connections = list(self._connections)
        for connection in connections:
            if do == "drop":
                if connection.transport is not None:
                    connection.transport.abort()  # below the WebSocket, without a closing frame
                continue
            connection.leaving = True
            reason = "warning" if do == "disconnect" else "refresh_requested"
            await connection.socket.send_json(self._disconnect_frame(reason))
            self._spawn(self._close_later(connection))
        return len(connections)

    async def _close_later(self, connection: Connection) -> None:
        await asyncio.sleep(self.timing.refresh_grace)
        await connection.socket.close()

    async def close(self) -> None:
        """End everything: what is on its way, and the connections."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connection in list(self._connections):
            await connection.socket.close(code=1001)

    # payloads

    def twice(self, times: int, shuffle: bool) -> None:
        """Deliver the next payloads twice, held back by chance when `shuffle`."""
        self._twice, self._shuffle = times, shuffle

    async def interaction(self, kind: str, payload: Json, on_answer: Callable[[Json | None], None]) -> Answer:
        """Send a touch or a command; it is never redelivered, unless `twice` asked for it.

        Args:
            kind: interactive or slash_commands.
            payload: Slack's payload.
            on_answer: told each acknowledgement's payload, before this returns.
        """

        async def once(delay: float) -> Answer:
            await asyncio.sleep(delay)
            answer = await self._send(kind, payload, 0, "")
            if answer.acknowledged:
                on_answer(answer.payload)
            return answer

        if self._counted_twice():
            self._spawn(once(self._held_back()))
        return await once(0.0)

    def event(self, payload: Json) -> "asyncio.Task[Answer]":
        """Send an event, and again when it is not acknowledged: at once, after 1 and 5 minutes.

        Returns:
            A task with what came back for the first delivery.
        """
        if self._counted_twice():
            self._spawn(self._event_later(payload, self._held_back()))
            return self._spawn(self._event_later(payload, self._held_back()))
        return self._spawn(self._event_later(payload, 0.0))

    async def _event_later(self, payload: Json, delay: float) -> Answer:
        if delay:
            await asyncio.sleep(delay)
        first = await self._send("events_api", payload, 0, "")
        if not first.acknowledged:
            self._spawn(self._redeliver(payload, first))
        return first

    async def _redeliver(self, payload: Json, last: Answer) -> None:
        for attempt, delay in enumerate(self.timing.retries, start=1):
            await asyncio.sleep(delay)
            reason = "timeout" if last.why == "timeout" else "connection_failed"
            last = await self._send("events_api", payload, attempt, reason)
            if last.acknowledged:
                return

    def _counted_twice(self) -> bool:
        if self._twice < 1:
            return False
        self._twice -= 1
        return True

    def _held_back(self) -> float:
        return secrets.randbelow(1000) / 1000 * LONGEST_SHUFFLE if self._shuffle else 0.0

    async def _send(self, kind: str, payload: Json, attempt: int, reason: str) -> Answer:
        """One envelope over one of the connections, and what comes back within the time."""
        envelope_id = secrets.token_hex(16)
        entry = self._journal.add(
            {
                "type": kind,
                "payload": payload,
                "envelope_id": envelope_id,
                "retry_attempt": attempt,
                "acknowledged": None,
                "milliseconds": None,
                "ack": None,
            }
        )
        staying = [c for c in self._connections if not c.leaving] or self._connections
        if not staying:
            entry["acknowledged"] = False
            return Answer(False, why="no_connection")
        connection = secrets.choice(staying)
        entry["connection"] = connection.id
        started = time.perf_counter()
        answer = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        connection.waiting.add(envelope_id)
        try:
            await connection.socket.send_str(_envelope(envelope_id, kind, payload, attempt, reason))
            acknowledged, body, why = await asyncio.wait_for(answer, self.timing.ack)
        except TimeoutError:
            acknowledged, body, why = False, None, "timeout"
        except ConnectionError:
            acknowledged, body, why = False, None, "connection_closed"
        finally:
            self._waiting.pop(envelope_id, None)
            connection.waiting.discard(envelope_id)
        milliseconds = round((time.perf_counter() - started) * 1000, 3)
        entry.update(acknowledged=acknowledged, milliseconds=milliseconds, ack=body)
        return Answer(acknowledged, body, milliseconds, why)

    def _take_answer(self, text: str) -> None:
        """An acknowledgement; it may come over another connection than its envelope went out."""
        try:
            told = json.loads(text)
        except ValueError:
            return
        if isinstance(told, dict) and isinstance(told.get("envelope_id"), str):
            body = told.get("payload")
            self._settle(told["envelope_id"], True, body if isinstance(body, dict) else None, "")

    def _settle(self, envelope_id: str, acknowledged: bool, body: Json | None, why: str) -> None:
        waiting = self._waiting.get(envelope_id)
        if waiting is not None and not waiting.done():
            waiting.set_result((acknowledged, body, why))

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _envelope(envelope_id: str, kind: str, payload: Json, attempt: int, reason: str) -> str:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope.update(retry_attempt=attempt, retry_reason=reason)
    return json.dumps(envelope)
