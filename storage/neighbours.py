"""Which teams are neighbours."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from domain.neighbours import Neighbours, NeighbourState
from storage.tables import neighbours


class NeighbourTeams:
    """The neighbours of one unit of work: one row for two teams, whoever began."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_team(self, team_id: str) -> list[Neighbours]:
        """Return a team's neighbours, and those that are proposed or declined."""
        theirs = or_(neighbours.c.one == team_id, neighbours.c.two == team_id)
        query = select(neighbours).where(theirs).order_by(neighbours.c.one, neighbours.c.two)
        return [_neighbours(row) for row in self._connection.execute(query)]

    def between(self, team_id: str, other_id: str) -> Neighbours | None:
        """Return where it stands between two teams, or None for nothing."""
        row = self._connection.execute(select(neighbours).where(_pair(team_id, other_id))).first()
        return None if row is None else _neighbours(row)

    def put(self, told: Neighbours) -> None:
        """Write where it stands between two teams; of two who begin at once the later begins again."""
        values = {"proposed_by": told.proposed_by, "state": told.state.value}
        where = _pair(told.proposed_by, told.other)
        if self._connection.execute(update(neighbours).where(where).values(values)).rowcount:
            return
        one, two = sorted((told.proposed_by, told.other))
        self._connection.execute(insert(neighbours).values(**values, one=one, two=two))

    def end(self, team_id: str, other_id: str) -> None:
        """Let two teams be no neighbours, without a trace."""
        self._connection.execute(delete(neighbours).where(_pair(team_id, other_id)))


def _pair(team_id: str, other_id: str) -> Any:
    one, two = sorted((team_id, other_id))
    return (neighbours.c.one == one) & (neighbours.c.two == two)


def _neighbours(row: Row[Any]) -> Neighbours:
    other = row.two if row.proposed_by == row.one else row.one
    return Neighbours(row.proposed_by, other, NeighbourState(row.state))
