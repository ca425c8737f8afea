"""What the modules beside the rooms may know, and who may know them (import-linter holds the rooms)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"handlers", "views", "debrief_flows", "care", "domain", "storage", "delivery", "words"}
BESIDE = {"settings", "logs", "alive"}
DOOR = {path.stem for path in ROOT.glob("*.py")} - BESIDE
OURS = ROOMS | BESIDE | DOOR | {"sandbox"}


def imports(path: Path) -> set[str]:
    """Return the top-level names of ours that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found & OURS


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_what_stands_beside_the_rooms_knows_nothing_of_ours(name: str) -> None:
    """Settings, log and sign of life know no room and not each other."""
    assert imports(ROOT / f"{name}.py") == set()


def test_the_door_starts_the_sandbox_and_shares_nothing_with_it() -> None:
    """The door may know every room, and not the sandbox: they meet as with Slack."""
    for name in DOOR:
        assert "sandbox" not in imports(ROOT / f"{name}.py")


@pytest.mark.parametrize("room", sorted(ROOMS | {"sandbox"}))
def test_no_room_knows_the_door_or_the_settings(room: str) -> None:
    """What a room needs is handed to it by bot.py; no room reads the settings or sets up the log."""
    for path in (ROOT / room).rglob("*.py"):
        assert not imports(path) & (BESIDE | DOOR), path
