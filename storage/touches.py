"""Keys of touches that were seen, so that a repeat is known for what it is."""

import hashlib
from datetime import date

from sqlalchemy import Connection, Date, String, delete, exists, insert, literal, select

from storage.tables import touches


class Touches:
    """The touches of one unit of work. Keys are hashed with a secret: a row tells nothing of anybody."""

    def __init__(self, connection: Connection, secret: bytes) -> None:
        self._connection = connection
        self._secret = secret

    def first(self, key: str, on: date) -> bool:
        """Remember a touch and return True; return False for a repeat."""
        hashed = hashlib.blake2b(key.encode(), key=self._secret, digest_size=24).hexdigest()
        new = select(literal(hashed, String), literal(on, Date)).where(
            ~exists().where(touches.c.key == hashed)
        )
        done = self._connection.execute(insert(touches).from_select(["key", "seen_on"], new))
        return done.rowcount == 1

    def forget_before(self, day: date) -> int:
        """Forget touches seen before a day; return how many."""
        return self._connection.execute(delete(touches).where(touches.c.seen_on < day)).rowcount
