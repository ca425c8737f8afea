"""The form on which a person is asked for: everything filled in, everything seen before Send."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.people import Language
from domain.scenes import AlertScene, AlertState, Askable, AskForm, Quiet
from domain.support import Ask, Kind, Urgency, Way
from tests.views.screens import FLOWS, LONG_ID, NOW, every_ask, form, people, reader
from views import fields, metadata, names, support
from views.calls import alert_words, push_words
from views.cards import draw
from views.metadata import unpack


def written(view: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize("language", Language)
def test_what_is_seen_is_what_is_sent(language: Language) -> None:
    """The preview holds, word for word, what a teammate reads in either language, and the push."""
    for ask in [one for one in every_ask("2 to 6 <b>") if one.kind is Kind.COMPANY]:
        view = support.ask_form(form(language, ask=ask))
        for spoken in Language:
            card = draw(AlertScene(reader(spoken), "r", 1, AlertState.ASKED, LONG_ID, ask), FLOWS)
            assert card.blocks[0]["text"]["text"] == alert_words(LONG_ID, ask, reader(spoken))
            assert card.blocks[0]["text"]["text"] in written(view)
            assert card.text == push_words(spoken, ask.kind)
            contexts = [
                block["elements"][0]["text"] for block in view["blocks"] if block["type"] == "context"
            ]
            assert any(card.text in told for told in contexts)


def test_everyone_who_may_see_it_is_named_in_order() -> None:
    """Sixty of them too: an argument of that length comes through whole."""
    many = people(60, "Ben")
    view = support.ask_form(form(Language.EN, can_be_asked=many, seen_by=tuple(reversed(many))))
    told = next(text for text in written(view) if "Who may learn of this" in text)
    places = [told.index(f"<@{one.slack}>") for one in reversed(many)]
    assert places == sorted(places)


def test_everything_is_filled_in() -> None:
    """Two taps from anywhere: nothing has to be chosen before Send."""
    chosen = Ask(Kind.COMPANY, Urgency.TODAY, Way.TEXT_FIRST, number="410-555-0100")
    view = support.ask_form(form(Language.EN, ask=chosen, whom="person-000000001"))
    elements = {name: block["element"] for name, block in inputs(view).items()}
    assert elements["when"]["initial_option"]["value"] == "today"
    assert elements["whom"]["initial_option"]["value"] == "person-000000001"
    assert elements["how"]["initial_option"]["value"] == "text_first"
    assert elements["number"]["initial_value"] == "410-555-0100"
    assert view["submit"]["text"] == "Send"
    assert view["close"]["text"] == "Don't send"
    assert view["callback_id"] == names.SUPPORT_SEND


def test_a_change_comes_back_at_once_but_the_number_does_not() -> None:
    """What the words or the people depend on is told to the bot as it changes."""
    view = support.ask_form(form(Language.EN, ask=Ask(Kind.COMPANY, Urgency.NOW, Way.CALL)))
    told = {name: block.get("dispatch_action", False) for name, block in inputs(view).items()}
    assert told == {"when": True, "whom": True, "how": True, "heads_up": True, "number": False}


@pytest.mark.parametrize(
    "nobody",
    [
        {"can_be_asked": (), "seen_by": ()},
        {"can_be_asked": (), "seen_by": (), "has_team": False},
        {"whom": support.NO_PERSON, "seen_by": ()},
        {"seen_by": ()},
    ],
)
def test_there_is_no_send_where_nobody_would_be_told(nobody: dict[str, Any]) -> None:
    """It says so, with the team's number, the lines, and one's own people."""
    given = form(Language.EN, "410-555-0199", **nobody)
    view = support.ask_form(given)
    assert "submit" not in view
    assert inputs(view) == {}
    told = "\n".join(written(view))
    assert "<tel:4105550199|410-555-0199>" in told
    assert "Your own people" in told
    assert "<tel:988|988>" in told


def test_a_person_can_still_be_chosen_after_not_a_person() -> None:
    """The list of whom stays, outside of an input, so that there need be no Send."""
    view = support.ask_form(form(Language.EN, whom=support.NO_PERSON, seen_by=()))
    row = next(block for block in view["blocks"] if block.get("block_id") == "whom")
    assert row["type"] == "actions"
    assert row["elements"][0]["action_id"] == "support.change:whom"
    assert row["elements"][0]["initial_option"]["value"] == support.NO_PERSON


def test_a_quiet_phone_is_told_before_send() -> None:
    """Whose, until when in the reader's own time, and that Slack makes no sound."""
    until = NOW + timedelta(hours=17)
    ben = Askable("p1", "U0BEN", "Ben", Language.EN, Quiet.QUIET, until)
    ray = Askable("p2", "U0RAY", "Ray", Language.EN, Quiet.UNKNOWN)
    told = written(support.ask_form(form(Language.EN, can_be_asked=(ben, ray), seen_by=(ben, ray))))[-1]
    assert told == (
        "<@U0BEN>: phone is quiet until Tuesday, November 24, 7:05 AM. Slack will not make a sound.\n"
        "I could not see whether these phones are quiet: <@U0RAY>"
    )


def test_not_knowing_is_said_too() -> None:
    """Where Slack told nothing, the asker hears that and not that all is well."""
    assert written(support.ask_form(form(Language.EN)))[-1] == "I could not see whose phone is quiet."


def test_phones_that_ring_need_no_line() -> None:
    """One idea less on the screen."""
    rings = people(2, "Ben", Quiet.RINGS)
    told = written(support.ask_form(form(Language.EN, can_be_asked=rings, seen_by=rings)))
    assert "quiet" not in "".join(told)


def test_the_digest_changes_with_the_words_and_the_people_alone() -> None:
    """Whatever was in the preview makes another digest; the number and the phones do not."""
    base = form(Language.EN, ask=Ask(Kind.COMPANY, Urgency.NOW, Way.CALL, number="1"))

    def with_ask(**changed: Any) -> AskForm:
        return replace(base, ask=replace(base.ask, **changed))

    different = [
        with_ask(kind=Kind.COVER),
        with_ask(urgency=Urgency.TODAY),
        with_ask(way=Way.MESSAGE),
        replace(base, whom="p1"),
        replace(base, seen_by=base.seen_by[:2]),
        replace(base, seen_by=tuple(reversed(base.seen_by))),
        replace(base, seen_by=tuple(replace(one, rung=2) for one in base.seen_by)),
    ]
    digests = {support.digest(changed) for changed in (base, *different)}
    assert len(digests) == len(different) + 1
    same = [
        with_ask(number="2"),
        replace(base, seen_by=people(3, "Eastside", Quiet.QUIET)),
        replace(base, changed=True, in_debrief=True, draft="other"),
        replace(base, reader=reader(Language.ES)),
    ]
    assert {support.digest(unchanged) for unchanged in same} == {support.digest(base)}


def test_the_form_carries_its_draft_and_what_was_shown() -> None:
    """So that a second Send is one, and a change in between is seen. Nothing typed is in it."""
    given = form(Language.EN, in_debrief=True)
    carried = unpack(support.ask_form(given)["private_metadata"])
    assert carried == {
        metadata.DRAFT: "d" * 16,
        metadata.DIGEST: support.digest(given),
        metadata.KIND: "company",
        metadata.IN_DEBRIEF: 1,
    }


def test_a_change_is_said_on_top() -> None:
    """What was sent differed from what had been shown, so it is shown again."""
    assert (
        written(support.ask_form(form(Language.EN, changed=True)))[0]
        == "*This changed. Have a look, then Send.*"
    )


def test_what_was_filled_in_is_read_back_by_its_field() -> None:
    """The other half of drawing: what Slack hands back for this very form."""
    view = support.ask_form(form(Language.EN, ask=Ask(Kind.COMPANY, Urgency.NOW, Way.CALL)))
    values: dict[str, dict[str, Any]] = {}
    for name, block in inputs(view).items():
        kind = block["element"]["type"]
        value: dict[str, Any] = {"type": kind, "value": f"typed in {name}"}
        if kind != "plain_text_input":
            value = {"type": kind, "selected_option": block["element"]["options"][-1]}
        values[name] = {block["element"]["action_id"]: value}
    filled = fields.read({"state": {"values": values}})
    assert filled == {
        fields.WHEN: "this_week",
        fields.WHOM: support.NO_PERSON,
        fields.HOW: "cannot_speak",
        fields.HEADS_UP: "just_company",
        fields.NUMBER: "typed in number",
    }


def test_after_send_it_says_who_is_being_told() -> None:
    """And where to follow it; within a debrief, that it waits underneath."""
    told = "\n".join(written(support.sent(form(Language.EN, in_debrief=True))))
    assert "<@U0000000000>, <@U0000000001>, <@U0000000002>" in told
    assert "your debrief is where you left it" in told


def test_a_send_that_did_not_work_says_that_nobody_was_told() -> None:
    """In both languages, with the lines, the reader's language first."""
    told = written(support.not_sent(reader(Language.ES)))
    assert "Nadie ha recibido" in told[0]
    assert "Nobody has been told" in told[1]
    assert any("<tel:988|988>" in text for text in told)
