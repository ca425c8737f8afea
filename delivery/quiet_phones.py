"""Do Not Disturb at each turn: after Slack confirmed an alert, whether that phone is quiet now.

Beside the courier, so that no call ever waits for it: it looks for turns that were told and not looked at,
asks Slack for all of them in one call, and hands care the answer. What Slack does not say is asked once more,
and then stays unknown.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

import structlog

from care import support
from care.seam import Seam
from delivery.clock import Leader
from delivery.dnd import DoNotDisturb
from delivery.woken import EVERY, Woken
from domain.clock import Clock
from domain.scenes import Quiet
from domain.support import ToldTurn
from storage import UnitOfWork

log = structlog.get_logger("hearth.delivery")

AGAIN = 20.0
"""Seconds until Slack is asked once more about somebody of whom it did not tell."""

TRIES = 2
MOST = 50
"""Turns for one look."""

Way = tuple[str, str, str]
"""One alert of a turn: the request, the person, and when it was delivered."""


class QuietPhones(Woken):
    """Looks until it is stopped."""

    def __init__(
        self,
        seam: Seam,
        quiet: DoNotDisturb,
        leader: Leader,
        clock: Clock,
        *,
        every: float = EVERY,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__("quiet phones", every)
        self._do = seam.do
        self._quiet = quiet
        self._leader = leader
        self._clock = clock
        self._monotonic = monotonic
        self._asked: dict[Way, tuple[int, float]] = {}

    async def look(self) -> None:
        """Ask Slack about every turn that was told and not looked at, if this process leads."""
        if not await asyncio.to_thread(self._leader.held):
            return
        found = await self._do(_told, self._clock.now(), MOST)
        self._asked = {way: tries for way, tries in self._asked.items() if way in set(map(_way, found))}
        now = self._monotonic()
        turns = [turn for turn in found if self._may_ask(_way(turn), now)]
        if not turns:
            return
        quiet = await self._quiet.quiet(turn.slack_user for turn in turns)
        for turn in turns:
            tries, _ = self._asked.get(_way(turn), (0, 0.0))
            self._asked[_way(turn)] = (tries + 1, now)
            state = quiet[turn.slack_user].quiet
            if state is not Quiet.UNKNOWN:
                is_quiet = state is Quiet.QUIET
                await self._do(
                    support.quiet, turn.request_id, turn.person_id, self._clock.now(), is_quiet=is_quiet
                )

    def _may_ask(self, way: Way, now: float) -> bool:
        tries, at = self._asked.get(way, (0, 0.0))
        return tries == 0 or (tries < TRIES and now - at >= AGAIN)


def _told(work: UnitOfWork, now: datetime, limit: int) -> list[ToldTurn]:
    return work.support.not_looked_at(now, limit)


def _way(turn: ToldTurn) -> Way:
    return turn.request_id, turn.person_id, turn.delivered_at.isoformat()
