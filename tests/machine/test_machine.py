"""Calls for a person, under everything that can happen to them in any order (machine.py)."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.keys import new_hearth_key
from tests.databases import PostgresServer, SqliteFiles, Urls
from tests.machine.house import House, SetClock
from tests.machine.machine import STARTS, Calls


def runs(open_house: Callable[[int], House], examples: int, steps: int, *, by_chance: bool) -> None:
    """Let the machine run; `by_chance`: another way each time, else always the same."""
    numbers = itertools.count()

    class Here(Calls):
        open_house = staticmethod(lambda: open_house(next(numbers)))

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not by_chance,
            database=None,
            print_blob=by_chance,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        ),
    )


@pytest.fixture
def on_sqlite(sqlite_files: SqliteFiles, tmp_path: Path) -> Callable[[int], House]:
    """A fresh house on SQLite, its clock at one of some moments."""

    def opened(number: int) -> House:
        folder = tmp_path / str(number)
        folder.mkdir()
        return House(Urls(*sqlite_files.migrated(folder), new_hearth_key()), folder, SetClock(STARTS[0]))

    return opened


@pytest.fixture
def on_postgresql(pg_server: PostgresServer, tmp_path: Path) -> Callable[[int], House]:
    """A fresh house on PostgreSQL."""

    def opened(number: int) -> House:
        folder = tmp_path / str(number)
        folder.mkdir()
        return House(Urls(*pg_server.migrated(), new_hearth_key()), folder, SetClock(STARTS[0]))

    return opened


def test_calls_on_sqlite(on_sqlite: Callable[[int], House]) -> None:
    """Some ways, always the same."""
    runs(on_sqlite, 6, 20, by_chance=False)


def test_calls_on_postgresql(on_postgresql: Callable[[int], House]) -> None:
    """A few ways on PostgreSQL."""
    runs(on_postgresql, 2, 10, by_chance=False)


@pytest.mark.torture
def test_calls_on_sqlite_at_length(on_sqlite: Callable[[int], House]) -> None:
    """Two hundred ways, other ones each time."""
    runs(on_sqlite, 200, 40, by_chance=True)


@pytest.mark.torture
def test_calls_on_postgresql_at_length(on_postgresql: Callable[[int], House]) -> None:
    """Forty ways on PostgreSQL."""
    runs(on_postgresql, 40, 30, by_chance=True)
