"""Nothing that anyone said can get into the log, whoever logs it and however clumsily."""

import asyncio
import gc
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import pytest
import structlog

import logs

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary we lost Danny tonight"
WORD = "canary"
Shown = Callable[[], str]


class Colour(Enum):
    RED = "red"


class SecretiveError(Exception):
    """One whose text is somebody's words."""


@pytest.fixture
def shown() -> Iterator[Shown]:
    """Log at DEBUG into memory, and put Python's hooks and logging back afterwards."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions, warnings.showwarning)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    logs.set_up_logging("DEBUG", stream)
    yield stream.getvalue
    root.handlers[:], level, logging.raiseExceptions, warnings.showwarning = before
    root.setLevel(level)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    structlog.reset_defaults()


def raised(error: Exception) -> Exception:
    """Return `error` as it is after it was raised two frames deep, with the canary in a local."""

    def deep(text: str) -> None:
        raise error

    try:
        deep(CANARY)
    except Exception as caught:
        return caught
    raise AssertionError


def test_a_line_says_what_is_on_the_list(shown: Shown) -> None:
    """Names of events, ids, numbers and kinds are written, one line an event."""
    structlog.get_logger().info(
        "courier.posted",
        kind=Colour.RED,
        reference="K7-Q2",
        duration_ms=1.23456,
        attempt=2,
        name="debrief.next",
    )
    line = shown()
    assert line.count("\n") == 1
    for part in ("level=info", "event=courier.posted", "kind=red", "reference=K7-Q2", "duration_ms=1.235"):
        assert part in line


@pytest.mark.parametrize(
    "key", ["body", "view", "text", "values", "person", "flow", "message", "payload", "user"]
)
def test_keys_that_are_not_on_the_list_are_left_out(shown: Shown, key: str) -> None:
    """A key that nobody put on the list is not written; only that something was left out."""
    structlog.get_logger().info("touch.came", **{key: "canary"})
    assert WORD not in shown()
    assert f"{key}=" not in shown()
    assert "dropped=1" in shown()


def test_what_to_mend_is_a_sentence(shown: Shown) -> None:
    """The one sentence that a line may hold: what to do, as it stands in our source (test_log_calls.py)."""
    structlog.get_logger().critical("slack.refuses", mend="Run `python bot.py check`.")
    assert 'mend="Run `python bot.py check`."' in shown()


@pytest.mark.parametrize(
    "value", [CANARY, [CANARY, 1], {"a": WORD}, WORD.encode(), "né" + WORD, WORD + "\nlevel=info"]
)
def test_values_are_numbers_or_one_plain_word(shown: Shown, value: object) -> None:
    """A sentence, a list or a payload under an allowed key is left out too."""
    structlog.get_logger().warning("touch.came", name=value, reason=value)
    assert WORD not in shown()


def test_an_event_is_a_name(shown: Shown) -> None:
    """Someone's words in the place of an event's name are not written."""
    structlog.get_logger().info(CANARY)
    structlog.get_logger().info("%s", CANARY)
    assert WORD not in shown()
    assert shown().count("event=log.unnamed") == 2


def test_bound_values_go_through_the_list(shown: Shown) -> None:
    """What was bound to a logger before is held to the same list."""
    structlog.get_logger().bind(text=CANARY, flow="canary").info("touch.came")
    assert WORD not in shown()


def test_an_exception_is_its_class_and_its_place(shown: Shown) -> None:
    """Of an exception its class, its causes' classes and its lines are written; no text, no locals."""
    error = raised(SecretiveError(CANARY))
    error.__cause__ = KeyError(CANARY)
    structlog.get_logger().error("touch.failed", exc_info=error)
    structlog.get_logger().error("touch.failed", error=error)
    try:
        raise error
    except SecretiveError:
        structlog.get_logger().exception("touch.failed")
        logging.getLogger("slack_bolt").exception("Failed: %s", CANARY)
    assert WORD not in shown()
    assert "Danny" not in shown()
    assert shown().count("error=SecretiveError") == 4
    assert "because=KeyError" in shown()
    assert "test_logs_unit:" in shown()


def test_a_group_of_exceptions_tells_their_classes(shown: Shown) -> None:
    """A group names the classes of what is in it."""
    structlog.get_logger().error(
        "stop.failed", exc_info=ExceptionGroup(CANARY, [KeyError(CANARY), OSError(CANARY)])
    )
    assert WORD not in shown()
    assert "because=KeyError<OSError" in shown()


@pytest.mark.parametrize(
    "name", ["slack_bolt", "slack_sdk.socket_mode", "aiohttp.access", "apscheduler", "sqlalchemy"]
)
def test_libraries_cannot_say_what_they_hold(shown: Shown, name: str) -> None:
    """A library's arguments, and content that it wove into the message itself, are not written."""
    library = logging.getLogger(name)
    library.debug("%s", CANARY)
    library.info(f"body: {CANARY}")
    library.warning("Unhandled request (%s)", CANARY)
    library.error(f"Unhandled request ({CANARY})")
    library.error("Unhandled request (" + CANARY + ")")
    library.warning(CANARY, extra={"body": CANARY})
    assert WORD not in shown()
    assert shown().count(f"logger={name}") >= 4  # a library may have set itself to warnings only


def test_a_plain_message_of_a_library_is_told(shown: Shown) -> None:
    """What stands as it is in a library's source is nobody's words, and helps whoever runs the bot."""
    logging.getLogger("slack_sdk").error("The connection was closed (%s)", CANARY)
    assert 'said="The connection was closed (%s)"' in shown()
    assert WORD not in shown()


def test_a_logger_that_fails_shows_nothing(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that cannot be handled is not printed with its arguments, as logging would by itself."""
    logging.getLogger("slack_bolt").error("%d and %d", CANARY)  # noqa: PLE1206 - the slip is the point
    handler = logging.getLogger().handlers[0]
    handler.handleError(logging.makeLogRecord({"msg": CANARY, "module": "app", "lineno": 3}))
    assert WORD not in shown() + capsys.readouterr().err


def test_warnings_are_their_class_and_place(shown: Shown) -> None:
    """A warning's text and source line are left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = logs._warned  # catch_warnings puts the original back
        warnings.warn(CANARY, ResourceWarning, stacklevel=1)
    assert WORD not in shown()
    assert "category=ResourceWarning" in shown()


async def test_a_task_that_nobody_awaited_shows_no_words(shown: Shown) -> None:
    """asyncio's own report of a lost exception tells the class and not the text."""

    async def fail(text: str) -> None:
        raise SecretiveError(text)

    loop = asyncio.get_running_loop()
    task = loop.create_task(fail(CANARY), name=CANARY)
    await asyncio.wait([task])
    del task
    gc.collect()
    loop.call_exception_handler(
        {"message": CANARY, "exception": raised(SecretiveError(CANARY)), "text": CANARY}
    )
    assert WORD not in shown()
    assert "error=SecretiveError" in shown()


def test_what_python_itself_would_print(tmp_path: Path) -> None:
    """A crash, a crash in a thread, an ignored error and a warning in a real process print no words."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, threading, warnings, logs\n"
        f"sys.argv = [{json.dumps(CANARY)}]\n"
        "logs.set_up_logging('INFO')\n"
        "class Leaving:\n    def __del__(self): raise ValueError(sys.argv[0])\n"
        "def fail(): raise ValueError(sys.argv[0])\n"
        "thread = threading.Thread(target=fail, name=sys.argv[0]); thread.start(); thread.join()\n"
        "leaving = Leaving(); del leaving\n"
        "warnings.warn(sys.argv[0])\n"
        "fail()\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", script],
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert done.returncode == 1
    assert WORD not in done.stdout + done.stderr
    for event in ("process.crashed", "process.thread_crashed", "process.ignored_error", "python.warned"):
        assert f"event={event}" in done.stderr
    assert len(done.stderr.splitlines()) == 4


def test_the_level_holds(shown: Shown) -> None:
    """At INFO, our events are written from INFO up and libraries' from WARNING up."""
    stream = io.StringIO()
    logs.set_up_logging("INFO", stream)
    structlog.get_logger().debug("touch.came")
    logging.getLogger("apscheduler").info("Running job")
    assert stream.getvalue() == ""
    structlog.get_logger().info("touch.came")
    logging.getLogger("apscheduler").warning("Late")
    assert stream.getvalue().count("\n") == 2
    assert shown() == ""
