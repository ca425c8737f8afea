"""Teams, and who is what to a team."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from domain.people import AskState, Member, MemberState, Team
from storage.tables import members, teams

# On the way of every touch: built once, since building a statement costs more than running it.
_OF_PERSON = (
    select(teams, members)
    .join(members, members.c.team_id == teams.c.id)
    .where(members.c.person_id == bindparam("person"))
    .order_by(teams.c.name, teams.c.id)
)
_OUTSIDE = (
    select(members)
    .where(
        members.c.state == MemberState.JOINED.value, members.c.ask == AskState.READY.value, members.c.outside
    )
    .order_by(members.c.team_id, members.c.person_id)
)
_MEMBERS = select(members).where(members.c.team_id == bindparam("team")).order_by(members.c.person_id)


class Teams:
    """The teams of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, team: Team) -> None:
        """Keep a new team."""
        self._connection.execute(insert(teams).values(asdict(team)))

    def save(self, team: Team) -> None:
        """Write everything that is known of a team."""
        self._connection.execute(update(teams).where(teams.c.id == team.id).values(asdict(team)))

    def by_id(self, team_id: str) -> Team | None:
        """Return the team, or None."""
        row = self._connection.execute(select(teams).where(teams.c.id == team_id)).first()
        return None if row is None else _team(row)

    def all(self) -> list[Team]:
        """Return every team, by name."""
        return [_team(row) for row in self._connection.execute(select(teams).order_by(teams.c.name))]

    def of_person(self, person_id: str) -> list[tuple[Team, Member]]:
        """Return a person's teams and their place in each, by the team's name."""
        rows = self._connection.execute(_OF_PERSON, {"person": person_id})
        return [(_team(row), _member(row)) for row in rows]

    def members(self, team_id: str) -> list[Member]:
        """Return everybody's place in a team, whatever its state."""
        return [_member(row) for row in self._connection.execute(_MEMBERS, {"team": team_id})]

    def open_to_outside(self) -> list[Member]:
        """Return everybody, of whatever team, who can be asked in it and by people outside it too."""
        return [_member(row) for row in self._connection.execute(_OUTSIDE)]

    def member(self, team_id: str, person_id: str) -> Member | None:
        """Return one person's place in a team, or None."""
        row = self._connection.execute(select(members).where(_place(team_id, person_id))).first()
        return None if row is None else _member(row)

    def put_member(self, member: Member) -> None:
        """Write a person's place in a team, new or changed."""
        values = {
            "state": member.state.value,
            "ask": member.ask.value,
            "leads": member.leads,
            "coordinates": member.coordinates,
            "outside": member.outside,
        }
        where = _place(member.team_id, member.person_id)
        if not self._connection.execute(update(members).where(where).values(values)).rowcount:
            self._connection.execute(
                insert(members).values(**values, team_id=member.team_id, person_id=member.person_id)
            )

    def remove_member(self, team_id: str, person_id: str) -> None:
        """Take a person out of a team, without a trace."""
        self._connection.execute(delete(members).where(_place(team_id, person_id)))


def _place(team_id: str, person_id: str) -> Any:
    return (members.c.team_id == team_id) & (members.c.person_id == person_id)


def _team(row: Row[Any]) -> Team:
    return Team(
        row.id, row.name, row.zone, row.word_en, row.word_es, row.number, row.server_role, row.made_on
    )


def _member(row: Row[Any]) -> Member:
    return Member(
        team_id=row.team_id,
        person_id=row.person_id,
        state=MemberState(row.state),
        ask=AskState(row.ask),
        leads=row.leads,
        coordinates=row.coordinates,
        outside=row.outside,
    )
