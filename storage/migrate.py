"""Brings both databases to a version, by Alembic. Imported only by what migrates: Alembic costs start-up."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection

from storage.engine import database_url, open_engine, require_apart, sqlite_file
from storage.lock import FileLock

_SCRIPTS = Path(__file__).parent / "migrations"
DATA = "data"
KEYS = "keys"


def migrate(data: str, keys: str, data_to: str = "head", keys_to: str = "head") -> None:
    """Bring the database at URL `data` and the key store at `keys` to the newest version, or to others.

    Makes SQLite files (and their folder) for the owner's eyes only. Raises Locked while a bot runs on the
    SQLite database, WrongUrl, NotApart, Unavailable.
    """
    data_url, keys_url = database_url(data), database_url(keys)
    require_apart(data_url, keys_url)
    with alone(data_url):
        for url, subject, version in ((data_url, DATA, data_to), (keys_url, KEYS, keys_to)):
            make_file(url)
            engine = open_engine(url)
            try:
                with engine.begin() as connection:
                    to_version(connection, subject, version)
            finally:
                engine.dispose()


def to_version(connection: Connection, subject: str, version: str) -> None:
    """Bring one database up to `version`, or down to "base". `subject`: DATA or KEYS."""
    config = config_of(subject)
    config.attributes["connection"] = connection
    move = command.downgrade if version == "base" else command.upgrade
    move(config, version)


def config_of(subject: str) -> Config:
    """Return Alembic's settings for DATA or KEYS."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(_SCRIPTS / "versions" / subject))
    return config


@contextlib.contextmanager
def alone(url: URL) -> Iterator[None]:
    """Keep every bot away from a SQLite database meanwhile. Raises Locked when one runs."""
    file = sqlite_file(url)
    if file is None:
        yield
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(file)
    try:
        yield
    finally:
        lock.release()


def make_file(url: URL) -> None:
    """Make a SQLite database's file, readable by its owner alone."""
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
