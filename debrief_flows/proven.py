"""Remembers the flows that were proven, so that a start does not prove anew what nobody has changed.

Reading and proving the flows took a sixth of a start. What is remembered belongs to the very bytes of a
flow's file and of the program that proved it: with either changed, it is read and proven as if new.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path

import pydantic

from debrief_flows.model import Flow


class Proven:
    """The proven flows, in a file beside the data; without one nothing is remembered."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._program = _program() if file else ""
        self._known = self._read()
        self._used: dict[str, str] = {}

    def flow(self, content: bytes) -> Flow | None:
        """Return the flow that was read from this content and proven, or None. Its schema is checked anew."""
        key = self._key(content)
        told = self._known.get(key)
        if told is None:
            return None
        try:
            flow = Flow.model_validate_json(told)
        except ValueError:
            return None
        self._used[key] = told
        return flow

    def remember(self, content: bytes, flow: Flow) -> None:
        """Keep a flow that was just proven."""
        self._used[self._key(content)] = flow.model_dump_json()

    def save(self) -> None:
        """Write what was used this time, if it is not what stands there. A file that cannot be written is
        no trouble: the next start proves again."""
        if self._file is None or self._used == self._known:
            return
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            beside.write_text(json.dumps(self._used), encoding="utf-8")
            beside.replace(self._file)

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return {}
        with contextlib.suppress(OSError, ValueError):
            told = json.loads(self._file.read_text(encoding="utf-8"))
            if isinstance(told, dict):
                return {str(key): str(flow) for key, flow in told.items()}
        return {}

    def _key(self, content: bytes) -> str:
        return hashlib.sha256(self._program.encode() + content).hexdigest()


def _program() -> str:
    """Return a mark of everything that reads and proves: this room's own sources, and pydantic."""
    mark = hashlib.sha256(pydantic.VERSION.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        mark.update(source.read_bytes())
    return mark.hexdigest()
