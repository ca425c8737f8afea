"""Towns to torture, and a line at the end that says what was counted."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.torture.town import Nursery

Tells = Callable[[str, Mapping[str, object]], None]


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Where bots are forked from."""
    made = Nursery(tmp_path_factory.mktemp("nursery"))
    yield made
    made.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for one town's databases."""
    return tmp_path


@pytest.fixture
def tells(record_property: Callable[[str, object], None]) -> Tells:
    """Say what was counted: one line at the end of the run."""

    def tell(what: str, counts: Mapping[str, object]) -> None:
        record_property("counted", f"{what}: " + ", ".join(f"{n} {name}" for name, n in counts.items()))

    return tell
