"""Weekly hours that a team leaves empty by choice, and when who coordinates it is next told of gaps."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from domain.empty_hours import EmptyHours
from domain.people import MemberState
from domain.schedule import Span
from storage.tables import empty_hours, gap_looks, members


class EmptyHoursKept:
    """The empty hours of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_team(self, team_id: str) -> tuple[EmptyHours, ...]:
        """Return a team's empty hours in the order of the week."""
        query = select(empty_hours).where(empty_hours.c.team_id == team_id)
        order = (empty_hours.c.weekday, empty_hours.c.starts, empty_hours.c.id)
        return tuple(
            EmptyHours(row.id, row.team_id, row.weekday, Span(row.starts, row.ends))
            for row in self._connection.execute(query.order_by(*order))
        )

    def add(self, rows: Iterable[EmptyHours]) -> None:
        """Keep empty hours."""
        for row in rows:
            self._connection.execute(
                insert(empty_hours).values(
                    id=row.id,
                    team_id=row.team_id,
                    weekday=row.weekday,
                    starts=row.span.starts,
                    ends=row.span.ends,
                )
            )

    def remove(self, team_id: str, ids: Iterable[str]) -> None:
        """Delete empty hours of this team by their ids; another team's stay."""
        mine = (empty_hours.c.team_id == team_id) & empty_hours.c.id.in_(list(ids))
        self._connection.execute(delete(empty_hours).where(mine))

    def to_look_at(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """Return teams, each with somebody who coordinates it, whose gaps are to be looked at."""
        same = (gap_looks.c.team_id == members.c.team_id) & (gap_looks.c.person_id == members.c.person_id)
        query = (
            select(members.c.team_id, members.c.person_id)
            .join(gap_looks, same, isouter=True)
            .where(
                members.c.coordinates,
                members.c.state == MemberState.JOINED.value,
                or_(gap_looks.c.look_at.is_(None), gap_looks.c.look_at <= now),
            )
        )
        order = (members.c.team_id, members.c.person_id)
        return [
            (row.team_id, row.person_id)
            for row in self._connection.execute(query.order_by(*order).limit(limit))
        ]

    def look_at(self, team_id: str, person_id: str, moment: datetime) -> None:
        """Write when a team's gaps are next looked at for somebody."""
        where = (gap_looks.c.team_id == team_id) & (gap_looks.c.person_id == person_id)
        if not self._connection.execute(update(gap_looks).where(where).values(look_at=moment)).rowcount:
            self._connection.execute(
                insert(gap_looks).values(team_id=team_id, person_id=person_id, look_at=moment)
            )
