"""Neighbour teams: two teams of one workspace whose people may be asked when nobody of one's own is there."""

from dataclasses import dataclass
from enum import StrEnum


class NeighbourState(StrEnum):
    """Where it stands: proposed by one team, agreed by both, or the other one said not now."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two teams. `proposed_by` is the one that began, `other` the one that was asked. Agreed, it holds both
    ways; without somebody's own yes to people outside their team it still rings nobody."""

    proposed_by: str
    other: str
    state: NeighbourState

    def beside(self, team_id: str) -> str:
        """Return the other team, as seen from one of the two."""
        return self.other if team_id == self.proposed_by else self.proposed_by
