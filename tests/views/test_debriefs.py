"""The room of a debrief: each kind of step, and what it carries from screen to screen."""

from typing import Any

import pytest

from debrief_flows.engine import NOTE_LENGTH, Answer, Progress, advance, begin, step_of
from debrief_flows.model import Flow, Kind, Step
from domain.people import Language
from domain.scenes import Reader
from tests.views.screens import FLOWS, reader
from views import debriefs, fields, metadata, names
from views.metadata import unpack

LOSS = FLOWS[0]
KINDS = {step.kind: (flow, step) for flow in FLOWS for step in flow.steps}


def drawn(flow: Flow, step: Step, progress: Progress | None = None, **given: Any) -> dict[str, Any]:
    at = progress or Progress(flow.id, flow.version, step.id)
    return debriefs.step(reader(Language.EN, "a <b>neighbor"), flow, step, at, "debrief-id", 4, **given)


def by_type(view: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == kind]


def written(view: dict[str, Any]) -> str:
    return str(view["blocks"])


def test_every_kind_of_step_is_drawn_in_the_flows_there_are() -> None:
    """What is tested below is tested on real steps; kinds that no flow uses yet are drawn from a made one."""
    assert {Kind.PAUSE, Kind.CHOOSE_ONE, Kind.CHOOSE_MANY, Kind.NOTE, Kind.FOLLOW_UP, Kind.CLOSE} <= set(
        KINDS
    )


def test_next_is_the_submit_and_the_close_button_pauses() -> None:
    """One round trip a step; nothing depends on hearing of a close."""
    view = drawn(*KINDS[Kind.CHOOSE_ONE])
    assert (view["submit"]["text"], view["close"]["text"]) == ("Next", "Pause")
    assert view["callback_id"] == names.DEBRIEF_ANSWER
    assert view["notify_on_close"] is False


def test_every_input_can_be_left_empty() -> None:
    """Next with nothing chosen is Skip, on every step of every flow."""
    for flow in FLOWS:
        for step in flow.steps:
            assert all(block["optional"] for block in by_type(drawn(flow, step), "input")), step.id


def test_a_new_step_and_a_new_version_have_new_block_ids() -> None:
    """Else Slack would show what was tapped on another screen."""
    flow, step = KINDS[Kind.NOTE]
    first = {block["block_id"] for block in by_type(drawn(flow, step), "input")}
    again = debriefs.step(reader(Language.EN), flow, step, begin(flow), "debrief-id", 5)
    assert first.isdisjoint(block["block_id"] for block in by_type(again, "input"))
    assert all(str(4) in block_id and block_id.startswith(step.id) for block_id in first)


def test_the_screen_carries_its_debrief_and_version_and_nothing_that_was_answered() -> None:
    """Slack keeps what a view carries."""
    flow, step = KINDS[Kind.NOTE]
    progress = Progress(flow.id, flow.version, step.id, (), {step.id: "SECRET"})
    carried = unpack(drawn(flow, step, progress)["private_metadata"])
    assert carried == {metadata.DEBRIEF: "debrief-id", metadata.VERSION: 4}
    asked = unpack(drawn(flow, step, progress, ask_about_names=True)["private_metadata"])
    assert asked == carried | {metadata.ASKED_ABOUT_NAMES: 1}


def test_there_is_no_back_on_the_first_screen_and_a_stop_on_each_but_the_last() -> None:
    """One step back where there is one; out from anywhere."""
    flow, step = KINDS[Kind.CHOOSE_ONE]
    first = by_type(drawn(flow, step), "actions")[0]
    assert [part["action_id"] for part in first["elements"]] == [names.DEBRIEF_STOP]
    later = by_type(drawn(flow, step, Progress(flow.id, flow.version, step.id, ("before",))), "actions")[0]
    assert [part["action_id"] for part in later["elements"]] == [names.DEBRIEF_BACK, names.DEBRIEF_STOP]


def test_a_close_has_one_way_out_and_asks_nothing() -> None:
    """Its close button closes; there is nothing to send and nothing to pause."""
    view = drawn(*KINDS[Kind.CLOSE])
    assert "submit" not in view
    assert view["close"]["text"] == "Close"
    assert by_type(view, "input") == []
    assert len(by_type(view, "actions")) == 1


def test_a_pause_is_quiet() -> None:
    """A line to breathe by, no inputs, and going on is the person's own."""
    view = drawn(*KINDS[Kind.PAUSE])
    assert by_type(view, "input") == []
    assert view["submit"]["text"] == "Go on"
    assert "in  ·" in written(view)


@pytest.mark.parametrize(
    ("kind", "element"), [(Kind.CHOOSE_ONE, "radio_buttons"), (Kind.CHOOSE_MANY, "checkboxes")]
)
def test_what_was_tapped_before_is_shown_after_back(kind: Kind, element: str) -> None:
    """Back shows the screen as it was left."""
    flow, step = KINDS[kind]
    chosen = tuple(choice.id for choice in step.choices[-1:])
    view = drawn(flow, step, Progress(flow.id, flow.version, step.id, (), {step.id: chosen}))
    drawn_element = by_type(view, "input")[0]["element"]
    assert drawn_element["type"] == element
    initial = drawn_element.get("initial_options") or [drawn_element["initial_option"]]
    assert [item["value"] for item in initial] == list(chosen)


def test_more_than_ten_choices_become_a_list() -> None:
    """Radio buttons and checkboxes hold ten; a team's own flow may have more."""
    flow, step = KINDS[Kind.CHOOSE_MANY]
    choices = tuple(step.choices[0].model_copy(update={"id": f"c{number}"}) for number in range(14))
    for kind, element in ((Kind.CHOOSE_MANY, "multi_static_select"), (Kind.CHOOSE_ONE, "static_select")):
        many = step.model_copy(update={"choices": choices, "kind": kind})
        assert by_type(drawn(flow, many), "input")[0]["element"]["type"] == element


def test_a_note_is_not_kept_unless_its_writer_says_so() -> None:
    """The box is empty and unchecked, with its limit and the line on names."""
    flow, step = KINDS[Kind.NOTE]
    box, keep = by_type(drawn(flow, step), "input")
    assert box["element"]["max_length"] == NOTE_LENGTH
    assert box["element"]["multiline"] is True
    assert "No names, places or dates" in box["hint"]["text"]
    assert written(drawn(flow, step)).count("No names, places or dates") == 1
    without = drawn(flow, step.model_copy(update={"hint": None}))
    assert "No names, places or dates" in by_type(without, "input")[0]["hint"]["text"]
    assert keep["element"]["type"] == "checkboxes"
    assert "initial_options" not in keep["element"]


def test_a_note_of_a_step_that_is_never_kept_offers_no_keeping() -> None:
    """Steps on one's own recovery leave nothing (field.md 35)."""
    flow, step = KINDS[Kind.NOTE]
    assert len(by_type(drawn(flow, step.model_copy(update={"keep": "never"})), "input")) == 1


def test_a_note_that_may_hold_a_name_is_asked_about_once_with_what_was_written_still_there() -> None:
    """It asks and never blocks; the block_ids are the same, so Slack keeps what stands in the box."""
    flow, step = KINDS[Kind.NOTE]
    before, asked = drawn(flow, step), drawn(flow, step, ask_about_names=True)
    ids = [[block["block_id"] for block in by_type(view, "input")] for view in (before, asked)]
    assert ids[0] == ids[1]
    assert "This may hold a name" in written(asked)
    assert "This may hold a name" not in written(before)


def test_flow_texts_are_plain_so_that_the_teams_own_word_cannot_mark_up() -> None:
    """The word stands in the sentence as it was typed, in plain text only."""
    for flow in FLOWS:
        for step in flow.steps:
            view = drawn(flow, step)
            for block in view["blocks"]:
                if "<b>" in str(block):
                    assert "mrkdwn" not in str(block), step.id


def test_the_default_word_stands_where_a_team_has_none() -> None:
    """The default, in the reader's language, and never an empty place."""
    step = next(step for step in LOSS.steps if "{someone}" in step.model_dump_json())
    told = debriefs.step(Reader(Language.EN, "UTC"), LOSS, step, begin(LOSS), "d", 0)
    assert "someone I walk with" in written(told)
    assert "{someone}" not in written(told)


def test_what_answers_a_tap_is_on_top_of_the_next_screen() -> None:
    """The engine's own lines, above the step's title."""
    for step in LOSS.steps:
        choice = next((choice for choice in step.choices if choice.says), None)
        if choice is None or choice.says is None:
            continue
        at = Progress(LOSS.id, LOSS.version, step.id)
        outcome = advance(LOSS, at, Answer(choices=(choice.id,)))
        view = drawn(LOSS, step_of(LOSS, outcome.progress), outcome.progress, says=outcome.says)
        assert view["blocks"][0]["text"]["text"].startswith(
            choice.says.in_(Language.EN, "a <b>neighbor")[:40]
        )


def test_the_one_line_of_limits_is_on_the_first_screen_only_where_asked_for() -> None:
    """Once the whole card was read, one line stands for it."""
    view = drawn(LOSS, LOSS.steps[0], first_line=True)
    assert "For you alone" in str(view["blocks"][0])
    assert "For you alone" not in written(drawn(LOSS, LOSS.steps[0]))


def test_a_screen_that_went_on_elsewhere_says_so() -> None:
    """A stale window is shown where the debrief is now, kindly."""
    assert "another window" in str(drawn(LOSS, LOSS.steps[0], elsewhere=True)["blocks"][0])


@pytest.mark.parametrize("language", Language)
def test_the_limits_are_told_before_the_first_question(language: Language) -> None:
    """What is kept, who can see, who runs the server, Slack, and what it is not; the flow is carried on."""
    view = debriefs.limits(reader(language), "loss", "IT at our agency", long=True)
    told = written(view)
    needed = {
        Language.EN: [
            "72 hours",
            "No lead",
            "IT at our agency",
            "Slack",
            "not a report",
            "therapy",
            "crisis",
            "court",
        ],
        Language.ES: [
            "72 horas",
            "líder",
            "IT at our agency",
            "Slack",
            "informe",
            "terapia",
            "crisis",
            "tribunal",
        ],
    }
    assert [word for word in needed[language] if word not in told] == []
    assert unpack(view["private_metadata"]) == {metadata.FLOW: "loss"}
    assert view["callback_id"] == names.DEBRIEF_LIMITS


def test_a_pause_does_not_say_which_debrief_it_was() -> None:
    """The flow that was asked for now is only carried, for beginning again."""
    view = debriefs.paused(reader(Language.EN), "refused_help")
    values = {part["action_id"]: part.get("value", "") for part in by_type(view, "actions")[0]["elements"]}
    assert values == {names.DEBRIEF_RESUME: "", names.DEBRIEF_FRESH: "refused_help"}
    assert "paused" in str(view["title"])


def test_an_answer_is_read_back_by_its_field() -> None:
    """Choices as a tuple, one choice as one, a note with its keeping."""
    flow, step = KINDS[Kind.NOTE]
    box, keep = by_type(drawn(flow, step), "input")
    values = {
        box["block_id"]: {box["element"]["action_id"]: {"type": "plain_text_input", "value": "a thought"}},
        keep["block_id"]: {
            keep["element"]["action_id"]: {
                "type": "checkboxes",
                "selected_options": keep["element"]["options"],
            }
        },
    }
    filled = fields.read({"state": {"values": values}})
    assert fields.text(filled, fields.NOTE) == "a thought"
    assert fields.several(filled, fields.KEEP) == ("yes",)
    one = fields.read(
        {"state": {"values": {"b": {"debrief.answer:choice": {"selected_option": {"value": "x"}}}}}}
    )
    assert fields.several(one, fields.CHOICE) == ("x",)
    none = fields.read({"state": {"values": {"b": {"debrief.answer:choice": {"selected_option": None}}}}})
    assert fields.several(none, fields.CHOICE) == ()
