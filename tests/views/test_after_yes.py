"""After a yes: what each of the two reads, for every way that can be chosen."""

from itertools import product

import pytest

from domain.people import Language
from domain.scenes import AlertScene, AlertState, AskerScene, MeetingScene, MeetingState, Reader
from domain.support import Ask, Kind, RequestState, Urgency, Way
from tests.views.screens import FLOWS, LONG_ID, NOW, REQUEST
from views import safe
from views.cards import draw

WORKSPACE = "T0TEAM"
NUMBER = "410-555-0100"
LINK = f"<slack://user?team={WORKSPACE}&amp;id={LONG_ID}|"


def listener(ask: Ask, language: Language = Language.EN, workspace: str = WORKSPACE, **more: object) -> str:
    """What the one who said yes reads, the footer left out."""
    reader = Reader(language, "America/New_York", number=str(more.pop("number", "")))
    scene = AlertScene(
        reader, REQUEST, 3, AlertState.YOURS, LONG_ID, ask, workspace=workspace, leads=bool(more.get("leads"))
    )
    return str(draw(scene, FLOWS).blocks[:-1])


def asker(ask: Ask, language: Language = Language.EN, workspace: str = WORKSPACE) -> str:
    """What the asker reads then."""
    reader = Reader(language, "America/New_York")
    scene = AskerScene(
        reader, REQUEST, 3, RequestState.ACCEPTED, False, (), LONG_ID, ask, NOW, workspace=workspace
    )
    return str(draw(scene, FLOWS).blocks[:-1])


@pytest.mark.parametrize("language", Language)
def test_both_read_who_is_first_and_the_way_to_their_chat(language: Language) -> None:
    """Every kind, way and time, with a number and without: a first step on each side, different from those
    of the other ways; and the link."""
    for kind, number in product(Kind, ("", NUMBER)):
        for side in (listener, asker):
            told = {way: side(Ask(kind, Urgency.NOW, way, number=number), language) for way in Way}
            assert all(LINK in text for text in told.values())
            assert len(set(told.values())) == (5 if kind is Kind.COMPANY or side is listener else 1)


def test_a_call_goes_to_the_number_or_to_the_chat() -> None:
    """With a number to call it is said on both sides; without, it is a huddle; in writing none counts."""
    with_number = Ask(Kind.COMPANY, Urgency.NOW, Way.CALL, number=NUMBER)
    assert "Call them at the number below" in listener(with_number)
    assert "tel:4105550100" in listener(with_number)
    assert "call you at the number you gave" in asker(with_number)
    without = Ask(Kind.COMPANY, Urgency.NOW, Way.CALL)
    assert "huddle" in listener(without)
    assert "huddle" in asker(without)
    assert "do not call" in listener(Ask(Kind.COMPANY, Urgency.NOW, Way.CANNOT_SPEAK, number=NUMBER))


def test_later_a_time_is_agreed_on() -> None:
    """For now there is nothing to agree on; for today and this week there is."""
    assert "Agree on a time" not in listener(Ask(Kind.COMPANY, Urgency.NOW, Way.MESSAGE))
    for urgency in (Urgency.TODAY, Urgency.THIS_WEEK):
        assert "Agree on a time" in listener(Ask(Kind.COMPANY, urgency, Way.MESSAGE))
        assert "agree on a time" in asker(Ask(Kind.COMPANY, urgency, Way.MESSAGE))


def test_without_a_workspace_the_way_by_hand_is_said() -> None:
    """Before Slack told which workspace it is, or with an id that is none: words in place of a dead link."""
    ask = Ask(Kind.COMPANY, Urgency.NOW, Way.MESSAGE)
    for workspace in ("", "no team", "T0|evil>"):
        for told in (listener(ask, workspace=workspace), asker(ask, workspace=workspace)):
            assert "slack://" not in told
            assert "tap the name" in told
    assert safe.chat(WORKSPACE, "not a person", "x") == ""


def test_the_listeners_card_says_to_whom_to_hand_on() -> None:
    """The team's number, where there is one, ahead of the lines; a lead reads that there is more."""
    ask = Ask(Kind.COMPANY, Urgency.NOW, Way.MESSAGE)
    assert "team's number (<tel:4105550199|410 555 0199>)" in listener(ask, number="410 555 0199").replace(
        "\\'", "'"
    )
    assert "grieving" in listener(ask)
    assert "For a lead" not in listener(ask)
    assert "For a lead" in listener(ask, leads=True)


def test_cover_is_about_hours_and_nothing_else() -> None:
    """No advice on listening, and no reason asked for."""
    told = listener(Ask(Kind.COVER, Urgency.TODAY, Way.MESSAGE, hours="2 to 6 pm"))
    assert "2 to 6 pm" in told
    assert "No reason is needed" in told
    assert "grieving" not in told


def test_the_question_of_ten_minutes_has_the_link_too() -> None:
    """Whoever has not found the other gets there from the card that asks; the next day it is no use."""
    reader = Reader(Language.EN, "America/New_York")
    for soon in (True, False):
        scene = MeetingScene(reader, REQUEST, MeetingState.ASK, True, soon, LONG_ID, WORKSPACE)
        assert (LINK in str(draw(scene, FLOWS).blocks)) == soon
