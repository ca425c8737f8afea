"""The courier: makes Slack agree with the cards.

It is woken after each commit that changed a card, and by a tick of its own. It claims what waits, the most
urgent first, and gives each card a task: one that is slow or fails holds up no other. One process leads and
sends everything; a process that does not lead sends the calls that it committed itself, by lease.
"""

import asyncio
import time
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import structlog

from care.seam import Seam
from delivery import steps
from delivery.clock import Leader
from delivery.posting import Patience, Posting
from delivery.slack_calls import SlackCalls
from delivery.slack_errors import OurAccess
from delivery.steps import Claimed, Draw
from domain.cards import Card, Priority
from domain.clock import Clock
from domain.ids import new_id

log = structlog.get_logger("hearth.delivery")

LEASE = timedelta(seconds=60)
"""How long a claimed card is one process's own: longer than a post, its answer's time-out and the first
look take together. That nothing is posted twice rests on the posting key, not on this."""

LEASE_ALONE = timedelta(seconds=2)
"""The same where no other process can be: short, so that after a crash nothing waits for an old lease."""

CALLS_AT_ONCE = 16
"""Calls claimed and made ready in one unit of work: it must not hold SQLite's one thread for 50 ms."""

MOST_CALLS = 64
MOST_OTHERS = 16
"""Deliveries under way at once. What answers somebody and the rest never take a call's place."""


class Courier:
    """Delivers cards until it is stopped. `alone`: no other process can have this database open (SQLite),
    so that posts begun in an earlier life are looked for at once."""

    def __init__(
        self,
        seam: Seam,
        calls: SlackCalls,
        draw: Draw,
        clock: Clock,
        leader: Leader,
        *,
        alone: bool,
        patience: Patience | None = None,
    ) -> None:
        self._do = seam.do
        self._draw = draw
        self._clock = clock
        self._leader = leader
        self._calls = calls
        self._alone = alone
        self._lease = LEASE_ALONE if alone else LEASE
        self._patience = patience or Patience()
        self._posting = Posting(seam, calls, draw, clock, self._patience, self._start_aside)
        self._name = new_id()
        self._woken = asyncio.Event()
        self._calls_waiting = False
        self._under_way: dict[str, tuple[Priority, asyncio.Task[None]]] = {}
        self._again: dict[str, Claimed] = {}
        self._aside: set[asyncio.Task[None]] = set()
        self._shut_out_until = 0.0
        self._stopping = False
        self._loop_task: asyncio.Task[None] | None = None

    def wake(self, keys: set[str], calls: set[str]) -> None:
        """Cards were changed and committed: `keys`, of which `calls` call for a person. On the loop."""
        if calls:
            self._calls_waiting = True
        if keys or calls:
            self._woken.set()

    def start(self) -> None:
        """Begin, in the running loop, with what an earlier life left open."""
        self._calls_waiting = True
        self._woken.set()
        self._loop_task = asyncio.create_task(self._run(), name="courier")

    async def stop(self, bound: float = 5.0) -> None:
        """Claim nothing more, wait at most `bound` seconds for what is under way, then leave it as it is.

        A post that is cut off here is looked for at the next start.
        """
        self._stopping = True
        self._woken.set()
        if self._loop_task:
            # The round under way is not cut off: what it claims would be held by nobody.
            await asyncio.wait({self._loop_task}, timeout=bound)
            self._loop_task.cancel()
            await asyncio.gather(self._loop_task, return_exceptions=True)
        tasks = {task for _, task in self._under_way.values()}
        if tasks:
            await asyncio.wait(tasks, timeout=bound)
        left = [task for task in tasks | self._aside if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _run(self) -> None:
        first = True
        while not self._stopping:
            try:
                async with asyncio.timeout(self._patience.tick):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()
            if self._stopping:
                return
            try:
                await self._round(first=first)
                first = False
            except Exception as error:
                # The database is away, most likely. The tick comes again; nothing is lost by waiting.
                log.error("courier_round_failed", error=type(error).__name__)  # noqa: TRY400 - may hold texts
                await asyncio.sleep(self._patience.tick)

    async def _round(self, *, first: bool) -> None:
        if time.monotonic() < self._shut_out_until:
            return
        if self._calls_waiting:
            # At once, before anybody is asked who leads: the process that commits a call sends it.
            self._calls_waiting = False
            await self._claim_calls(min(CALLS_AT_ONCE, self._room(Priority.CALL)))
        if not await asyncio.to_thread(self._leader.held):
            return
        limit, orphans = max(0, self._room(Priority.REST)), first and self._alone
        begun, claimed = await self._do(
            steps.claim,
            self._clock.now(),
            limit,
            self._lease,
            self._name,
            orphans=orphans,
            rest=self._room_for_rest(),
        )
        for one in begun:
            if orphans or self._room(one.card.priority) > 0:
                self._start(one)
        self._start_all(claimed, limit)

    async def _claim_calls(self, limit: int) -> None:
        if limit < 1:
            return
        now, under_way = self._clock.now(), frozenset(self._under_way)
        claimed = await self._do(
            steps.claim_calls, now, limit, self._lease, self._name, self._draw, under_way
        )
        self._start_all(claimed, limit)
        self._calls_waiting |= len(claimed) == limit

    def _start_all(self, claimed: list[Claimed], limit: int) -> None:
        for one in claimed:
            self._start(one)
        if claimed and len(claimed) == limit:
            self._woken.set()  # there may be more

    def _room(self, priority: Priority) -> int:
        calls = sum(1 for each, _ in self._under_way.values() if each is Priority.CALL)
        if priority is Priority.CALL:
            return MOST_CALLS - calls
        return MOST_OTHERS - (len(self._under_way) - calls)

    def _room_for_rest(self) -> int:
        """Return how many of the rest to claim: no more than can be posted now. A flood would be claimed and
        given back again and again, each time with a commit that a call has to wait for."""
        under_way = sum(1 for each, _ in self._under_way.values() if each is Priority.REST)
        return max(0, self._calls.posts_left(Priority.REST) - under_way)

    def _start(self, claimed: Claimed) -> None:
        """Give a card a task of its own. One about to end has not seen what this was claimed for: then
        this comes next, or its lease would hold it back."""
        card = claimed.card
        if card.key in self._under_way:
            if card.posting is None:
                self._again[card.key] = claimed
            return
        task = asyncio.create_task(self._carry(claimed), name="delivery")
        self._under_way[card.key] = (card.priority, task)

    async def _carry(self, claimed: Claimed) -> None:
        card = claimed.card
        come_back: float | None = None
        try:
            come_back = await self._posting.deliver(claimed)
        except OurAccess as error:
            self._shut_out(error)
        except Exception as error:
            # Even giving it back failed: its lease runs out, and it comes again.
            log.error("delivery_lost_hold", kind=card.kind, error=type(error).__name__)  # noqa: TRY400 - may hold texts
        finally:
            del self._under_way[card.key]
            again = self._again.pop(card.key, None)
            if again is not None and not self._stopping:
                self._start(again)
            # What it was wanted for meanwhile, or what waited for its place, is claimed now.
            self._wake_in(card, come_back or 0.0)

    def _wake_in(self, card: Card, seconds: float) -> None:
        def wake() -> None:
            self._calls_waiting |= card.priority is Priority.CALL
            self._woken.set()

        asyncio.get_running_loop().call_later(seconds, wake)

    def _shut_out(self, error: OurAccess) -> None:
        """Slack refuses the app itself: stop, say how to mend it, and try again after a while."""
        if time.monotonic() >= self._shut_out_until:
            log.critical(
                "slack_refuses_the_app",
                method=error.method,
                error=error.error,
                mend="Nothing is delivered until this is mended: run `python bot.py check`.",
            )
        self._shut_out_until = time.monotonic() + self._patience.shut_out

    def _start_aside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name="delivery aside")
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)
