"""Whose phone is quiet now: what a handler needs to know before somebody is asked for."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from domain.scenes import Quiet


class QuietNow(Protocol):
    """Whether a phone is quiet now, and until when (UTC) where it is."""

    @property
    def quiet(self) -> Quiet:
        """As far as Slack tells."""
        ...

    @property
    def until(self) -> datetime | None:
        """When it may ring again."""
        ...


class QuietTimes(Protocol):
    """Looks at Do Not Disturb. Delivery keeps the one that asks Slack; the door hands it in."""

    async def quiet(self, slack_users: Iterable[str]) -> Mapping[str, QuietNow]:
        """Return by Slack user whether their phone is quiet now. Never raises, and never takes long."""
        ...
