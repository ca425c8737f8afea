"""The proof that every flow has to pass before anybody is shown it (design.md, Flows)."""

from dataclasses import dataclass

from debrief_flows.model import Flow


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend in a flow. `step` is None where it is the flow as a whole."""

    flow: str
    step: str | None
    what: str

    def __str__(self) -> str:
        where = f"step '{self.step}'" if self.step else f"flow '{self.flow}'"
        return f"{where}: {self.what}"


def prove(flow: Flow) -> list[Problem]:
    """Return everything to mend in a flow; an empty list means that it may be used."""
    return []
