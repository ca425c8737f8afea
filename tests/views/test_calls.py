"""A call for a person: what the asked read, what the asker reads, and what neither ever does."""

from datetime import timedelta
from typing import Any

import pytest

from domain.people import Language
from domain.scenes import AlertScene, AlertState, AskedOne, AskerScene
from domain.support import Ask, HeadsUp, Kind, RequestState, TurnState, Urgency, Way
from tests.views.screens import FLOWS, LONG_ID, NOW, REQUEST, every_ask, reader
from views import names
from views.calls import alert_words
from views.cards import draw
from views.message import Message

COMPANY = Ask(Kind.COMPANY, Urgency.NOW, Way.MESSAGE, number="410-555-0100")
COVER = Ask(Kind.COVER, Urgency.TODAY, Way.CALL, hours="2 to 6 pm", number="410-555-0100")


def shown(message: Message) -> str:
    """Everything that is written on a card, buttons included, without the footer."""
    return str(message.blocks[:-1])


def touches(message: Message) -> dict[str, str]:
    rows: list[dict[str, Any]] = [block for block in message.blocks[:-1] if block["type"] == "actions"]
    return {part["action_id"]: part.get("value", "") for row in rows for part in row["elements"]}


def alert(state: AlertState, ask: Ask | None = COMPANY, slack: str | None = LONG_ID) -> Message:
    return draw(AlertScene(reader(Language.EN), REQUEST, 3, state, slack, ask), FLOWS)


def asker(state: RequestState, *turns: AskedOne, silent: bool = False, ask: Ask | None = COMPANY) -> Message:
    accepted = "U0ACCEPTED" if state is RequestState.ACCEPTED else None
    scene = AskerScene(
        reader(Language.EN, "410-555-0199"), REQUEST, 3, state, silent, turns, accepted, ask, NOW
    )
    return draw(scene, FLOWS)


def one(slack: str, state: TurnState, told: bool = True) -> AskedOne:
    return AskedOne(slack, state, NOW + timedelta(minutes=1) if told else None)


@pytest.mark.parametrize("language", Language)
def test_an_alert_says_who_what_when_and_how_and_nothing_else(language: Language) -> None:
    """Three lines, and one more where a heads-up was chosen: no flow, no number, nothing there are no words
    for."""
    for ask in (one for one in every_ask("Eastside") if one.between is None):
        lines = alert_words(LONG_ID, ask, reader(language)).split("\n")
        assert len(lines) == 3 + (ask.heads_up is not HeadsUp.NONE)
        assert f"<@{LONG_ID}>" in lines[0]
        assert ("Eastside" in lines[0]) == (ask.kind is Kind.COVER)
        assert "Eastside" not in lines[1] + lines[2]
        for flow in FLOWS:
            assert flow.id not in "\n".join(lines[:3])
            assert flow.title.in_(language).casefold() not in "\n".join(lines).casefold()


def test_an_asked_teammate_can_say_yes_or_not_this_time() -> None:
    """Both buttons carry the request and the version they answer."""
    card = alert(AlertState.ASKED)
    assert touches(card) == {names.SUPPORT_ACCEPT: f"{REQUEST}|3", names.SUPPORT_PASS: f"{REQUEST}|3"}
    assert "410-555-0100" not in shown(card)


def test_the_one_who_accepts_gets_the_number_and_a_few_lines_on_listening() -> None:
    """The number goes to them and to nobody else; some things must be acted on (field.md 45)."""
    card = alert(AlertState.YOURS)
    assert "<tel:4105550100|410-555-0100>" in shown(card)
    assert "must be acted on" in shown(card)
    back, hours = f"{REQUEST}|3", ""
    assert touches(card) == {names.SUPPORT_PASS: back, names.SCHEDULE_OPEN: hours}  # plans change


@pytest.mark.parametrize("language", Language)
def test_an_alert_for_cover_says_who_and_which_hours(language: Language) -> None:
    """And that a yes takes them; no urgency and no way, and the hours in the reader's own zone."""
    [ask] = [one for one in every_ask("Eastside") if one.between is not None]
    first, second = alert_words(LONG_ID, ask, reader(language)).split("\n")
    assert f"<@{LONG_ID}>" in first
    assert "3:05" in first
    assert "2:05" in first
    assert "Eastside" not in first + second


def test_cover_asks_for_hours_and_no_reason() -> None:
    """Who covers reads the hours, and nothing on listening."""
    card = alert(AlertState.YOURS, COVER)
    assert "2 to 6 pm" in shown(card)
    assert "No reason is needed" in shown(card)
    assert "Listen more" not in shown(card)


@pytest.mark.parametrize(
    "state", [AlertState.PASSED, AlertState.SOMEONE_CAME, AlertState.WITHDRAWN, AlertState.OVER]
)
def test_the_name_is_gone_once_it_is_over_for_the_reader(state: AlertState) -> None:
    """Even where a scene still held it: no name, no choices, no buttons."""
    card = alert(state)
    assert LONG_ID not in shown(card)
    assert "When" not in shown(card)
    assert touches(card) == {}


@pytest.mark.parametrize("state", [AlertState.ASKED, AlertState.YOURS])
def test_a_call_whose_words_are_destroyed_reads_as_over(state: AlertState) -> None:
    """A card that is drawn late, when nothing is left of the call, shows no empty places."""
    card = alert(state, None, None)
    assert "has ended" in shown(card)
    assert touches(card) == {}


def test_the_asker_sees_who_was_told_and_who_was_not_reached() -> None:
    """A pass is not told from silence while somebody may still come: nobody is shamed."""
    card = asker(
        RequestState.OPEN,
        one("U0TOLD", TurnState.ASKED),
        one("U0PASSED", TurnState.PASSED),
        one("U0LOST", TurnState.UNREACHED, told=False),
        one("U0SENDING", TurnState.ASKED, told=False),
    )
    said = card.blocks[1]["text"]["text"].split("\n")
    assert said == [
        "<@U0TOLD>: told at 2:06 PM",
        "<@U0PASSED>: told at 2:06 PM",
        "<@U0LOST>: not reached",
        "<@U0SENDING>: on its way",
    ]
    assert touches(card) == {names.SUPPORT_CANCEL: f"{REQUEST}|3"}


def test_silence_is_said_plainly_with_what_else_there_is() -> None:
    """No answer yet: the team's number, the lines, one's own people, and asking again."""
    card = asker(RequestState.OPEN, one("U0TOLD", TurnState.ASKED), silent=True)
    assert "says nothing about you" in shown(card)
    assert "<tel:4105550199|410-555-0199>" in shown(card)
    later = f"{names.SUPPORT_AGAIN}:later"
    assert set(touches(card)) == {names.SUPPORT_AGAIN, later, names.SUPPORT_CANCEL}
    assert touches(card)[later] == "company|today"


def test_when_nobody_is_free_a_pass_is_told_kindly() -> None:
    """Then it helps to know that they cannot, and there is nothing left to take back."""
    card = asker(RequestState.NOBODY, one("U0PASSED", TurnState.PASSED))
    assert "<@U0PASSED>: can't this time" in shown(card)
    assert "What else there is" in shown(card)
    assert set(touches(card)) == {names.SUPPORT_AGAIN}


def test_the_asker_sees_who_can_be_there_and_can_still_take_it_back() -> None:
    """The name of the one who comes, and the way back at any time."""
    card = asker(RequestState.ACCEPTED, one("U0ACCEPTED", TurnState.ACCEPTED))
    assert "<@U0ACCEPTED> can be there" in shown(card)
    assert set(touches(card)) == {names.SUPPORT_CANCEL}


@pytest.mark.parametrize("state", [RequestState.CANCELLED, RequestState.EXPIRED, RequestState.DONE])
def test_a_call_that_is_over_names_nobody_and_can_be_made_again(state: RequestState) -> None:
    """What was asked is destroyed by then, and the card says so without it."""
    card = asker(state, one("U0TOLD", TurnState.RELEASED), ask=None)
    assert "U0TOLD" not in shown(card)
    assert touches(card) == {names.SUPPORT_AGAIN: "company"}


def test_asking_again_asks_for_the_same_kind() -> None:
    """Who asked for cover is led to the form for cover."""
    assert touches(asker(RequestState.NOBODY, ask=COVER))[names.SUPPORT_AGAIN] == "cover"


def test_times_are_the_readers_own() -> None:
    """19:05 UTC is 2:05 in the afternoon in New York, and the day is named."""
    assert "Sent Monday, November 23, 2:05 PM" in shown(asker(RequestState.OPEN))
