"""Whose phone is quiet now: what a handler needs to know before somebody is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from domain.scenes import Askable, Quiet
from domain.support import Urgency


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


async def with_quiet(people: Sequence[Askable], times: QuietTimes, urgency: Urgency) -> tuple[Askable, ...]:
    """Return these people with whether their phones are quiet now. Who is rung outside Slack, for "now", is
    reached all the same; of people on a neighbour team nothing is looked up."""
    quiet = await times.quiet(one.slack for one in people if not one.via)
    return tuple(
        replace(one, quiet=Quiet.RINGS)
        if one.via or (one.rung_outside and urgency is Urgency.NOW)
        else replace(one, quiet=quiet[one.slack].quiet, quiet_until=quiet[one.slack].until)
        for one in people
    )
