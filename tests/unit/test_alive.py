"""The sign of life that systemd and a container's health check wait for."""

import asyncio
import contextlib
import os
import socket
from pathlib import Path

from alive import Alive


async def until(happened: object) -> None:
    """Wait until a function says yes, two seconds at most."""
    assert callable(happened)
    async with asyncio.timeout(2):
        while not happened():
            await asyncio.sleep(0.005)


async def test_the_file_is_renewed_and_goes_at_the_stop(tmp_path: Path) -> None:
    """While the loop turns the file's time is renewed; after a clean stop there is no file."""
    file = tmp_path / "alive"
    task = asyncio.create_task(Alive(file, "", every=0.01).keep())
    await until(file.exists)
    os.utime(file, (1, 1))
    await until(lambda: file.stat().st_mtime > 1)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert not file.exists()


async def test_systemd_hears_ready_alive_and_stopping(tmp_path: Path) -> None:
    """systemd is told when the bot is ready, that it lives, and that it stops."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(Alive(None, str(tmp_path / "notify"), every=0.01).keep())
        heard = [await asyncio.wait_for(loop.sock_recv(systemd, 100), 2) for _ in range(3)]
        assert heard == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
        task.cancel()
        last = b""
        while last != b"STOPPING=1":
            last = await asyncio.wait_for(loop.sock_recv(systemd, 100), 2)
    assert task.done()


async def test_a_systemd_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    """Where nobody listens on the socket, the bot goes on."""
    file = tmp_path / "alive"
    task = asyncio.create_task(Alive(file, str(tmp_path / "nobody"), every=0.01).keep())
    await until(file.exists)
    assert not task.done()
    task.cancel()
