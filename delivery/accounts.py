"""Every night Slack is asked about everybody in a team; who was deactivated leaves every list.

At the pace of the rest, one after the other; what Slack does not answer is asked again later that night.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from care import accounts, people
from care.seam import Seam
from delivery.clock import Leader
from delivery.pacing import NoRoomError
from delivery.slack_calls import SlackCalls
from delivery.slack_errors import OurAccess, Passing, RateLimited, SlackTrouble
from domain.audit import Account
from domain.cards import Priority
from domain.clock import Clock
from domain.people import Profile

log = structlog.get_logger("hearth.audit")

EVERY = 60.0
AGAIN = 900.0
"""Seconds until those are asked after again of whom Slack did not tell."""

LEADER_EACH = 50
"""After so many accounts it is asked again who leads."""


class Accounts:
    """Looks after accounts until it is stopped. `profile_of` reads Slack's user object."""

    def __init__(
        self,
        seam: Seam,
        calls: SlackCalls,
        leader: Leader,
        clock: Clock,
        profile_of: Callable[[dict[str, Any]], Profile],
        first: float,
    ) -> None:
        self._do = seam.do
        self._calls = calls
        self._leader = leader
        self._clock = clock
        self._profile_of = profile_of
        self._first = first
        self._night = ""
        self._asked: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running loop."""
        self._task = asyncio.create_task(self._run(), name="accounts")

    async def stop(self) -> None:
        """Ask no more; a look that was not finished is made again after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look_now(self) -> bool:
        """Make the night's look if it is due and this process leads. Return False if some are left to ask."""
        now = self._clock.now()
        if not await asyncio.to_thread(self._leader.held):
            return True
        everybody = await self._do(accounts.to_ask_after, now)
        if everybody is None:
            return True
        if self._night != accounts.night_of(now):
            self._night, self._asked = accounts.night_of(now), set()
        if not await self._ask_after([one for one in everybody if one.person_id not in self._asked]):
            return False
        await self._do(accounts.asked_after, self._night)
        log.info("accounts_checked", count=len(everybody))
        return True

    async def _run(self) -> None:
        wait = self._first
        while True:
            await asyncio.sleep(wait)
            began = time.monotonic()
            try:
                wait = EVERY if await self.look_now() else AGAIN
            except Exception as error:
                log.error("accounts_failed", error=type(error).__name__)  # noqa: TRY400 - a text may hold words
                wait = AGAIN
            if (took := time.monotonic() - began) > EVERY:
                log.info("accounts_took", seconds=round(took))

    async def _ask_after(self, those: Iterable[Account]) -> bool:
        """Ask after each of them; return whether Slack told of all."""
        left = 0
        for number, account in enumerate(those, 1):
            if number % LEADER_EACH == 0 and not await asyncio.to_thread(self._leader.held):
                return False
            try:
                user = await self._user(account.slack_user)
            except (OurAccess, Passing) as trouble:
                log.warning("account_not_known", error=trouble.error)
                if isinstance(trouble, OurAccess):
                    return False  # it will be refused for everybody
                left += 1
                continue
            except SlackTrouble as trouble:
                # Not "gone": with the tokens of another workspace, nobody would be found in it.
                log.warning("account_not_told", error=trouble.error)
            else:
                await self._do(people.account_changed, self._profile_of(user), self._clock.now())
            self._asked.add(account.person_id)
        return left == 0

    async def _user(self, slack_user: str) -> dict[str, Any]:
        """Return Slack's user object, as soon as there is room to ask."""
        while True:
            try:
                return await self._calls.account(slack_user, Priority.REST)
            except NoRoomError as full:
                wait = full.wait
            except RateLimited as limited:
                wait = limited.retry_after
            await asyncio.sleep(wait)
