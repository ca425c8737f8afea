"""What every Web API method is given, and how it refuses."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.modals import ViewRefusedError
from sandbox.workspace import Workspace
from sandbox.world import Channel, Json, User


class ApiRefusedError(Exception):
    """A call is refused: Slack's error name, what goes beside it, and what was wrong in words."""

    def __init__(self, error: str, messages: list[str] | None = None, beside: Json | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.beside = beside or {}


@dataclass(frozen=True)
class Call:
    """One call: its arguments as they came, by form, query or JSON."""

    method: str
    args: Json
    workspace: Workspace

    def text(self, name: str, *, needed: bool = False) -> str:
        """A string argument, or an empty one.

        Raises:
            ApiRefusedError: invalid_arguments when it is needed and missing.
        """
        value = self.args.get(name)
        if value in (None, "") and needed:
            raise ApiRefusedError("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A yes or no: true, 1, "1", "true"."""
        return self.args.get(name) in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int) -> int:
        """A whole number.

        Raises:
            ApiRefusedError: invalid_arguments when it is none.
        """
        try:
            return int(self.args.get(name) or default)
        except (TypeError, ValueError):
            raise ApiRefusedError("invalid_arguments", [f"{name} must be a number"]) from None

    def parsed(self, name: str, error: str) -> Any:
        """An argument that is JSON, as a string or already parsed; None when it is not there.

        Raises:
            ApiRefusedError: `error`, when it is not JSON.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise ApiRefusedError(error) from None

    def channel(self, *, by_person: bool = False) -> Channel:
        """The channel that `channel` names.

        Args:
            by_person: whether a person's id stands for the direct messages with them.

        Raises:
            ApiRefusedError: channel_not_found.
        """
        world, name = self.workspace.world, self.text("channel", needed=True)
        if by_person and name in world.users and name != world.bot.id:
            return world.direct_channel(name)
        found = world.channels.get(name)
        if found is None or (found.private and world.bot.id not in found.members):
            raise ApiRefusedError("channel_not_found")
        return found

    def user(self, name: str = "user") -> User:
        """The person that an argument names.

        Raises:
            ApiRefusedError: user_not_found.
        """
        found = self.workspace.world.users.get(self.text(name))
        if found is None:
            raise ApiRefusedError("user_not_found")
        return found

    def need(self, scope: str) -> None:
        """Refuse unless the app was given this scope.

        Raises:
            ApiRefusedError: missing_scope, with `needed` and `provided` as Slack tells them.
        """
        if scope not in self.workspace.manifest.scopes:
            provided = ",".join(sorted(self.workspace.manifest.scopes))
            raise ApiRefusedError("missing_scope", beside={"needed": scope, "provided": provided})

    def need_for(self, channel: Channel, what: str) -> None:
        """Refuse unless the app may `what` (read, history) this kind of conversation."""
        kind = "im" if channel.im_user else "groups" if channel.private else "channels"
        self.need(f"{kind}:{what}")


Method = Callable[[Call], Json]


def as_refused(refused: ViewRefusedError) -> ApiRefusedError:
    """A view's refusal as a call's."""
    return ApiRefusedError(refused.error, [f"[ERROR] {message}" for message in refused.messages])
