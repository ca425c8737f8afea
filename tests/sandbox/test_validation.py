"""What Slack would not take is said before it is sent, one fault at a time."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from sandbox import problems_in
from tests.sandbox.bolt import button, field, home, modal, options, plain, row, section

Json = dict[str, Any]


def whole() -> Json:
    """A modal with one of everything that the product uses."""
    radio: Json = {"type": "radio_buttons", "action_id": "r", "options": options("One", "Two")}
    radio["initial_option"] = options("Two")[0]
    boxes: Json = {"type": "checkboxes", "action_id": "c", "options": options("One", "Two")}
    boxes["options"][0]["text"] = {"type": "mrkdwn", "text": "*One*"}
    boxes["options"][0]["description"] = plain("The first")
    select: Json = {"type": "static_select", "action_id": "s", "options": options("One", "Two")}
    people: Json = {"type": "multi_users_select", "action_id": "p", "initial_users": ["U0ANA"]}
    confirm = {key: plain(key) for key in ("title", "text", "confirm", "deny")}
    more: Json = {"type": "overflow", "action_id": "o", "options": options("One", "Two")}
    return modal(
        {"type": "header", "text": plain("A moment")},
        section("*Here* for as long as you like.", "words"),
        {"type": "section", "fields": [plain("a"), plain("b")]},
        {"type": "context", "elements": [plain("Nobody sees this.")]},
        {"type": "divider"},
        field("note", multiline=True, max_length=3000, placeholder=plain("If you like")),
        field("radio", **radio),
        field("boxes", **boxes),
        field("select", **select, placeholder=plain("Choose")),
        field("people", **people),
        field("day", type="datepicker", action_id="d", initial_date="2026-01-31"),
        field("hour", type="timepicker", action_id="t", initial_time="22:00"),
        field("count", type="number_input", is_decimal_allowed=False, min_value="0"),
        row(button("Go", "go", style="primary", value="1", confirm=confirm), more),
        private_metadata="step 1",
        notify_on_close=True,
        external_id="one",
    )


def test_a_whole_modal_is_taken() -> None:
    """Nothing is said against a modal with one of everything."""
    assert problems_in(whole()) == []


def test_a_home_and_messages_are_taken() -> None:
    """Nothing is said against a Home, a message with blocks, a markdown block, a chart."""
    assert problems_in(home(section("Hello"), row(button("Go", "go")))) == []
    assert problems_in({"text": "hi"}) == []
    chart = {"type": "pie", "segments": [{"label": "a", "value": 1}]}
    blocks = [
        {"type": "markdown", "text": "# Hello"},
        {"type": "data_visualization", "title": "Load", "chart": chart},
    ]
    assert problems_in({"text": "hi", "blocks": blocks}) == []


def _set(path: str, value: Any) -> Callable[[Json], None]:
    def change(view: Json) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        at: Any = view
        for part in way:
            at = at[part]
        at[last] = value

    return change


def _without(key: str) -> Callable[[Json], None]:
    def change(view: Json) -> None:
        del view[key]

    return change


def _again(block: int) -> Callable[[Json], None]:
    def change(view: Json) -> None:
        view["blocks"].append(copy.deepcopy(view["blocks"][block]))

    return change


def _twice_in_a_row(view: Json) -> None:
    view["blocks"].append(row(button("A", "same"), button("B", "same"), block_id="other"))


FAULTS: dict[str, Callable[[Json], None]] = {
    "no submit with inputs": _without("submit"),
    "no title": _without("title"),
    "no blocks": _set("blocks", []),
    "blocks missing": _without("blocks"),
    "a block_id twice": _again(1),
    "an action_id twice in a row": _twice_in_a_row,
    "an unknown kind of view": _set("type", "window"),
    "an unknown field of a view": _set("submit_disabled", True),
    "a long title": _set("title", plain("x" * 25)),
    "a title in markup": _set("title", {"type": "mrkdwn", "text": "x"}),
    "a long submit": _set("submit", plain("x" * 25)),
    "a long close": _set("close", plain("x" * 25)),
    "long private_metadata": _set("private_metadata", "x" * 3001),
    "a long callback_id": _set("callback_id", "x" * 256),
    "a long external_id": _set("external_id", "x" * 256),
    "101 blocks": _set("blocks", [{"type": "divider"}] * 101),
    "an unknown block": _set("blocks.4", {"type": "curtain"}),
    "a block for messages": _set("blocks.4", {"type": "markdown", "text": "x"}),
    "an unknown field of a block": _set("blocks.4", {"type": "divider", "colour": "red"}),
    "a long header": _set("blocks.0.text.text", "x" * 151),
    "a header in markup": _set("blocks.0.text.type", "mrkdwn"),
    "a long section": _set("blocks.1.text.text", "x" * 3001),
    "an empty section": _set("blocks.1.text.text", ""),
    "a section with a string": _set("blocks.1.text", "words"),
    "a long block_id": _set("blocks.1.block_id", "x" * 256),
    "eleven fields": _set("blocks.2.fields", [plain("a")] * 11),
    "a long field": _set("blocks.2.fields.0.text", "x" * 2001),
    "eleven parts of a context": _set("blocks.3.elements", [plain("a")] * 11),
    "a long label": _set("blocks.5.label.text", "x" * 2001),
    "a long placeholder": _set("blocks.5.element.placeholder.text", "x" * 151),
    "a too generous max_length": _set("blocks.5.element.max_length", 3001),
    "a long action_id": _set("blocks.5.element.action_id", "x" * 256),
    "an element that no input takes": _set("blocks.5.element", button("Go", "go")),
    "an unknown element": _set("blocks.5.element", {"type": "lever", "action_id": "l"}),
    "eleven radio buttons": _set("blocks.6.element.options", options(*map(str, range(11)))),
    "an initial choice not offered": _set("blocks.6.element.initial_option", options("Three")[0]),
    "no radio buttons": _set("blocks.6.element.options", []),
    "a long option": _set("blocks.7.element.options.1.text.text", "x" * 76),
    "a long value of an option": _set("blocks.7.element.options.1.value", "x" * 76),
    "a long description": _set("blocks.7.element.options.0.description.text", "x" * 76),
    "an initial box not offered": _set("blocks.7.element.initial_options", options("Three")),
    "101 choices": _set("blocks.8.element.options", options(*map(str, range(101)))),
    "a day that is none": _set("blocks.10.element.initial_date", "tomorrow"),
    "a long button": _set("blocks.13.elements.0.text.text", "x" * 76),
    "a long value": _set("blocks.13.elements.0.value", "x" * 2001),
    "an unknown style": _set("blocks.13.elements.0.style", "loud"),
    "a long question": _set("blocks.13.elements.0.confirm.text.text", "x" * 301),
    "26 in a row": _set("blocks.13.elements", [button("A", f"a{i}") for i in range(26)]),
    "six in an overflow": _set("blocks.13.elements.1.options", options(*map(str, range(6)))),
    "250 kB": _set("blocks.1.text.text", "é" * 130_000),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_found(fault: str) -> None:
    """Each fault alone, in a modal that is otherwise taken, is found."""
    view = whole()
    FAULTS[fault](view)
    assert problems_in(view)


@pytest.mark.parametrize(
    "message",
    [
        {"text": "x", "blocks": [{"type": "divider"}] * 51},
        {"text": "x", "blocks": [section("x" * 2900)] * 5},
        {"text": "x" * 40_001},
        {"text": "x", "blocks": [section("a", "b"), section("c", "b")]},
        {"text": "x", "blocks": [{"type": "data_visualization", "title": "x" * 51, "chart": {}}]},
    ],
    ids=["51 blocks", "too much text in blocks", "too much text", "a block_id twice", "a bad chart"],
)
def test_a_message_at_fault_is_found(message: Json) -> None:
    """Messages have limits of their own."""
    assert problems_in(message)


def test_a_home_has_no_submit() -> None:
    """A Home with a submit is refused, one with an input is not."""
    assert problems_in(home(section("a")) | {"submit": plain("Send")})
    assert problems_in(home(field("note"))) == []
