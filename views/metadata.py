"""What a view carries for us in `private_metadata`: JSON with short keys, at most 3,000 characters.

Slack keeps it and hands it back, so nothing that anyone wrote about themselves is ever put in it.
"""

import json

LIMIT = 3000

DEBRIEF = "d"
VERSION = "v"
FLOW = "f"
ASKED_ABOUT_NAMES = "n"  # 1: the screen has asked once whether the note holds a name
DRAFT = "s"
DIGEST = "g"
KIND = "k"
IN_DEBRIEF = "i"
PRESET = "p"
LISTED = "l"  # Slack ids that a screen shows, to tell what was changed on it
CHOSEN = "c"  # the choices of the form below
TEAM = "m"
ON_TOP = "t"  # 1: the form is right below
REQUEST = "r"


class MetadataTooLongError(ValueError):
    """More than Slack would carry. The views shorten what they take, so this is a mistake of ours."""


def pack(**kw: object) -> str:
    """Return `private_metadata` for the given values. Raises `MetadataTooLongError`."""
    packed = json.dumps(kw, ensure_ascii=False, separators=(",", ":"))
    if len(packed.encode("utf-16-le")) // 2 > LIMIT:
        raise MetadataTooLongError(f"{len(packed)} characters")
    return packed


def unpack(packed: str) -> dict[str, object]:
    """Return what was packed; an empty dict where there is nothing, or nothing that we packed."""
    try:
        values = json.loads(packed or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
