"""What the tables cannot tell, since they have no room for it (anonymity.md, D5.1 and D5.2)."""

import secrets
from pathlib import Path

import pytest
from sqlalchemy import Column, Date, DateTime, Integer, LargeBinary, Table, inspect, text

from storage import Storage
from storage.columns import Hour, Moment, Sealed
from storage.keys import metadata as keys_metadata
from storage.tables import metadata
from tests.storage.someone import add_person

TABLES = [*metadata.sorted_tables, *keys_metadata.sorted_tables]
COLUMNS = [column for table in TABLES for column in table.columns]

SEALED = {
    "people.name", "debriefs.progress", "notes.text", "requests.ask", "cards.hint", "schedules.choices",
    "minutes.ledger",
}  # fmt: skip

# Times finer than an hour, each with its reason. What is not listed is a day, an hour, or not there.
FINER = {
    "requests.opened_at": "shown to both sides",
    "requests.silent_at": "the ladder counts from it; gone once it was told",
    "requests.rung_since": "the open rung counts from it; gone with the next one",
    "requests.ends_at": "nothing is sent after it",
    "requests.check_at": "ten minutes after a yes both are asked whether they met; gone once they said so",
    "turns.delivered_at": "shown to the asker; a rung counts from it",
    "early_rings.counts_until": "what was answered before kinds of hours were kept counts until then",
    "early_rings.tell_at": "when its teammate is told so; gone then",
    "ring_tests.due_at": "a test comes within hours of a kind, at a minute of its own",
    "rings.due_at": "a phone rings at once, or at the minute of a test",
    "rings.next_try_at": "a gateway that failed is tried again after seconds; gone with the ring",
    "rings.rung_at": "a test counts only if it is answered within minutes",
    "gap_looks.look_at": "when a team's week is next looked at, the same for all",
    "cards.not_after": "nothing is posted after it",
    "cards.next_try_at": "Slack says when to try again",
    "cards.lease_until": "seconds, while a card is on its way",
    "cards.queued_at": "orders the queue; a day once the card is shown",
}


def named(column: Column[object]) -> str:
    return f"{column.table.name}.{column.name}"


def test_what_people_write_is_sealed() -> None:
    """Exactly these columns hold what somebody wrote or chose."""
    assert {named(column) for column in COLUMNS if isinstance(column.type, Sealed)} == SEALED


def test_no_time_is_finer_than_it_needs_to_be() -> None:
    """Every time that is finer than an hour is on the list above, with its reason."""
    times = [column for column in COLUMNS if isinstance(column.type, DateTime | Moment)]
    assert {named(column) for column in times if not isinstance(column.type, Hour)} == set(FINER)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_nothing_is_counted_up(table: Table) -> None:
    """No id is a number, and SQLite keeps no row numbers: neither tells who came first."""
    keys = list(table.primary_key)
    assert keys
    assert not [key for key in keys if isinstance(key.type, Integer)]
    assert not [column for column in table.columns if column.autoincrement is True or column.identity]
    assert table.dialect_options["sqlite"]["with_rowid"] is False


@pytest.mark.parametrize("word", ["created", "updated", "modified", "last_", "seen_at", "count"])
def test_nothing_is_kept_by_habit(word: str) -> None:
    """No `created_at`, no `updated_at`, no counters of what somebody did."""
    found = {named(column) for column in COLUMNS if word in column.name}
    assert found <= {"early_rings.counts_until"}  # no counter


def test_no_table_names_a_flow() -> None:
    """Which flow it was is nowhere outside of a sealed column (field.md 35)."""
    assert not [named(column) for column in COLUMNS if "flow" in column.name or "step" in column.name]


def test_whatever_points_at_a_person_goes_with_them() -> None:
    """Each reference to people is deleted with them; only "who accepted" is emptied, in the asker's row."""
    references = {
        named(key.parent): key.ondelete for column in COLUMNS for key in column.foreign_keys
        if key.column.table.name == "people"
    }  # fmt: skip
    assert references.pop("requests.accepted_by") == "SET NULL"
    assert set(references.values()) == {"CASCADE"}
    people_columns = {named(c) for c in COLUMNS if c.name in {"person_id", "asker_id", "recipient_id"}}
    assert people_columns - {"person_keys.person_id"} == set(references)


def test_the_databases_are_made_like_that(storage: Storage) -> None:
    """Not only the description: in the migrated database a sealed column is bytes, too."""
    found = inspect(storage.engine)
    for name in SEALED:
        table, column = name.split(".")
        kinds = {one["name"]: one["type"] for one in found.get_columns(table)}
        assert isinstance(kinds[column], LargeBinary)
    for name in ("notes.kept_on", "touches.seen_on", "teams.made_on"):
        table, column = name.split(".")
        kinds = {one["name"]: one["type"] for one in found.get_columns(table)}
        assert isinstance(kinds[column], Date)


def test_the_order_of_rows_tells_nothing(sqlite_storage: Storage) -> None:
    """Thirty people, added one after the other: the order of their rows has nothing to do with it.

    Spearman's correlation of 30 random ranks lies beyond 0.65 once in more than ten thousand times.
    """
    came = [add_person(sqlite_storage, f"U{number}").id for number in range(30)]
    with sqlite_storage.engine.begin() as connection:
        stored = list(connection.scalars(text("SELECT id FROM people")))
    distance = sum((came.index(one) - stored.index(one)) ** 2 for one in came)
    assert abs(1 - 6 * distance / (30 * (30**2 - 1))) < 0.65


def test_a_touch_tells_nothing(sqlite_storage: Storage) -> None:
    """The key of a touch is hashed under HEARTH_KEY: it cannot be looked up in Slack's logs."""
    key = secrets.token_hex(8)
    with sqlite_storage.work() as work:
        work.touches.first(key, work.people._clock.now().date())
        work.commit()
    sqlite_storage.close()
    folder = Path(str(sqlite_storage.engine.url.database)).parent
    assert not [file for file in folder.iterdir() if key.encode() in file.read_bytes()]
