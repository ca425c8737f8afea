"""One of every kind of block and element that the page can show."""

from typing import Any

Json = dict[str, Any]

OUTSIDE_PICTURE = "https://example.org/river.png"  # never fetched: the page keeps to this machine


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, block_id: str, **more: Any) -> Json:
    return {"type": "section", "block_id": block_id, "text": mrkdwn(text), **more}


def option(value: str, label: str, note: str = "") -> Json:
    told: Json = {"text": plain(label), "value": value}
    return told | ({"description": plain(note)} if note else {})


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def row(block_id: str, *elements: Json) -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block; optional unless told otherwise, as most of Hearth's are."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "optional": True,
        "element": {"action_id": "field", **element},
        **more,
    }


WHEN = [option("now", "Now", "Within minutes"), option("today", "Today"), option("week", "This week")]
FEELINGS = [option("sad", "Sad"), option("tired", "Tired", "In body or mind"), option("angry", "Angry")]
CONFIRM = {
    "title": plain("Send it?"),
    "text": plain("Everyone named will see these words."),
    "confirm": plain("Send it now"),
    "deny": plain("Not now"),
}


def words() -> list[Json]:
    """What is only read."""
    return [
        {"type": "header", "block_id": "header", "text": plain("Every kind of block")},
        section(
            "*bold* _italic_ ~strike~ `code` <https://example.org|a link> <tel:988|Call 988> "
            "<@U0SAM> <#C0PEERTEAM> a &amp; b &lt;c&gt;\n> a quote\n• one\n• two\n```fenced```",
            "mrkdwn",
        ),
        {
            "type": "section",
            "block_id": "fields",
            "fields": [mrkdwn("*Who*\nAnyone"), mrkdwn("*When*\nToday")],
        },
        {"type": "divider", "block_id": "divider"},
        {"type": "context", "block_id": "context", "elements": [mrkdwn("Only you see this.")]},
        {
            "type": "image",
            "block_id": "image",
            "image_url": OUTSIDE_PICTURE,
            "alt_text": "A quiet river",
            "title": plain("A river"),
        },
        {"type": "rich_text", "block_id": "rich", "elements": rich_text()},
    ]


def rich_text() -> list[Json]:
    text: Json = {"type": "text", "text": "rich and bold", "style": {"bold": True}}
    line = {"type": "rich_text_section", "elements": [text]}
    return [line, {"type": "rich_text_list", "style": "bullet", "elements": [line]}]


def touchables() -> list[Json]:
    """What is touched, outside of inputs: every touch is an action."""
    return [
        row(
            "buttons",
            button("I need a person", "person", style="primary"),
            button("Help lines", "lines", accessibility_label="Help lines, open to anyone"),
            button("Delete it", "delete", style="danger", confirm=CONFIRM),
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("hide", "Hide"), option("why", "Why this")],
            },
        ),
        row(
            "selects",
            {"type": "static_select", "action_id": "when", "placeholder": plain("When"), "options": WHEN},
            {
                "type": "multi_static_select",
                "action_id": "which",
                "placeholder": plain("Which"),
                "options": FEELINGS,
            },
            {"type": "users_select", "action_id": "whom", "placeholder": plain("Whom")},
            {"type": "multi_users_select", "action_id": "all", "placeholder": plain("All of them")},
        ),
        row(
            "times",
            {"type": "datepicker", "action_id": "date", "placeholder": plain("Which day")},
            {"type": "timepicker", "action_id": "time", "placeholder": plain("What time")},
        ),
        section(
            "Pick one", "radios", accessory={"type": "radio_buttons", "action_id": "radio", "options": WHEN}
        ),
        section(
            "Pick any", "boxes", accessory={"type": "checkboxes", "action_id": "box", "options": FEELINGS}
        ),
    ]


def inputs() -> list[Json]:
    """What is filled in, in a modal."""
    return [
        field("line", "A line", {"type": "plain_text_input", "max_length": 20}, optional=False),
        field(
            "area",
            "More words",
            {"type": "plain_text_input", "multiline": True},
            hint=plain("Nothing is kept."),
        ),
        field("number", "How many", {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}),
        field("select", "When", {"type": "static_select", "options": WHEN}),
        field("several", "What stays", {"type": "multi_static_select", "options": FEELINGS}),
        field("user", "Whom", {"type": "users_select"}),
        field("users", "Who may see it", {"type": "multi_users_select"}),
        field("radio", "How", {"type": "radio_buttons", "options": WHEN}),
        field("boxes", "Any of these", {"type": "checkboxes", "options": FEELINGS}),
        field("day", "Which day", {"type": "datepicker"}),
        field("hour", "What time", {"type": "timepicker"}),
    ]


def modal(*blocks: Json, title: str = "A step", **more: Any) -> Json:
    view: Json = {"type": "modal", "callback_id": "step", "title": plain(title), "blocks": list(blocks)}
    return view | {"submit": plain("Next"), "close": plain("Pause"), "notify_on_close": True} | more
