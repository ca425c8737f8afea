"""One's own minutes: one sealed record a person, so that no row tells when, how often or how long."""

import json
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from domain.minutes import Entry, Ledger
from storage.columns import cut_to_hour
from storage.errors import AlreadyThere, Stale
from storage.tables import minutes
from storage.vault import Vault

_LEDGER = "minutes.ledger"

LOOKED_AT_EVERY = timedelta(days=1)
"""Every record is looked at once a day, whatever is in it: so when tells nothing."""


class Minutes:
    """The lists of minutes of one unit of work."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._versions: dict[str, int] = {}

    def of_person(self, person_id: str) -> Ledger:
        """Return what a person wrote down; an empty list where there is nothing."""
        row = self._connection.execute(select(minutes).where(minutes.c.person_id == person_id)).first()
        if row is None or not self._vault.can_open(person_id):
            return Ledger()
        self._versions[person_id] = row.version
        return _unpacked(self._vault.open(person_id, _LEDGER, person_id, row.ledger))

    def keep(self, person_id: str, ledger: Ledger, now: datetime) -> None:
        """Write a person's list, sealed; an empty one leaves no row.

        Raises Stale or AlreadyThere when it was changed since this unit of work read it.
        """
        if ledger == Ledger():
            self.forget(person_id)
            return
        sealed = self._vault.seal(person_id, _LEDGER, person_id, _packed(ledger))
        before = self._versions.get(person_id)
        if before is None:
            known = select(minutes.c.person_id).where(minutes.c.person_id == person_id)
            if self._connection.execute(known).first():
                raise AlreadyThere("This was written by another at the same moment.")
            look_at = cut_to_hour(now + LOOKED_AT_EVERY)
            self._connection.execute(
                insert(minutes).values(person_id=person_id, version=1, look_at=look_at, ledger=sealed)
            )
            self._versions[person_id] = 1
            return
        where = (minutes.c.person_id == person_id) & (minutes.c.version == before)
        done = self._connection.execute(
            update(minutes).where(where).values(ledger=sealed, version=before + 1)
        )
        if not done.rowcount:
            raise Stale("This has changed since it was read.")
        self._versions[person_id] = before + 1

    def to_look_at(self, now: datetime, limit: int) -> list[str]:
        """Return the people whose list is to be looked at, the earliest first."""
        query = select(minutes.c.person_id).where(minutes.c.look_at <= now)
        return list(self._connection.scalars(query.order_by(minutes.c.look_at).limit(limit)))

    def looked_at(self, person_id: str, now: datetime) -> None:
        """Say that a list was looked at: the next time is the same for all."""
        look_at = cut_to_hour(now + LOOKED_AT_EVERY)
        self._connection.execute(
            update(minutes).where(minutes.c.person_id == person_id).values(look_at=look_at)
        )

    def forget(self, person_id: str) -> None:
        """Delete a person's list."""
        self._connection.execute(delete(minutes).where(minutes.c.person_id == person_id))
        self._versions.pop(person_id, None)


def _packed(ledger: Ledger) -> str:
    return json.dumps(
        {
            "entries": [[one.id, one.on.isoformat(), one.minutes] for one in ledger.entries],
            "answered": sorted(ledger.answered),
        }
    )


def _unpacked(text: str) -> Ledger:
    told = json.loads(text)
    entries = tuple(Entry(key, date.fromisoformat(on), count) for key, on, count in told["entries"])
    return Ledger(entries, frozenset(told["answered"]))
