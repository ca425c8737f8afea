"""What the tables keep of a past: lived once by one team, and multiplied.

Debriefs leave nothing behind. What stays for a while are notes, check-ins, calls that are over and their
turns, cards at rest, keys of touches. A copy has ids and keys of its own; what was sealed for the team it is
copied from stays as it is, since nobody opens it here, but for the names.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Table, insert, select

from care import follow_ups, support
from domain.cards import CardKind, Priority
from domain.ids import new_id
from domain.support import Ask, Kind, Urgency, Way
from storage import Storage, UnitOfWork
from storage.keys import person_keys, wrapper_of
from storage.tables import marks, metadata, people, schedules
from storage.vault import Vault, seal

NOTES, DOORS, TOUCHES = 3, 7, 3
"""What one person of the past has, beside a check-in and a call that is over with all its cards."""

_CHOICES = "schedules.choices"
_AT_ONCE = 100  # copies of the team written in one transaction
_ID = 16  # characters that an id has at least, so that no common word is taken for one

Row = dict[str, Any]


def add_past(work: UnitOfWork, ids: list[str]) -> None:
    """Let every person of a team have a past."""
    now = datetime.now(UTC)
    for person_id in ids:
        for _ in range(NOTES):
            work.notes.keep(person_id, "One small thing to remember.", now.date())
        person = work.people.by_id(person_id)
        assert person is not None
        follow_ups.ask(work, person, now)
        draft, ask = new_id(), Ask(Kind.COMPANY, Urgency.NOW, Way.MESSAGE)
        support.send(work, person_id, draft, ask, support.ANYONE, lambda _: True, now - timedelta(hours=3))
        support.cancel(work, person_id, draft, now)
        for _ in range(DOORS):
            work.cards.want(f"doors:{new_id()}", CardKind.DOORS, person_id, person_id, Priority.ANSWER)
        for _ in range(TOUCHES):
            work.touches.first(new_id(), now.date())
    for person_id in ids:
        for card in work.cards.of_recipient(person_id):
            work.cards.confirm(card.key, "D" + new_id()[:9], "1764000000.000100", card.wanted)


def multiply(storage: Storage, hearth_key: str, copies: int) -> None:
    """Write so many copies of everything in the database, each with ids and keys of its own."""
    with storage.engine.connect() as connection:
        tables = [table for table in metadata.sorted_tables if table is not marks]
        lived = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables
        }
    known = set(_ids(lived))
    chosen = [_opened(storage, row) for row in lived[schedules]]
    wrapper, today = wrapper_of(hearth_key), datetime.now(UTC).date()
    for first in range(0, copies, _AT_ONCE):
        rows: dict[Table, list[Row]] = {table: [] for table in tables}
        wrapped: list[Row] = []
        vaults: dict[str, Vault] = {}
        for _ in range(min(_AT_ONCE, copies - first)):
            as_copy = _renaming(known)
            for table in tables:
                rows[table] += [_copied(row, as_copy) for row in lived[table]]
            for row in rows[people][-len(lived[people]) :]:
                key = AESGCM.generate_key(bit_length=256)
                vaults[row["id"]] = Vault(_Ring(key))
                row["name"] = vaults[row["id"]].seal(row["id"], "people.name", row["id"], "Somebody")
                sealed = seal(wrapper, row["id"].encode(), key)
                wrapped.append({"person_id": row["id"], "wrapped": sealed, "made_on": today})
            for row, text in zip(rows[schedules][-len(chosen) :], chosen, strict=True):
                whose = row["person_id"]
                row["choices"] = vaults[whose].seal(whose, _CHOICES, whose, text)
        with storage.keys.engine.begin() as connection:
            connection.execute(insert(person_keys), wrapped)
        with storage.engine.begin() as connection:
            for table in tables:
                if rows[table]:
                    connection.execute(insert(table), rows[table])


def _opened(storage: Storage, row: Row) -> str:
    return Vault(storage.keys).open(row["person_id"], _CHOICES, row["person_id"], row["choices"])


class _Ring:
    """One person's key, for the vault."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def cipher(self, _person_id: str) -> AESGCM:
        return self._cipher


def _ids(lived: dict[Table, list[Row]]) -> Iterator[str]:
    """Yield everything that has to be another's in a copy: ids, alone or inside a key, and Slack's names."""
    for table, rows in lived.items():
        named = [column.name for column in table.columns if column.primary_key or column.unique]
        for row in rows:
            for name in named:
                yield from (part for part in str(row[name]).split(":") if len(part) >= _ID)
    yield from (row["slack_user"] for row in lived[people])


def _renaming(known: set[str]) -> Callable[[str], str]:
    names: dict[str, str] = {}

    def rename(part: str) -> str:
        if part not in known:
            return part
        if part not in names:
            names[part] = new_id()
        return names[part]

    return rename


def _copied(row: Row, rename: Callable[[str], str]) -> Row:
    return {
        name: ":".join(map(rename, value.split(":"))) if isinstance(value, str) else value
        for name, value in row.items()
    }
