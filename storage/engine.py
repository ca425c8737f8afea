"""Connections. SQLite is used seriously, PostgreSQL as it comes; errors become ours at this one place."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from storage.errors import CannotErase, Collided, NotApart, Refused, Unavailable, WrongUrl

PRAGMAS = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",  # a sort never puts what it reads into a file of its own
)
POSTGRESQL_THREADS = 4
_BEGIN = "begin"
# Serialization failure, deadlock, and a unique key that another transaction took first.
_COLLISIONS = frozenset({"40001", "40P01", "23505"})


def database_url(text: str) -> URL:
    """Return the URL with the driver we use. Raises WrongUrl for anything but a SQLite file or PostgreSQL."""
    try:
        url = make_url(text)
    except ArgumentError as problem:
        raise WrongUrl("A database address reads like sqlite:///var/hearth.db; mend it in .env.") from problem
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in {"sqlite", "sqlite+pysqlite"} and url.database not in {None, "", ":memory:"}:
        return url.set(drivername="sqlite+pysqlite")
    raise WrongUrl("Hearth keeps its data in a SQLite file or in PostgreSQL; mend the address in .env.")


def require_apart(data: URL, keys: URL) -> None:
    """Raise NotApart when both URLs name one database: one dump of it would hold data and keys."""
    data_file, keys_file = sqlite_file(data), sqlite_file(keys)
    if data_file and keys_file:
        same = data_file.resolve() == keys_file.resolve()
    else:
        same = _place(data) == _place(keys)
    if same:
        raise NotApart("DATABASE_URL and KEYS_URL name one database; give KEYS_URL a place of its own.")


def _place(url: URL) -> tuple[str, str | None, int, str | None]:
    return url.get_backend_name(), url.host or "localhost", url.port or 5432, url.database


def sqlite_file(url: URL) -> Path | None:
    """Return the database's file, or None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def open_engine(url: URL) -> Engine:
    """Return an engine on which every transaction is safe, and whose errors hold no values."""
    if sqlite_file(url):
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        # With repeatable read, two that change one row collide and one runs again: no update is lost.
        engine = create_engine(
            url,
            hide_parameters=True,
            isolation_level="REPEATABLE READ",
            pool_size=POSTGRESQL_THREADS + 1,
            pool_pre_ping=True,
        )
    event.listen(engine, "handle_error", _translate)
    return engine


def require_secure_delete(answer: object) -> None:
    """Raise CannotErase unless SQLite answered 1 to `PRAGMA secure_delete=ON`."""
    if answer != (1,):
        raise CannotErase("This Python's SQLite cannot overwrite what is deleted; use Debian's own python3.")


def reading(connection: Connection) -> Connection:
    """Return the connection so that its transaction on SQLite takes no write lock: for a snapshot."""
    return connection.execution_options(**{_BEGIN: "DEFERRED"})


def truncate_log(engine: Engine) -> bool:
    """Put SQLite's write-ahead log into the database and empty it, so that deleted bytes are in no file.

    Return whether it was done: not while somebody reads (a backup), and then the next one does it.
    Does nothing on PostgreSQL.
    """
    if engine.dialect.name != "sqlite":
        return True
    answer = run_alone(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
    return bool(answer and answer[0] == 0)


def run_alone(engine: Engine, command: str) -> Any:
    """Run one SQLite command outside of any transaction and return its first row."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(command)
        return cursor.fetchone()
    except sqlite3.OperationalError as problem:
        raise Unavailable("The database does not answer; see whether its disk is full.") from problem
    finally:
        connection.close()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; `_begin_sqlite` does
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    require_secure_delete(cursor.execute("PRAGMA secure_delete=ON").fetchone())
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Begun deferred, two writers lost an update without an error (design.md). Straight to the driver, since
    # it is said for every unit of work.
    mode = connection.get_execution_options().get(_BEGIN, "IMMEDIATE")
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(f"BEGIN {mode}")
    except sqlite3.OperationalError as problem:
        raise Unavailable("The database does not answer; see whether it runs and its disk has room.") from (
            problem
        )


def _translate(context: ExceptionContext) -> None:
    problem = context.sqlalchemy_exception
    if not isinstance(problem, DBAPIError):
        return
    state = getattr(context.original_exception, "sqlstate", None)
    if state in _COLLISIONS:
        _silence(context)
        raise Collided("Two changes met; the later one runs again.")
    if isinstance(problem, OperationalError | InterfaceError):
        raise Unavailable("The database does not answer; see whether it runs and its disk has room.")
    _silence(context)
    raise Refused(f"The database refuses a statement ({type(problem).__name__}, {state}); tell us.")


def _silence(context: ExceptionContext) -> None:
    # PostgreSQL's own text tells the values of the row that it refuses, and stands in every traceback.
    context.original_exception.args = ()
