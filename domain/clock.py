"""The one clock that is handed in. Nothing in the bot calls now() for itself."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class AdjustableClock:
    """The machine's time and an offset that can be pushed forward: for the sandbox and for tests."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """Return the machine's time plus the offset, aware, in UTC."""
        return datetime.now(UTC) + self.offset

    def push(self, by: timedelta) -> None:
        """Move forward by `by`; never back, since what is due is done once."""
        if by < timedelta():
            raise ValueError("The clock only moves forward.")
        self.offset += by
