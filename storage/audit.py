"""What the auditor asks the tables: light queries, and none opens anything that is sealed."""

from datetime import datetime

from sqlalchemy import Connection, func, or_, select, update

from domain.audit import Account, WaitingCard
from domain.cards import CardKind, Priority
from domain.people import MemberState
from domain.support import RequestState
from storage.tables import cards, debriefs, follow_ups, marks, members, people, requests

_RUNNING = (RequestState.OPEN.value, RequestState.ACCEPTED.value)
_IN_A_TEAM = (MemberState.INVITED.value, MemberState.JOINED.value)
_HELD = ("lease_until", "next_try_at")
_WAITS = cards.c.shown < cards.c.wanted


class Audit:
    """The auditor's view of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def running(self, after: str, limit: int) -> list[str]:
        """Return the ids of calls that are not over, in order, those after an id."""
        query = select(requests.c.id).where(requests.c.state.in_(_RUNNING), requests.c.id > after)
        return list(self._connection.scalars(query.order_by(requests.c.id).limit(limit)))

    def waiting_cards(self, after: str, limit: int, key: str | None = None) -> list[WaitingCard]:
        """Return cards that Slack has to be told of or may have, in order of their keys, those after one;
        with `key` at most this one."""
        columns = ("key", "kind", "subject", "priority", "wanted", "shown", "posting", *_HELD)
        query = select(*(cards.c[name] for name in columns)).where(
            or_(_WAITS, cards.c.posting.is_not(None)), cards.c.key > after
        )
        query = query if key is None else query.where(cards.c.key == key)
        rows = self._connection.execute(query.order_by(cards.c.key).limit(limit))
        return [
            WaitingCard(
                row.key,
                CardKind(row.kind),
                row.subject,
                Priority(row.priority),
                row.wanted,
                row.shown,
                row.posting,
                row.lease_until,
                row.next_try_at,
            )
            for row in rows
        ]

    def how_many_wait(self) -> dict[Priority, int]:
        """Return how many cards of each priority wait."""
        query = select(cards.c.priority, func.count()).where(_WAITS).group_by(cards.c.priority)
        return {Priority(priority): count for priority, count in self._connection.execute(query)}

    def free(self, key: str) -> None:
        """Let a card be taken at once, whoever holds it back; a post of it in doubt stays in doubt."""
        self._connection.execute(
            update(cards).where(cards.c.key == key).values(lease_until=None, lease_by=None, next_try_at=None)
        )

    def follow_ups_due(self, now: datetime, limit: int) -> list[str]:
        """Return the ids of check-ins whose hour has come and that were not sent, the earliest first."""
        query = select(follow_ups.c.id).where(follow_ups.c.due_at <= now, ~follow_ups.c.sent)
        return list(
            self._connection.scalars(query.order_by(follow_ups.c.due_at, follow_ups.c.id).limit(limit))
        )

    def debriefs_expired(self, now: datetime, limit: int) -> list[str]:
        """Return the ids of debriefs whose time is up, the earliest first."""
        query = select(debriefs.c.id).where(debriefs.c.expires_at <= now)
        return list(
            self._connection.scalars(query.order_by(debriefs.c.expires_at, debriefs.c.id).limit(limit))
        )

    def debrief_expired(self, debrief_id: str, now: datetime) -> str | None:
        """Return whose a debrief is if its time is up; else None."""
        query = select(debriefs.c.person_id).where(debriefs.c.id == debrief_id, debriefs.c.expires_at <= now)
        return self._connection.scalar(query)

    def accounts_in_teams(self) -> list[Account]:
        """Return everybody active who is in a team or invited to one, in the order of their random ids."""
        in_a_team = select(members.c.person_id).where(members.c.state.in_(_IN_A_TEAM))
        query = select(people.c.id, people.c.slack_user).where(people.c.active, people.c.id.in_(in_a_team))
        return [
            Account(row.id, row.slack_user) for row in self._connection.execute(query.order_by(people.c.id))
        ]

    def mark(self, name: str) -> str | None:
        """Return what was written under a name in this database, or None."""
        return self._connection.scalar(select(marks.c.value).where(marks.c.name == name))

    def set_mark(self, name: str, value: str) -> None:
        """Write something under a name, over what was there. Of people nothing is written here."""
        known = update(marks).where(marks.c.name == name).values(value=value)
        if not self._connection.execute(known).rowcount:
            self._connection.execute(marks.insert().values(name=name, value=value))
