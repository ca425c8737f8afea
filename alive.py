"""A sign of life, for whatever restarts the bot: systemd's watchdog, and a file's time for a container.

A process that hangs looks like one that runs. While the event loop turns, the sign is renewed; where it
stops, systemd starts the bot anew and a health check says so.
"""

import asyncio
import os
import socket
from pathlib import Path

EVERY = 5.0
"""Seconds between two signs; deploy/hearth.service and compose.yaml wait for several of them."""


class Alive:
    """Renews the sign of life. Without a file and without systemd it does nothing."""

    def __init__(self, file: Path | None = None, notify: str | None = None, *, every: float = EVERY) -> None:
        """Take the file to touch (setting ALIVE_FILE) and systemd's socket (NOTIFY_SOCKET unless given)."""
        self._file = file
        self._notify = os.environ.get("NOTIFY_SOCKET", "") if notify is None else notify
        self._every = every

    async def keep(self) -> None:
        """Say that the bot is ready, and then that it lives, until cancelled; then that it stops."""
        self._tell("READY=1")
        try:
            while True:
                self._tell("WATCHDOG=1")
                if self._file is not None:
                    self._file.touch()
                await asyncio.sleep(self._every)
        finally:
            self._tell("STOPPING=1")
            if self._file is not None:
                self._file.unlink(missing_ok=True)

    def _tell(self, state: str) -> None:
        """Send a line to systemd (sd_notify(3)); a socket that is gone must not take the bot with it."""
        if not self._notify:
            return
        address = "\0" + self._notify[1:] if self._notify.startswith("@") else self._notify
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
            speaker.setblocking(False)
            try:
                speaker.sendto(state.encode(), address)
            except OSError:
                return
