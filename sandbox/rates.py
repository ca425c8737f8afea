"""Slack's rates: so many calls a minute for each method, and a message a second for each channel."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Literal

Rates = Literal["slack", "off"]

MINUTE = 60.0
TIER = {1: 1, 2: 20, 3: 50, 4: 100}  # calls a minute and method
# apps.connections.open is tier 1, but Slack lets an app open all its ten connections at a start
BURST_OF_CONNECTIONS = 20
METHOD_TIERS = {
    "users.list": 2,
    "dnd.teamInfo": 2,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.open": 3,
    "conversations.info": 3,
    "conversations.history": 3,
    "dnd.info": 3,
    "chat.postEphemeral": 4,
    "users.info": 4,
    "conversations.members": 4,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
}
SPECIAL = {"auth.test": 600, "apps.connections.open": BURST_OF_CONNECTIONS}
CHANNEL_BURST = 4  # messages at once in one channel, then one a second
# "several hundred messages per minute" for a workspace, as docs.slack.dev says without a figure
WORKSPACE_A_MINUTE = 300


class RateLimiter:
    """Counts calls and says when one is too many.

    Args:
        rates: "slack" for Slack's figures, "off" for none.
        multiply: how many times Slack's figures to allow; more than 1 for load tests.
        steady: monotonic seconds.
    """

    def __init__(self, rates: Rates, multiply: float, steady: Callable[[], float]) -> None:
        self.rates: Rates = rates
        self.multiply = multiply
        self._steady = steady
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._channels: dict[str, tuple[float, float]] = {}  # channel -> (tokens, when counted)

    def wait_before(self, method: str, channel: str) -> int:
        """Count this call.

        Args:
            method: the Web API method.
            channel: where a message would go; only chat.postMessage heeds it.

        Returns:
            0 when it may go on, else the seconds to wait, for Retry-After.
        """
        if self.rates == "off":
            return 0
        if method == "chat.postMessage":
            wait = self._channel_wait(channel)
            return wait or self._window_wait(method, WORKSPACE_A_MINUTE)
        allowed = SPECIAL.get(method) or TIER[METHOD_TIERS.get(method, 3)]
        return self._window_wait(method, allowed)

    def _window_wait(self, name: str, a_minute: int) -> int:
        now, calls = self._steady(), self._calls[name]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= a_minute * self.multiply:
            return max(1, math.ceil(calls[0] + MINUTE - now))
        calls.append(now)
        return 0

    def _channel_wait(self, channel: str) -> int:
        now, most = self._steady(), CHANNEL_BURST * self.multiply
        tokens, counted = self._channels.get(channel, (most, now))
        tokens = min(most, tokens + (now - counted) * self.multiply)
        if tokens < 1:
            self._channels[channel] = (tokens, now)
            return max(1, math.ceil((1 - tokens) / self.multiply))
        self._channels[channel] = (tokens - 1, now)
        return 0

    def forget(self) -> None:
        """Start counting anew."""
        self._calls.clear()
        self._channels.clear()
