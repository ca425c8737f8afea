"""Tests of whether a phone rings, until they are answered; and who was tested before the hour was kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.kinds import HourKind
from domain.ring_tests import RingTest
from storage.tables import early_rings, ring_tests


class RingTests:
    """The tests of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_person(self, person_id: str) -> list[RingTest]:
        """Return somebody's tests that were not answered in time, in order of their kinds."""
        query = select(ring_tests).where(ring_tests.c.person_id == person_id)
        return [_test(row) for row in self._connection.execute(query.order_by(ring_tests.c.kind))]

    def put(self, test: RingTest) -> None:
        """Write a test, new or changed."""
        where = (ring_tests.c.person_id == test.person_id) & (ring_tests.c.kind == test.kind.value)
        values = {"due_at": test.due_at, "card": test.card, "late": test.late}
        if not self._connection.execute(update(ring_tests).where(where).values(values)).rowcount:
            self._connection.execute(
                insert(ring_tests).values(**values, person_id=test.person_id, kind=test.kind.value)
            )

    def delete(self, person_id: str, kind: HourKind) -> None:
        """Delete a test: it was answered, or is not wanted any more."""
        where = (ring_tests.c.person_id == person_id) & (ring_tests.c.kind == kind.value)
        self._connection.execute(delete(ring_tests).where(where))

    def due(self, now: datetime, limit: int) -> list[RingTest]:
        """Return tests that are to go out or to be looked at, the earliest first."""
        query = select(ring_tests).where(ring_tests.c.due_at <= now)
        order = (ring_tests.c.due_at, ring_tests.c.person_id, ring_tests.c.kind)
        return [_test(row) for row in self._connection.execute(query.order_by(*order).limit(limit))]

    def to_tell(self, now: datetime, limit: int) -> list[str]:
        """Return people to be told that their early test counts only for some days more."""
        query = select(early_rings.c.person_id).where(early_rings.c.tell_at <= now)
        return list(self._connection.scalars(query.order_by(early_rings.c.tell_at).limit(limit)))

    def tell_at(self, person_id: str, moment: datetime | None) -> None:
        """Write when somebody is to be told, or, with None, that they were."""
        where = early_rings.c.person_id == person_id
        self._connection.execute(update(early_rings).where(where).values(tell_at=moment))

    def forget_early(self, now: datetime) -> None:
        """Delete what was known of early tests that count no more."""
        self._connection.execute(delete(early_rings).where(early_rings.c.counts_until <= now))


def _test(row: Row[Any]) -> RingTest:
    return RingTest(row.person_id, HourKind(row.kind), row.due_at, row.card, row.late)
