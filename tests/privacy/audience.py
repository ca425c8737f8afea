"""Who sees what, tried: two teams and who is in none, and what each column of the README's table looks at."""

import json
import pickle
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import MetaData, create_engine, inspect, select

from domain.clock import AdjustableClock
from domain.people import Person as Known
from sandbox.world import Channel, Desk, Ring, User, World
from storage import UnitOfWork, keys, tables
from storage.columns import Sealed
from tests.databases import Urls
from tests.e2e.house import (
    ANA,
    DEE,
    ERIKA,
    JO,
    KIT,
    MORGAN,
    ROSA,
    SAM,
    TONI,
    House,
    Prepared,
    new_sandbox,
)
from tests.privacy.eyes import Eyes, Seen

WES, WILLA = "U0WES", "U0WILLA"
EAST, WEST = "Eastside Peers", "Westside Peers"

ASKED = (SAM, ROSA, JO)
"""Teammates one can ask, on Dee's team."""
NOT_ASKED = (ANA,)
LEAD, COORDINATOR = MORGAN, ERIKA
"""Morgan leads, and can be asked; Erika coordinates, and is an admin of the workspace and of the bot."""
BEYOND = (KIT, TONI, WES, WILLA)
"""In no team; deactivated; on another team, where Willa leads and coordinates."""
ELSE = (SAM, *NOT_ASKED, LEAD, COORDINATOR, *BEYOND)
"""Everybody but Dee: of the teammates one can ask, Sam, whom she would ask."""

README = Path(__file__).parents[2] / "README.md"
BY_DAY = 15
"""The hour, in UTC, at which a story begins, so that no phone is quiet."""

COLUMNS = ["you", "a teammate you ask", "who leads", "who owns the workspace", "who runs the server"]
Cells = tuple[str, str, str, str, str]
"""What the README says in a row, column by column."""


def readme_table() -> dict[str, Cells]:
    """Return the table "Who sees what" as it stands in the README: from what is seen to its cells."""
    section = README.read_text(encoding="utf-8").partition("## Who sees what")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    assert rows[0][1:] == COLUMNS
    return {what: (you, asked, leads, owns, runs) for what, you, asked, leads, owns, runs in rows[2:]}


@dataclass(frozen=True)
class TwoTeams(Prepared):
    """Eastside and Westside, set up once; a story takes a copy and begins a moment later."""

    starts: datetime

    @classmethod
    async def make(cls, urls: Urls) -> Self:
        """Set both teams up, by day."""
        starts = next_wednesday()
        async with _at(House(urls), starts) as house:
            await house.team(askable=(SAM, ROSA, JO, MORGAN))
            await house.team(
                members=(WES, WILLA), askable=(WES,), leads=(WILLA,), coordinates=(WILLA,), name=WEST
            )
            # What comes by itself after a setting up has come: no story is disturbed by it.
            await house.push(timedelta(hours=1))
            await house.settles()
            world = house.sandbox.workspace.world
            kept = pickle.dumps((world.channels, world._last_ts))
            now = house.clock.now()
        return cls(urls.data_file.parent, urls.hearth_key, kept, now)

    def house(self, folder: Path, **more: Any) -> House:
        """Return a house where these teams are, in a folder of its own."""
        return _at(super().house(folder, sandbox=_sandbox(self.starts), **more), self.starts)


def next_wednesday() -> datetime:
    """Return the next Wednesday, by day in Maryland."""
    now = datetime.now(UTC).replace(hour=BY_DAY, minute=0, second=0, microsecond=0)
    return now + timedelta(days=(2 - now.weekday()) % 7 or 7)


def _sandbox(starts: datetime) -> Any:
    sandbox = new_sandbox(at=starts)
    add_people(sandbox.workspace.world)
    return sandbox


def _at(house: House, starts: datetime) -> House:
    """Return the house with its clocks at a moment."""
    house.clock = AdjustableClock(starts - datetime.now(UTC))
    if WES not in house.sandbox.workspace.world.users:
        house.sandbox = _sandbox(starts)
    return house


def add_people(world: World) -> None:
    """Add the people of the other team to the sandbox's cast."""
    for user in (User(WES, "Wes Bell"), User(WILLA, "Willa Stern")):
        world.users[user.id] = user
        world.desks[user.id] = Desk()


@dataclass
class Stage:
    """A house, and what each column of the table can look at."""

    house: House
    log: Path
    at_first: dict[str, Seen]
    touched: bool = False

    def __post_init__(self) -> None:
        self.eyes = Eyes(self.house)
        self._world = self.house.sandbox.workspace.world
        self.forgets()

    def forgets(self) -> None:
        """Count as new, from here on, only the messages that come or change from here on."""
        self._begun = self._world.clock.now()
        everything = self._held(self._world.channels.values(), self._world.users)
        self._at_first = {json.dumps(one, ensure_ascii=False) for one in everything}

    @asynccontextmanager
    async def the_same_for(self, *users: str) -> AsyncIterator[None]:
        """Whatever is done meanwhile, these people see exactly what they saw before, in all they can open."""
        before = {user: await self._before(user) for user in users}
        yield
        for user in users:
            assert_same(user, before[user], await self.eyes.sees(user))

    async def _before(self, user: str) -> Seen:
        """Return what somebody sees before a deed; in a house to which nothing has happened, what they see in
        every such house."""
        if self.touched:
            return await self.eyes.sees(user)
        if user not in self.at_first:
            self.at_first[user] = await self.eyes.sees(user)
        return self.at_first[user]

    def messages(self, *users: str, old: bool = False) -> str:
        """Return what a workspace owner can export: every message of every chat and channel as it is and as
        it was before each edit, and every push text. With `users`, of their chats with the bot alone; with
        `old`, also what stood there when the story began."""
        chats = [one for one in self._world.channels.values() if not users or one.im_user in users]
        return self._told(chats, users or tuple(self._world.users), old=old)

    def rest_of_messages(self, *users: str) -> str:
        """Return every message but those in these people's chats with the bot."""
        chats = [one for one in self._world.channels.values() if one.im_user not in users]
        return self._told(chats, tuple(self._world.users.keys() - {*users}))

    def _told(self, chats: Iterable[Channel], users: Iterable[str], *, old: bool = False) -> str:
        held = {json.dumps(one, ensure_ascii=False) for one in self._held(chats, users)}
        return "\n".join(sorted(held if old else held - self._at_first))

    def _held(self, chats: Iterable[Channel], users: Iterable[str]) -> Iterator[object]:
        for channel in chats:
            for one in channel.messages:
                yield [one.text, one.blocks, one.metadata, one.earlier, one.values]
        for user in users:
            yield from ([str(ring.at), ring.text] for ring in self._world.desks[user].phone)

    def server(self) -> str:
        """Return what can be read on the server without a key: every plain column of every table of both
        databases, and every line of the log at DEBUG."""
        written = self.log.read_text(encoding="utf-8")
        assert "event=touched" in written
        assert "level=debug" in written
        lacks(written, *self._world.users)
        return "\n".join([*self.rows(), written])

    def rows(self) -> list[str]:
        """Return every row of both databases, without what is sealed."""
        found = plain_rows(self.house.urls.data, tables.metadata)
        return found + plain_rows(self.house.urls.keys, keys.metadata)

    def pushed(self) -> list[Ring]:
        """Return what locked phones have shown since the story began."""
        every = (ring for desk in self._world.desks.values() for ring in desk.phone)
        return [ring for ring in every if ring.at >= self._begun]

    def with_key(self, read: Callable[[UnitOfWork, Known], object], user: str = DEE) -> str:
        """Return what whoever has the key can read of somebody: what `read` finds, as a text."""
        with self.house.bot.storage.work() as work:
            person = work.people.by_slack(user)
            assert person is not None
            return repr(read(work, person))

    def id_of(self, user: str) -> str:
        """Return somebody's id in the database."""
        [row] = self.house.rows("SELECT id FROM people WHERE slack_user = :user", user=user)
        return str(row.id)


def plain_rows(url: str, metadata: MetaData) -> list[str]:
    """Return every row of a database, without what is sealed; a table of which the code does not know is
    read as a whole."""
    engine = create_engine(url)
    found: list[str] = []
    try:
        known = set(inspect(engine).get_table_names())
        assert {table.name for table in metadata.sorted_tables} <= known
        with engine.connect() as connection:
            for table in metadata.sorted_tables:
                plain = [column for column in table.columns if not isinstance(column.type, Sealed)]
                rows = connection.execute(select(*plain)).mappings().all()
                found += [f"{table.name} {dict(row)}" for row in rows]
    finally:
        engine.dispose()
    return found


def assert_same(user: str, before: Seen, after: Seen) -> None:
    """Fail where somebody sees anything else than before; say where."""
    assert before.keys() == after.keys(), f"{user} can open {before.keys() ^ after.keys()}"
    for way, was in before.items():
        assert after[way] == was, f"{user} sees something else at {way}"


@dataclass(frozen=True)
class Case:
    """One row, the cells against which its story was written, and the story."""

    what: str
    cells: Cells
    story: Callable[[Stage], Awaitable[None]]


CASES: list[Case] = []
Json = dict[str, Any]
Story = Callable[[Stage], Awaitable[None]]


def row(what: str, *cells: str) -> Callable[[Story], Story]:
    """Say which row of the table a story tries, cell by cell."""
    assert len(cells) == len(Cells.__args__), what  # type: ignore[attr-defined] # a tuple's own kinds

    def kept(story: Story) -> Story:
        you, asked, leads, owns, runs = cells
        CASES.append(Case(what, (you, asked, leads, owns, runs), story))
        return story

    return kept


def has(text: str, *wanted: str) -> None:
    """Fail unless all of these stand in a text."""
    missing = [one for one in wanted if one not in text]
    assert not missing, f"{missing} is not in {text[-3000:]}"


def lacks(text: str, *unwanted: str) -> None:
    """Fail where any of these stands in a text, as a word or part of one."""
    for one in unwanted:
        found = re.search(re.escape(one), text, re.IGNORECASE)
        assert not found, f"{one} is in: ...{text[max(0, found.start() - 200) : found.end() + 200]}..."
