"""What holds on every screen, in both languages, whatever people have typed."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from domain.people import Language
from sandbox.validation import problems_in
from tests.views.screens import HOSTILE, SHORT, Screen, every_screen
from views import metadata, names, safe
from views.parts import BOTH, FOOTER, footer

Screens = tuple[Screen, ...]
GIVEN = [(language, text) for language in Language for text in (SHORT, *HOSTILE)]
NAMES = [f"{language}-{place}" for language in Language for place in range(len(HOSTILE) + 1)]


@pytest.fixture(scope="module", params=GIVEN, ids=NAMES)
def screens(request: pytest.FixtureRequest) -> Screens:
    """Every screen, drawn once in one language with one text wherever somebody may have typed."""
    return every_screen(*request.param)


@pytest.fixture(scope="module", params=Language)
def plain_screens(request: pytest.FixtureRequest) -> Screens:
    """Every screen in one language with a short, plain text."""
    return every_screen(request.param, SHORT)


KNOWN_ANGLES = re.compile(
    r"<@[UW][A-Z0-9]+>|<tel:\+?\d+\|[^<>|]*>|<https://[a-z0-9./]+\|[^<>|]*>|<mailto:[^<>|]*>|<mailto:[a-z@.]+\|[^<>|]*>"
    r"|<slack://user\?team=[TE][A-Z0-9]+&amp;id=[UW][A-Z0-9]+\|[^<>|]*>"
)


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a view, at any depth."""
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from objects(value)


def texts(view: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every text object."""
    return (part for part in objects(view) if part.get("type") in ("mrkdwn", "plain_text"))


def test_slack_would_take_every_screen(screens: Screens) -> None:
    """blockkit, slack_sdk's models and the rules that no library knows find nothing to refuse."""
    for name, view in screens:
        assert problems_in(view) == [], name


def test_the_way_to_a_person_is_last_on_every_screen(screens: Screens) -> None:
    """The same two buttons close every card, modal and Home, once, in the reader's language or in both."""
    footers = [footer(spoken) for spoken in (*Language, BOTH, tuple(reversed(BOTH)))]
    for name, view in screens:
        assert view["blocks"][-1] in footers, name
        assert sum(block.get("block_id") == FOOTER for block in view["blocks"]) == 1, name
        touched = [names.name_of(element["action_id"]) for element in view["blocks"][-1]["elements"]]
        assert touched == [names.SUPPORT_OPEN, names.HELP_LINES]


def test_every_touch_has_a_known_name(screens: Screens) -> None:
    """No action_id or callback_id that the router could not find."""
    for name, view in screens:
        for part in objects(view):
            for key in ("action_id", "callback_id"):
                if key in part:
                    assert names.name_of(part[key]) in names.ALL, (name, part[key])


def test_metadata_fits(screens: Screens) -> None:
    """What a view carries is within Slack's limit, counted in UTF-16 units."""
    for name, view in screens:
        assert safe.units(view.get("private_metadata", "")) <= metadata.LIMIT, name


def test_no_text_is_longer_than_slack_takes(screens: Screens) -> None:
    """Counted in UTF-16 units, which is never fewer than characters; none is empty."""
    for name, view in screens:
        for part in texts(view):
            assert 1 <= safe.units(part["text"]) <= 3000, name
            assert part["text"].strip(), name
        for part in objects(view):
            if part.get("type") == "button":
                assert safe.units(part["text"]["text"]) <= 75, name
            if "options" in part:
                assert all(safe.units(option["text"]["text"]) <= 75 for option in part["options"]), name
        for key in ("title", "submit", "close"):
            if key in view:
                assert safe.units(view[key]["text"]) <= 24, name


def test_nothing_typed_marks_up_or_calls_anyone(screens: Screens) -> None:
    """In marked-up text, angle brackets are only ours: mentions of real ids, numbers, the lines' pages."""
    for name, view in screens:
        for part in texts(view):
            if part["type"] == "mrkdwn":
                assert part["verbatim"] is True
                assert not re.search("[<>]", KNOWN_ANGLES.sub("", part["text"])), (name, part["text"][:200])
                assert not re.search("&(?!(amp|lt|gt);)", part["text"]), (name, part["text"][:200])
                assert "```" not in part["text"], name
            else:
                assert part.get("emoji") is not True


def test_nothing_invisible_is_shown(screens: Screens) -> None:
    """No control, zero-width, direction or half character reaches a text; joined emoji stay joined."""
    for name, view in screens:
        for part in texts(view):
            for sign in part["text"]:
                allowed = sign in "\n\u200d" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}
                assert allowed, (name, hex(ord(sign)))


def test_our_own_words_never_raise_their_voice(plain_screens: Screens) -> None:
    """No exclamation mark, and no emoji that stands for a meaning."""
    for name, view in plain_screens:
        for part in texts(view):
            assert not re.search("[!¡]", part["text"]), (name, part["text"])
            assert not re.search("[\U0001f000-\U0001faff]", part["text"]), name


def test_a_locked_phone_shows_nothing(plain_screens: Screens) -> None:
    """A push is one of four sentences that hold no name, no reason and no word of what it is about."""
    neutral = {
        "Someone has asked for company.",
        "Someone has asked for cover.",
        "There is a message here for you.",
        "This is a test message.",
        "Alguien pide compañía.",
        "Alguien pide que le cubran.",
        "Aquí hay un mensaje para ti.",
        "Este es un mensaje de prueba.",
    }
    for name, view in plain_screens:
        if "text" in view:
            assert set(re.split(r" / | · ", view["text"])) <= neutral, name


def test_a_touch_is_told_by_its_block_and_name(screens: Screens) -> None:
    """No two elements of one view share block_id and action_id, so that what comes back is never mixed up."""
    for name, view in screens:
        for block in view["blocks"]:
            inside = [part["action_id"] for part in objects(block) if "action_id" in part]
            assert len(inside) == len(set(inside)), (name, inside)
