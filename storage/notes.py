"""Notes that their writers asked to keep, for their own eyes."""

from datetime import date

from sqlalchemy import Connection, delete, insert, select

from domain.debriefs import KeptNote
from domain.ids import new_id
from storage.tables import notes
from storage.vault import Vault

_TEXT = "notes.text"


class Notes:
    """The kept notes of one unit of work."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def keep(self, person_id: str, text: str, on: date) -> KeptNote:
        """Keep a note, sealed under its writer's key. `on` is their own day."""
        note = KeptNote(new_id(), person_id, on, text)
        sealed = self._vault.seal(person_id, _TEXT, note.id, text)
        self._connection.execute(
            insert(notes).values(id=note.id, person_id=person_id, kept_on=on, text=sealed)
        )
        return note

    def of_person(self, person_id: str) -> list[KeptNote]:
        """Return the person's notes, the newest day first."""
        query = select(notes).where(notes.c.person_id == person_id)
        rows = self._connection.execute(query.order_by(notes.c.kept_on.desc(), notes.c.id))
        return [
            KeptNote(row.id, person_id, row.kept_on, self._vault.open(person_id, _TEXT, row.id, row.text))
            for row in rows
        ]

    def delete(self, person_id: str, note_id: str) -> None:
        """Destroy one note of this person; somebody else's note stays."""
        self._connection.execute(delete(notes).where(notes.c.id == note_id, notes.c.person_id == person_id))
