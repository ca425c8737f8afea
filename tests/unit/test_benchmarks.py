"""The benchmark runs and draws its table. No figure is looked at here: this machine may be busy."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks.__main__ import Size, measure
from benchmarks.data import make_data
from benchmarks.flood import Flooding
from benchmarks.processes import team_environment
from benchmarks.steps import Rounds
from benchmarks.table import Figure, drawn, p99, placed, ratio
from storage import Storage

TINY = Size(
    Rounds(walks=1, crowds=1, crowd=16, crowd_steps=2), past=(1, 2), calls=1, starts=1, rests=1, settle=0,
    flooding=Flooding(calls=2, apart=0.1),
)  # fmt: skip

GOALS = [1.5, 1.5, 5.0, 1.1, 1.5, 3.0, 0.0, 1.1]
PARTS = ["start-up", "memory", "a step", "thousand times", "at once", "share", "arrival", "Slack's"]
PARTS += ["in a flood, median", "429", "rate allows", "no rates"]


@pytest.mark.timeout(300)
async def test_every_figure_is_measured(tmp_path: Path) -> None:
    """Real processes and sockets, tiny rounds: each figure of the issues is there, with a value."""
    figures = await measure(TINY, tmp_path)
    assert [figure.most for figure in figures if figure.most is not None] == GOALS
    empty = [figure.name for figure in figures if figure.value <= 0 and figure.most != 0]
    assert set(empty) <= {name for name in empty if "rate allows" in name}, (
        "so few minutes may hold no check-in"
    )
    names = [figure.name for figure in figures]
    for part in PARTS:
        assert any(part in name for name in names), part


def test_the_table_ends_with_how_many_goals_are_met() -> None:
    """A figure without a goal is told and counts for nothing."""
    figures = [
        Figure("quick", 1.234, "x", 1.5, "9 rounds"),
        Figure("slow", 7.0, "x", 5.0),
        Figure("told", 120.4, "/s"),
    ]
    lines = drawn(figures).splitlines()
    assert lines[0].split() == ["figure", "value", "goal", "met"]
    assert lines[1].split() == ["quick", "1.23", "x", "<=", "1.50", "x", "yes", "9", "rounds"]
    assert lines[2].split() == ["slow", "7.00", "x", "<=", "5.00", "x", "NO"]
    assert lines[3].split() == ["told", "120", "/s"]
    assert lines[-1] == "bench: 1 of 2 within goal"


def test_the_table_takes_the_place_of_the_one_before() -> None:
    """It stands between its marks, and everything around stays; a document without them is not touched."""
    document = "# Figures\n<!-- the table -->\nold\n<!-- the end of the table -->\nMore.\n"
    once = placed(document, "new")
    assert once.startswith("# Figures\n<!-- the table -->\n")
    assert once.endswith("\nMore.\n")
    assert "```\nnew\n```" in once
    assert "old" not in once
    assert placed(once, "new") == once
    with pytest.raises(ValueError, match="no place"):
        placed("# Figures\n", "new")


def test_figures_are_medians_and_hundredths() -> None:
    """One slow round does not make a median; it does make a 99th of 100."""
    assert ratio([4.0, 4.0, 900.0], [2.0, 2.0, 1.0]) == 2.0
    assert p99([1.0] * 99 + [50.0]) > 1.0
    assert p99([3.0]) == 3.0


def test_a_past_is_as_many_times_as_long_and_nobodys_twice(tmp_path: Path) -> None:
    """Each copy has people, ids and keys of its own, and the names of everybody can be opened."""
    counts = []
    for copies in (1, 3):
        data = make_data(tmp_path / str(copies), 16, copies)
        places = [f"sqlite:///{data.folder / name}" for name in ("hearth.db", "keys.db")]
        storage = Storage.open(places[0], places[1], data.hearth_key)
        with storage.work() as work:
            assert len(work.people.active()) == 8 * copies + 16
        storage.close()
        counts.append(_rows(places[0]))
    before, after = counts
    for table in ("notes", "follow_ups", "requests", "turns", "cards", "touches"):
        assert after[table] == 3 * before[table] > 0, table


def test_a_team_environment_holds_what_a_team_installs(tmp_path: Path) -> None:
    """The libraries of requirements/run.txt, and none that only development needs."""
    python = team_environment(tmp_path / "environment")
    packages = {path.name for path in next(python.parents[1].glob("lib/python*/site-packages")).iterdir()}
    assert {"slack_bolt", "sqlalchemy", "structlog", "cryptography"} <= packages
    assert not packages & {"pytest", "rich", "blockkit", "mypy", "hypothesis"}


def _rows(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
        found = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables
        }
    engine.dispose()
    return found
