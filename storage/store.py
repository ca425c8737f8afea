"""Storage as a whole: opened once at the start, where every promise is checked, and closed at the stop."""

import secrets
from datetime import timedelta
from typing import Self

from sqlalchemy import delete, insert, select

from domain.clock import Clock, SystemClock
from storage.engine import (
    POSTGRESQL_THREADS,
    database_url,
    open_engine,
    require_apart,
    sqlite_file,
    truncate_log,
)
from storage.errors import NotAPair
from storage.heads import DATA_HEAD, KEYS_HEAD, require_head
from storage.keys import KeyStore
from storage.lock import FileLock
from storage.tables import marks, people
from storage.unit_of_work import UnitOfWork

_PAIR = "pair"
_ORPHAN_DAYS = 1


class Storage:
    """The database and the key store, open. `threads` is how many units of work make sense at once."""

    def __init__(self, data: str, keys: str, hearth_key: str, clock: Clock) -> None:
        self._data_url, keys_url = database_url(data), database_url(keys)
        require_apart(self._data_url, keys_url)
        self.engine = open_engine(self._data_url)
        self.keys = KeyStore(open_engine(keys_url), hearth_key)
        self.on_sqlite = sqlite_file(self._data_url) is not None
        self.threads = 1 if self.on_sqlite else POSTGRESQL_THREADS
        self._clock = clock
        self._touch_secret = self.keys.derived("touches")
        self._lock: FileLock | None = None

    @classmethod
    def open(cls, database_url: str, keys_url: str, hearth_key: str, clock: Clock | None = None) -> Self:
        """Open both databases and make good what a crash or a restore has left.

        Rows whose key is gone are purged, and keys without a person (on PostgreSQL, where another process
        may just be adding one, only those older than a day). `clock` is for sandbox and tests.
        Raises CannotStart's kinds, each with one sentence on how to mend it, and Unavailable.
        """
        storage = cls(database_url, keys_url, hearth_key, clock or SystemClock())
        try:
            storage._check()
            storage._mend()
        except BaseException:
            storage.close()
            raise
        return storage

    def work(self) -> UnitOfWork:
        """Return a unit of work, to be used inside `with`."""
        return UnitOfWork(self.engine, self.keys, self._clock, self._touch_secret)

    def close(self) -> None:
        """Close every connection and let the next bot in."""
        self.engine.dispose()
        self.keys.engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _check(self) -> None:
        file = sqlite_file(self._data_url)
        require_head(self.engine, DATA_HEAD)
        require_head(self.keys.engine, KEYS_HEAD)
        if file is not None:
            self._lock = FileLock(file)
        self.keys.check()
        self._check_pair()

    def _check_pair(self) -> None:
        """Purging by the wrong key store would destroy everything, so the two carry one random name."""
        ours = self.keys.pair()
        if ours is None:
            with self.engine.connect() as connection:
                if connection.scalar(select(marks.c.value).where(marks.c.name == _PAIR)):
                    raise NotAPair("KEYS_URL is not the key store of this database; mend it in .env.")
            ours = secrets.token_hex(16)
            self.keys.set_pair(ours)
        with self.engine.begin() as connection:
            theirs = connection.scalar(select(marks.c.value).where(marks.c.name == _PAIR))
            if theirs is None and connection.scalar(select(people.c.id).limit(1)) is None:
                connection.execute(insert(marks).values(name=_PAIR, value=ours))
                theirs = ours
        if theirs != ours:
            raise NotAPair("KEYS_URL is not the key store of this database; mend it in .env.")

    def _mend(self) -> None:
        with self.engine.begin() as connection:
            known = set(connection.scalars(select(people.c.id)))
            keyless = known - self.keys.ids()
            for person_id in keyless:
                connection.execute(delete(people).where(people.c.id == person_id))
        day = self._clock.now().date() - timedelta(days=_ORPHAN_DAYS)
        orphans = self.keys.ids(made_before=None if self.on_sqlite else day) - known
        if orphans:
            self.keys.delete(orphans)
        self.keys.scrub()
        truncate_log(self.engine)
