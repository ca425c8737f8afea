"""People: made with a key of their own, and forgotten with it."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from domain.clock import Clock
from domain.ids import new_id
from domain.people import Language, Person, Profile
from storage.errors import AlreadyThere
from storage.keys import KeyStore
from storage.tables import people
from storage.vault import Vault

_NAME = "people.name"

# On the way of every touch: built once, since building a statement costs more than running it.
_BY_SLACK = select(people).where(people.c.slack_user == bindparam("slack_user"))
_BY_ID = select(people).where(people.c.id == bindparam("person"))


class People:
    """The people of one unit of work.

    `made` and `forgotten` are the ids whose keys this unit of work made and is about to destroy.
    """

    def __init__(self, connection: Connection, vault: Vault, keys: KeyStore, clock: Clock) -> None:
        self._connection = connection
        self._vault = vault
        self._keys = keys
        self._clock = clock
        self.made: list[str] = []
        self.forgotten: list[str] = []
        self._read: dict[str, Person] = {}

    def by_slack(self, slack_user: str) -> Person | None:
        """Return the person with this Slack user id, or None."""
        return self._person(self._connection.execute(_BY_SLACK, {"slack_user": slack_user}).first())

    def by_id(self, person_id: str) -> Person | None:
        """Return the person, or None. Within one unit of work they are read and opened once."""
        if person_id in self._read:
            return self._read[person_id]
        return self._person(self._connection.execute(_BY_ID, {"person": person_id}).first())

    def active(self) -> list[Person]:
        """Return everybody whose account is active."""
        rows = self._connection.execute(select(people).where(people.c.active).order_by(people.c.id))
        return [person for row in rows if (person := self._person(row))]

    def add(self, profile: Profile) -> Person:
        """Make a key, then the person. Raises AlreadyThere when the Slack user is known."""
        known = self._connection.execute(select(people.c.id).where(people.c.slack_user == profile.slack_user))
        for person_id in known.scalars():
            if self._vault.can_open(person_id):
                raise AlreadyThere("This account is known already.")
            # Their key is gone and a crash kept the row: it is nobody's, and in a newcomer's way.
            self._connection.execute(delete(people).where(people.c.id == person_id))
        person = Person(
            id=new_id(),
            slack_user=profile.slack_user,
            language=profile.language,
            zone=profile.zone,
            is_admin=profile.is_admin,
            active=profile.active,
            dm=None,
            limits_seen=0,
            name=profile.name,
        )
        self.made.append(person.id)
        self._keys.create(person.id, self._clock.now().date())
        self._connection.execute(insert(people).values(**self._values(person), id=person.id))
        return person

    def save(self, person: Person) -> None:
        """Write everything that is known of a person."""
        self._read.pop(person.id, None)
        self._connection.execute(update(people).where(people.c.id == person.id).values(self._values(person)))

    def forget(self, person_id: str) -> None:
        """Destroy a person: at the commit their key goes first, committed, then every row of theirs.

        A crash in between leaves rows that nobody can read; the next start purges them. Rolled back,
        nothing was forgotten.
        """
        self._read.pop(person_id, None)
        self._connection.execute(delete(people).where(people.c.id == person_id))
        self.forgotten.append(person_id)

    def _values(self, person: Person) -> dict[str, Any]:
        return {
            "slack_user": person.slack_user,
            "language": person.language.value,
            "zone": person.zone,
            "is_admin": person.is_admin,
            "active": person.active,
            "dm": person.dm,
            "limits_seen": person.limits_seen,
            "name": self._vault.seal(person.id, _NAME, person.id, person.name),
        }

    def _person(self, row: Row[Any] | None) -> Person | None:
        if row is None or not self._vault.can_open(row.id):
            return None  # a row without its key is nobody: the person was forgotten
        person = Person(
            id=row.id,
            slack_user=row.slack_user,
            language=Language(row.language),
            zone=row.zone,
            is_admin=row.is_admin,
            active=row.active,
            dm=row.dm,
            limits_seen=row.limits_seen,
            name=self._vault.open(row.id, _NAME, row.id, row.name),
        )
        self._read[person.id] = person
        return person
