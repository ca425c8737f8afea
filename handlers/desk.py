"""The desk a handler works at: the one seam to care, the flows, the clock, and what follows a touch."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from care import people
from care.effects import Effects
from care.errors import CareError
from care.seam import Seam
from debrief_flows.library import Library
from domain.clock import Clock
from domain.people import Language, Person, Profile
from handlers.quiet import QuietTimes
from handlers.touch import Json, Touch
from storage import UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger()

HOME_ZONE = "America/New_York"
"""Where an account has no zone that we know, times are shown in this one."""

PROFILE_BOUND = 1.5
"""Seconds to wait for Slack to say who somebody is before going on without it."""


SLACKBOT = "USLACKBOT"
"""Slack's own bot: users.info tells of it as of a person."""


class NotMet(CareError):
    """The first touch of somebody: the bot asks Slack who they are, and does the use case then."""


class NotActive(CareError):
    """A touch from a deactivated account. Nothing happens and nothing is said."""


class Repeated(CareError):
    """This very event was handled already: a redelivery. Nothing happens, nothing is said twice."""


class OpenHomes:
    """Whose Home was drawn and may be on a screen. In memory only: after a restart it is drawn when opened.

    A Home is drawn by one at a time, so that what was read first is never shown last.
    """

    MOST = 500

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._waiting: set[str] = set()

    def __contains__(self, slack_user: str) -> bool:
        return slack_user in self._seen

    def __bool__(self) -> bool:
        return bool(self._seen)

    def add(self, slack_user: str) -> None:
        """Somebody has a Home to see; the one not drawn for longest is let go beyond `MOST`."""
        self._seen[slack_user] = None
        self._seen.move_to_end(slack_user)
        while len(self._seen) > self.MOST:
            self._seen.popitem(last=False)

    async def in_turn(self, slack_user: str, draw: Callable[[], Awaitable[None]]) -> None:
        """Draw somebody's Home when it is its turn; nothing, where one who waits will see the same."""
        if slack_user in self._waiting:
            return
        self._waiting.add(slack_user)
        lock = self._locks.setdefault(slack_user, asyncio.Lock())
        try:
            await lock.acquire()
        finally:
            self._waiting.discard(slack_user)
        try:
            await draw()
        finally:
            lock.release()


@dataclass(frozen=True, slots=True)
class Desk:
    """What every handler needs. `admins` are Slack user ids from HEARTH_ADMINS; `quiet` tells whose
    phone is quiet now, as far as Slack says."""

    seam: Seam
    library: Library
    clock: Clock
    client: AsyncWebClient
    effects: Effects
    quiet: QuietTimes
    admins: frozenset[str]
    open_homes: OpenHomes

    def now(self) -> datetime:
        """Return the present moment by the one clock."""
        return self.clock.now()

    async def do(
        self,
        touch: Touch,
        use_case: Callable[Concatenate[UnitOfWork, str, P], R],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run `use_case(work, person_id, ...)` for who touched, in one unit of work.

        Somebody new is met first. The key that tells a repeat is written in the same transaction.
        Raises what the use case raises, `NotActive` and `Repeated`.
        """
        now = self.now()

        def as_them(work: UnitOfWork) -> R:
            # First of all: a late repeat must not meet somebody anew who has deleted everything since.
            if touch.repeat_key and not work.touches.first(touch.repeat_key, now.date()):
                raise Repeated
            person = people.known(work, touch.slack_user)
            if person is None:
                raise NotMet
            if not person.active:
                raise NotActive
            return use_case(work, person.id, *args, **kwargs)

        try:
            return await self.seam.do(as_them)
        except NotMet:
            await self.meet(touch.slack_user)
            return await self.seam.do(as_them)

    async def meet(self, slack_user: str) -> Person:
        """Make somebody known, with what Slack says of them; without it where Slack does not answer."""
        return await self.seam.do(people.meet, await self.profile(slack_user))

    async def profile(self, slack_user: str) -> Profile:
        """Ask Slack who somebody is. Where it does not answer in time they are still served."""
        try:
            answer = await asyncio.wait_for(
                self.client.users_info(user=slack_user, include_locale=True), PROFILE_BOUND
            )
        except (SlackClientError, OSError, TimeoutError) as failed:
            log.warning("profile_unknown", error=type(failed).__name__)
            active = slack_user != SLACKBOT
            return Profile(slack_user, "", Language.EN, HOME_ZONE, is_admin=False, active=active)
        user = answer.get("user")
        return profile_of(user if isinstance(user, dict) else {"id": slack_user})


def profile_of(user: Json) -> Profile:
    """Return what Slack's user object says; a zone nobody knows becomes `HOME_ZONE`.

    A bot is not active: nobody could ever answer for it.
    """
    shown = user.get("profile") or {}
    name = shown.get("real_name") or user.get("real_name") or shown.get("display_name") or user.get("name")
    zone = str(user.get("tz") or HOME_ZONE)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = HOME_ZONE
    return Profile(
        slack_user=str(user["id"]),
        name=str(name or ""),
        language=Language.of_locale(user.get("locale")),
        zone=zone,
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        active=not (user.get("deleted") or user.get("is_bot") or user["id"] == SLACKBOT),
    )
