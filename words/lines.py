"""The lines of help: one data file, read once, shown without a database and without a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from domain.people import Language

FILE = Path(__file__).parent / "help_lines.yaml"

MONTHS_GOOD = 12
"""After this many months a line must be looked at again; numbers change (field.md, section 4)."""


class LinesError(ValueError):
    """The data file of the help lines does not hold what it must. Said at start, with the line's id."""


class Reach(StrEnum):
    """How a line is reached."""

    CALL = "call"
    TEXT = "text"
    CHAT = "chat"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a line. `to` is a number, a short code, an address or a page; `first` is what to
    press or to write ("" for nothing)."""

    reach: Reach
    to: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of help.

    `reaches_someone_who_may_know_you` is true where a neighbour or colleague might answer, as with a
    line that is routed to a centre nearby; field.md (46) asks for at least one where it is false.
    """

    id: str
    country: str
    name: Mapping[Language, str]
    what_for: Mapping[Language, str]
    contacts: tuple[Contact, ...]
    reaches_someone_who_may_know_you: bool
    source: str
    last_verified: date


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """Return all lines of help, in the order in which they are shown. Raises `LinesError`."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[HelpLine, ...]:
    """Read the data file's text. Raises `LinesError` where a line is not whole."""
    import yaml  # noqa: PLC0415 - read once, right after the start, which need not wait for it

    lines = tuple(_line(entry) for entry in yaml.safe_load(text))
    if not any(not line.reaches_someone_who_may_know_you for line in lines):
        raise LinesError("At least one line must be answered where nobody knows the caller.")
    if len({line.id for line in lines}) != len(lines):
        raise LinesError("Two lines have the same id.")
    return lines


def older_than(lines: tuple[HelpLine, ...], today: date, months: int = MONTHS_GOOD) -> tuple[HelpLine, ...]:
    """Return the lines last verified more than `months` months before `today`."""
    whole = today.year * 12 + today.month - 1 - months
    limit = (whole // 12, whole % 12 + 1, today.day)
    return tuple(
        line
        for line in lines
        if (line.last_verified.year, line.last_verified.month, line.last_verified.day) < limit
    )


def _line(entry: Any) -> HelpLine:
    try:
        line = HelpLine(
            id=str(entry["id"]),
            country=str(entry["country"]),
            name=_both(entry["name"]),
            what_for=_both(entry["what_for"]),
            contacts=tuple(
                Contact(Reach(contact["reach"]), str(contact["to"]), str(contact.get("first", "")))
                for contact in entry["contacts"]
            ),
            reaches_someone_who_may_know_you=entry["reaches_someone_who_may_know_you"],
            source=str(entry["source"]),
            last_verified=entry["last_verified"],
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        name = entry.get("id", "?") if isinstance(entry, dict) else "?"
        raise LinesError(f"The help line '{name}' is not whole: {error}") from error
    whole = line.contacts and line.source.startswith("https://") and isinstance(line.last_verified, date)
    keyed = [contact for contact in line.contacts if contact.first]
    if any(contact.reach not in (Reach.CALL, Reach.TEXT) for contact in keyed):
        raise LinesError(f"The help line '{line.id}': only a call or a text has something to press or write.")
    if not whole or not isinstance(line.reaches_someone_who_may_know_you, bool):
        raise LinesError(
            f"The help line '{line.id}' needs a contact, an https source, a date and a yes or no."
        )
    return line


def _both(texts: Mapping[str, str]) -> Mapping[Language, str]:
    return {language: str(texts[language.value]) for language in Language}
