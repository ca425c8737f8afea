"""What is counted over all deaths of a session, for the one line at the end of `make torture`.

lost: a call or an answer that was acknowledged and is not there, an alert that never came, an open call with
nothing due, an asker who was not told. doubled: a card posted twice by us, or two calls from one Send. A
card that stands twice because Slack posted it after the courier had looked for it is what design.md allows,
and is counted apart. strayed: somebody outside the audience who received, or still sees, a name or a button.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Self

PROPERTY = "killed"


@dataclass
class Tally:
    """The counts of some deaths, and in words what was counted as wrong."""

    killed: int = 0
    lost: int = 0
    doubled: int = 0
    strayed: int = 0
    late: int = 0
    runs: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, what: str) -> None:
        """Count one thing as `kind`: lost, doubled or strayed."""
        setattr(self, kind, getattr(self, kind) + 1)
        self.wrong.append(f"{kind}: {what}")

    def plus(self, other: Self) -> None:
        """Add another's counts to these."""
        for name in ("killed", "lost", "doubled", "strayed", "late", "runs"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong

    def written(self) -> str:
        """Return it as a line that another process can read."""
        return json.dumps(asdict(self))

    @property
    def above(self) -> str:
        """Return what is said before the line: how many runs, and the doubles that are allowed."""
        return f"{self.runs} kill runs; posted by Slack later than looked for, and so twice: {self.late}"

    @property
    def line(self) -> str:
        """Return the line."""
        return f"killed {self.killed}: lost {self.lost}, doubled {self.doubled}, strayed {self.strayed}"


def of_all(written: list[str]) -> Tally:
    """Return the sum of some tallies as `written` tells them."""
    whole = Tally()
    for one in written:
        whole.plus(Tally(**json.loads(one)))
    return whole
