"""The table: name, value, goal, met or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

BEGIN, END = "<!-- the table -->", "<!-- the end of the table -->"
"""Marks in a document between which the table stands."""


@dataclass(frozen=True)
class Figure:
    """One line. `most` is the goal: at most so much; None where a figure is told and has no goal."""

    name: str
    value: float
    unit: str
    most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the value is within its goal; a figure without one is never in the way."""
        return self.most is None or self.value <= self.most


def p99(values: Sequence[float]) -> float:
    """Return the value that one in a hundred is above."""
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]


def ratio(ours: Sequence[float], bare: Sequence[float]) -> float:
    """Return how many times the bare median ours is."""
    return median(ours) / median(bare)


def drawn(figures: Sequence[Figure]) -> str:
    """Return the table, its last line `bench: N of N within goal`."""
    rows = [("figure", "value", "goal", "met", "")]
    for figure in figures:
        goal = "" if figure.most is None else f"<= {_number(figure.most)} {figure.unit}"
        met = "" if figure.most is None else "yes" if figure.met else "NO"
        rows.append((figure.name, f"{_number(figure.value)} {figure.unit}", goal, met, figure.note))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = []
    for name, value, goal, met, note in rows:
        cells = (
            name.ljust(widths[0]),
            value.rjust(widths[1]),
            goal.ljust(widths[2]),
            met.ljust(widths[3]),
            note,
        )
        lines.append("  ".join(cells).rstrip())
    goals = [figure for figure in figures if figure.most is not None]
    within = sum(figure.met for figure in goals)
    return "\n".join([*lines, f"bench: {within} of {len(goals)} within goal"])


def placed(document: str, table: str) -> str:
    """Return a document with the table between its two marks, in place of what was there.

    Raises ValueError where the marks are not in it.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no place for the table: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n```\n{table}\n```\n\n{END}{after}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"
