"""A touch: one thing somebody did in Slack; and the answer to it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from views.fields import Filled, read
from views.metadata import unpack

Json = Mapping[str, Any]
Effect = Callable[[AsyncWebClient], Awaitable[None]]
"""A call to Slack that follows the acknowledgement."""


@dataclass(slots=True)
class Late:
    """What a touch has shown whose work takes long: the view that says "one moment" ("" for none), and
    whether something came of it."""

    view_id: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """What somebody did: its name (`surface.verb`), who, and what came with it.

    `value` is a button's value or a command's text, `trigger` is good for three seconds, `view` is the
    modal or Home it happened in (None in a message), `repeat_key` tells a redelivery.
    """

    name: str
    slack_user: str
    body: Json
    value: str = ""
    trigger: str = ""
    view: Json | None = None
    repeat_key: str = ""
    late: Late = field(default_factory=Late, compare=False)

    @property
    def in_modal(self) -> bool:
        """Whether it happened in a modal, so that what comes next goes on top of it."""
        return self.view is not None and self.view.get("type") == "modal"

    @property
    def has_room(self) -> bool:
        """Whether one more view fits on top of this modal: Slack holds three on top of each other."""
        before = (self.view or {}).get("previous_view_id")
        return not before or before == (self.view or {}).get("root_view_id")

    @property
    def is_submit(self) -> bool:
        """Whether a modal was submitted: its acknowledgement can carry a view."""
        return self.body.get("type") == "view_submission"

    @property
    def metadata(self) -> dict[str, object]:
        """What the view carries in its private_metadata; empty where it carries nothing readable."""
        return unpack(str((self.view or {}).get("private_metadata") or ""))

    @property
    def filled(self) -> Filled:
        """What was filled in, by field."""
        return read(self.view or {})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the acknowledgement says (only a submit's can say something), and the calls that follow it."""

    says: dict[str, Any] | None = None
    effects: tuple[Effect, ...] = ()

    @classmethod
    def update(cls, view: dict[str, Any], *effects: Effect) -> "Answer":
        """Show `view` in place of the one that was submitted."""
        return cls({"response_action": "update", "view": view}, effects)

    @classmethod
    def push(cls, view: dict[str, Any], *effects: Effect) -> "Answer":
        """Show `view` on top of the one that was submitted, which keeps what was typed into it."""
        return cls({"response_action": "push", "view": view}, effects)

    @classmethod
    def on_top(cls, touch: Touch, view: dict[str, Any]) -> "Answer":
        """Show `view` on top of the one that was submitted; in its place where Slack takes no more."""
        return cls.push(view) if touch.has_room else cls.update(view)

    @classmethod
    def errors(cls, by_block: dict[str, str]) -> "Answer":
        """Say at each input what is amiss; nothing that was typed is lost."""
        return cls({"response_action": "errors", "errors": by_block})

    @classmethod
    def clear(cls, *effects: Effect) -> "Answer":
        """Close every modal of this person's stack."""
        return cls({"response_action": "clear"}, effects)

    @classmethod
    def then(cls, *effects: Effect) -> "Answer":
        """Acknowledge with nothing; close the view that was submitted, if one was."""
        return cls(None, effects)
