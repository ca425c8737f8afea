"""What Slack would refuse in a view or a message: blockkit, slack_sdk and our own rules together.

No model knows everything; the union does best (of 34 single faults blockkit 2.1.3 finds 30,
slack_sdk's models 22, both together 31). The rest, and the sizes, are rules of our own.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from sandbox import blockkit_models
from sandbox.elements import options_of, placed
from sandbox.world import Json

VIEW_KEYS = {
    "type", "title", "blocks", "close", "submit", "private_metadata", "callback_id",
    "clear_on_close", "notify_on_close", "external_id",
}  # fmt: skip
IN_VIEWS = {
    "actions", "alert", "context", "data_visualization", "divider", "header", "image", "input",
    "rich_text", "section", "video",
}  # fmt: skip
IN_MESSAGES = IN_VIEWS - {"alert"} | {"markdown", "table", "file", "context_actions", "card"}
MOST_BLOCKS = {"modal": 100, "home": 100, "message": 50}
VIEW_BYTES = 250_000
BLOCK_TEXT = 13_200  # the sum over a message's blocks, then msg_blocks_too_long
MESSAGE_TEXT = 40_000
OPTION_VALUE = 75
FIELD_TEXT = 2_000
CHART_TITLE = 50
CHART_PARTS = range(1, 7)


def problems_in(view_or_message: Mapping[str, Any]) -> list[str]:
    """Everything that Slack would refuse.

    Args:
        view_or_message: a view as given to views.open and its kin (`type` modal or home), or a
            message with `text` and `blocks`.

    Returns:
        One sentence a problem, with its place; empty when Slack would take it.
    """
    return list(_problems(json.dumps(view_or_message, sort_keys=True, ensure_ascii=False)))


def refusal(view_or_message: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """Slack's error name and its messages, or None when it would be taken."""
    problems = problems_in(view_or_message)
    if not problems:
        return None
    is_view = view_or_message.get("type") in ("modal", "home")
    for name in ("view_too_large", "msg_blocks_too_long", "msg_too_long"):
        if any(problem.startswith(name) for problem in problems):
            return name, problems
    return ("invalid_arguments" if is_view or "type" in view_or_message else "invalid_blocks"), problems


@lru_cache(maxsize=512)  # the same screens come again and again, and the models are slow
def _problems(text: str) -> tuple[str, ...]:
    thing: Json = json.loads(text)
    surface = thing.get("type", "message")
    if surface not in MOST_BLOCKS:
        return (f"type must be modal or home, not {surface!r}",)
    blocks = thing.get("blocks")
    if not isinstance(blocks, list):
        if surface == "message" and blocks is None:
            return tuple(_message_sizes(thing, []))
        return ("missing required field: blocks",)
    if not all(isinstance(block, dict) for block in blocks):
        return ("blocks must be a list of objects",)
    found = list(_frame(thing, surface, text))
    if len(blocks) > MOST_BLOCKS[surface]:
        found.append(f"no more than {MOST_BLOCKS[surface]} items allowed [/blocks]")
    if surface == "message":
        found += _message_sizes(thing, blocks)
    for place, block in enumerate(blocks):
        found += [f"{said} [/blocks/{place}]" for said in _block(block, surface)]
    found += _names(blocks)
    return tuple(found)


def _frame(thing: Json, surface: str, text: str) -> Iterator[str]:
    """A view's own fields; a message has none that matter here."""
    if surface == "message":
        return
    if len(text.encode()) > VIEW_BYTES:
        yield f"view_too_large: more than {VIEW_BYTES // 1000} kB"
    yield from (f"invalid additional property: {key}" for key in sorted(thing.keys() - VIEW_KEYS))
    if not thing["blocks"]:
        yield "must have at least one block [/blocks]"
    known = {key: value for key, value in thing.items() if key in VIEW_KEYS}
    yield from blockkit_models.said_of_view_frame(known)
    if len(thing.get("external_id") or "") > 255:
        yield "external_id must be no more than 255 characters"
    inputs = [block for block in thing["blocks"] if block.get("type") == "input"]
    if surface == "modal" and inputs and not thing.get("submit"):
        yield "a view with an input block must have submit"


def _message_sizes(thing: Json, blocks: list[Json]) -> Iterator[str]:
    if len(thing.get("text") or "") > MESSAGE_TEXT:
        yield f"msg_too_long: more than {MESSAGE_TEXT} characters of text"
    total = sum(len(text) for block in blocks for text in _texts(block))
    if total > BLOCK_TEXT:
        yield f"msg_blocks_too_long: {total} characters of text in the blocks"
    if sum(block.get("type") == "data_visualization" for block in blocks) > 2:
        yield "a message may hold at most two charts"


def _texts(part: Any) -> Iterator[str]:
    """Every text in a block, at any depth."""
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def _block(block: Json, surface: str) -> Iterator[str]:
    kind = block.get("type", "")
    if kind not in (IN_MESSAGES if surface == "message" else IN_VIEWS):
        yield f"unsupported block type: {kind or 'none'}"
        return
    if kind == "data_visualization":
        yield from _chart(block)
        return
    said = _said_by_models(json.dumps(block, sort_keys=True, ensure_ascii=False))
    yield from (f"{kind}: {sentence}" for sentence in said)
    if kind in ("section", "input", "actions"):
        yield from _options(block)
    if any(block.get(key) == [] for key in ("elements", "fields")):
        yield f"{kind}: must hold at least one item"
    if any(len(text) > FIELD_TEXT for field in block.get("fields") or [] for text in _texts(field)):
        yield f"{kind}: a field must be no more than {FIELD_TEXT} characters"


@lru_cache(maxsize=4096)  # screens share most of their blocks
def _said_by_models(text: str) -> tuple[str, ...]:
    block: Json = json.loads(text)
    said = {blockkit_models.said_by_blockkit(block), blockkit_models.said_by_slack_sdk(block)}
    return tuple(sorted(said - {""}))


def _chart(block: Json) -> Iterator[str]:
    """Slack's native chart block, which no library models yet."""
    title, chart = block.get("title"), block.get("chart")
    if not isinstance(title, str) or not 1 <= len(title) <= CHART_TITLE:
        yield f"data_visualization: title must be 1 to {CHART_TITLE} characters"
    if not isinstance(chart, dict) or chart.get("type") not in ("pie", "bar", "area", "line"):
        yield "data_visualization: chart must be a pie, bar, area or line"
        return
    parts = chart.get("segments" if chart["type"] == "pie" else "series")
    if not isinstance(parts, list) or len(parts) not in CHART_PARTS:
        yield "data_visualization: 1 to 6 series or segments"


def _options(block: Json) -> Iterator[str]:
    """What an initial choice must be, and how long an option's value may be."""
    for _, element in placed([block]):
        options = options_of(element)
        if "options" in element and not options:
            yield "must hold at least one option"
        if any(len(str(option.get("value", ""))) > OPTION_VALUE for option in options):
            yield f"option value must be no more than {OPTION_VALUE} characters"
        first = element.get("initial_options") or [element.get("initial_option")]
        if any(choice is not None and choice not in options for choice in first if options):
            yield "an initial option must be exactly one of the options"


def _names(blocks: list[Json]) -> Iterator[str]:
    """The names that must not come twice, and the one focus a screen can have."""
    block_ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for block_id, times in block_ids.items():
        if times > 1:
            yield f"block_id used {times} times: {block_id}"
    for place, block in enumerate(blocks):
        actions = Counter(element["action_id"] for _, element in placed([block]) if element.get("action_id"))
        for action_id, times in actions.items():
            if times > 1:
                yield f"action_id used {times} times in one block: {action_id} [/blocks/{place}]"
    if sum(bool(element.get("focus_on_load")) for _, element in placed(blocks)) > 1:
        yield "only one element may have focus_on_load"
