"""One card's way to Slack: posted once, or updated, or known to be impossible.

Slack has no key that makes a post safe to repeat. So each post carries a random key that was committed
before it went out; if its answer never comes, the key is looked for before anything is posted again.
"""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog

from care.seam import Seam
from delivery import steps
from delivery.lookup import LOOKS, History, looks_for, version_of
from delivery.pacing import NoRoomError
from delivery.slack_calls import SlackCalls
from delivery.slack_errors import (
    AccountGone,
    ChannelGone,
    MessageGone,
    NotKnown,
    OurAccess,
    OurFault,
    Passing,
    RateLimited,
    SlackTrouble,
    Unreachable,
)
from delivery.steps import CannotDraw, Claimed, Draw, Plan
from domain.cards import Card, Priority
from domain.clock import Clock

log = structlog.get_logger("hearth.delivery")
_jitter = random.SystemRandom()

MOST_BUGS = 5
"""Attempts that ended in an error of our own, after which a card is given up."""

SWEEP_TRIES = 5
"""How often a sweep is tried where Slack does not let us look or take away."""

CALL_RETRY = 10.0
"""The longest wait, in seconds, before a call for a person is tried again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the courier waits, in seconds of real time.

    `looks`: after a post without an answer. `sweeps`: after a post was repeated, when to look whether the
    first one came after all. `shut_out`: before Slack is tried again after it refused the app.
    `account_check`: for Slack to say whether somebody who is called has an active account.
    """

    looks: tuple[float, float] = LOOKS
    sweeps: tuple[float, ...] = (60.0, 300.0)
    first_retry: float = 1.0
    longest_retry: float = 60.0
    shut_out: float = 60.0
    account_check: float = 3.0
    tick: float = 1.0


@dataclass(slots=True)
class _Way:
    """One delivery under way. `begun`: its key is committed, so Slack may have the message. `ready`: a plan
    that was made with the claim, its post begun and certainly not sent yet."""

    card: Card
    nonce: str
    begun: bool
    ready: Plan | None


class Posting:
    """Takes one card as far as it goes now, and leaves it in a state that says so.

    `later` starts work that nobody waits for.
    """

    def __init__(
        self,
        seam: Seam,
        calls: SlackCalls,
        draw: Draw,
        clock: Clock,
        patience: Patience,
        later: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._do = seam.do
        self._calls = calls
        self._history = History(calls)
        self._draw = draw
        self._clock = clock
        self._patience = patience
        self._later = later

    async def deliver(self, claimed: Claimed) -> float | None:
        """Let Slack show a claimed card as it is wanted now, or find out what became of a begun post.

        Returns in how many seconds to come back to it, or None if nothing is left to do. Raises only
        `OurAccess`: Slack does not let the app in; the card was given back.
        """
        card = claimed.card
        way = _Way(card, claimed.nonce, begun=card.posting is not None, ready=claimed.plan)
        try:
            return await self._drawn_or_plain(way)
        except (RateLimited, NoRoomError) as error:
            wait = error.retry_after if isinstance(error, RateLimited) else error.wait
            return await self._give_back(way, wait, failed=False)
        except Passing as error:
            log.warning("slack_passing_trouble", method=error.method, error=error.error, kind=card.kind)
            return await self._give_back(way, self._backoff(card), failed=True)
        except Unreachable as error:
            log.warning("card_unreached", kind=card.kind, error=error.error)
            gone = isinstance(error, AccountGone)
            await self._do(steps.unreached, card, self._clock.now(), account_gone=gone)
            return None
        except OurAccess:
            await self._give_back(way, 0, failed=False)
            raise
        except Exception as error:
            return await self._our_error(way, type(error).__name__)

    async def _drawn_or_plain(self, way: _Way) -> float | None:
        """Send a card; where its drawing is at fault, send what answers or calls somebody in plain words."""
        card = way.card
        looks = looks_for(card.priority, self._patience.looks, after_restart=True) if way.begun else ()
        try:
            return await self._send(way, looks, plain=False)
        except (OurFault, CannotDraw) as error:
            log.error("card_not_drawn", kind=card.kind, error=str(error))  # noqa: TRY400 - names only
        if card.priority is Priority.REST:
            await self._do(steps.rest, card.key)
            return None
        try:
            return await self._send(way, (), plain=True)
        except OurFault as error:
            raise Unreachable(error.method, error.error) from None

    async def _send(self, way: _Way, looks: tuple[float, ...], *, plain: bool) -> float | None:
        """Look for what may be there already, then update it or post it, until Slack has confirmed it."""
        key, repeated = way.card.key, False
        while True:
            if looks:
                found = await self._find(way, looks)
                if found:
                    return await self._confirm(way.card, *found, version_of(way.nonce))
                repeated = True
            ready, way.ready = way.ready, None
            place = await self._do(steps.place_of, key) if repeated else None
            plan = ready or await self._do(
                steps.plan, key, way.nonce, self._draw, self._clock.now(), plain=plain
            )
            if plan is None:
                if place and place[1]:
                    # It was dropped, and its post may still come: with a name that must not stay there.
                    self._later(self._sweep(place[1], way.nonce, kept=""))
                return None
            if plan.card.ts:
                await self._update(plan, plan.card.ts)
                return None
            try:
                if ready and ready.channel:
                    return await self._post_begun(way, ready, ready.channel)
                return await self._post(way, plan, repeated=repeated)
            except NotKnown as error:
                if not way.begun:
                    raise
                log.warning("post_not_answered", kind=plan.card.kind, error=error.error)
                looks = looks_for(plan.card.priority, self._patience.looks)

    async def _post(self, way: _Way, plan: Plan, *, repeated: bool) -> float | None:
        """Post a card, its key committed first. Raises `NotKnown` where the answer did not come."""
        card = plan.card
        channel = plan.channel or await self._open(plan)
        await self._calls.room_to_post(channel, card.priority)
        if not await self._do(steps.begin, card.key, card.wanted, way.nonce):
            return 0  # it changed meanwhile; it comes again as it is now
        try:
            ts = await self._out(way, plan, channel)
        except ChannelGone:
            if plan.channel is None:
                raise  # opened just now, and still not there
            return await self._post(way, replace(plan, channel=None), repeated=repeated)
        if repeated:
            self._later(self._sweep(channel, way.nonce, ts))
        return await self._confirm(card, channel, ts, card.wanted)

    async def _post_begun(self, way: _Way, plan: Plan, channel: str) -> float | None:
        """Post a call whose key was committed with its claim: now, or not in this way."""
        await self._calls.room_to_post(channel, plan.card.priority, patience=0)
        try:
            ts = await self._out(way, plan, channel)
        except ChannelGone:
            return await self._post(way, replace(plan, channel=None), repeated=False)
        return await self._confirm(plan.card, channel, ts, plan.card.wanted)

    async def _out(self, way: _Way, plan: Plan, channel: str) -> str:
        way.begun = True
        return await self._calls.post(channel, plan.message, way.nonce, plan.card.priority)

    async def _confirm(self, card: Card, channel: str, ts: str, version: int) -> float | None:
        """Write that Slack has the message. For a call, make sure first that somebody can read it."""
        if card.priority is Priority.CALL:
            try:
                async with asyncio.timeout(self._patience.account_check):
                    gone = await self._nobody_reads(card)
            except (SlackTrouble, NoRoomError, TimeoutError) as error:
                # Delivered, as far as Slack says. Who reads there is asked again later.
                log.warning("account_not_known", error=str(error) or "timeout")
                gone = False
                self._later(self._ask_again(card))
            if gone:
                raise AccountGone("users.info", "deactivated")
        await self._do(steps.posted, card.key, channel, ts, version, self._clock.now())
        return 0

    async def _nobody_reads(self, card: Card) -> bool:
        slack_user = await self._do(steps.slack_user_of, card)
        return slack_user is not None and await self._calls.deactivated(slack_user, card.priority)

    async def _ask_again(self, card: Card) -> None:
        """It was not known whether a call went to a deactivated account: ask until it is."""
        for wait in self._patience.sweeps:
            await asyncio.sleep(wait)
            try:
                gone = await self._nobody_reads(card)
            except (SlackTrouble, NoRoomError):
                continue
            if gone:
                await self._do(steps.unreached, card, self._clock.now(), account_gone=True)
            return

    async def _open(self, plan: Plan) -> str:
        channel = await self._calls.open_dm(plan.slack_user, plan.card.priority)
        await self._do(steps.opened, plan.card.recipient_id, channel)
        return channel

    async def _update(self, plan: Plan, ts: str) -> None:
        card = plan.card
        try:
            await self._calls.update(card.channel or "", ts, plan.message, card.priority)
        except AccountGone:
            raise
        except (MessageGone, Unreachable) as error:
            # It was read or it was not; there is nothing left to change.
            log.info("card_settled", kind=card.kind, error=error.error)
            await self._do(steps.rest, card.key)
        else:
            await self._do(steps.updated, card, card.wanted)

    async def _find(self, way: _Way, looks: tuple[float, ...]) -> tuple[str, str] | None:
        """Look for a post at the times given; return its channel and `ts`, or None if it is not there."""
        began = time.monotonic()
        for due in looks:
            await asyncio.sleep(max(0.0, began + due - time.monotonic()))
            found = await self._look(way, give_up_at=began + max(*self._patience.looks, due))
            if found:
                return found
        return None

    async def _look(self, way: _Way, give_up_at: float) -> tuple[str, str] | None:
        """Look once, as soon as there is room. Where Slack fails to let us look, a call does not wait for it
        beyond `give_up_at`."""
        failures = 0
        while True:
            try:
                return await self._look_now(way)
            except NoRoomError as error:
                wait = error.wait
            except RateLimited as error:
                wait = error.retry_after
            except Passing:
                wait = min(self._patience.first_retry * 2.0**failures, self._patience.longest_retry)
                failures = min(failures + 1, 10)
                if way.card.priority is Priority.CALL and time.monotonic() + wait > give_up_at:
                    return None
            except SlackTrouble as error:
                # We may not look, or there is nowhere to look: then at least once is all that is left.
                log.error("cannot_look", error=error.error)  # noqa: TRY400 - names only
                return None
            await asyncio.sleep(wait)

    async def _look_now(self, way: _Way) -> tuple[str, str] | None:
        place = await self._do(steps.place_of, way.card.key)
        channel = place[1] if place else None
        if channel is None:
            return None
        messages = await self._history.keyed(channel, way.card.priority)
        found = [message.ts for message in messages if message.key == way.nonce]
        if len(found) > 1:
            self._later(self._swept(channel, way.nonce, kept=found[0]))
        return (channel, found[0]) if found else None

    async def _sweep(self, channel: str, nonce: str, kept: str) -> None:
        """A post was repeated, or its card dropped: if the first one comes late after all, take it away.

        `kept` is the one to stay, or "".
        """
        for wait in self._patience.sweeps:
            await asyncio.sleep(wait)
            await self._swept(channel, nonce, kept)

    async def _swept(self, channel: str, nonce: str, kept: str) -> None:
        """Look once, and take away what came late; a few times, where Slack does not let us."""
        for failures in range(SWEEP_TRIES):
            try:
                messages = await self._history.keyed(channel, Priority.REST)
                for late in [one.ts for one in messages if one.key == nonce and one.ts != kept]:
                    await self._calls.delete(channel, late, Priority.REST)
                    log.info("double_taken_away")
            except (SlackTrouble, NoRoomError) as error:
                log.warning("not_swept", error=type(error).__name__)
                wait = self._patience.first_retry * 2.0**failures
                await asyncio.sleep(min(wait, self._patience.longest_retry))
            else:
                return

    async def _our_error(self, way: _Way, error: str) -> float | None:
        """Something of ours raised. A begun post is left to be looked for: it may be in Slack."""
        card = way.card
        log.error("delivery_failed", kind=card.kind, error=error, begun=way.begun)
        if way.begun:
            return None
        if card.attempts < MOST_BUGS:
            return await self._give_back(way, self._backoff(card), failed=True)
        await self._do(steps.unreached, card, self._clock.now(), account_gone=False)
        return None

    async def _give_back(self, way: _Way, wait: float, *, failed: bool) -> float:
        try_at = self._clock.now() + timedelta(seconds=wait)
        await self._do(steps.release, way.card.key, way.nonce, try_at, failed=failed)
        return wait

    def _backoff(self, card: Card) -> float:
        """Return the seconds until the next attempt: doubling, half of it by chance, short for a call."""
        longest = CALL_RETRY if card.priority is Priority.CALL else self._patience.longest_retry
        most = min(longest, self._patience.first_retry * 2.0 ** min(card.attempts, 10))
        return most * (0.5 + _jitter.random() / 2)
