"""Backups, in one format for both databases: deletion reaches them at the next run (design.md).

The data is kept by day, in `data-<day>.hearth`: ciphertext of what people wrote, and no key. The keys are ONE
file, `keys.hearth`, written anew each time: who was forgotten since is in it no more, and so nobody can read
what older days still hold of them. The two belong in different places, and `HEARTH_KEY` in a third.
"""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, func, insert, select, update

from storage import keys as key_store
from storage import tables
from storage.backup_file import BackupFile, write_backup
from storage.engine import database_url, open_engine, reading, require_apart
from storage.errors import BadBackup, NotAPair, NotEmpty
from storage.heads import DATA_HEAD, KEYS_HEAD, require_head, version_of
from storage.keys import CHECK, PAIR, KeyStore, require_right_key
from storage.migrate import DATA, KEYS, alone, make_file, to_version

KEYS_FILE = "keys.hearth"
_BATCH = 500


def backup(data_url: str, keys_url: str, hearth_key: str, folder: Path, on: date) -> tuple[Path, Path]:
    """Write both backups into `folder`, while the bot runs or not; return the data's file and the keys'.

    `on` is the day in the data's name; a second run on one day replaces the first. Data goes first: a
    person added in between has a key too many, which does no harm. Raises WrongKey, NotMigrated, Unavailable.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    data_file, keys_file = folder / f"data-{on.isoformat()}.hearth", folder / KEYS_FILE
    with _engines(data_url, keys_url) as (data, keys):
        require_head(data, DATA_HEAD)
        require_head(keys, KEYS_HEAD)
        store = KeyStore(keys, hearth_key)
        store.check()
        _write(data, tables.metadata, DATA, DATA_HEAD, data_file)
        _write(keys, key_store.metadata, KEYS, KEYS_HEAD, keys_file)
        store.scrub()  # the bot cannot while a backup reads
    return data_file, keys_file


def restore(
    data_url: str, keys_url: str, hearth_key: str, data_file: Path, keys_file: Path, *, replace: bool = False
) -> None:
    """Read backups into databases without data; with `replace`, into any. All or nothing for each.

    A key store that is there and belongs to the data is left as it is, since an older copy would bring
    back the keys of people who were forgotten since. Rows without a key are purged when the bot starts.
    Raises BadBackup, WrongKey, NotAPair, NotEmpty, Locked, Unavailable.
    """
    data_backup, keys_backup = BackupFile(data_file, DATA), BackupFile(keys_file, KEYS)
    _require_whole(data_backup, keys_backup, hearth_key)
    with alone(database_url(data_url)), _engines(data_url, keys_url) as (data, keys):
        for url in (data.url, keys.url):
            make_file(url)
        keep_keys = _is_store_of(keys, keys_backup)
        if not replace:
            _require_empty(data, tables.people.name)
            if not keep_keys:
                _require_empty(keys, key_store.person_keys.name)
        if not keep_keys:
            _read_in(keys, keys_backup)
        else:
            KeyStore(keys, hearth_key).check()
        _read_in(data, data_backup)
        _draw_calls_anew(data)


@contextlib.contextmanager
def _engines(data_url: str, keys_url: str) -> Iterator[tuple[Engine, Engine]]:
    urls = database_url(data_url), database_url(keys_url)
    require_apart(*urls)
    data, keys = (open_engine(url) for url in urls)
    try:
        yield data, keys
    finally:
        data.dispose()
        keys.dispose()


def _write(engine: Engine, metadata: MetaData, kind: str, version: str, file: Path) -> None:
    with reading(engine.connect()) as connection:
        rows = (
            (table.name, dict(row._mapping))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table).order_by(*table.primary_key))
        )
        write_backup(file, kind, version, rows)


def _require_whole(data: BackupFile, keys: BackupFile, hearth_key: str) -> None:
    marks = {row["name"]: row["value"] for name, row in keys.rows() if name == key_store.store_marks.name}
    if not isinstance(marks.get(CHECK), bytes) or not isinstance(marks.get(PAIR), bytes):
        raise BadBackup(f"{keys.path.name} holds no key store; take another copy.")
    require_right_key(key_store.wrapper_of(hearth_key), marks[CHECK])
    of_data = {row["name"]: row["value"] for name, row in data.rows() if name == tables.marks.name}
    pair = of_data.get(PAIR)
    if pair is None or pair.encode() != marks[PAIR]:
        raise NotAPair("These two backups do not belong together; take both from one place.")


def _is_store_of(engine: Engine, backup_of_keys: BackupFile) -> bool:
    """Return whether the key store in place is the one that was backed up, even if it is empty by now."""
    if version_of(engine) is None:
        return False
    ours = next(row["value"] for name, row in backup_of_keys.rows() if row.get("name") == PAIR)
    with reading(engine.connect()) as connection:
        value = key_store.store_marks.c.value
        theirs = connection.scalar(select(value).where(key_store.store_marks.c.name == PAIR))
    return bool(theirs == ours)


def _require_empty(engine: Engine, table: str) -> None:
    if version_of(engine) is not None and _count(engine, table):
        raise NotEmpty("There is data in the way; restore into new databases, or say --replace.")


def _count(engine: Engine, table: str) -> int:
    known = {**tables.metadata.tables, **key_store.metadata.tables}[table]
    with reading(engine.connect()) as connection:
        return connection.scalar(select(func.count()).select_from(known)) or 0


def _draw_calls_anew(engine: Engine) -> None:
    """Let every card of a call be drawn anew: Slack shows what was so after the backup, perhaps that somebody
    comes, and a card must not say what is not true any more."""
    of_calls = tables.cards.c.subject.in_(select(tables.requests.c.id))
    there = tables.cards.c.ts.is_not(None)
    with engine.begin() as connection:
        connection.execute(
            update(tables.cards)
            .where(of_calls, there)
            .values(wanted=tables.cards.c.wanted + 1, attempts=0, next_try_at=None)
        )


def _read_in(engine: Engine, source: BackupFile) -> None:
    """Make the tables of the backup's own version, fill them, and bring them to this bot's version."""
    with engine.begin() as connection:
        to_version(connection, source.kind, "base")
        to_version(connection, source.kind, source.version)
        _fill(connection, source)
        to_version(connection, source.kind, "head")


def _fill(connection: Connection, source: BackupFile) -> None:
    found = MetaData()
    found.reflect(connection)
    batch: list[dict[str, object]] = []
    current = ""
    for name, row in source.rows(zones=connection.dialect.name != "sqlite"):
        if batch and (name != current or len(batch) == _BATCH):
            connection.execute(insert(found.tables[current]), batch)
            batch = []
        current = name
        batch.append(row)
    if batch:
        connection.execute(insert(found.tables[current]), batch)
