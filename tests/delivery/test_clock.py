"""Ticks: what is due is done, in slices, by the process that leads, and one failing job stops no other."""

import asyncio
from datetime import datetime, timedelta

from care.seam import Seam
from delivery.clock import SLICE, Ticker
from domain.clock import AdjustableClock
from storage import Storage, UnitOfWork
from tests.delivery.bot import Lead, until


class Row:
    """Work that is due at a time, as many rows as told."""

    def __init__(self, due: datetime, rows: int = 1) -> None:
        self.due, self.rows, self.seen = due, rows, 0

    def run(self, work: UnitOfWork, now: datetime, limit: int) -> bool:
        self.seen += 1
        if now < self.due:
            return False
        done = min(limit, self.rows)
        self.rows -= done
        return done == limit


def fails(work: UnitOfWork, now: datetime, limit: int) -> bool:
    raise ZeroDivisionError


def ticker(
    storage: Storage,
    clock: AdjustableClock,
    lead: Lead,
    every: float = 0.05,
    within: float = 5.0,
    **jobs: Row,
) -> Ticker:
    seam = Seam(storage, lambda keys, calls: None)
    everything = {"fails": fails, **{name: row.run for name, row in jobs.items()}}
    return Ticker(seam, lead, clock, everything, every=every, within=within)


async def test_what_is_due_is_done_in_slices(sqlite_storage: Storage, clock: AdjustableClock) -> None:
    """A backlog is worked off in one tick, a slice at a time, and a failing job does not stop it."""
    row = Row(clock.now(), rows=3 * SLICE + 1)
    await ticker(sqlite_storage, clock, Lead(), row=row).tick_now()
    assert (row.rows, row.seen) == (0, 4)


async def test_a_backlog_keeps_no_other_job_waiting(sqlite_storage: Storage, clock: AdjustableClock) -> None:
    """A tick by itself takes a bounded time; what is left comes with the next, after all the other jobs."""
    backlog, other = Row(clock.now(), rows=4 * SLICE), Row(clock.now() + timedelta(hours=1))
    ticks = ticker(sqlite_storage, clock, Lead(), within=0, backlog=backlog, other=other)
    ticks.start()
    await until(lambda: backlog.rows == 0)
    await ticks.stop()
    assert other.seen >= 4


async def test_a_push_of_the_clock_is_done_at_once(sqlite_storage: Storage, clock: AdjustableClock) -> None:
    """`tick_now` returns when what has become due is done."""
    row = Row(clock.now() + timedelta(days=7))
    ticks = ticker(sqlite_storage, clock, Lead(), row=row)
    await ticks.tick_now()
    assert row.rows == 1
    clock.push(timedelta(days=7))
    await ticks.tick_now()
    assert row.rows == 0


async def test_it_ticks_by_itself_until_it_is_stopped(
    sqlite_storage: Storage, clock: AdjustableClock
) -> None:
    """Real time ticks; after the stop nothing runs any more."""
    row = Row(clock.now() + timedelta(hours=1))
    ticks = ticker(sqlite_storage, clock, Lead(), row=row)
    ticks.start()
    await until(lambda: row.seen >= 3)
    clock.push(timedelta(hours=1))
    await until(lambda: row.rows == 0)
    await ticks.stop()
    seen = row.seen
    await asyncio.sleep(0)
    assert row.seen == seen


async def test_only_the_leader_runs_what_is_due(sqlite_storage: Storage, clock: AdjustableClock) -> None:
    """Another process has the lock: nothing here, until it is ours."""
    row, lead = Row(clock.now()), Lead(False)
    ticks = ticker(sqlite_storage, clock, lead, row=row)
    await ticks.tick_now()
    assert row.seen == 0
    lead.leads = True
    await ticks.tick_now()
    assert row.rows == 0


async def test_two_pushes_at_once_do_everything_once(sqlite_storage: Storage, clock: AdjustableClock) -> None:
    """Ticks take turns."""
    row = Row(clock.now(), rows=SLICE)
    ticks = ticker(sqlite_storage, clock, Lead(), row=row)
    await asyncio.gather(ticks.tick_now(), ticks.tick_now())
    assert row.rows == 0
