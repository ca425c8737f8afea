"""Read in the source: whoever logs, logs an event that stands there in letters, under keys from the list."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import logs

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["handlers", "care", "delivery", "storage", "debrief_flows", "views", "words", "domain"]
VERBS = {"debug", "info", "warning", "error", "critical", "exception", "log", "msg"}


def sources() -> list[Path]:
    return [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call that looks like a log's: log.info(...), self._log.bind(...).error(...)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in VERBS:
            whose = ast.unparse(node.func.value).lower()
            if "log" in whose.split("(")[0].replace("logging", "log").split(".")[-1] or "get_logger" in whose:
                yield node


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_logged_is_named_in_the_source(path: Path) -> None:
    """Every event is a literal, every key is on the list, nothing is spread or woven in."""
    for call in calls(ast.parse(path.read_text())):
        where = f"{path.name}:{call.lineno}"
        given = (
            call.args[1:] if isinstance(call.func, ast.Attribute) and call.func.attr == "log" else call.args
        )
        assert len(given) == 1, f"{where}: an event and named values only"
        assert isinstance(given[0], ast.Constant), f"{where}: the event's name stands here in letters"
        if path.name == "logs.py":
            continue  # it spreads what it has read off a library's record itself
        for word in call.keywords:
            assert word.arg is not None, f"{where}: name what is logged"
            if word.arg == "mend":
                assert isinstance(word.value, ast.Constant), f"{where}: what to mend stands here in letters"
                continue
            assert word.arg in logs.ALLOWED | {"exc_info"}, (
                f"{where}: {word.arg} is not on the list in logs.py"
            )


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_prints_a_traceback(path: Path) -> None:
    """No module prints an exception by itself: its text may be somebody's words."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"print_exc", "format_exc", "print_exception", "print_stack"}, path.name
