"""Posts rings to the team's own gateway: woken by a call that was committed, and by a tick.

A ring is written as tried before it is posted, so a crash or a lost answer brings it again, under the same
id: at least once. It is not posted any more once its turn is over. Each post is a task of its own, so that a
slow one holds up no other, and no alert in Slack waits for any.
"""

import asyncio

import aiohttp
import structlog

from care import rings
from care.seam import Seam
from delivery.clock import Leader
from delivery.ring_post import FOR_GOOD, TAKEN_BEFORE, WITHIN, Gateway, post
from delivery.woken import EVERY, Woken
from domain.clock import Clock
from domain.rings import RingOut

log = structlog.get_logger("hearth.delivery")

MOST = 16
"""Posts under way at once."""


class Rings(Woken):
    """Posts to a gateway until it is stopped. Neither its address nor its secret is ever logged."""

    def __init__(
        self,
        seam: Seam,
        leader: Leader,
        clock: Clock,
        gateway: Gateway,
        *,
        within: float = WITHIN,
        every: float = EVERY,
    ) -> None:
        super().__init__("rings", every)
        self._do = seam.do
        self._leader = leader
        self._clock = clock
        self._gateway = gateway
        self._within = within
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def stop(self) -> None:
        """Post nothing more. What is cut off comes again after the next start, under the same id."""
        await super().stop()
        under_way = list(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def look(self) -> None:
        """Begin to post what is due, if this process leads."""
        room = MOST - len(self._under_way)
        if room < 1 or not await asyncio.to_thread(self._leader.held):
            return
        for ring in await self._do(rings.claim, self._clock.now(), room):
            if ring.id not in self._under_way:
                self._under_way[ring.id] = asyncio.create_task(self._post(ring), name="ring")

    async def _post(self, ring: RingOut) -> None:
        try:
            await self._carry(ring)
        except Exception as error:
            # The database is away, most likely. It comes again when its time has come.
            log.error("ring_not_kept", error=type(error).__name__)  # noqa: TRY400 - may hold texts
        finally:
            del self._under_way[ring.id]

    async def _carry(self, ring: RingOut) -> None:
        try:
            status = await post(self._gateway, ring, self._clock.now(), self._within)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("ring_failed", error=type(error).__name__)
            await self._do(rings.failed, ring.id, self._clock.now())
            return
        if 200 <= status < 300 or status == TAKEN_BEFORE:
            await self._do(rings.taken, ring.id, self._clock.now())
        elif status in FOR_GOOD:
            log.error("ring_refused", status=status)
            await self._do(rings.refused, ring.id)
        else:
            log.warning("ring_failed", status=status)
            await self._do(rings.failed, ring.id, self._clock.now())
