"""The screen that stands while something takes longer than Slack waits."""

from collections.abc import Mapping
from typing import Any

from views import safe
from views.parts import BOTH, View, in_both, modal, section
from words import words

CARRIED = ("type", "callback_id", "title", "submit", "close", "private_metadata")


def moment() -> View:
    """Return the "one moment" screen; it is replaced as soon as the answer is there."""
    return _in_both("moment-title", "moment-text")


def done() -> View:
    """Return what takes its place where nothing else is to be shown."""
    return _in_both("moment-done-title", "moment-done")


def again(view: Mapping[str, Any], errors: Mapping[str, str]) -> View:
    """Return a form that was submitted once more, with what has to be mended in it. Takes Slack's view."""
    told = [section("*" + "\n".join(safe.typed_mrkdwn(error, 300) for error in errors.values()) + "*")]
    carried = {key: view[key] for key in CARRIED if view.get(key)}
    return {**carried, "blocks": [*told, *view["blocks"]]}


def _in_both(title: str, text: str) -> View:
    said = section("\n".join(words(language)(text) for language in BOTH))
    return modal(BOTH, in_both(title), [said])
