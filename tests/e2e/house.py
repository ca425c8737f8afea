"""A whole Hearth in one process: storage, bot and sandbox over real sockets, and the people who use it."""

import asyncio
import pickle
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import create_engine, text

from debrief_flows.library import Library, load_library
from delivery.auditing import Watching
from delivery.pacing import Pacing
from delivery.posting import Patience
from delivery.ring_post import Gateway
from domain.clock import AdjustableClock
from domain.kinds import EVERY_KIND
from handlers.router import Handlers
from running import Hearth
from sandbox import Sandbox
from sandbox.elements import placed
from sandbox.faults import fault_from
from sandbox.manifest import read_manifest
from sandbox.person import Person
from sandbox.socket_mode import Timing
from storage import Storage
from storage.keys import new_hearth_key
from tests.databases import SqliteFiles, Urls

ANA, DEE, SAM, ROSA, JO = "U0ANA", "U0DEE", "U0SAM", "U0ROSA", "U0JO"
MORGAN, ERIKA, TONI, KIT = "U0MORGAN", "U0ERIKA", "U0TONI", "U0KIT"
MANIFEST = Path(__file__).parents[2] / "manifest.json"

OUR_FAULTS = frozenset({
    "missing_scope", "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "view_too_large",
    "msg_too_long", "msg_blocks_too_long", "no_text", "unknown_method", "not_allowed_token_type",
    "invalid_auth", "duplicate_external_id", "metadata_too_large", "invalid_metadata_format",
})  # fmt: skip

QUICK = Patience(
    looks=(0.2, 0.5), sweeps=(0.3, 0.6), first_retry=0.05, longest_retry=0.4, shut_out=0.3, tick=0.05
)
"""The courier's waits, shortened; they are monotonic, so no clock can be pushed for them."""


TIMING = Timing(retries=(0.0, 0.4, 0.8), after_close=0.1, refresh_grace=0.3)
"""Slack waits as long as ever for an answer; it only sends again sooner."""


def in_haste() -> float:
    """Monotonic time, fifty times as fast: Slack's rates do not hold a test up."""
    return time.monotonic() * 50


def new_sandbox(**more: Any) -> Sandbox:
    """Return a sandbox with the app's own manifest, quick to send again, without rates."""
    return Sandbox(**{"manifest": read_manifest(MANIFEST), "rates": "off", "timing": TIMING, **more})


class Unhurried(Person):
    """A person who waits for "one moment" to pass after a submit, as one does on a machine that is busy."""

    async def submits(self) -> dict[str, Any]:
        """Submit, and wait for what comes of it. `Person.submits(person)` does not wait."""
        told = await super().submits()
        await self.waits_for(settled_down, 30, "one moment to pass")
        return told


def settled_down(screen: dict[str, Any]) -> bool:
    """Whether the top modal, if there is one, is another than "one moment"."""
    return not screen["modals"] or not screen["modals"][-1]["title"]["text"].startswith("One moment")


@cache
def library() -> Library:
    """Return the flows, read once."""
    return load_library()


@dataclass
class House:
    """A sandbox, and a bot on a pair of databases. `async with House(urls) as house`."""

    urls: Urls
    clock: AdjustableClock = field(default_factory=AdjustableClock)
    sandbox: Sandbox = field(default_factory=new_sandbox)
    admins: frozenset[str] = frozenset()
    handlers: Handlers | None = None
    watching: Watching | None = None
    gateway: Gateway | None = None
    hearth: Hearth | None = None

    def __post_init__(self) -> None:
        self._stack = AsyncExitStack()
        self._people: dict[str, Person] = {}

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.sandbox)
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.stop()
        await self._stack.aclose()

    async def start(self) -> Hearth:
        """Start a bot at the sandbox."""
        storage = Storage.open(self.urls.data, self.urls.keys, self.urls.hearth_key, self.clock)
        self.hearth = Hearth(
            storage=storage,
            library=library(),
            clock=self.clock,
            bot_token=Sandbox.bot_token,
            app_token=Sandbox.app_token,
            api_url=f"{self.sandbox.url}/api/",
            admins=self.admins,
            handlers=self.handlers,
            watching=self.watching,
            gateway=self.gateway,
            pacing=Pacing(in_haste),
            patience=QUICK,
        )
        await self.hearth.start()
        return self.hearth

    async def restart(self) -> Hearth:
        """Stop the bot and start another one on the same databases."""
        await self.stop()
        return await self.start()

    async def stop(self) -> None:
        """Stop the bot, as a signal would."""
        if self.hearth is not None:
            await self.hearth.stop()
            self.hearth.storage.close()
            self.hearth = None

    @property
    def bot(self) -> Hearth:
        """The running bot."""
        assert self.hearth is not None
        return self.hearth

    async def person(self, user: str) -> Person:
        """Return somebody of the cast, with one connection for the length of the test."""
        if user not in self._people:
            person = Unhurried(self.sandbox.url, user)
            self._people[user] = await self._stack.enter_async_context(person)
        return self._people[user]

    async def push(self, by: timedelta) -> None:
        """Push the clocks of bot and sandbox, and let the bot do what is due."""
        self.clock.push(by)
        self.sandbox.workspace.clock.advance(by.total_seconds())
        await self.bot.ticker.tick_now()

    async def settles(self, bound: float = 10.0) -> None:
        """Wait until every card stands in Slack as it is wanted."""
        await until(self._settled, bound, self._unsettled)

    def _settled(self) -> bool:
        return not len(self.bot.effects) and not self._unsettled()

    def _unsettled(self) -> list[str]:
        with self.bot.storage.work() as work:
            cards = [card for person in work.people.active() for card in work.cards.of_recipient(person.id)]
        waiting = [card for card in cards if card.shown < card.wanted or card.posting is not None]
        return [f"{card.key} {card.shown}/{card.wanted} {card.posting}" for card in waiting]

    def rows(self, question: str, **values: object) -> Sequence[Any]:
        """Return what the database says, past everything of ours."""
        engine = create_engine(self.urls.data)
        try:
            with engine.connect() as connection:
                return connection.execute(text(question), values).all()
        finally:
            engine.dispose()

    def fails(self, method: str, kind: str, **more: Any) -> None:
        """Let Slack fail: see `sandbox.faults.Fault`."""
        self.sandbox.workspace.faults.add(fault_from({"method": method, "kind": kind, **more}))

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the calls of one Web API method so far."""
        return [call for call in self.sandbox.workspace.calls.entries if call["method"] == method]

    def our_faults(self) -> list[dict[str, Any]]:
        """Return the calls that Slack refused since we made them wrongly: a scope, a view, a message."""
        calls = self.sandbox.workspace.calls.entries
        return [call for call in calls if call["error"] in OUR_FAULTS and not call.get("fault")]

    async def team(
        self,
        members: Iterable[str] = (ANA, DEE, SAM, ROSA, JO, MORGAN),
        askable: Iterable[str] = (SAM, ROSA, JO),
        leads: Iterable[str] = (MORGAN,),
        *,
        rings: bool = True,
        name: str = "Eastside Peers",
        coordinates: Iterable[str] = (),
    ) -> None:
        """Set a team up as people do: the admin's steps, everybody's yes, the tests answered. `rings`: the
        phones of those who can be asked ring in every kind of hour."""
        members, askable = list(members), list(askable)
        admin = await self.person(ERIKA)
        await admin.opens_home()
        await admin.waits_for(lambda screen: screen["home"] is not None)
        await admin.clicks("teams.set_up", in_="home")
        await admin.waits_for(lambda screen: screen["modals"])
        await admin.types("team", name)
        await admin.submits()
        await admin.chooses("people", members)
        await admin.submits()
        await admin.chooses("leads", list(leads))
        await admin.chooses("coordinates", list(coordinates))
        await admin.chooses("may_be_asked", askable)
        await admin.submits()
        await admin.types("number", "410 555 0100")
        await admin.types("server", "IT of the agency")
        await admin.submits()
        await admin.submits()
        await admin.closes(everything=True)
        await asyncio.gather(*(self._joins(user, user in askable) for user in members))
        await self.settles()
        if rings:
            self.rings(*askable)

    def rings(self, *users: str) -> None:
        """Let these phones have rung in tests in every kind of hour: test_ring_tests.py walks through one."""
        with self.bot.storage.work() as work:
            for user in users:
                person = work.people.by_slack(user)
                assert person is not None
                choices = work.schedules.plan(person.id).choices
                work.schedules.keep(person.id, replace(choices, rang=EVERY_KIND), self.clock.now())
            work.commit()

    async def _joins(self, user: str, is_askable: bool) -> None:
        person = await self.person(user)
        await person.waits_for(has_button("teams.join"), 10)
        await person.clicks("teams.join", in_="dm")
        if is_askable:
            for name in ("teams.ask_yes", "teams.ring", "teams.rang", "schedule.now"):
                await person.waits_for(has_button(name), 10)
                await person.clicks(name, in_="dm")


@dataclass(frozen=True)
class Prepared:
    """A team that was set up once, for real; a test takes a copy of its databases and its workspace."""

    folder: Path
    hearth_key: str
    world: bytes

    @classmethod
    async def make(cls, urls: Urls) -> Self:
        """Set the team up."""
        async with House(urls) as house:
            await house.team()
            world = house.sandbox.workspace.world
            kept = pickle.dumps((world.channels, world._last_ts))
        return cls(urls.data_file.parent, urls.hearth_key, kept)

    def house(self, folder: Path, **more: Any) -> House:
        """Return a house where this team is, in a folder of its own."""
        urls = []
        for name in ("hearth.db", "keys.db"):
            shutil.copyfile(self.folder / name, folder / name)
            (folder / name).chmod(0o600)
            urls.append(f"sqlite:///{folder / name}")
        house = House(Urls(urls[0], urls[1], self.hearth_key), **more)
        world = house.sandbox.workspace.world
        world.channels, world._last_ts = pickle.loads(self.world)
        return house


def fresh_urls(files: SqliteFiles, folder: Path) -> Urls:
    """Return a fresh pair of SQLite databases."""
    return Urls(*files.migrated(folder), new_hearth_key())


def has_button(name: str) -> Callable[[dict[str, Any]], bool]:
    """Return whether a button of this name stands in a person's DM."""

    def look(screen: dict[str, Any]) -> bool:
        found = [placed(message["blocks"]) for message in screen["dm"]["messages"]]
        return any(one["action_id"].split(":")[0] == name for spots in found for _, one in spots)

    return look


async def until(
    condition: Callable[[], object], bound: float = 5.0, tells: Callable[[], object] = lambda: ""
) -> None:
    """Wait until `condition()` holds; fail after `bound` seconds, with what `tells()` says."""
    end = time.monotonic() + bound
    while not condition():
        assert time.monotonic() < end, f"waited {bound} s in vain {tells()}"
        await asyncio.sleep(0.01)
