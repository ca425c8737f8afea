"""Debriefs in progress: one open one a person, sealed, and destroyed at its end or when its time is up."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.debriefs import Debrief
from domain.ids import new_id
from storage.columns import cut_to_hour
from storage.errors import Stale
from storage.tables import debriefs
from storage.vault import Vault

_PROGRESS = "debriefs.progress"

# On the way of every touch: built once, since building a statement costs more than running it.
_OF_PERSON = select(debriefs).where(debriefs.c.person_id == bindparam("person"))
_START = insert(debriefs)
_STEP = update(debriefs).where(
    debriefs.c.id == bindparam("debrief"), debriefs.c.version == bindparam("answered")
)


class Debriefs:
    """The debriefs of one unit of work."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def of_person(self, person_id: str) -> Debrief | None:
        """Return the person's open debrief, or None."""
        row = self._connection.execute(_OF_PERSON, {"person": person_id}).first()
        if row is None:
            return None
        progress = self._vault.open(person_id, _PROGRESS, row.id, row.progress)
        return Debrief(row.id, person_id, row.version, row.expires_at, progress)

    def start(self, person_id: str, progress: str, expires_at: datetime) -> Debrief:
        """Begin a debrief at version 0, in place of an open one. `expires_at` is cut to its hour."""
        self.end(person_id)
        debrief = Debrief(new_id(), person_id, 0, cut_to_hour(expires_at), progress)
        self._connection.execute(
            _START,
            {
                "id": debrief.id,
                "person_id": person_id,
                "version": debrief.version,
                "expires_at": debrief.expires_at,
                "progress": self._vault.seal(person_id, _PROGRESS, debrief.id, progress),
            },
        )
        return debrief

    def step(self, debrief: Debrief, progress: str) -> Debrief:
        """Keep an answered screen: version + 1. Raises Stale when another screen was answered first,
        or the debrief is over."""
        sealed = self._vault.seal(debrief.person_id, _PROGRESS, debrief.id, progress)
        done = self._connection.execute(
            _STEP,
            {
                "debrief": debrief.id,
                "answered": debrief.version,
                "version": debrief.version + 1,
                "progress": sealed,
            },
        )
        if not done.rowcount:
            raise Stale("This screen was answered already.")
        return replace(debrief, version=debrief.version + 1, progress=progress)

    def end(self, person_id: str) -> None:
        """Destroy the person's open debrief, if there is one."""
        self._connection.execute(delete(debriefs).where(debriefs.c.person_id == person_id))

    def end_expired(self, now: datetime, limit: int = 100) -> list[str]:
        """Destroy debriefs whose time is up, at most `limit`; return the ids of the people they were of."""
        query = select(debriefs.c.person_id).where(debriefs.c.expires_at <= now).limit(limit)
        ended = list(self._connection.scalars(query))
        if ended:
            self._connection.execute(delete(debriefs).where(debriefs.c.person_id.in_(ended)))
        return ended
