"""The format of a backup: lines of JSON. A head, one line a row, and a tail with their number and checksum.

`["head", format, kind, version]`, `["row", table, {column: value}]`, `["tail", rows, sha256 of all before]`.
Bytes, days and times are `{"b": base64}`, `{"d": "2026-03-04"}`, `{"t": "2026-03-04T05:06:07+00:00"}`.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from storage.errors import BadBackup

_FORMAT = "hearth-backup-1"
Row = dict[str, Any]


def write_backup(path: Path, kind: str, version: str, rows: Iterable[tuple[str, Row]]) -> None:
    """Write rows to `path`, readable by its owner alone; what was there is replaced in one moment, or,
    when anything goes wrong, is left as it was."""
    fresh = path.with_name(path.name + ".part")  # one name, so that a half-written one is written over
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        checksum = hashlib.sha256()
        count = 0

        def put(*line: object) -> None:
            data = json.dumps(line, separators=(",", ":")).encode() + b"\n"
            checksum.update(data)
            file.write(data)

        put("head", _FORMAT, kind, version)
        for table, row in rows:
            put("row", table, {column: _plain(value) for column, value in row.items()})
            count += 1
        put("tail", count, checksum.hexdigest())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _sync_folder(path.parent)


class BackupFile:
    """A backup that was read through once and found whole. Raises BadBackup when it is not."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path = path
        self.kind = kind
        self.version = self._verify()

    def rows(self, *, zones: bool = True) -> Iterator[tuple[str, Row]]:
        """Yield each row's table and values; times aware, or without their zone (UTC) for SQLite."""
        with self.path.open("rb") as file:
            for line in file:
                what, table, *rest = json.loads(line)
                if what == "row":
                    yield table, {column: _rich(value, zones) for column, value in rest[0].items()}

    def _verify(self) -> str:
        checksum = hashlib.sha256()
        lines = 0
        head: list[Any] = []
        tail: list[Any] = []
        try:
            with self.path.open("rb") as file:
                for line in file:
                    if line.startswith(b'["tail"'):
                        tail = json.loads(line)
                        break
                    head = head or json.loads(line)
                    checksum.update(line)
                    lines += 1
        except (OSError, ValueError) as problem:
            raise BadBackup(f"{self.path.name} cannot be read; take another copy.") from problem
        if head[:3] != ["head", _FORMAT, self.kind] or len(head) != 4:
            raise BadBackup(f"{self.path.name} is no backup of Hearth's {self.kind}; name the right file.")
        if tail != ["tail", lines - 1, checksum.hexdigest()]:
            raise BadBackup(f"{self.path.name} is cut short or changed; take another copy.")
        return str(head[3])


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"b": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value


def _rich(value: object, zones: bool) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    if kind == "b":
        return base64.b64decode(text)
    if kind == "t":
        moment = datetime.fromisoformat(text)
        return moment if zones else moment.replace(tzinfo=None)
    return date.fromisoformat(text)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
