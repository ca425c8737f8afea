"""A ring outside Slack: by which handle the team's gateway knows somebody, and what it is to ring for.

Slack is not a pager. Where a team has a call or SMS gateway, whoever wants it is rung there too when they are
asked for "now". The gateway learns a handle and a time, and nothing else (field.md 8.7). A handle counts once
its own test was heard, with this gateway and no other.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from care.asking import redraw
from care.errors import DoesNotFit
from care.turns import turn_of
from domain.ids import new_id
from domain.rings import HANDLE_MOST, TEST_LASTS, Ring, RingOut, RingState
from domain.schedule_scenes import OwnRing, OwnRingState
from domain.support import RequestState, TurnState
from storage import UnitOfWork
from storage.rings import GATEWAY

RING, TEST = "ring", "test"
HELD = timedelta(seconds=20)
"""How long a ring that is being posted is one process's own: longer than its post takes at the most."""

_HANDLE = re.compile(rf"[\w+().@ -]{{1,{HANDLE_MOST}}}")


def set_gateway(work: UnitOfWork, name: str) -> None:
    """Keep which gateway this bot posts to, "" for none: a handle counts only with the one that rang it."""
    if work.rings.gateway() != name:
        work.audit.set_mark(GATEWAY, name)


def set_handle(work: UnitOfWork, person_id: str, handle: str, now: datetime) -> None:
    """Say by which handle the gateway knows oneself, and let it be tested at once; "" for no ring.

    Raises `DoesNotFit` for what can be no handle.
    """
    handle = " ".join(handle.split())
    if handle and not _HANDLE.fullmatch(handle):
        raise DoesNotFit("handle")
    choices = work.schedules.plan(person_id).choices
    work.schedules.keep(person_id, replace(choices, handle=handle, handle_by=""), now)
    test(work, person_id)
    redraw(work, person_id)


def test(work: UnitOfWork, person_id: str) -> None:
    """Let one's own handle be rung for a test, instead of an older one; nothing without handle or gateway."""
    work.rings.forget_tests(person_id)
    if work.rings.gateway() and work.schedules.plan(person_id).choices.handle:
        work.rings.want(person_id, None, f"test:{new_id()}")


def heard(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Somebody says that the test rang: from now on it counts as another ring, in every hour. A phone may be
    quicker than the gateway's answer. Late, it does not count: nobody knows then which call it was."""
    choices = work.schedules.plan(person_id).choices
    state = own_ring(work, person_id, now).state
    posted = any(test.attempts for test in work.rings.tests_of(person_id))
    if posted and state in {OwnRingState.RANG, OwnRingState.ON_ITS_WAY}:
        work.schedules.keep(person_id, replace(choices, handle_by=work.rings.gateway()), now)
        work.rings.forget_tests(person_id)
    redraw(work, person_id)


def own_ring(work: UnitOfWork, person_id: str, now: datetime) -> OwnRing:
    """Return how it stands with one's own ring outside Slack."""
    plan, tests = work.schedules.plan(person_id), work.rings.tests_of(person_id)
    handle = plan.choices.handle
    if not work.rings.gateway():
        return OwnRing(OwnRingState.NO_GATEWAY, handle)
    if not handle:
        return OwnRing(OwnRingState.NONE)
    if plan.another_ring:
        return OwnRing(OwnRingState.COUNTS, handle)
    newest = tests[0] if tests else None
    if newest is None or now - newest.due_at >= TEST_LASTS or newest.state in _NO_MORE:
        return OwnRing(OwnRingState.NOT_HEARD, handle)
    return OwnRing(OwnRingState.RANG if newest.state is RingState.RUNG else OwnRingState.ON_ITS_WAY, handle)


_NO_MORE = {RingState.REFUSED, RingState.DROPPED}


def claim(work: UnitOfWork, now: datetime, limit: int) -> list[RingOut]:
    """Take rings that are to be posted now, and write that they are tried, before anything is posted; what is
    not needed any more is dropped. After a crash they come again, under the same id."""
    out: list[RingOut] = []
    for ring in work.rings.due(now, limit):
        handle = _handle_for(work, ring, now)
        if handle is None:
            work.rings.save(replace(ring, state=RingState.DROPPED, next_try_at=None))
            continue
        work.rings.save(replace(ring, attempts=ring.attempts + 1, next_try_at=now + HELD))
        out.append(RingOut(ring.id, handle, TEST if ring.request_id is None else RING, ring.due_at))
    return out


def failed(work: UnitOfWork, ring_id: str, now: datetime) -> None:
    """Whether the gateway took a ring is not known, or it cannot now: it is tried again, later each time."""
    ring = work.rings.by_id(ring_id)
    if ring is not None and ring.state is RingState.WAITING:
        work.rings.save(replace(ring, next_try_at=now + ring.next_wait()))


def taken(work: UnitOfWork, ring_id: str, now: datetime) -> None:
    """The gateway took a ring."""
    ring = work.rings.by_id(ring_id)
    if ring is not None and ring.state is RingState.WAITING:
        work.rings.save(replace(ring, state=RingState.RUNG, next_try_at=None, rung_at=now))


def refused(work: UnitOfWork, ring_id: str) -> None:
    """The gateway will never take a ring: it does not know the handle, or not what it was told."""
    ring = work.rings.by_id(ring_id)
    if ring is not None and ring.state is RingState.WAITING:
        work.rings.save(replace(ring, state=RingState.REFUSED, next_try_at=None))


def _handle_for(work: UnitOfWork, ring: Ring, now: datetime) -> str | None:
    """Return the handle that is to be rung, or None where there is nothing to ring for any more."""
    person = work.people.by_id(ring.person_id)
    if person is None or not person.active:
        return None
    plan = work.schedules.plan(person.id)
    if ring.request_id is None:
        in_time = now - ring.due_at < TEST_LASTS
        return plan.choices.handle or None if in_time and work.rings.gateway() else None
    request = work.support.by_id(ring.request_id)
    turn = turn_of(work, ring.request_id, person.id)
    if request is None or turn is None or not plan.another_ring:
        return None
    asked = request.state is RequestState.OPEN and turn.state is TurnState.ASKED and now < request.ends_at
    return plan.choices.handle if asked else None
