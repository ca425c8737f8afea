"""The lines of help: whole, fresh, in both languages, and one at least where nobody knows the caller."""

from datetime import UTC, date, datetime

import pytest

from domain.people import Language
from views import names
from views.lines import lines, lines_message
from words import LinesError, Reach, help_lines, older_than
from words.lines import FILE, MONTHS_GOOD, read


def test_no_line_is_older_than_its_limit() -> None:
    """Numbers change: look each one up again, then write the day into help_lines.yaml."""
    stale = older_than(help_lines(), datetime.now(UTC).date())
    assert [(line.id, line.source) for line in stale] == [], f"verified more than {MONTHS_GOOD} months ago"


def test_twelve_months_are_counted_to_the_day() -> None:
    """A line verified on the first of November is good on the first of next November, and not a day after."""
    line = help_lines()[0]
    assert line.last_verified == date(2026, 11, 1)
    assert older_than((line,), date(2027, 11, 1)) == ()
    assert older_than((line,), date(2027, 11, 2)) == (line,)
    assert older_than((line,), date(2028, 2, 29)) == (line,)


def test_no_line_was_verified_in_the_future() -> None:
    """A day that has not come yet would keep a line fresh for too long."""
    today = datetime.now(UTC).date()
    assert [line.id for line in help_lines() if line.last_verified > today] == []


def test_the_lines_that_must_be_there_are_there() -> None:
    """988 and an emergency number, one line in Spanish, and two where nobody knows you (field.md 46)."""
    by_id = {line.id: line for line in help_lines()}
    assert {contact.to for contact in by_id["us_988"].contacts} >= {"988"}
    assert {"us_emergency", "us_988_spanish", "us_safespot", "us_never_use_alone"} <= set(by_id)
    far = [line for line in help_lines() if not line.reaches_someone_who_may_know_you]
    assert {"us_safespot", "us_never_use_alone"} <= {line.id for line in far}


def test_what_was_withdrawn_is_not_offered() -> None:
    """988 has no "press 3" any more, and Samaritans no text messages (field.md, section 4)."""
    for line in help_lines():
        assert all(contact.first != "3" for contact in line.contacts)
        assert line.id != "uk_samaritans" or all(c.reach is not Reach.TEXT for c in line.contacts)


def test_no_line_is_promised_to_be_confidential() -> None:
    """Every line has exceptions (field.md, section 4)."""
    text = FILE.read_text(encoding="utf-8").casefold()
    assert "confiden" not in text
    assert "anonym" not in text


def test_every_line_is_shown_in_both_languages() -> None:
    """The window and the message hold each line's name, use and number, in English and in Spanish."""
    for blocks in (lines()["blocks"], lines_message().blocks):
        shown = "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")
        for line in help_lines():
            assert all(line.name[language].replace("&", "&amp;") in shown for language in Language)
            assert all(line.what_for[language] in shown for language in Language)
            assert all(contact.to.removeprefix("https://www.") in shown for contact in line.contacts)


def test_the_window_needs_nobody() -> None:
    """No reader, no metadata, nothing to send: it stands with the database down."""
    view = lines()
    assert "submit" not in view
    assert "private_metadata" not in view
    assert view["blocks"][-1]["elements"][1]["action_id"] == names.HELP_LINES


WHOLE = """
- id: a
  country: US
  name: {en: A, es: B}
  what_for: {en: For, es: Para}
  contacts: [{reach: call, to: "1"}]
  reaches_someone_who_may_know_you: false
  source: https://example.org
  last_verified: 2026-11-01
"""


@pytest.mark.parametrize(
    ("changed", "to"),
    [
        ("es: B", "en: A"),
        ("reach: call", "reach: pigeon"),
        ('[{reach: call, to: "1"}]', "[]"),
        ("reach: call, to", "reach: chat, first: x, to"),
        ("https://", "http://"),
        ("2026-11-01", "soon"),
        ("you: false", "you: maybe"),
        ("you: false", "you: true"),
        ("  country: US\n", ""),
    ],
)
def test_a_line_that_is_not_whole_is_refused(changed: str, to: str) -> None:
    """Half a line is worse than none: the start stops and names it."""
    assert len(read(WHOLE)) == 1
    with pytest.raises(LinesError):
        read(WHOLE.replace(changed, to))


def test_two_lines_of_one_id_are_refused() -> None:
    """Ids name a line in the tests and in a team's own file."""
    with pytest.raises(LinesError, match="same id"):
        read(WHOLE + WHOLE)
