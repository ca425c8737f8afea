"""What people write in the DM, and the doors it hints at."""

from pathlib import Path

import pytest
import yaml

from debrief_flows.cues import doors_for

PHRASES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("phrases.yaml").read_text(encoding="utf-8")
)
SEVERAL = [
    ("we lost someone and I need to talk to someone", ("person", "loss")),
    ("he said no last week and now he died", ("loss", "refused_help")),
    ("she died and i can't do this anymore", ("lines", "person", "loss")),
    ("lost my keys and then we lost someone", ("loss",)),
    ("dijo que no y anoche murió", ("loss", "refused_help")),
    ("my phone died, then he died", ("loss",)),
    ("one od'd and made it, but the other one died", ("loss",)),
]


@pytest.mark.parametrize("text", PHRASES["loss"])
def test_a_death_puts_the_door_of_loss_first(text: str) -> None:
    """However it is spelled, and in either language."""
    assert doors_for(text)[:1] == ("loss",)


@pytest.mark.parametrize("text", PHRASES["refused_help"])
def test_a_no_puts_its_door_first(text: str) -> None:
    """However the no came."""
    assert doors_for(text)[:1] == ("refused_help",)


@pytest.mark.parametrize("text", PHRASES["person"])
def test_asking_for_somebody_puts_a_person_first(text: str) -> None:
    """Who asks for a person is not led to a flow."""
    assert doors_for(text)[:1] == ("person",)


@pytest.mark.parametrize("text", PHRASES["lines"])
def test_words_that_may_be_about_danger_raise_the_lines_and_a_person(text: str) -> None:
    """For the one who wrote them; a person is offered right beside."""
    assert doors_for(text)[:2] == ("lines", "person")


@pytest.mark.parametrize("text", PHRASES["none"])
def test_what_says_nothing_of_it_puts_no_door_first(text: str) -> None:
    """Unsure means no door first; all doors are shown all the same."""
    assert doors_for(text) == ()


@pytest.mark.parametrize(("text", "doors"), SEVERAL)
def test_several_things_at_once_keep_their_order(text: str, doors: tuple[str, ...]) -> None:
    """Danger, then a person, then a death, then a no."""
    assert doors_for(text) == doors


@pytest.mark.parametrize(
    "text", ["he killed himself", "she OD'd", "another suicide", "se suicidó", "mataron a dos"]
)
def test_third_person_words_raise_no_lines(text: str) -> None:
    """A list of words sees the topic, not the speaker: these are about somebody else (rule 28)."""
    assert "lines" not in doors_for(text)


def test_a_hostile_text_is_looked_at_quickly_and_without_error() -> None:
    """Ten thousand signs of anything give an answer and no error."""
    for text in (
        "a" * 10_000,
        "no " * 5_000,
        "lost my " * 2_000,
        "\u202e\u0000" * 5_000,
        "😀" * 10_000,
        "(((" * 4_000,
    ):
        assert isinstance(doors_for(text), tuple)
