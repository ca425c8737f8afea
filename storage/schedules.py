"""When teammates can be asked. Planned hours are plain, since the team's coordinator sees them; what somebody
chose for themselves is one record, sealed under their key."""

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from domain.kinds import HourKind
from domain.schedule import Choices, Counts, Hours, Leave, OneOff, Plan, Rest, Span, Switch
from storage.columns import cut_to_hour
from storage.errors import AlreadyThere, Stale
from storage.rings import gateway_of
from storage.tables import dates, early_rings, hours, ring_tests, rings, schedules
from storage.vault import Vault

_CHOICES = "schedules.choices"

LOOKED_AT_EVERY = timedelta(hours=4)
"""Every record is looked at again and again, whatever is in it and whoever sleeps: so when tells nothing."""

_STEP = 1024
"""What is sealed is filled up to whole steps of this many characters, so that no length tells of a list."""

# Asked for everybody at once at each Send: built once, since building a statement costs more than running it.
_PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
_OF = {
    table: select(table).where(table.c.person_id.in_(_PEOPLE))
    for table in (schedules, hours, dates, early_rings)
}


class Schedules:
    """The schedules of one unit of work."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._versions: dict[str, int] = {}

    def plans(self, person_ids: Sequence[str]) -> dict[str, Plan]:
        """Return everybody's plan by their id; an empty one for who has chosen nothing."""
        if not person_ids:
            return {}
        asked = {"people": list(person_ids)}
        rows = {table: self._connection.execute(query, asked).all() for table, query in _OF.items()}
        chosen = {
            row.person_id: self._choices(row)
            for row in rows[schedules]
            if self._vault.can_open(row.person_id)
        }
        weekly = sorted((_hours(row) for row in rows[hours]), key=_by_place)
        early = {row.person_id: row.counts_until for row in rows[early_rings]}
        gateway = gateway_of(self._connection)
        one_off = sorted((_one_off(row) for row in rows[dates]), key=lambda one: (one.on, one.id))
        return {
            person_id: Plan(
                choices=chosen.get(person_id, Choices()),
                hours=tuple(row for row in weekly if row.person_id == person_id),
                dates=tuple(one for one in one_off if one.person_id == person_id),
                counts_until=early.get(person_id),
                another_ring=_rings_elsewhere(chosen.get(person_id), gateway),
            )
            for person_id in person_ids
        }

    def plan(self, person_id: str) -> Plan:
        """Return one person's plan."""
        return self.plans([person_id])[person_id]

    def keep(self, person_id: str, choices: Choices, now: datetime) -> None:
        """Write what somebody chose, sealed.

        Raises Stale or AlreadyThere when it was changed since this unit of work read it.
        """
        sealed = self._vault.seal(person_id, _CHOICES, person_id, _packed(choices))
        before = self._versions.get(person_id)
        version = secrets.randbelow(2**31)  # no count: it would tell how often somebody chose something
        if before is None:
            known = select(schedules.c.person_id).where(schedules.c.person_id == person_id)
            if self._connection.execute(known).first():
                raise AlreadyThere("This was written by another at the same moment.")
            look_at = cut_to_hour(now + LOOKED_AT_EVERY)
            self._connection.execute(
                insert(schedules).values(
                    person_id=person_id, version=version, look_at=look_at, choices=sealed
                )
            )
            self._versions[person_id] = version
            return
        where = (schedules.c.person_id == person_id) & (schedules.c.version == before)
        done = self._connection.execute(
            update(schedules).where(where).values(choices=sealed, version=version)
        )
        if not done.rowcount:
            raise Stale("This has changed since it was read.")
        self._versions[person_id] = version

    def looked_at(self, person_id: str, now: datetime) -> None:
        """Say that a record was looked at: the next time is the same for all."""
        look_at = cut_to_hour(now + LOOKED_AT_EVERY)
        where = schedules.c.person_id == person_id
        self._connection.execute(update(schedules).where(where).values(look_at=look_at))

    def to_look_at(self, now: datetime, limit: int) -> list[str]:
        """Return the people whose record is to be looked at, the earliest first."""
        query = select(schedules.c.person_id).where(schedules.c.look_at <= now)
        return list(self._connection.scalars(query.order_by(schedules.c.look_at).limit(limit)))

    def add_hours(self, rows: Iterable[Hours]) -> None:
        """Keep weekly rows."""
        for row in rows:
            self._connection.execute(
                insert(hours).values(
                    id=row.id,
                    team_id=row.team_id,
                    person_id=row.person_id,
                    weekday=row.weekday,
                    starts=row.span.starts,
                    ends=row.span.ends,
                    at_work=row.at_work,
                )
            )

    def add_date(self, one: OneOff) -> None:
        """Keep a date on which it is otherwise."""
        self._connection.execute(
            insert(dates).values(
                id=one.id,
                team_id=one.team_id,
                person_id=one.person_id,
                day=one.on,
                starts=None if one.span is None else one.span.starts,
                ends=None if one.span is None else one.span.ends,
                at_work=one.at_work,
                free=one.free,
            )
        )

    def remove(self, person_id: str, ids: Iterable[str]) -> None:
        """Delete weekly rows and dates of this person by their ids; somebody else's stay."""
        wanted = list(ids)
        for table in (hours, dates):
            mine = (table.c.person_id == person_id) & table.c.id.in_(wanted)
            self._connection.execute(delete(table).where(mine))

    def leave_team(self, person_id: str, team_id: str) -> None:
        """Delete somebody's hours in a team."""
        for table in (hours, dates):
            where = (table.c.person_id == person_id) & (table.c.team_id == team_id)
            self._connection.execute(delete(table).where(where))

    def forget(self, person_id: str) -> None:
        """Delete all there is of somebody: hours, dates, choices, tests."""
        for table in (hours, dates, schedules, ring_tests, early_rings, rings):
            self._connection.execute(delete(table).where(table.c.person_id == person_id))
        self._versions.pop(person_id, None)

    def forget_hours(self, person_id: str, now: datetime) -> None:
        """Delete somebody's hours and all they chose with them. Whom they do not ask stays: it is no part of
        being asked, and must not go by the way."""
        not_these = self.plan(person_id).choices.not_these
        for table in (hours, dates, ring_tests, early_rings, rings):
            self._connection.execute(delete(table).where(table.c.person_id == person_id))
        self.keep(person_id, Choices(not_these=not_these), now)

    def forget_dates_before(self, day: date) -> None:
        """Delete dates that are past."""
        self._connection.execute(delete(dates).where(dates.c.day < day))

    def _choices(self, row: Row[Any]) -> Choices:
        self._versions[row.person_id] = row.version
        return _unpacked(self._vault.open(row.person_id, _CHOICES, row.person_id, row.choices))


def _rings_elsewhere(choices: Choices | None, gateway: str) -> bool:
    """Whether a gateway rang this person by their handle in a test, and it is the one there is now."""
    return choices is not None and bool(choices.handle and gateway) and choices.handle_by == gateway


def _by_place(row: Hours) -> tuple[int, int, str]:
    return row.weekday, row.span.starts, row.id


def _hours(row: Row[Any]) -> Hours:
    span = Span(row.starts, row.ends)
    return Hours(row.id, row.team_id, row.person_id, row.weekday, span, row.at_work)


def _one_off(row: Row[Any]) -> OneOff:
    span = None if row.starts is None else Span(row.starts, row.ends)
    return OneOff(row.id, row.team_id, row.person_id, row.day, span, row.at_work, row.free)


def _packed(choices: Choices) -> str:
    text = json.dumps(
        {
            "open_until": _told(choices.open_until),
            "switch": choices.switch,
            "switch_at": _told(choices.switch_at),
            "sleep": choices.sleep and [choices.sleep.starts, choices.sleep.ends],
            "counts": choices.counts,
            "most_open": choices.most_open,
            "rest": choices.rest,
            "said_yes_at": _told(choices.said_yes_at),
            "glad": choices.glad,
            "leaves": [[leave.first.isoformat(), leave.last.isoformat()] for leave in choices.leaves],
            "not_these": list(choices.not_these),
            "rang": sorted(choices.rang),
            "check_in": choices.check_in,
            "handle": [choices.handle, choices.handle_by],
        }
    )
    return text.ljust(-len(text) // _STEP * -_STEP)


def _unpacked(text: str) -> Choices:
    told = json.loads(text)
    return Choices(
        open_until=_read(told["open_until"]),
        switch=Switch(told["switch"]),
        switch_at=_read(told["switch_at"]),
        sleep=Span(*told["sleep"]) if told["sleep"] else None,
        counts=Counts(told["counts"]) if told["counts"] else None,
        most_open=told["most_open"],
        rest=Rest(told["rest"]),
        said_yes_at=_read(told["said_yes_at"]),
        glad=told["glad"],
        leaves=tuple(
            Leave(date.fromisoformat(first), date.fromisoformat(last)) for first, last in told["leaves"]
        ),
        not_these=tuple(told.get("not_these", ())),  # a record from before there was such a list has none
        rang=frozenset(map(HourKind, told.get("rang", ()))),  # not there before revision 0003
        check_in=told.get("check_in", True),
        handle=told.get("handle", ("", ""))[0],  # not there before revision 0007
        handle_by=told.get("handle", ("", ""))[1],
    )


def _told(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
