"""The look for what might name somebody. It asks; it is never sure."""

import pytest

from debrief_flows.identifiers import Identifier, looks_like_identifier

FOUND = [
    ("call 410-555-0142", Identifier.PHONE),
    ("(410) 555 0142", Identifier.PHONE),
    ("4105550142", Identifier.PHONE),
    ("+52 55 1234 5678", Identifier.PHONE),
    ("555-0142", Identifier.PHONE),
    ("４１０-５５５-０１４２", Identifier.PHONE),
    ("write to j.doe@example.org", Identifier.EMAIL),
    ("123-45-6789", Identifier.SSN),
    ("on 3/14/2026", Identifier.DATE),
    ("14.3.26", Identifier.DATE),
    ("2026-03-14", Identifier.DATE),
    ("March 14th", Identifier.DATE),
    ("14 de marzo", Identifier.DATE),
    ("el 1ro de mayo", Identifier.DATE),
    ("at 1200 North Howard Street", Identifier.ADDRESS),
    ("214 e. Fayette st", Identifier.ADDRESS),
    ("calle Cinco 214", Identifier.ADDRESS),
    ("Av. Juárez #12", Identifier.ADDRESS),
    ("MRN 12345", Identifier.RECORD_NUMBER),
    ("chart #8841", Identifier.RECORD_NUMBER),
    ("expediente 99213", Identifier.RECORD_NUMBER),
    ("A1234567", Identifier.RECORD_NUMBER),
    ("we lost Marcus Green", Identifier.NAME),
    ("perdimos a José Luis", Identifier.NAME),
    ("se fue María de la Cruz", Identifier.NAME),
    ("Mar\u200bcus Gre\u200ben", Identifier.NAME),
    ("ask @marcus", Identifier.MENTION),
    ("<@U123ABC> knows", Identifier.MENTION),
]
NOTHING_SEEN = [
    "",
    "rough one, we lost someone tonight",
    "I sat with them for an hour",
    "The window was open",
    "24/7",
    "call 988 or 911",
    "text 741741",
    "988 then 1",
    "2 or 3 days, 30 minutes",
    "WE LOST SOMEONE",
    "Today We Rest",
    "Peer Recovery",
    "hoy estuve ahí",
    "me quedé con 3 personas",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_what_may_name_somebody_is_seen(text: str, kind: Identifier) -> None:
    """In either language, and with hidden or wide characters."""
    assert kind in looks_like_identifier(text)


@pytest.mark.parametrize("text", NOTHING_SEEN)
def test_plain_words_and_help_numbers_are_left_alone(text: str) -> None:
    """Else people learn to tap the question away."""
    assert looks_like_identifier(text) == ()


def test_it_says_nothing_is_sure() -> None:
    """These name somebody and are missed: the screen that asks says that it misses things."""
    for text in ("marcus died", "the guy from the eastside shelter who died tuesday", "Big Mike's gone"):
        assert Identifier.MENTION not in looks_like_identifier(text)
    assert looks_like_identifier("marcus died") == ()


def test_a_hostile_text_is_looked_at_quickly_and_without_error() -> None:
    """Ten thousand signs of anything give an answer and no error."""
    for text in (
        "1" * 10_000,
        "a@" * 5_000,
        "Aa " * 4_000,
        "1 a a a " * 2_000,
        "<@" * 5_000,
        "\u202e" * 10_000,
    ):
        assert isinstance(looks_like_identifier(text), tuple)
