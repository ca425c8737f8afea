"""The sandbox's clock: real time plus an offset that can only grow, and a steady clock beside it."""

import time
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Tells what time it is in the sandbox's workspace.

    The offset moves what people see (message times, quiet hours). Rates, triggers and time-outs
    use `steady()`, which nobody can move, as Slack's do.

    Args:
        at: an aware UTC time that the sandbox should start at; now, unless given.
    """

    def __init__(self, at: datetime | None = None) -> None:
        self._offset = timedelta(0) if at is None else at - datetime.now(UTC)

    @property
    def offset_seconds(self) -> float:
        """How far the sandbox's time is ahead of real time, in seconds."""
        return self._offset.total_seconds()

    def now(self) -> datetime:
        """The sandbox's time, aware and UTC."""
        return datetime.now(UTC) + self._offset

    def advance(self, seconds: float) -> None:
        """Push the time forward.

        Args:
            seconds: how far, 0 or more.

        Raises:
            ValueError: when asked to go back; Slack's time never does.
        """
        if seconds < 0:
            raise ValueError("the sandbox's clock only goes forward")
        self._offset += timedelta(seconds=seconds)

    @staticmethod
    def steady() -> float:
        """Monotonic seconds, for rates, triggers and time-outs."""
        return time.monotonic()
