"""Check-ins that people asked for. A row names no flow (field.md 35)."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from domain.debriefs import FollowUp
from domain.ids import new_id
from storage.columns import cut_to_hour
from storage.tables import follow_ups

# Asked for every check-in that goes out: built once, since building a statement costs more than running it.
_OF_PERSON = (
    select(follow_ups)
    .where(follow_ups.c.person_id == bindparam("person"))
    .order_by(follow_ups.c.due_at, follow_ups.c.id)
)
_SAVE = update(follow_ups).where(follow_ups.c.id == bindparam("which"))


class FollowUps:
    """The follow-ups of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person_id: str, due_at: datetime) -> FollowUp:
        """Keep a check-in; `due_at` is cut to its hour."""
        follow_up = FollowUp(new_id(), person_id, cut_to_hour(due_at), sent=False)
        self._connection.execute(
            insert(follow_ups).values(
                id=follow_up.id, person_id=person_id, due_at=follow_up.due_at, sent=False
            )
        )
        return follow_up

    def of_person(self, person_id: str) -> list[FollowUp]:
        """Return the person's check-ins, sent or not, the earliest first."""
        return _all(self._connection.execute(_OF_PERSON, {"person": person_id}))

    def by_id(self, follow_up_id: str) -> FollowUp | None:
        """Return the check-in, or None."""
        query = select(follow_ups).where(follow_ups.c.id == follow_up_id)
        return next(iter(_all(self._connection.execute(query))), None)

    def due(self, now: datetime, limit: int = 100) -> list[FollowUp]:
        """Return check-ins whose hour has come and that were not sent, the earliest first."""
        query = select(follow_ups).where(follow_ups.c.due_at <= now, ~follow_ups.c.sent)
        return _all(self._connection.execute(query.order_by(follow_ups.c.due_at).limit(limit)))

    def save(self, follow_up: FollowUp) -> None:
        """Write when a check-in is due (cut to its hour) and whether it was sent."""
        values = {"due_at": follow_up.due_at, "sent": follow_up.sent}
        self._connection.execute(_SAVE, {**values, "which": follow_up.id})

    def forget_sent(self, before: datetime, limit: int) -> int:
        """Destroy up to `limit` check-ins that were sent and were due before a moment; return how many."""
        old = select(follow_ups.c.id).where(follow_ups.c.sent, follow_ups.c.due_at < before).limit(limit)
        ids = list(self._connection.scalars(old))
        self._connection.execute(delete(follow_ups).where(follow_ups.c.id.in_(ids)))
        return len(ids)

    def delete(self, follow_up_id: str) -> None:
        """Destroy one check-in."""
        self._connection.execute(delete(follow_ups).where(follow_ups.c.id == follow_up_id))

    def delete_of(self, person_id: str) -> None:
        """Destroy all check-ins of a person."""
        self._connection.execute(delete(follow_ups).where(follow_ups.c.person_id == person_id))


def _all(rows: Any) -> list[FollowUp]:
    return [_follow_up(row) for row in rows]


def _follow_up(row: Row[Any]) -> FollowUp:
    return FollowUp(row.id, row.person_id, row.due_at, row.sent)
