"""The ticks: what is due is a row, and this only looks often enough.

APScheduler ticks and knows nothing else: no job store, no due times. A tick that runs twice, late or on
two machines does no harm, since each slice claims its rows (slack.md, Scheduling). Ticks are real time;
what is due is asked of the clock that was handed in, which the sandbox can push forward.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.clock import Clock
from storage import UnitOfWork

log = structlog.get_logger("hearth.clock")

EVERY = 1.0
"""Seconds between two ticks."""

SLICE = 10
"""How many due rows a slice may do. No unit of work may hold SQLite's one thread for more than 50 ms; a call
for a person waits for the slice under way at each of its steps, so a slice is a good deal shorter."""

MOST_SLICES = 10_000
"""Slices of a tick that does all: a job that never gets done must not keep the others from the next one."""

WITHIN = 0.25
"""Seconds that a tick takes at most, but for one slice of every job; what is left is done by the next ones.
So a long backlog leaves most of each second to those who tap, and calls are looked at in each."""

Job = Callable[[UnitOfWork, datetime, int], bool]
"""`job(work, now, limit)`: do at most `limit` of what is due; return whether there is more."""


class Leader(Protocol):
    """Whether this process is the one that holds the clock and the courier."""

    def held(self) -> bool:
        """Return whether the lock is held here, now. May ask the database."""
        ...


class Does(Protocol):
    """The seam, as far as ticks need it."""

    def do(self, job: Job, now: datetime, limit: int, /) -> Awaitable[bool]:
        """Run a job in one unit of work in a worker thread and commit."""
        ...


class Ticker:
    """Runs what is due, in slices, on the process that leads."""

    def __init__(
        self,
        seam: Does,
        leader: Leader,
        clock: Clock,
        jobs: Mapping[str, Job],
        *,
        every: float = EVERY,
        within: float = WITHIN,
    ) -> None:
        self._seam = seam
        self._leader = leader
        self._clock = clock
        self._jobs = dict(jobs)
        self._within = within
        self._turn = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=every,
            id="tick",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.add_listener(_told, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def start(self) -> None:
        """Begin to tick, in the running loop. What is overdue at the start: await `tick_now` first."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more, and wait for the tick under way: a shutdown of the scheduler would cut it off."""
        if self._scheduler.running:
            self._scheduler.pause()
            async with self._turn:
                self._scheduler.shutdown(wait=False)

    async def tick_now(self) -> None:
        """Do all that is due now, and return when it is done: at the start, and after a push of the clock."""
        async with self._turn:
            await self._run_due(None)

    async def _tick(self) -> None:
        if not self._turn.locked():  # a long one is under way: it does what is due
            async with self._turn:
                await self._run_due(self._within)

    async def _run_due(self, within: float | None) -> None:
        """Do what is due, all of it or for some seconds."""
        if not await asyncio.to_thread(self._leader.held):
            return
        began = time.monotonic()
        open_jobs = dict(self._jobs)
        slices = 0
        while open_jobs and slices < MOST_SLICES:
            # In turns, so that a long backlog of one kind does not hold up another.
            for name, job in list(open_jobs.items()):
                slices += 1
                if not await self._slice(name, job):
                    del open_jobs[name]
            if within is not None and time.monotonic() - began >= within:
                break
        if open_jobs and slices >= MOST_SLICES:
            log.error("tick_too_long", jobs=sorted(open_jobs), slices=slices)
        elif (took := time.monotonic() - began) > EVERY:
            log.info("tick_slow", seconds=round(took, 3), slices=slices)

    async def _slice(self, name: str, job: Job) -> bool:
        try:
            return await self._seam.do(job, self._clock.now(), SLICE)
        except Exception as error:
            # Its rows stay due, and the other jobs go on.
            kind = type(error).__name__
            log.error("job_failed", job=name, error=kind)  # noqa: TRY400 - a text may hold what was written
            return False


def _told(event: JobExecutionEvent) -> None:
    error = type(event.exception).__name__ if event.exception else "missed"
    log.error("tick_failed", job=event.job_id, error=error)
