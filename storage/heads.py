"""Which version of the tables this bot works with, told without importing Alembic: that costs start-up."""

from sqlalchemy import Engine, inspect, text

from storage.engine import database_url, open_engine, reading, sqlite_file
from storage.errors import NotMigrated

DATA_HEAD = "0011"
KEYS_HEAD = "0001"


def version_of(engine: Engine) -> str | None:
    """Return the version of the database's tables, or None when it has none yet."""
    file = sqlite_file(engine.url)
    if file is not None and not file.exists():
        return None  # connecting would make an empty file
    with reading(engine.connect()) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if version is None else str(version)


def nothing_there(data: str, keys: str) -> bool:
    """Return whether neither database (by its URL) has tables yet, so that making them loses nothing."""
    return all(_is_new(url) for url in (data, keys))


def _is_new(url: str) -> bool:
    engine = open_engine(database_url(url))
    try:
        return version_of(engine) is None
    finally:
        engine.dispose()


def require_head(engine: Engine, head: str) -> None:
    """Raise NotMigrated unless the database's tables are at `head`."""
    version = version_of(engine)
    if version is None:
        raise NotMigrated("The database has no tables yet; run `python bot.py migrate`.")
    if version != head:
        raise NotMigrated(
            f"The database is at version {version} and this bot needs {head}; run `python bot.py migrate`."
        )
