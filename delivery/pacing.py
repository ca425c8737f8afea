"""Slack's rates, kept by us before Slack keeps them: token buckets a method and a channel.

A call for a person must never meet a 429 that the rest has caused, so each priority has a share of the
assumed rate: the rest half, answers three quarters, calls all of it. A bucket's level is filled by
monotonic time, never by the adjustable clock. Slack's limits hold for the app in a workspace; the one
process that holds the courier's lock sends nearly everything, so one table in memory is enough.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from domain.cards import Priority


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `per_minute` in any minute, of which `burst` may come at once."""

    per_minute: float
    burst: float

    @property
    def per_second(self) -> float:
        """How fast it fills: so that the burst and a minute's filling are one minute's allowance."""
        return (self.per_minute - self.burst) / 60


# Half of a minute's allowance may come at once: when one teammate accepts, the others' cards change together.
TIER_2 = Rate(20, 10)
TIER_3 = Rate(50, 25)
TIER_4 = Rate(100, 50)

RATES: dict[str, Rate] = {
    # docs.slack.dev, "Rate limits": tiers a method, an app and a workspace; bursts are tolerated.
    "dnd.teamInfo": TIER_2,
    "conversations.open": TIER_3,
    "conversations.history": TIER_3,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "users.info": TIER_4,
    "auth.test": TIER_4,
    # The workspace-wide cap has no published number ("several hundred messages per minute"): assumed low.
    "chat.postMessage": Rate(180, 60),
}
CHANNEL_RATES: dict[str, Rate] = {
    # "1 per second" a channel, "short bursts >1 allowed".
    "chat.postMessage": Rate(60, 4),
}
SHARES: dict[Priority, float] = {Priority.CALL: 1.0, Priority.ANSWER: 0.75, Priority.REST: 0.5}

_MOST_CHANNELS = 2000
"""Above this many remembered channels, those that are full again are forgotten."""


class NoRoomError(Exception):
    """There is no room within the patience given. `wait` says in how many seconds there may be."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"room in {wait:.1f} s")
        self.wait = wait


class _Bucket:
    """Holds up to `burst` tokens and fills by `per_second`."""

    def __init__(self, burst: float, per_second: float, now: float) -> None:
        self._burst = max(1.0, burst)
        self._per_second = per_second
        self._level = self._burst
        self._at = now

    def wait(self, now: float) -> float:
        """Return the seconds until one token is there; 0 if it is there now."""
        missing = 1.0 - self._filled(now)
        # A hair less than one is one: a waiter who slept exactly as told must find the token.
        return missing / self._per_second if missing > 1e-9 else 0.0

    def left(self, now: float) -> int:
        """Return how many tokens are there now."""
        return int(self._filled(now) + 1e-9)

    def take(self, now: float) -> None:
        self._level = self._filled(now) - 1.0
        self._at = now

    def full(self, now: float) -> bool:
        return self._filled(now) >= self._burst

    def _filled(self, now: float) -> float:
        return min(self._burst, self._level + max(0.0, now - self._at) * self._per_second)


class _Shares:
    """One rate, shared: what a priority takes also counts for every more urgent one."""

    def __init__(self, rate: Rate, now: float) -> None:
        self._of = {
            priority: _Bucket(rate.burst * share, rate.per_second * share, now)
            for priority, share in SHARES.items()
        }

    def wait(self, priority: Priority, now: float) -> float:
        return max(bucket.wait(now) for each, bucket in self._of.items() if each <= priority)

    def left(self, priority: Priority, now: float) -> int:
        return min(bucket.left(now) for each, bucket in self._of.items() if each <= priority)

    def take(self, priority: Priority, now: float) -> None:
        for each, bucket in self._of.items():
            if each <= priority:
                bucket.take(now)

    def full(self, now: float) -> bool:
        return all(bucket.full(now) for bucket in self._of.values())


class Pacing:
    """Who may call which method now.

    A 429 pauses that one method for answers and the rest; a call for a person may still try once, since
    a 429 does not say whether it was the channel or the workspace, and waits only for its own 429.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._methods: dict[str, _Shares] = {}
        self._channels: dict[tuple[str, str], _Shares] = {}
        self._lines: dict[tuple[str, Priority], float] = {}
        self._paused: dict[tuple[str, str | None], float] = {}

    async def acquire(self, method: str, target: str, priority: Priority, patience: float) -> None:
        """Wait for room to call `method` once. `target` is the channel or person it is for,
        or "" where there is none.

        Raises `NoRoomError` as soon as it is sure to take longer than `patience` seconds.
        """
        until = self._monotonic() + patience
        while wait := self.take(method, target, priority):
            if self._monotonic() + wait > until:
                raise NoRoomError(self._place_in_line(method, priority, wait))
            await asyncio.sleep(wait)

    def take(self, method: str, target: str, priority: Priority) -> float:
        """Take the room for one call and return 0, or take nothing and return the seconds to wait."""
        now = self._monotonic()
        shares = self._shares(method, target, now)
        wait = max(
            self._pause(method, target, priority, now),
            *(share.wait(priority, now) for share in shares),
        )
        if wait <= 0:
            for share in shares:
                share.take(priority, now)
            return 0.0
        return wait

    def left(self, method: str, priority: Priority) -> int:
        """Return how many calls of `method` have room now, wherever they go: so that no more work is begun
        than can be finished."""
        now = self._monotonic()
        if self._pause(method, "", priority, now) > 0:
            return 0
        return self._shares(method, "", now)[0].left(priority, now)

    def _place_in_line(self, method: str, priority: Priority, wait: float) -> float:
        """Return in how many seconds to come again: each who is sent away gets a later moment, at the rate
        of their share, so that a backlog does not come back all at once to be sent away again."""
        now = self._monotonic()
        pace = RATES[method].per_second * SHARES[priority]
        at = max(now + wait, self._lines.get((method, priority), 0.0) + 1 / pace)
        self._lines[method, priority] = at
        return at - now

    def limited(self, method: str, target: str, priority: Priority, seconds: float) -> None:
        """Slack said 429 to this call: leave `method` alone for `seconds`, as far as the class says."""
        until = self._monotonic() + seconds
        for scope in (target, None) if priority is Priority.CALL else (None,):
            self._paused[method, scope] = max(until, self._paused.get((method, scope), 0.0))

    def _pause(self, method: str, target: str, priority: Priority, now: float) -> float:
        own = self._left((method, target), now)
        return own if priority is Priority.CALL else max(own, self._left((method, None), now))

    def _left(self, key: tuple[str, str | None], now: float) -> float:
        until = self._paused.get(key)
        if until is None:
            return 0.0
        if until <= now:
            del self._paused[key]
            return 0.0
        return until - now

    def _shares(self, method: str, target: str, now: float) -> list[_Shares]:
        if method not in self._methods:
            self._methods[method] = _Shares(RATES[method], now)
        found = [self._methods[method]]
        rate = CHANNEL_RATES.get(method)
        if rate and target:
            key = (method, target)
            if key not in self._channels:
                self._forget_full(now)
                self._channels[key] = _Shares(rate, now)
            found.append(self._channels[key])
        return found

    def _forget_full(self, now: float) -> None:
        if len(self._channels) >= _MOST_CHANNELS:
            self._channels = {key: share for key, share in self._channels.items() if not share.full(now)}
