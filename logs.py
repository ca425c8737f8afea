"""What the log may say: names of events, ids, counts and durations from a list. Never what anyone said.

Nothing is filtered by looking for what is secret. What is not on the list below is not written: a key that
is not named, a value that is not a number or one plain word, the text of an exception, the text of a
library's message unless it stands as it is in that library's source.
"""

import linecache
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator, MutableMapping
from enum import Enum
from types import TracebackType
from typing import Any, TextIO

import structlog

# What a line of the log may hold beside event, level and time. A person, a team, a flow, a step, a
# text and a payload have no place here; neither has a card's or a request's id beside a person's.
# fmt: off
ALLOWED = frozenset([
    "reference", "name", "kind", "card", "priority", "attempt", "attempts", "count", "seconds",
    "duration_ms", "retry_after", "method", "status", "error", "where", "because", "logger", "said",
    "version", "revision", "port", "address", "category", "reason", "signal", "slot",
    "touch", "effect", "job", "jobs", "slices", "left", "begun", "mend", "dropped",
])
# fmt: on
_SENTENCE = "mend"  # what to do about it: a sentence that stands in the source, which tests/privacy proves
_EVENT = re.compile(r"[a-z][a-z0-9_.]*")  # `courier.posted`; tests/privacy proves that it is in the source
_WORD = re.compile(r"[A-Za-z0-9_.:/<+-]{1,300}")  # one word of plain letters: a name, an id, an address
_FRAMES = 12

_log = structlog.stdlib.get_logger()


class _Literal(str):
    """A text that stands as it is in a library's source, and so tells nothing about anyone."""

    __slots__ = ()


def set_up_logging(level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged, by us or by a library, through the list to `stream` (stderr).

    `level` is DEBUG, INFO, WARNING or ERROR. Libraries speak from WARNING up, at DEBUG always. It also
    takes over what Python itself would print: warnings, and exceptions that nobody caught, in any thread.
    """
    least = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            _keep_allowed,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True, key="time"),
            structlog.processors.LogfmtRenderer(key_order=["time", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.addHandler(_Libraries())
    root.setLevel(least if least == logging.DEBUG else max(least, logging.WARNING))
    logging.raiseExceptions = False  # logging's own complaint would print the message and its arguments
    warnings.showwarning = _warned
    sys.excepthook = _crashed
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_crashed


def _keep_allowed(_logger: object, _method: str, given: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return only what may be written, and how many things were left out."""
    raised = given.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    kept: dict[str, Any] = {"level": given.pop("level", "info")}
    event = given.pop("event", "")
    kept["event"] = event if isinstance(event, str) and _EVENT.fullmatch(event) else "log.unnamed"
    dropped = 0
    for key, value in given.items():
        plain = value if key == _SENTENCE and isinstance(value, str) else _plain(value)
        if key in ALLOWED and plain is not None:
            kept[key] = plain
        else:
            dropped += 1
    if isinstance(error, BaseException):
        kept |= _told(error)
    if dropped:
        kept["dropped"] = dropped
    return kept


def _plain(value: object) -> str | int | float | None:
    """Return `value` as it may be written; None where it may not."""
    if isinstance(value, list | tuple | set | frozenset):
        words = [_plain(one) for one in value]
        return None if None in words else ",".join(str(word) for word in words)
    if isinstance(value, BaseException):
        value = type(value).__name__
    elif isinstance(value, Enum):
        value = value.value
    if isinstance(value, str) and not isinstance(value, _Literal) and not _WORD.fullmatch(value):
        return None
    if isinstance(value, float):
        return round(value, 3)
    return value if isinstance(value, str | int) else None


def _told(error: BaseException) -> dict[str, str]:
    """Return an exception without its text: its class, where it came from, what lay behind it."""
    told = {"error": type(error).__name__}
    if frames := list(_frames(error.__traceback__)):
        told["where"] = "<".join(reversed(frames[-_FRAMES:]))
    if behind := list(_behind(error)):
        told["because"] = "<".join(behind)
    return told


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        yield f"{traceback.tb_frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}"
        traceback = traceback.tb_next


def _behind(error: BaseException) -> Iterator[str]:
    if isinstance(error, BaseExceptionGroup):
        yield from (type(one).__name__ for one in error.exceptions)
    seen = {id(error)}
    while (cause := error.__cause__ or error.__context__) is not None and id(cause) not in seen:
        yield type(cause).__name__
        seen.add(id(cause))
        error = cause


class _Libraries(logging.Handler):
    """Takes what libraries log. Their messages are never put together from template and arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write who spoke and where; from WARNING up the message too, if it stands so in the source."""
        said: dict[str, object] = {"logger": record.name, "where": f"{record.module}:{record.lineno}"}
        if record.levelno >= logging.WARNING and (literal := _literal(record)) is not None:
            said["said"] = literal
        if record.exc_info and isinstance(record.exc_info[1], BaseException):
            said["exc_info"] = record.exc_info[1]
        _log.log(max(record.levelno, logging.DEBUG), "library.spoke", **said)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say that a record was lost, and nothing of it."""
        sys.stderr.write(f"level=error event=log.lost where={record.module}:{record.lineno}\n")


def _literal(record: logging.LogRecord) -> _Literal | None:
    """Return the message's template if it stands as one plain string where it was logged.

    Many libraries put content into the template itself (`logger.error(f"... {body}")`), so that leaving out
    the arguments is not enough: only what is in the source is known to be nobody's words.
    """
    if not isinstance(record.msg, str) or not record.msg:
        return None
    lines = "".join(linecache.getlines(record.pathname)[record.lineno - 1 : record.lineno + 3])
    if re.search(rf"(?<![\w])([\"']){re.escape(record.msg)}\1", lines):
        return _Literal(record.msg)
    return None


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Tell of a warning by its class and place; its text and source line are left out."""
    module = re.split(r"[/\\]", filename)[-1].removesuffix(".py")
    _log.warning("python.warned", category=category.__name__, where=f"{module}:{lineno}")


def _crashed(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _log.critical("process.crashed", exc_info=error)


def _unraisable(args: Any) -> None:
    _log.error("process.ignored_error", exc_info=args.exc_value)


def _thread_crashed(args: threading.ExceptHookArgs) -> None:
    _log.critical("process.thread_crashed", exc_info=args.exc_value)
