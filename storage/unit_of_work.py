"""One use case, one transaction: kept when `commit` is called, rolled back in every other case."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from domain.clock import Clock
from storage.audit import Audit
from storage.cards import Cards
from storage.debriefs import Debriefs
from storage.empty_hours import EmptyHoursKept
from storage.engine import truncate_log
from storage.follow_ups import FollowUps
from storage.keys import KeyStore
from storage.minutes import Minutes
from storage.neighbours import NeighbourTeams
from storage.notes import Notes
from storage.people import People
from storage.ring_tests import RingTests
from storage.rings import Rings
from storage.schedules import Schedules
from storage.support import Support
from storage.teams import Teams
from storage.touches import Touches
from storage.vault import Vault


class UnitOfWork:
    """A context manager over one transaction, with a repository a subject. Belongs to one thread."""

    people: People
    teams: Teams
    neighbours: NeighbourTeams
    schedules: Schedules
    ring_tests: RingTests
    rings: Rings
    empty_hours: EmptyHoursKept
    debriefs: Debriefs
    notes: Notes
    minutes: Minutes
    follow_ups: FollowUps
    support: Support
    cards: Cards
    touches: Touches
    audit: Audit

    def __init__(self, engine: Engine, keys: KeyStore, clock: Clock, touch_secret: bytes) -> None:
        self._engine = engine
        self._keys = keys
        self._clock = clock
        self._touch_secret = touch_secret
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        connection = self._engine.connect()
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        vault = Vault(self._keys)
        self._connection = connection
        self.people = People(connection, vault, self._keys, self._clock)
        self.teams = Teams(connection)
        self.neighbours = NeighbourTeams(connection)
        self.schedules = Schedules(connection, vault)
        self.ring_tests = RingTests(connection)
        self.empty_hours = EmptyHoursKept(connection)
        self.rings = Rings(connection, self._clock)
        self.debriefs = Debriefs(connection, vault)
        self.notes = Notes(connection, vault)
        self.minutes = Minutes(connection, vault)
        self.follow_ups = FollowUps(connection)
        self.support = Support(connection, vault)
        self.cards = Cards(connection, vault, self._clock)
        self.touches = Touches(connection, self._touch_secret)
        self.audit = Audit(connection)
        return self

    def commit(self) -> None:
        """Keep everything. Keys of people who were forgotten go first, then their rows, then the bytes."""
        assert self._connection is not None, "a unit of work is used inside `with`"  # noqa: S101 - our own bug
        forgotten = self.people.forgotten
        if forgotten:
            self._keys.delete(forgotten)
        self._connection.commit()
        self.people.made.clear()
        if forgotten:
            forgotten.clear()
            self._keys.scrub()
            truncate_log(self._engine)

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()  # which rolls back what was not committed
        if self.people.made:
            self._keys.delete(self.people.made)
