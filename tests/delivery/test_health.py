"""The heartbeat and `/healthz`, over real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from delivery.health import Health
from delivery.heartbeat import Heartbeat
from domain.audit import Wrong

HOST = "127.0.0.1"


@dataclass
class Monitor:
    """Somebody who waits for heartbeats, and answers as told."""

    port: int = 0
    status: int = 200
    hangs: bool = False
    came: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/ping/canary"

    async def answer(self, request: web.Request) -> web.Response:
        self.came.append((request.method, request.path_qs, dict(request.headers), await request.read()))
        if self.hangs:
            await asyncio.sleep(60)
        if request.path == "/elsewhere":
            return web.Response()
        location = {"Location": "/elsewhere"} if 300 <= self.status < 400 else {}
        return web.Response(status=self.status, headers=location)


@pytest.fixture
async def monitor() -> AsyncIterator[Monitor]:
    found = Monitor()
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    found.port = runner.addresses[0][1]
    yield found
    await runner.cleanup()


async def test_a_heartbeat_is_one_request_without_content(monitor: Monitor) -> None:
    """A GET with no body and nothing that tells who or what asks."""
    assert await Heartbeat(monitor.url).beat()
    [(method, path, headers, body)] = monitor.came
    assert (method, path, body) == ("GET", "/ping/canary", b"")
    assert set(headers) <= {"Host", "Accept", "Accept-Encoding"}


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_one_that_is_not_taken_is_told_and_harms_nothing(monitor: Monitor, status: int) -> None:
    """Not followed elsewhere, not repeated; the log has the status and never the address."""
    monitor.status = status
    with capture_logs() as lines:
        assert not await Heartbeat(monitor.url).beat()
    assert len(monitor.came) == 1
    assert lines == [{"event": "heartbeat_failed", "log_level": "warning", "status": status}]


async def test_one_that_is_not_answered_ends_in_time(monitor: Monitor) -> None:
    """A monitor that hangs does not hold the auditor up."""
    monitor.hangs = True
    with capture_logs() as lines:
        assert not await asyncio.wait_for(Heartbeat(monitor.url, within=0.2).beat(), 5)
    assert lines[0]["error"] == "TimeoutError"
    assert "canary" not in str(lines)


async def test_nobody_there_harms_nothing() -> None:
    """A refused connection is a line in the log."""
    with capture_logs() as lines:
        assert not await Heartbeat(f"http://{HOST}:9/canary", within=2).beat()
    assert [line["event"] for line in lines] == ["heartbeat_failed"]
    assert "canary" not in str(lines)


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


async def asked(port: int, path: str = "/healthz", method: str = "GET") -> tuple[int, str, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://{HOST}:{port}{path}") as answer,
    ):
        return answer.status, await answer.text(), answer.headers["Server"]


async def test_healthz_says_what_is_wrong_and_nothing_more() -> None:
    """200 and ok while nothing is wrong; 503 and the names of what is. No version, no other page."""
    wrong: list[Wrong] = []
    health = Health(HOST, free_port(), lambda: wrong)
    assert await health.start()
    try:
        port = health._port
        assert await asked(port) == (200, '{"ok": true}', "hearth")
        wrong += [Wrong.CARD_OVERDUE, Wrong.WORK_OVERDUE]
        assert await asked(port) == (
            503,
            '{"ok": false, "wrong": ["card_overdue", "work_overdue"]}',
            "hearth",
        )
        assert (await asked(port, "/"))[0] == 404
        assert (await asked(port, method="POST"))[0] == 405
    finally:
        await health.stop()


async def test_a_taken_port_does_not_stop_the_bot(monitor: Monitor) -> None:
    """Calls go first: it is said how to mend it, and the bot runs on."""
    health = Health(HOST, monitor.port, list)
    with capture_logs() as lines:
        assert not await health.start()
    assert lines[0]["event"] == "health_not_served"
    await health.stop()
