"""What people typed, made safe: by example, and by many random texts."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views import safe

ANY_TEXT = st.text(st.characters(), max_size=300) | st.text("&<>;amplgt \u0301\u200d👩é*_", max_size=300)


@given(ANY_TEXT, st.integers(1, 60))
def test_shortened_texts_keep_to_their_limit(text: str, limit: int) -> None:
    """At most the limit in UTF-16 units; what fits is left as it is; what was cut ends in an ellipsis."""
    short = safe.shorten(text, limit)
    assert safe.units(short) <= limit
    if safe.units(text) <= limit:
        assert short == text
    else:
        assert short.endswith(safe.ELLIPSIS)


@given(ANY_TEXT, st.integers(1, 60))
def test_a_cut_never_goes_through_an_entity(text: str, limit: int) -> None:
    """Each `&` in an escaped and shortened text still begins one of the three entities."""
    short = safe.shorten(safe.escape(safe.one_line(text)), limit)
    assert not re.search(r"&(?!(amp|lt|gt);)", short)
    assert "<" not in short
    assert ">" not in short


def test_a_cut_never_goes_through_a_mention_or_a_link() -> None:
    """A mention that does not fit is left out whole."""
    told = "Who: <@U0AAAAAAAA>, <@U0BBBBBBBB>"
    for limit in range(1, len(told)):
        assert safe.shorten(told, limit).count("<") == safe.shorten(told, limit).count(">")


@given(ANY_TEXT)
def test_cleaning_leaves_nothing_invisible_and_is_done_once(text: str) -> None:
    """No control, direction, private or half character stays; cleaning again changes nothing."""
    clean = safe.clean(text)
    for sign in clean:
        assert sign in "\n\u200d" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert safe.one_line(safe.one_line(text)) == safe.one_line(text)


@given(ANY_TEXT)
def test_escaped_text_has_no_markup_left(text: str) -> None:
    """None of Slack's marks survives in what was typed."""
    assert not re.search(r"[<>*_~`]", safe.typed_mrkdwn(text, 200))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ben\u202e\u2066 Ray", "Ben Ray"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("tab\there\nand\r\nlines", "tab here and lines"),
        ("\u3164\u2800", ""),
        ("e\u0301", "é"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("a\u200db", "ab"),
        ("half \ud800", "half"),
        ("<@U0AAAA> & <!here>", "&lt;@U0AAAA&gt; &amp; &lt;!here&gt;"),
    ],
)
def test_typed_text_is_shown_as_it_was_meant(typed: str, shown: str) -> None:
    """Names in any script and joined emoji stay; tricks do not."""
    assert safe.typed_mrkdwn(typed, 100) == shown


def test_a_pile_of_accents_is_cut() -> None:
    """Marks that climb over the lines above are cut to three."""
    assert len(safe.clean("a" + "\u0316" * 300)) == 4


def test_very_long_text_is_not_looked_at_to_its_end() -> None:
    """Ten thousand characters cost no more than four thousand."""
    assert len(safe.clean("é" * 10_000)) == safe.MOST


@pytest.mark.parametrize("slack", ["U0ABC123", "W012"])
def test_a_mention_is_made_from_a_slack_id(slack: str) -> None:
    """A user of the workspace, or of an Enterprise one."""
    assert safe.mention(slack, "Ann") == f"<@{slack}>"


@pytest.mark.parametrize(
    "slack", ["", "!channel", "C012", "u0abc", "U0|x", "U0>", "S0ABC", "U" + "0" * 50, "U1\n"]
)
def test_nothing_else_becomes_a_mention(slack: str) -> None:
    """A channel, a user group or anything typed shows the name, escaped."""
    assert safe.mention(slack, "A<b>") == "A&lt;b&gt;"
    assert safe.mention(slack) == "?"


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("410-555-0100", "<tel:4105550100|410-555-0100>"),
        ("+1 (410) 555-0100", "<tel:+14105550100|+1 (410) 555-0100>"),
        ("988", "<tel:988|988>"),
        ("ask for Ann", "ask for Ann"),
        ("1|2>x", "1|2&gt;x"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_a_number_can_be_tapped_where_it_can_be_dialled(number: str, link: str) -> None:
    """What is no number is shown as it was typed."""
    assert safe.tel(number) == link
