"""A lock file beside a SQLite database keeps a second bot away; the system lets go of it when we die."""

import fcntl
import os
from pathlib import Path

from storage.errors import Locked


class FileLock:
    """Holds `<database>.lock` until `release`. Raises Locked when another process holds it."""

    def __init__(self, database: Path) -> None:
        self._handle = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            os.close(self._handle)
            raise Locked(f"Another bot is using {database.name}; stop it first, or wait for it.") from problem

    def release(self) -> None:
        """Let the next one in. The file stays: removing it would let two in at once."""
        os.close(self._handle)
