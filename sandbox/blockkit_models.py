"""Slack's JSON as blockkit's and slack_sdk's models, to hear what either says against it."""

import copy
from collections.abc import Callable
from typing import Any, get_args

from blockkit import core
from slack_sdk.models import JsonObject
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from sandbox.world import Json

BLOCKS: dict[str, type[Any]] = {
    "actions": core.Actions,
    "context": core.Context,
    "divider": core.Divider,
    "header": core.Header,
    "image": core.Image,
    "input": core.Input,
    "markdown": core.Markdown,
    "section": core.Section,
}
ELEMENTS: dict[str, type[Any]] = {
    made._get_field("type").value: type(made)
    for union in (core.ActionElement, core.InputElement, core.SectionElement)
    for made in (element_class() for element_class in get_args(union))
}
TEXTS = ("plain_text", "mrkdwn")
# where Slack wants a text object and blockkit would kindly turn a string into one
TEXT_KEYS = {"text", "title", "label", "hint", "placeholder", "description", "deny"}
MARKED_UP_OPTIONS = ("checkboxes", "radio_buttons")  # Slack lets these two have mrkdwn options


def said_by_blockkit(block: Json) -> str:
    """What blockkit has against one block: its sentence, or an empty string.

    Block types that blockkit does not model are left to slack_sdk.
    """
    block_class = BLOCKS.get(block.get("type", ""))
    if block_class is None:
        return ""
    return _said(lambda: _component(block_class, block).build())


def said_by_slack_sdk(block: Json) -> str:
    """What slack_sdk's models have against one block, every part of it asked."""
    return _said(lambda: _ask_all(Block.parse(copy.deepcopy(block))))


def said_of_view_frame(view: Json) -> list[str]:
    """What both have against a view without its blocks: title, submit, close, metadata, ids."""
    frame = {key: value for key, value in view.items() if value not in (None, "")}
    divider: list[Json] = [{"type": "divider"}]
    sdk = _said(lambda: View(**{**copy.deepcopy(frame), "blocks": divider}).validate_json())
    surface = core.Home if view.get("type") == "home" else core.Modal
    parts = {key: value for key, value in frame.items() if key not in ("type", "blocks")}
    kit = _said(lambda: _component(surface, {**parts, "blocks": divider}).build())
    return [sentence for sentence in (kit, sdk) if sentence]


def _said(ask: Callable[[], object]) -> str:
    try:
        ask()
    except Exception as problem:  # whatever a model raises is its refusal
        return f"{problem}" or type(problem).__name__
    return ""


def _ask_all(part: object) -> None:
    """validate_json on a slack_sdk object and on all it holds; it does not do so by itself."""
    if part is None:
        raise ValueError("unsupported type")
    if isinstance(part, JsonObject):
        part.validate_json()
        for held in vars(part).values():
            for inner in held if isinstance(held, list | tuple) else [held]:
                if isinstance(inner, JsonObject):
                    _ask_all(inner)


def _component(component: type[Any], json: Json) -> Any:
    """A blockkit component from Slack's JSON. Raises TypeError for a key it does not know."""
    parts: Json = {}
    for key, value in json.items():
        if key == "type" and component is not core.Text:
            continue
        if isinstance(value, str) and key in TEXT_KEYS and component not in (core.Text, core.Markdown):
            raise ValueError(f"{key} must be a text object")
        parts[key] = _part(key, value)
    if component is core.NumberInput:
        for key in ("initial_value", "min_value", "max_value"):
            if key in parts:
                parts[key] = float(parts[key]) if "." in str(parts[key]) else int(parts[key])
    return component(**parts)


def _part(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return _object(key, value)
    if isinstance(value, list):
        return [_object(key, item) if isinstance(item, dict) else item for item in value]
    return value


NESTED: dict[str, type[Any]] = {
    "options": core.Option,
    "initial_option": core.Option,
    "initial_options": core.Option,
    "option_groups": core.OptionGroup,
    "confirm": core.Confirm,
    "dispatch_action_config": core.DispatchActionConfig,
    "filter": core.ConversationFilter,
    "slack_file": core.SlackFile,
}


def _object(key: str, value: Json) -> Any:
    kind = value.get("type", "")
    if kind in TEXTS:
        return _component(core.Text, value)
    if key in NESTED:
        return _component(NESTED[key], value)
    if key == "blocks" and kind in BLOCKS:
        return _component(BLOCKS[kind], value)
    if kind in ELEMENTS:
        return _component(ELEMENTS[kind], _plain_options(value))
    if kind == "image":
        return _component(core.ImageEl, value)
    raise ValueError(f"unsupported type: {kind or key}")


def _plain_options(element: Json) -> Json:
    """Checkboxes and radio buttons with plain options: blockkit knows no others, Slack does."""
    if element.get("type") not in MARKED_UP_OPTIONS:
        return element

    def plain(option: Json) -> Json:
        texts = {
            key: {"type": "plain_text", "text": option[key].get("text")}
            for key in ("text", "description")
            if isinstance(option.get(key), dict)
        }
        return {**option, **texts}

    result = dict(element)
    for key in ("options", "initial_options"):
        if key in result:
            result[key] = [plain(option) for option in result[key]]
    if "initial_option" in result:
        result["initial_option"] = plain(result["initial_option"])
    return result
