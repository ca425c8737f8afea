"""Trigger ids: good for one view, within three seconds of a person's touch."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

KEPT_SECONDS = 600.0  # after that a spent trigger is as unknown as any other


class TriggerRefusedError(Exception):
    """A trigger cannot be used; `args[0]` is Slack's error name."""


@dataclass
class Trigger:
    """What a trigger was given for: whom, and in which modal, if it was in one."""

    user_id: str
    view_id: str | None
    made: float
    used: bool = False


class Triggers:
    """The triggers given out.

    Args:
        lifetime: how long one is good, in seconds.
        steady: monotonic seconds; the adjustable clock must not spend triggers.
    """

    def __init__(self, lifetime: float, steady: Callable[[], float]) -> None:
        self._lifetime = lifetime
        self._steady = steady
        self._given: dict[str, Trigger] = {}

    def give(self, user_id: str, view_id: str | None = None) -> str:
        """A new trigger id for a touch of this person, in this modal."""
        now = self._steady()
        if len(self._given) > 5000:
            self._given = {
                name: trigger for name, trigger in self._given.items() if trigger.made > now - KEPT_SECONDS
            }
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._given[name] = Trigger(user_id, view_id, now)
        return name

    def spend(self, name: str) -> Trigger:
        """Use a trigger.

        Raises:
            TriggerRefusedError: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._given.get(name)
        if trigger is None:
            raise TriggerRefusedError("invalid_trigger_id")
        if trigger.used:
            raise TriggerRefusedError("exchanged_trigger_id")
        if self._steady() - trigger.made > self._lifetime:
            raise TriggerRefusedError("expired_trigger_id")
        trigger.used = True
        return trigger
