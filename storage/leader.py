"""Who runs the courier and the clock: one process on SQLite anyway, one by an advisory lock on PostgreSQL."""

import contextlib
import threading

from sqlalchemy import Connection, text

from storage.errors import StorageError
from storage.store import Storage

# Any number will do, so long as every Hearth on one database uses the same.
_LOCK = 0x48454152_5448


class Leadership:
    """This process's claim to lead. Clock and courier ask it from threads of their own, at once if it be."""

    def __init__(self, storage: Storage) -> None:
        self._engine = storage.engine
        self._alone = storage.on_sqlite
        self._connection: Connection | None = None
        self._turn = threading.RLock()

    def held(self) -> bool:
        """Return whether this process leads now, taking the lead when nobody has it.

        The lock lives as long as its own connection, which is asked each time: when it died, the lead is
        lost, and another process may have it already.
        """
        if self._alone:
            return True
        with self._turn:
            try:
                return self._still_held() or self._taken()
            except StorageError:
                self.close()
                return False

    def close(self) -> None:
        """Let another process lead."""
        with self._turn:
            connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(StorageError):
                connection.invalidate()  # closing it for good lets go of the lock; the pool would keep it
            connection.close()

    def _still_held(self) -> bool:
        if self._connection is None:
            return False
        self._connection.execute(text("SELECT 1"))
        return True

    def _taken(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            taken = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}))
        except StorageError:
            connection.close()
            raise
        if taken:
            self._connection = connection
        else:
            connection.close()
        return taken
