"""Hours for tests that are about other things: somebody who can be asked at any time, by as many as like."""

from datetime import UTC, datetime

from domain.ids import new_id
from domain.kinds import EVERY_KIND
from domain.schedule import Choices, Hours, Span
from storage import UnitOfWork

ANY_TIME = Span(0, 0)
MANY = 100_000


def always_open(work: UnitOfWork, team_id: str, person_id: str) -> None:
    """Give somebody weekly hours around the clock, all tested, and no limit that a test would reach."""
    rows = [Hours(new_id(), team_id, person_id, weekday, ANY_TIME, at_work=True) for weekday in range(7)]
    work.schedules.add_hours(rows)
    work.schedules.keep(person_id, Choices(most_open=MANY, rang=EVERY_KIND), datetime.now(UTC))
