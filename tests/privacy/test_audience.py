"""Nobody learns what they should not: each cell of the README's table "Who sees what", tried.

Each row has a story, which says against which words it was written: a row that is added, taken out or worded
anew fails here until its story is looked at. In each story whoever is no audience sees exactly what they saw
before: a teammate whom Dee would ask, one whom nobody asks, who leads, who coordinates (an admin too),
somebody in no team, a deactivated account, the people of another team.
"""

import pytest

from tests.privacy import call_rows, debrief_rows, hours_rows, team_rows
from tests.privacy.audience import CASES, Case, Stage, readme_table

ROWS = (debrief_rows, call_rows, hours_rows, team_rows)
"""The rooms with the rows' stories, named so that they are there."""


def test_each_row_has_a_story_and_each_story_a_row() -> None:
    """Nobody adds a row, drops one, or says it in other words without trying it."""
    told = readme_table()
    assert all(room.__doc__ for room in ROWS)
    assert len(CASES) == len({case.what for case in CASES})
    assert {case.what for case in CASES} == set(told)
    for case in CASES:
        assert case.cells == told[case.what], case.what


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story.__name__)
async def test_who_sees(stage: Stage, case: Case) -> None:
    """Yes where the table says yes, no where it says no, and gone when it says that it goes."""
    await case.story(stage)
