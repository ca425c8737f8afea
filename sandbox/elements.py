"""What Slack's client knows of Block Kit: where the elements are, what they hold, what is missing."""

import secrets
from collections.abc import Iterator
from typing import Any

from sandbox.world import Json

# element type -> (key in state.values, key of the initial value in the block, value when empty)
STATEFUL: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
}


def elements_of(block: Json) -> list[Json]:
    """The interactive elements of one block: an input's, a section's, or a row of them."""
    if block.get("type") == "input":
        return [block["element"]] if isinstance(block.get("element"), dict) else []
    if block.get("type") == "actions":
        return [element for element in block.get("elements", []) if isinstance(element, dict)]
    accessory = block.get("accessory")
    if isinstance(accessory, dict) and accessory.get("type") != "image":
        return [accessory]
    return []


def placed(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that holds it, from top to bottom."""
    for block in blocks:
        for element in elements_of(block):
            yield block, element


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The block and the element of that name, if they are there."""
    for block, element in placed(blocks):
        if block.get("block_id") == block_id and element.get("action_id") == action_id:
            return block, element
    return None


def named(blocks: list[Json]) -> list[Json]:
    """A copy of the blocks with ids given where the app gave none, as Slack does."""
    copies = []
    for block in blocks:
        copy = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
        if copy.get("type") == "input" and isinstance(copy.get("element"), dict):
            copy["element"] = _with_action_id(copy["element"])
        elif copy.get("type") == "actions":
            copy["elements"] = [_with_action_id(element) for element in copy.get("elements", [])]
        elif elements_of(copy):
            copy["accessory"] = _with_action_id(copy["accessory"])
        copies.append(copy)
    return copies


def _with_action_id(element: Json) -> Json:
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)}


def options_of(element: Json) -> list[Json]:
    """The options of a select, radio buttons, checkboxes or overflow, groups flattened."""
    groups = element.get("option_groups") or []
    return list(element.get("options") or []) + [o for g in groups for o in g.get("options", [])]


def state_of(blocks: list[Json], before: Json | None = None) -> Json:
    """What state.values is for these blocks.

    What was entered stays where block_id, action_id and type are the same, also when the block
    comes with another initial value: Slack's client does so on views.update and on
    `response_action: update` (api.slack.com/methods/views.update, "Preserving input entry").

    Args:
        blocks: the new blocks, all with ids.
        before: state.values of what was shown before, if anything was.
    """
    values: Json = {}
    for block, element in placed(blocks):
        kind = element.get("type", "")
        if kind not in STATEFUL:
            continue
        key, initial, empty = STATEFUL[kind]
        old = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        if old is not None and old.get("type") == kind and _still_offered(element, old, key):
            held = old
        else:
            held = {"type": kind, key: element.get(initial, empty)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def _still_offered(element: Json, held: Json, key: str) -> bool:
    """Whether what was chosen is still among the options; true for what has none."""
    offered = {option.get("value") for option in options_of(element)}
    if not offered:
        return True
    chosen = held.get(key) or []
    chosen = chosen if isinstance(chosen, list) else [chosen]
    return all(option.get("value") in offered for option in chosen)


def merged(values: Json, sent: Json, blocks: list[Json]) -> Json:
    """State.values with what a client sent put over it; what the blocks do not hold is ignored."""
    result = {block_id: dict(actions) for block_id, actions in values.items()}
    for block_id, actions in (sent or {}).items():
        for action_id, held in actions.items():
            place = find(blocks, block_id, action_id)
            if place is None or place[1].get("type") not in STATEFUL or not isinstance(held, dict):
                continue
            result.setdefault(block_id, {})[action_id] = {**held, "type": place[1]["type"]}
    return result


def refused_by_client(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's client itself says before it sends a form: block_id -> sentence."""
    refused: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        key = STATEFUL.get(element.get("type", ""), ("value", "", None))[0]
        held = values.get(block["block_id"], {}).get(element["action_id"], {}).get(key)
        if not held:
            if not block.get("optional"):
                refused[block["block_id"]] = "Please complete this required field."
        elif isinstance(held, str) and (sentence := _text_refused(element, held)):
            refused[block["block_id"]] = sentence
    return refused


def _text_refused(element: Json, text: str) -> str:
    kind = element.get("type")
    if kind == "plain_text_input":
        if len(text) < element.get("min_length", 0):
            return f"Please use at least {element['min_length']} characters."
        if len(text) > element.get("max_length", 3000):
            return f"Please use no more than {element.get('max_length', 3000)} characters."
    if kind == "number_input":
        return _number_refused(element, text)
    if kind == "email_text_input" and "@" not in text:
        return "Please enter a valid email address."
    if kind == "url_text_input" and "://" not in text:
        return "Please enter a valid URL."
    return ""


def _number_refused(element: Json, text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of {element['min_value']} or more."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of {element['max_value']} or less."
    return ""
