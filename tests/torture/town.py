"""A sandbox, databases with a team in them, and bots in processes of their own that can be killed."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from domain.clock import SystemClock
from domain.ids import new_id
from domain.people import AskState, Language, Member, MemberState, Profile, Team
from domain.people import Person as PersonRow
from sandbox import Sandbox
from sandbox.cast import cast
from sandbox.person import Person
from sandbox.world import User
from storage import Storage
from tests.databases import Urls
from tests.e2e.house import ANA, DEE, JO, MORGAN, ROSA, SAM, new_sandbox
from tests.hours import always_open
from tests.torture.points import Point

Json = dict[str, Any]

ASKED = (SAM, ROSA)
"""Who can be asked: as many as a call for now asks at once, so that each call goes to both."""

ASKABLE = (SAM, ROSA, JO)
"""The same with one more, whom only the second rung asks."""

MEMBERS = (ANA, DEE, SAM, ROSA, JO, MORGAN)


class Nursery:
    """The process that bots are forked from. A session has one."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "nursery"
        self.said: IO[bytes] = (folder / "bots.log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.runner", str(self.place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"
        self._process.stdout.close()

    def stop(self) -> None:
        """Start no more."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)
        self.said.close()


class Life:
    """One bot's process, as its test sees it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.pid = 0
        self.died_at: str | None = None
        self.gone = asyncio.Event()
        self._answers: asyncio.Queue[Json] = asyncio.Queue()
        self._listening = asyncio.create_task(self._listen())

    async def alive(self, bound: float = 20.0) -> bool:
        """Wait until it serves; False if it died before."""
        answer = await self._answer(bound)
        self.pid = answer.get("alive", 0)
        return bool(self.pid)

    async def arm(self, at: Point | None) -> None:
        """Let it die at a point from now on, or only write down what it passes."""
        await self.ask("arm", at=at)

    async def ask(self, do: str, **more: Any) -> Json:
        """Ask something of it. Returns its answer; empty where it died meanwhile."""
        if self.gone.is_set():
            return {}
        with contextlib.suppress(ConnectionError):
            self._writer.write(json.dumps({"do": do, **more}).encode() + b"\n")
            await self._writer.drain()
        return await self._answer(30.0)

    async def kill(self) -> None:
        """kill -9."""
        if self.pid and not self.gone.is_set():  # a dead one's number may be another's by now
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        await asyncio.wait_for(self.gone.wait(), 10)
        await self._close()

    async def stop(self) -> None:
        """Stop it as a signal would."""
        if not self.gone.is_set():
            await self.ask("stop")
            await asyncio.wait_for(self.gone.wait(), 20)
        await self._close()

    async def _close(self) -> None:
        await self._listening
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()

    async def _answer(self, bound: float) -> Json:
        answer = await asyncio.wait_for(self._answers.get(), bound)
        assert "failed" not in answer, answer["failed"]
        return answer

    async def _listen(self) -> None:
        with contextlib.suppress(ConnectionError):
            while line := await self._reader.readline():
                said = json.loads(line)
                if "dying" in said:
                    self.died_at = said["dying"]
                else:
                    self._answers.put_nowait(said)
        self.gone.set()
        self._answers.put_nowait({})


def seed(
    urls: Urls, members: Sequence[str], askable: Iterable[str], leads: Iterable[str] = (MORGAN,)
) -> None:
    """Put a team into fresh databases: everybody joined, has a DM, and has read the limits once."""
    clock = SystemClock()
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    team = Team(new_id(), "Eastside", "America/New_York", "", "", "410 555 0100", "IT", clock.now().date())
    with storage.work() as work:
        work.teams.add(team)
        work.commit()
    for user in members:
        with storage.work() as work:
            known = _as_slack_says(user)
            person = work.people.add(Profile(user, known.name, Language.EN, known.tz, False, True))
            work.people.save(_met(person, user))
            ask = AskState.READY if user in askable else AskState.NO
            member = Member(team.id, person.id, MemberState.JOINED, ask, user in leads, False)
            work.teams.put_member(member)
            always_open(work, team.id, person.id)
            work.commit()
    storage.close()


def _met(person: PersonRow, user: str) -> PersonRow:
    return replace(person, dm="D" + user[1:], limits_seen=1)


def _as_slack_says(user: str) -> User:
    """Return an account as Slack tells of it, so that a look at the accounts changes nothing."""
    return next((one for one in cast() if one.id == user), None) or User(user, f"Person {int(user[1:])}")


def more_people(count: int) -> list[User]:
    """Return made-up people beside the sandbox's cast."""
    return [_as_slack_says(f"U{number:04}") for number in range(count)]


@dataclass
class Town:
    """A workspace with a team, and the bots that serve it, one life after another or two at once."""

    urls: Urls
    nursery: Nursery
    crowd: Sequence[User] = ()
    sandbox: Sandbox = field(default_factory=new_sandbox)
    haste: bool = True
    offset: float = 0.0

    def __post_init__(self) -> None:
        self._stack = AsyncExitStack()
        self._people: dict[str, Person] = {}
        self.lives: list[Life] = []
        self.kills = 0
        self._engine = create_engine(self.urls.data, poolclass=NullPool)

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.sandbox)
        world = self.sandbox.workspace.world
        for user in self.crowd:
            world.users[user.id] = user
            world.desks[user.id] = type(next(iter(world.desks.values())))()
        for user_id in list(world.users):
            if user_id != world.bot.id:
                world.direct_channel(user_id)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for life in self.lives:
            await life.kill()
        await self._stack.aclose()
        self._engine.dispose()

    async def begins(self, arm: Point | None = None, *, without: str = "") -> Life:
        """Start a bot; `arm`: where it is to die on its way up; `without`: see `runner.WITHOUT`. Returns
        when it serves, or is dead."""
        reader, writer = await asyncio.open_unix_connection(str(self.nursery.place))
        told = {
            "data": self.urls.data,
            "keys": self.urls.keys,
            "hearth_key": self.urls.hearth_key,
            "bot_token": self.sandbox.bot_token,
            "app_token": self.sandbox.app_token,
            "api_url": self.sandbox.api_url,
            "haste": self.haste,
            "offset": self.offset,
            "arm": arm,
            "without": without,
        }
        writer.write(json.dumps(told).encode() + b"\n")
        life = Life(reader, writer)
        self.lives.append(life)
        if not await life.alive():
            await self.ends(life)
        return life

    async def ends(self, life: Life) -> None:
        """kill -9, if it is not dead already."""
        self.kills += 1
        self.lives.remove(life)
        await life.kill()

    async def person(self, user: str) -> Person:
        """Return somebody at their client."""
        if user not in self._people:
            self._people[user] = await self._stack.enter_async_context(Person(self.sandbox.url, user))
        return self._people[user]

    def rows(self, question: str, **values: object) -> Sequence[Any]:
        """Return what the database says, past everything of ours."""
        with self._engine.connect() as connection:
            return connection.execute(text(question), values).all()

    async def settles(self, life: Life, bound: float = 20.0) -> None:
        """Wait until every card stands in Slack as it is wanted, and nothing is under way."""
        end = time.monotonic() + bound
        while True:
            look = await life.ask("look")
            assert look, f"the bot died while it settled (at {life.died_at})"
            if not look["busy"] and not look["aside"] and not self._waiting():
                return
            assert time.monotonic() < end, (look, self._waiting())
            await asyncio.sleep(0.02)

    async def quiet(self, life: Life, bound: float = 20.0) -> None:
        """Wait until Slack has nothing more to deliver, held back or answered late; then settle."""
        end = time.monotonic() + bound
        while self.sandbox.workspace.sockets._tasks or self.sandbox.workspace.sockets._waiting:
            assert time.monotonic() < end, "Slack still delivers"
            await asyncio.sleep(0.02)
        await self.settles(life, bound)
        if self.sandbox.workspace.sockets._tasks:  # what was settled was told of, too
            await self.quiet(life, bound)

    def _waiting(self) -> Sequence[Any]:
        return self.rows(
            "SELECT key, shown, wanted, posting, attempts, priority FROM cards "
            "WHERE shown < wanted OR posting IS NOT NULL"
        )

    def dm(self, user: str) -> list[Any]:
        """Return what the bot said in somebody's DM, as it stands there."""
        channel = self.sandbox.workspace.world.direct_channel(user)
        return [message for message in channel.messages if message.bot]

    def posts(self, user: str, since: int = 0) -> int:
        """Return how often something was posted into somebody's DM, deleted since or not."""
        channel = "D" + user[1:]
        return sum(
            1
            for call in self.sandbox.workspace.calls.since(since)
            if call["method"] == "chat.postMessage" and call["ok"] and call["args"].get("channel") == channel
        )


async def until(condition: Callable[[], object], bound: float = 10.0) -> None:
    """Wait until `condition()` holds; fail after `bound` seconds."""
    end = time.monotonic() + bound
    while not condition():
        assert time.monotonic() < end, f"waited {bound} s in vain"
        await asyncio.sleep(0.01)
