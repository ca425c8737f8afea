"""Rings outside Slack that are to be posted, and that were."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.clock import Clock
from domain.ids import new_id
from domain.rings import Ring, RingState
from storage.tables import marks, rings

GATEWAY = "gateway"
"""The mark under which it is kept which gateway this bot posts to: a hash, never its address."""


def gateway_of(connection: Connection) -> str:
    """Return by which name the gateway is known here, or "" where there is none."""
    return connection.scalar(select(marks.c.value).where(marks.c.name == GATEWAY)) or ""


class Rings:
    """The rings of one unit of work."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def gateway(self) -> str:
        """Return by which name the gateway is known here, or ""."""
        return gateway_of(self._connection)

    def want(self, person_id: str, request_id: str | None, asked: str) -> None:
        """Let somebody be rung, once for each `asked`: a second time changes nothing."""
        if self._connection.execute(select(rings.c.id).where(rings.c.asked == asked)).first():
            return
        now = self._clock.now()
        values = {"id": new_id(), "person_id": person_id, "request_id": request_id, "asked": asked}
        self._connection.execute(
            insert(rings).values(
                **values, due_at=now, attempts=0, next_try_at=now, state=RingState.WAITING.value
            )
        )

    def due(self, now: datetime, limit: int) -> list[Ring]:
        """Return rings that are to be posted now, the earliest first; on PostgreSQL nobody else's."""
        where = (rings.c.state == RingState.WAITING.value) & (rings.c.next_try_at <= now)
        query = select(rings).where(where).order_by(rings.c.next_try_at, rings.c.id).limit(limit)
        return [_ring(row) for row in self._connection.execute(query.with_for_update(skip_locked=True))]

    def by_id(self, ring_id: str) -> Ring | None:
        """Return a ring, or None."""
        row = self._connection.execute(select(rings).where(rings.c.id == ring_id)).first()
        return _ring(row) if row else None

    def tests_of(self, person_id: str) -> list[Ring]:
        """Return somebody's tests, the newest first."""
        where = (rings.c.person_id == person_id) & rings.c.request_id.is_(None)
        rows = self._connection.execute(select(rings).where(where).order_by(rings.c.due_at.desc()))
        return [_ring(row) for row in rows]

    def save(self, ring: Ring) -> None:
        """Write how a ring stands."""
        self._connection.execute(
            update(rings)
            .where(rings.c.id == ring.id)
            .values(
                attempts=ring.attempts,
                next_try_at=ring.next_try_at,
                state=ring.state.value,
                rung_at=ring.rung_at,
            )
        )

    def forget_tests(self, person_id: str) -> None:
        """Delete somebody's tests: a newer one comes, or there is nothing to test."""
        self._connection.execute(
            delete(rings).where(rings.c.person_id == person_id, rings.c.request_id.is_(None))
        )


def _ring(row: Row[Any]) -> Ring:
    return Ring(
        row.id,
        row.person_id,
        row.request_id,
        row.asked,
        row.due_at,
        row.attempts,
        row.next_try_at,
        RingState(row.state),
        row.rung_at,
    )
