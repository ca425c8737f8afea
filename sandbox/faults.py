"""Telling the sandbox to fail: which method, how, how often."""

from dataclasses import asdict, dataclass, field
from typing import Literal, get_args

from sandbox.world import Json

Kind = Literal["latency", "ratelimited", "http500", "drop", "lost_answer", "late_post", "error"]
KINDS = get_args(Kind)


@dataclass
class Fault:
    """One fault, for the next `times` calls that it fits.

    kind: latency (wait `seconds`, then go on), ratelimited (429, Retry-After `seconds`), http500,
    drop (connection closed, nothing done), lost_answer (done, connection closed), late_post
    (connection closed, done `seconds` later), error (refused with the name in `error`).
    """

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 1.0
    error: str = "internal_error"
    match: Json = field(default_factory=dict)

    def fits(self, method: str, args: Json) -> bool:
        """Whether this call is one of those to fail."""
        if self.times < 1 or self.method not in ("*", method):
            return False
        return all(str(args.get(key)) == str(value) for key, value in self.match.items())


def fault_from(told: Json) -> Fault:
    """A fault from what a caller asked for.

    Raises:
        ValueError: an unknown kind or field, or a number that is none.
    """
    if told.get("kind") not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    unknown = told.keys() - Fault.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    fault = Fault(**{"method": "*", **told})
    fault.times, fault.seconds = int(fault.times), float(fault.seconds)
    return fault


class Faults:
    """The faults that still have to happen, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let this happen to the next calls that it fits."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Let nothing more happen."""
        self._faults.clear()

    def listed(self) -> list[Json]:
        """What is still to happen."""
        return [asdict(fault) for fault in self._faults if fault.times > 0]

    def due(self, method: str, args: Json) -> list[Fault]:
        """The faults of this call, each counted: any latency, and the first of another kind."""
        due: list[Fault] = []
        for fault in self._faults:
            if not fault.fits(method, args):
                continue
            if fault.kind != "latency" and any(other.kind != "latency" for other in due):
                continue
            fault.times -= 1
            due.append(fault)
        return due
