"""What was filled in, read back from a view that Slack hands us: the other half of drawing an input.

Every input's action_id ends in `:field`; block_ids change from step to step, so they are not looked at.
"""

from collections.abc import Mapping
from typing import Any

from views import names

Filled = dict[str, str | tuple[str, ...]]

CHOICE = "choice"
NOTE = "note"
KEEP = "keep"

WHEN = "when"
WHOM = "whom"
HOW = "how"
NUMBER = "number"
HEADS_UP = "heads_up"

DAYS = "days"
SINCE = "since"
UNTIL = "until"
MARK = "mark"
ON = "on"
WHAT = "what"
TAKEN = "taken"
SWITCH = "switch"
COUNTS = "counts"
MOST = "most"
REST = "rest"
GLAD = "glad"
HANDLE = "handle"
LONG = "long"

TEAM = "team"
WORD_EN = "word_en"
WORD_ES = "word_es"
PEOPLE = "people"
LEADS = "leads"
COORDINATES = "coordinates"
MAY_BE_ASKED = "may_be_asked"
ZONE = "zone"
SERVER = "server"


def read(view: Mapping[str, Any]) -> Filled:
    """Return what was filled in, by field: text and single choices as a string ("" for nothing), several
    choices as a tuple. Takes Slack's view object, or the view of an action's payload."""
    filled: Filled = {}
    for block in view.get("state", {}).get("values", {}).values():
        for action_id, value in block.items():
            filled[names.suffix_of(action_id)] = _value(value)
    return filled


def text(filled: Filled, field: str) -> str:
    """Return one field as a string; "" where it is not there or holds several."""
    value = filled.get(field, "")
    return value if isinstance(value, str) else ""


def several(filled: Filled, field: str) -> tuple[str, ...]:
    """Return one field as a tuple; a single choice is a tuple of one."""
    value = filled.get(field, ())
    return value if isinstance(value, tuple) else ((value,) if value else ())


def _value(value: Mapping[str, Any]) -> str | tuple[str, ...]:
    if "selected_options" in value:
        return tuple(str(option["value"]) for option in value["selected_options"] or ())
    if "selected_users" in value:
        return tuple(str(user) for user in value["selected_users"] or ())
    if "selected_user" in value:
        return str(value["selected_user"] or "")
    if "selected_option" in value:
        option = value["selected_option"]
        return str(option["value"]) if option else ""
    return str(value.get("value") or value.get("selected_time") or value.get("selected_date") or "")
