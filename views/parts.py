"""The pieces every screen is made of, kept within Slack's limits, and the footer that closes each one.

Our own words may hold marks (*bold*); what people typed reaches these functions through views/safe.py.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from domain.people import Language
from views import names, safe
from words import words

Block = dict[str, Any]
View = dict[str, Any]

Spoken = Language | tuple[Language, ...]
"""The language of a screen; several where its reader is not known."""

BOTH = (Language.EN, Language.ES)

FOOTER = "footer"
"""The footer's block_id: one to a view."""

MODAL_TITLE = 24
BUTTON_TEXT = 75
OPTION_TEXT = 75
SECTION_TEXT = 3000
HEADER_TEXT = 150
MODAL_BLOCKS = 100
MESSAGE_BLOCKS = 50
FEW_OPTIONS = 10  # radio buttons and checkboxes hold no more
SELECT_OPTIONS = 100


def plain(text: str, limit: int = SECTION_TEXT) -> Block:
    """Return a plain_text object: nothing in it is marked up, mentioned or turned into a picture."""
    return {"type": "plain_text", "text": safe.shorten(text, limit), "emoji": False}


def mrkdwn(text: str, limit: int = SECTION_TEXT) -> Block:
    """Return an mrkdwn object that Slack does not search for names and links of its own."""
    return {"type": "mrkdwn", "text": safe.shorten(text, limit), "verbatim": True}


def header(text: str) -> Block:
    """Return a header."""
    return {"type": "header", "text": plain(text, HEADER_TEXT)}


def section(text: str, accessory: Block | None = None, block_id: str = "") -> Block:
    """Return a paragraph of mrkdwn, with a button or select beside it if given."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return _with(block, accessory=accessory, block_id=block_id)


def quiet_section(text: str) -> Block:
    """Return a paragraph of plain text: for words we did not write ourselves."""
    return {"type": "section", "text": plain(text)}


def context(text: str) -> Block:
    """Return a small grey line of mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def divider() -> Block:
    """Return a thin line."""
    return {"type": "divider"}


def button(
    name: str, text: str, value: str = "", *, style: str = "", label: str = "", confirm: Block | None = None
) -> Block:
    """Return a button. `label` is what a screen reader says where the text alone is not enough."""
    block: Block = {"type": "button", "action_id": name, "text": plain(text, BUTTON_TEXT)}
    spoken = safe.shorten(label, BUTTON_TEXT)
    return _with(block, value=value, style=style, accessibility_label=spoken, confirm=confirm)


def own_id(block: Block, place: int) -> Block:
    """Return the block with a block_id of its own: two calls in one view would bear the same."""
    return block | {"block_id": f"{block['block_id']}:{place}"} if "block_id" in block else block


def actions(elements: Sequence[Block], block_id: str = "") -> Block:
    """Return a row of buttons or selects."""
    return _with({"type": "actions", "elements": list(elements)}, block_id=block_id)


def ask_first(title: str, text: str, yes: str, no: str) -> Block:
    """Return the question that a button asks before it does what cannot be taken back."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str, description: str = "") -> Block:
    """Return one option of a list, radio button or checkbox."""
    block: Block = {"text": plain(text or "?", OPTION_TEXT), "value": value}
    return _with(block, description=plain(description, OPTION_TEXT) if description else None)


def entry(  # an input block has this many parts, and each is named where it is used
    label: str,
    element: Block,
    *,
    block_id: str,
    hint: str = "",
    optional: bool = True,
    dispatch: bool = False,
) -> Block:
    """Return an input with its label. `dispatch` tells the bot of a change at once."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    return _with(block, hint=plain(hint, 2000) if hint else None, dispatch_action=dispatch or None)


def pick_one(action_id: str, options: Sequence[Block], chosen: str = "", placeholder: str = "") -> Block:
    """Return radio buttons, or a list where there are more than ten options."""
    initial = next((item for item in options if item["value"] == chosen), None)
    if len(options) <= FEW_OPTIONS and not placeholder:
        return _with(
            {"type": "radio_buttons", "action_id": action_id, "options": list(options)},
            initial_option=initial,
        )
    return pick_from_list(action_id, options, chosen, placeholder)


def pick_from_list(
    action_id: str, options: Sequence[Block], chosen: str = "", placeholder: str = ""
) -> Block:
    """Return a list to pick one from."""
    initial = next((item for item in options if item["value"] == chosen), None)
    block: Block = {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options)[:SELECT_OPTIONS],
    }
    return _with(block, initial_option=initial, placeholder=plain(placeholder, 150) if placeholder else None)


def pick_many(
    action_id: str, options: Sequence[Block], chosen: Iterable[str] = (), placeholder: str = ""
) -> Block:
    """Return checkboxes, or a list where there are more than ten options."""
    wanted = set(chosen)
    initial = [item for item in options if item["value"] in wanted] or None
    if len(options) <= FEW_OPTIONS and not placeholder:
        return _with(
            {"type": "checkboxes", "action_id": action_id, "options": list(options)}, initial_options=initial
        )
    block: Block = {
        "type": "multi_static_select",
        "action_id": action_id,
        "options": list(options)[:SELECT_OPTIONS],
    }
    return _with(block, initial_options=initial, placeholder=plain(placeholder, 150) if placeholder else None)


def write(
    action_id: str, initial: str = "", *, limit: int, several_lines: bool = False, enter: bool = False
) -> Block:
    """Return a box to write in. `enter` tells the bot when Enter is pressed in it."""
    block: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": several_lines,
        "max_length": limit,
    }
    dispatch = {"trigger_actions_on": ["on_enter_pressed"]} if enter else None
    return _with(
        block, initial_value=safe.shorten(safe.clean(initial), limit), dispatch_action_config=dispatch
    )


def pick_time(action_id: str, initial: str = "") -> Block:
    """Return a box for a time of day; `initial` is "HH:MM"."""
    return _with({"type": "timepicker", "action_id": action_id}, initial_time=initial)


def pick_date(action_id: str, initial: str = "") -> Block:
    """Return a box for a day; `initial` is "YYYY-MM-DD"."""
    return _with({"type": "datepicker", "action_id": action_id}, initial_date=initial)


def in_both(text_id: str, spoken: Spoken = BOTH) -> str:
    """Return a short text in each language of a screen, side by side."""
    languages = spoken if isinstance(spoken, tuple) else (spoken,)
    return " · ".join(words(language)(text_id) for language in languages)


def footer(spoken: Spoken) -> Block:
    """Return the two ways out, the same on every card, modal and Home, always last (field.md, 8.5)."""
    person = button(names.SUPPORT_OPEN, in_both("footer-person", spoken))
    return actions([person, button(names.HELP_LINES, in_both("footer-lines", spoken))], FOOTER)


def modal(
    spoken: Spoken,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    close: str = "",
    callback_id: str = "",
    metadata: str = "",
) -> View:
    """Return a modal with the footer as its last block."""
    view: View = {
        "type": "modal",
        "title": plain(title, MODAL_TITLE),
        "blocks": [*list(blocks)[: MODAL_BLOCKS - 1], footer(spoken)],
        "close": plain(close or in_both("close", spoken), MODAL_TITLE),
        "notify_on_close": False,
    }
    return _with(
        view,
        submit=plain(submit, MODAL_TITLE) if submit else None,
        callback_id=callback_id,
        private_metadata=metadata,
    )


def card(spoken: Spoken, blocks: Sequence[Block]) -> list[Block]:
    """Return a message's blocks with the footer as the last."""
    return [*list(blocks)[: MESSAGE_BLOCKS - 1], footer(spoken)]


def _with(block: Block, **extras: object) -> Block:
    """Return the block with the extras that hold something."""
    return block | {key: value for key, value in extras.items() if value}
