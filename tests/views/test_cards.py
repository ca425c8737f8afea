"""The other cards: welcome, consent, the test that rings, doors, check-ins, a team that stands."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.people import AskState, Language, MemberState
from domain.ring_tests import RingTestState
from domain.scenes import (
    CardScene,
    ConsentScene,
    DataScene,
    DoorsScene,
    FollowUpScene,
    HomeScene,
    HomeTeam,
    Reach,
    RingTestScene,
    SetUpScene,
    WelcomeScene,
)
from tests.views.screens import FLOWS, alerts, askers, reader, team
from views import names
from views.cards import draw
from views.home import home
from views.my_data import my_data

EN = reader(Language.EN)
TEAM = team("Eastside")


def shown(scene: CardScene) -> str:
    return str(draw(scene, FLOWS).blocks[:-1])


def buttons(blocks: list[dict[str, Any]]) -> list[str]:
    return [part["action_id"] for block in blocks if block["type"] == "actions" for part in block["elements"]]


def card_buttons(scene: CardScene) -> list[str]:
    return buttons(draw(scene, FLOWS).blocks[:-1])


def welcome(state: MemberState, **roles: bool) -> WelcomeScene:
    given = {"leads": False, "coordinates": False, "asked_to_be_asked": False} | roles
    return WelcomeScene(EN, TEAM, state, ("U0LEAD",), ("U0COOR",), **given)


def test_a_welcome_says_what_this_is_and_is_not_and_who_can_see_what() -> None:
    """Who leads and who coordinates by mention; yes or no; nothing more after a no."""
    told = shown(welcome(MemberState.INVITED))
    for part in (
        "What this is",
        "What it is not",
        "Who can see what",
        "<@U0LEAD>",
        "<@U0COOR>",
        "runs the server",
    ):
        assert part in told
    assert card_buttons(welcome(MemberState.INVITED)) == [names.TEAMS_JOIN, names.TEAMS_DECLINE]


def test_an_invited_person_hears_what_they_were_named_for() -> None:
    """Before their yes, and only themselves."""
    told = shown(welcome(MemberState.INVITED, leads=True, coordinates=True, asked_to_be_asked=True))
    assert "named as one who leads" in told
    assert "named as one who coordinates" in told
    assert "asked about that first" in told


def test_after_a_yes_come_the_doors_and_after_a_no_a_way_back() -> None:
    """And who was taken out is not invited again by their old card."""
    assert names.with_suffix(names.DEBRIEF_START, "loss") in card_buttons(welcome(MemberState.JOINED))
    assert card_buttons(welcome(MemberState.DECLINED)) == [names.TEAMS_JOIN]
    assert card_buttons(welcome(MemberState.OUT)) == []


@pytest.mark.parametrize(
    ("state", "touched"),
    [
        (AskState.NAMED, [names.TEAMS_ASK_YES, names.TEAMS_ASK_NO]),
        (AskState.AGREED, [names.TEAMS_RING, names.TEAMS_STOP_ASKING]),
        (
            AskState.READY,
            [
                names.SCHEDULE_WORK_HOURS,
                names.SCHEDULE_NOW,
                names.SCHEDULE_OPEN,
                names.TEAMS_STOP_ASKING,
            ],
        ),
        (AskState.DECLINED, []),
        (AskState.NO, []),
    ],
)
def test_consent_goes_from_a_question_to_a_phone_that_rings(state: AskState, touched: list[str]) -> None:
    """Each state has its next step, and a way out."""
    assert card_buttons(ConsentScene(EN, TEAM, state)) == touched


@pytest.mark.parametrize("language", Language)
def test_the_steps_to_a_phone_that_rings_are_numbered(language: Language) -> None:
    """Five plain steps, and that Slack is quiet outside of its schedule."""
    told = shown(ConsentScene(reader(language), TEAM, AskState.AGREED))
    assert all(f"{number}. " in told for number in range(1, 6))


def test_the_test_can_be_answered_or_sent_again() -> None:
    """Once it was answered come the hours: in two taps, or on a screen of their own."""
    assert card_buttons(RingTestScene(EN, "t", RingTestState.ASKED)) == [names.TEAMS_RANG, names.TEAMS_RING]
    hours = [names.SCHEDULE_WORK_HOURS, names.SCHEDULE_NOW, names.SCHEDULE_OPEN]
    assert card_buttons(RingTestScene(EN, "t", RingTestState.HEARD)) == hours
    assert "Nobody will ask you yet" in shown(RingTestScene(EN, "t", RingTestState.HEARD))
    assert card_buttons(RingTestScene(EN, "t", RingTestState.HEARD, Reach(has_hours=True))) == [
        names.SCHEDULE_OPEN
    ]
    until = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)
    assert "until Monday, November 23, 6:05 PM" in shown(
        RingTestScene(EN, "t", RingTestState.HEARD, Reach(False, until))
    )


def test_doors_are_all_there_the_likely_ones_first() -> None:
    """The order is a guess; the doors are not. A person and the lines are in the footer of each card."""
    plain = card_buttons(DoorsScene(EN, (), False))
    assert plain == ["debrief.start:loss", "debrief.start:refused_help", "support.open:cover"]
    guessed = card_buttons(DoorsScene(EN, ("refused_help", "person", "gone"), False))
    assert guessed == [
        "debrief.start:refused_help",
        "support.open:person",
        "debrief.start:loss",
        "support.open:cover",
    ]
    values = {
        part["action_id"]: part.get("value")
        for block in draw(DoorsScene(EN, (), False), FLOWS).blocks
        if block["type"] == "actions"
        for part in block["elements"]
    }
    assert values["debrief.start:loss"] == "loss"
    assert values["support.open:cover"] == "cover"


def test_doors_say_that_a_message_stays_in_slack() -> None:
    """And how to take one out, where it may hold a name: it asks, never blocks, and echoes nothing."""
    assert "stays in Slack" in shown(DoorsScene(EN, (), False))
    assert "Delete message" not in shown(DoorsScene(EN, (), False))
    assert "Delete message" in shown(DoorsScene(EN, (), False, identifiers_seen=True))


def test_a_paused_debrief_is_offered_without_saying_which() -> None:
    """On the doors and on the Home."""
    told = draw(DoorsScene(EN, (), True), FLOWS).blocks
    paused = next(block for block in told if block.get("block_id") == "paused")
    assert paused["accessory"]["action_id"] == names.DEBRIEF_RESUME
    assert not any(flow.id in str(paused) for flow in FLOWS)


def test_a_check_in_names_no_flow() -> None:
    """A person first, then the doors in a window, one tap each; a rest for who can be asked and has none."""
    scene = FollowUpScene(EN, "f", False)
    person = names.with_suffix(names.SUPPORT_OPEN, "top")
    first = [person, names.DOORS_OPEN, names.FOLLOW_UPS_FINE]
    assert card_buttons(scene) == [*first, names.FOLLOW_UPS_STOP]
    hours = [names.SCHEDULE_OPEN, names.FOLLOW_UPS_STOP]
    assert card_buttons(replace(scene, can_be_asked=True)) == [*first, names.FOLLOW_UPS_REST, *hours]
    assert card_buttons(replace(scene, can_be_asked=True, rests=True)) == [*first, *hours]
    assert not any(flow.title.en.casefold() in shown(scene).casefold() for flow in FLOWS)
    assert card_buttons(FollowUpScene(EN, "f", True)) == []


@pytest.mark.parametrize(
    ("count", "said"), [(0, "Nobody can be asked"), (1, "One person can"), (2, "2 people can")]
)
def test_the_admin_sees_how_a_team_stands_and_not_who_declined(count: int, said: str) -> None:
    """Who is in, how many can be asked."""
    told = shown(SetUpScene(EN, TEAM, ("U0ANN",), count))
    assert said in told
    assert "<@U0ANN>" in told
    assert "Nobody has answered yet" in shown(SetUpScene(EN, TEAM, (), count))


def full_home(**changed: Any) -> HomeScene:
    given: dict[str, Any] = {
        "reader": EN, "may_set_up": False, "teams": (), "paused": False, "mine": (), "asked_of_me": (),
        "next_check_in": None, "kept_notes": 0,
    }  # fmt: skip
    return HomeScene(**(given | changed))


def test_only_debriefs_are_called_for_you_alone() -> None:
    """Cover is asked of others: its door stands beside a person's, not under "For you alone"."""
    rows = {b.get("block_id"): b["elements"] for b in home(full_home(), FLOWS)["blocks"] if "elements" in b}
    assert [part["action_id"] for part in rows["first"]] == ["support.open:top", "support.open:cover"]
    assert all(part["action_id"].startswith(names.DEBRIEF_START) for part in rows["doors"])


def test_a_person_comes_first_on_the_home() -> None:
    """Before anything else that can be touched (field.md 41)."""
    touched = buttons(home(full_home(paused=True), FLOWS)["blocks"])
    assert touched[0] == names.with_suffix(names.SUPPORT_OPEN, "top")
    assert touched[-2:] == [names.SUPPORT_OPEN, names.HELP_LINES]


def test_open_calls_are_on_top_of_the_home_with_their_buttons() -> None:
    """One's own first, then what one is asked; no two blocks bear one id."""
    mine = tuple(askers(Language.EN, "x", 2))[:2]
    asked = tuple(alerts(Language.EN, "x"))[:2]
    blocks = home(full_home(mine=mine, asked_of_me=asked), FLOWS)["blocks"]
    touched = buttons(blocks)
    assert touched.index(names.SUPPORT_CANCEL) < touched.index(names.SUPPORT_ACCEPT)
    assert touched.index(names.SUPPORT_ACCEPT) < touched.index("debrief.start:loss")
    block_ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(block_ids) == len(set(block_ids))


def test_an_admin_without_a_team_is_led_to_setting_one_up() -> None:
    """And nobody else is."""
    assert names.TEAMS_SET_UP in str(home(full_home(may_set_up=True), FLOWS))
    assert names.TEAMS_SET_UP not in str(home(full_home(), FLOWS))


def test_a_team_on_the_home_shows_who_is_what_and_lets_one_leave() -> None:
    """Leaving asks once; someone who can be asked can stop that."""
    mine = HomeTeam(
        TEAM,
        MemberState.JOINED,
        AskState.READY,
        False,
        False,
        ("U0LEAD",),
        ("U0COOR",),
        ("U0ASK",),
        Reach(has_hours=True),
    )
    blocks = home(full_home(teams=(mine,)), FLOWS)["blocks"]
    told = str(blocks)
    assert all(f"<@{slack}>" in told for slack in ("U0LEAD", "U0COOR", "U0ASK"))
    row = next(block for block in blocks if str(block.get("block_id", "")).startswith("team:"))
    assert [part["action_id"] for part in row["elements"]] == [
        names.SCHEDULE_OPEN,
        names.TEAMS_STOP_ASKING,
        names.TEAMS_LEAVE,
    ]
    assert "confirm" in row["elements"][2]


@pytest.mark.parametrize(("language", "other"), [(Language.EN, "Español"), (Language.ES, "English")])
def test_the_language_button_speaks_the_other_language(language: Language, other: str) -> None:
    """Somebody who cannot read this one finds it."""
    blocks = home(full_home(reader=reader(language)), FLOWS)["blocks"]
    found = [
        part
        for block in blocks
        if block["type"] == "actions"
        for part in block["elements"]
        if part["action_id"] == names.HOME_LANGUAGE
    ]
    assert [part["text"]["text"] for part in found] == [other]
    assert found[0]["value"] != language.value


def test_everything_kept_is_shown_with_the_means_to_delete_it() -> None:
    """The newest note first; each delete asks once, since it cannot be taken back."""
    notes = (("old", date(2026, 11, 1), "first"), ("new", date(2026, 11, 20), "<@U1> *second*"))
    scene = DataScene(EN, notes, (date(2026, 11, 26),), True, ("Eastside",), 2)
    blocks = my_data(scene)["blocks"]
    deletes = [block["accessory"] for block in blocks if block["type"] == "section" and "accessory" in block]
    assert [part["value"] for part in deletes] == ["new", "old"]
    assert all("confirm" in part for part in deletes)
    shown_notes = [block["text"] for block in blocks if str(block.get("block_id", "")).startswith("note:")]
    assert [text["type"] for text in shown_notes] == ["plain_text", "plain_text"]
    assert shown_notes[0]["text"] == "Friday, November 20\n<@U1> *second*"
    told = str(blocks)
    for part in ("Eastside", "2 calls", "November 26", "paused"):
        assert part in told
    assert buttons(blocks)[:2] == [names.MY_DATA_CLEAR_CARDS, names.MY_DATA_DELETE_ALL]
