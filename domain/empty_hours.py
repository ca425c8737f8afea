"""Hours that a team leaves empty by choice: no gap, and said first to whoever asks in them."""

from dataclasses import dataclass

from domain.schedule import Span


@dataclass(frozen=True, slots=True)
class EmptyHours:
    """One weekly stretch of a team, in the team's own zone. `weekday`: 0 is Monday, the day on which it
    begins."""

    id: str
    team_id: str
    weekday: int
    span: Span

    @property
    def key(self) -> str:
        """Return what rows of the same hours on several days share: they are shown and taken out together."""
        return f"{self.span.starts}|{self.span.ends}"
