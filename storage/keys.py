"""The key store: one random 256-bit key a person, in a database of its own, wrapped by HEARTH_KEY.

It lives apart from the data, so that no dump or backup of the data holds a key (design.md). Deleting a key
is final: `scrub` sees to it that its bytes are in no file of the store either.
"""

import base64
import binascii
import contextlib
import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from threading import Lock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    Column,
    Connection,
    Date,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from storage.engine import reading, run_alone, truncate_log
from storage.errors import Refused, Unreadable, WrongKey
from storage.vault import seal, unseal

metadata = MetaData()
store_marks = Table(
    "store_marks",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
person_keys = Table(
    "person_keys",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("made_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

PAIR = "pair"
CHECK = "check"
_BYTES = 32
_SCRUB = "scrub"
_CHECK_TEXT = b"hearth"
_REMEMBERED = 512

# Where the role may: begin a new log and remove the old, which needs `wal_recycle = off` on that server.
_FORGET_LOG = ("SELECT pg_switch_wal()", "CHECKPOINT", "CHECKPOINT")

_CHECK_VALUE = select(store_marks.c.value).where(store_marks.c.name == CHECK)


def new_hearth_key() -> str:
    """Return a fresh HEARTH_KEY: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode()


def read_hearth_key(text: str) -> bytes:
    """Return the 32 bytes of a HEARTH_KEY. Raises WrongKey when it is none."""
    try:
        key = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as problem:
        raise WrongKey("HEARTH_KEY is no key; make one with `python bot.py new-key`.") from problem
    if len(key) != _BYTES:
        raise WrongKey("HEARTH_KEY is no key; make one with `python bot.py new-key`.")
    return key


class KeyStore:
    """The keys of all people. It is the vault's keyring."""

    def __init__(self, engine: Engine, hearth_key: str) -> None:
        self.engine = engine
        self._hearth_key = read_hearth_key(hearth_key)
        self._wrapper = AESGCM(self._hearth_key)
        self._remembered: OrderedDict[str, AESGCM] = OrderedDict()
        self._guard = Lock()

    def check(self) -> None:
        """Raise WrongKey unless this HEARTH_KEY made the store; an empty store takes it as its own."""
        with self.engine.begin() as connection:
            stored = connection.scalar(_CHECK_VALUE)
            if stored is None:
                connection.execute(insert(store_marks).values(name=CHECK, value=_check_of(self._wrapper)))
                return
        require_right_key(self._wrapper, stored)

    def pair(self) -> str | None:
        """Return the random name that ties this store to its data, or None while it has none."""
        value = self._mark(PAIR)
        return None if value is None else value.decode()

    def set_pair(self, name: str) -> None:
        """Tie this store to the data that carries the same name."""
        with self.engine.begin() as connection:
            connection.execute(insert(store_marks).values(name=PAIR, value=name.encode()))

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes that only HEARTH_KEY yields, another set for each purpose."""
        return hmac.new(self._hearth_key, purpose.encode(), hashlib.sha256).digest()

    def create(self, person_id: str, on: date) -> None:
        """Make and keep a key for a new person; committed when this returns."""
        key = AESGCM.generate_key(bit_length=256)
        wrapped = seal(self._wrapper, person_id.encode(), key)
        with self.engine.begin() as connection:
            # Another process may have rotated HEARTH_KEY: a key wrapped by the old one would be lost.
            check = connection.scalar(_CHECK_VALUE.with_for_update(read=True))
            require_right_key(self._wrapper, check or b"")
            connection.execute(insert(person_keys).values(person_id=person_id, wrapped=wrapped, made_on=on))
        self._remember(person_id, AESGCM(key))

    def cipher(self, person_id: str) -> AESGCM | None:
        """Return the person's cipher, or None when their key is gone. Raises Unreadable for a moved key."""
        with self._guard:
            known = self._remembered.get(person_id)
            if known is not None:
                self._remembered.move_to_end(person_id)
                return known
        with reading(self.engine.connect()) as connection:
            where = person_keys.c.person_id == person_id
            wrapped = connection.scalar(select(person_keys.c.wrapped).where(where))
        if wrapped is None:
            return None
        return self._remember(person_id, AESGCM(unseal(self._wrapper, person_id.encode(), wrapped)))

    def ids(self, made_before: date | None = None) -> set[str]:
        """Return the ids of everybody with a key, or of those whose key was made before a day."""
        query = select(person_keys.c.person_id)
        if made_before is not None:
            query = query.where(person_keys.c.made_on < made_before)
        with reading(self.engine.connect()) as connection:
            return set(connection.scalars(query))

    def delete(self, person_ids: Iterable[str]) -> None:
        """Destroy keys; committed when this returns. `scrub` is then due, also after a crash."""
        gone = list(person_ids)
        with self.engine.begin() as connection:
            connection.execute(delete(person_keys).where(person_keys.c.person_id.in_(gone)))
            _demand_scrub(connection)
        with self._guard:
            for person_id in gone:
                self._remembered.pop(person_id, None)

    def scrub(self) -> None:
        """Write the store anew where keys were deleted since, so that no page still holds their bytes."""
        if self._mark(_SCRUB) is None:
            return
        if not rewrite(self.engine):
            return  # somebody reads the old pages; the mark stays, and the next scrub does it
        with self.engine.begin() as connection:
            connection.execute(delete(store_marks).where(store_marks.c.name == _SCRUB))

    def _mark(self, name: str) -> bytes | None:
        with reading(self.engine.connect()) as connection:
            return connection.scalar(select(store_marks.c.value).where(store_marks.c.name == name))

    def _remember(self, person_id: str, cipher: AESGCM) -> AESGCM:
        with self._guard:
            self._remembered[person_id] = cipher
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return cipher


def wrapper_of(hearth_key: str) -> AESGCM:
    """Return the cipher that wraps the store's keys. Raises WrongKey when HEARTH_KEY is no key."""
    return AESGCM(read_hearth_key(hearth_key))


def require_right_key(wrapper: AESGCM, check: bytes) -> None:
    """Raise WrongKey unless `wrapper` opens the store's check value."""
    try:
        right = unseal(wrapper, CHECK.encode(), check) == _CHECK_TEXT
    except Unreadable:
        right = False
    if not right:
        raise WrongKey("HEARTH_KEY is not the one these keys were made with; put the right one into .env.")


def _check_of(wrapper: AESGCM) -> bytes:
    return seal(wrapper, CHECK.encode(), _CHECK_TEXT)


def rotate(engine: Engine, old: str, new: str) -> int:
    """Wrap every key anew, by another HEARTH_KEY: all or nothing; return how many.

    What the old one can unwrap is then in no file of the store. A bot that still runs with the old one
    makes no new keys. Raises WrongKey.
    """
    before, after = wrapper_of(old), wrapper_of(new)
    with engine.begin() as connection:
        check = connection.scalar(_CHECK_VALUE.with_for_update())
        require_right_key(before, check or b"")
        rows = connection.execute(select(person_keys.c.person_id, person_keys.c.wrapped)).all()
        for person_id, wrapped in rows:
            tie = person_id.encode()
            again = seal(after, tie, unseal(before, tie, wrapped))
            here = person_keys.c.person_id == person_id
            connection.execute(update(person_keys).where(here).values(wrapped=again))
        mark = update(store_marks).where(store_marks.c.name == CHECK)
        connection.execute(mark.values(value=_check_of(after)))
        _demand_scrub(connection)
    KeyStore(engine, new).scrub()
    return len(rows)


def _demand_scrub(connection: Connection) -> None:
    connection.execute(delete(store_marks).where(store_marks.c.name == _SCRUB))
    connection.execute(insert(store_marks).values(name=_SCRUB, value=b""))


def rewrite(engine: Engine) -> bool:
    """Write the whole store anew and return whether it was done.

    PostgreSQL keeps dead rows and its log (tried: deleted keys were read from both). SQLite zeroes what is
    deleted, but does not promise to do so when it moves rows between pages; a rewrite takes milliseconds.
    """
    if engine.dialect.name == "sqlite":
        run_alone(engine, "VACUUM")
        return truncate_log(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM FULL person_keys")
        for command in _FORGET_LOG:
            with contextlib.suppress(Refused):  # not this role's to do
                connection.exec_driver_sql(command)
    return True
