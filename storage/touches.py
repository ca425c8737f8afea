"""Keys of touches that were seen, so that a repeat is known for what it is."""

import hashlib
from datetime import date

from sqlalchemy import Connection, Date, String, bindparam, delete, exists, insert, select

from storage.tables import touches

_NEW = select(bindparam("hashed", type_=String), bindparam("on", type_=Date)).where(
    ~exists().where(touches.c.key == bindparam("hashed"))
)
_REMEMBER = insert(touches).from_select(["key", "seen_on"], _NEW).execution_options(preserve_rowcount=True)


class Touches:
    """The touches of one unit of work. Keys are hashed with a secret: a row tells nothing of anybody."""

    def __init__(self, connection: Connection, secret: bytes) -> None:
        self._connection = connection
        self._secret = secret

    def first(self, key: str, on: date) -> bool:
        """Remember a touch and return True; return False for a repeat."""
        hashed = hashlib.blake2b(key.encode(), key=self._secret, digest_size=24).hexdigest()
        done = self._connection.execute(_REMEMBER, {"hashed": hashed, "on": on})
        return done.rowcount == 1

    def forget_before(self, day: date, limit: int = 100) -> int:
        """Forget up to `limit` touches seen before a day; return how many."""
        old = list(
            self._connection.scalars(select(touches.c.key).where(touches.c.seen_on < day).limit(limit))
        )
        if old:
            self._connection.execute(delete(touches).where(touches.c.key.in_(old)))
        return len(old)
