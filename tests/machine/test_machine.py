"""Calls for a person, under everything that can happen to them in any order (machine.py)."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.house import House
from tests.machine.machine import Calls


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


def test_calls_on_sqlite(on_sqlite: Callable[[int], House]) -> None:
    """Some ways, always the same."""
    runs(on_sqlite, 6, 20, by_chance=False)


def test_calls_on_postgresql(on_postgresql: Callable[[int], House]) -> None:
    """A few ways on PostgreSQL."""
    runs(on_postgresql, 2, 10, by_chance=False)


@pytest.mark.torture
def test_calls_on_sqlite_at_length(on_sqlite: Callable[[int], House]) -> None:
    """A hundred ways, other ones each time."""
    runs(on_sqlite, 100, 40, by_chance=True)


@pytest.mark.torture
def test_calls_on_postgresql_at_length(on_postgresql: Callable[[int], House]) -> None:
    """Twenty ways on PostgreSQL."""
    runs(on_postgresql, 20, 30, by_chance=True)
