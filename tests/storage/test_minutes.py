"""Keeping one's own minutes: sealed, in one record, and gone with their writer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.minutes import Entry, Ledger
from storage import Storage
from storage.errors import AlreadyThere, Stale
from storage.minutes import LOOKED_AT_EVERY
from tests.storage.someone import add_person

NOW = datetime(2026, 3, 4, 15, 16, 17, tzinfo=UTC)
LEDGER = Ledger(
    (Entry("one", date(2026, 3, 2), 15), Entry("two", date(2026, 3, 4), 60)), frozenset({"call", "other"})
)


def test_it_comes_back_as_it_was(storage: Storage) -> None:
    """Entries and what was answered; nothing for who has written nothing down."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.work() as work:
        work.minutes.keep(ana.id, LEDGER, NOW)
        work.commit()
    with storage.work() as work:
        assert work.minutes.of_person(ana.id) == LEDGER
        assert work.minutes.of_person(ben.id) == Ledger()


def test_a_row_tells_neither_day_nor_minutes_nor_how_many(storage: Storage) -> None:
    """The same length for one entry and for three, and one time to be looked at for everybody."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.work() as work:
        work.minutes.keep(ana.id, Ledger((Entry("a" * 16, date(2026, 3, 2), 720),)), NOW)
        many = tuple(Entry(str(number) * 16, date(2026, 3, number), 15) for number in range(1, 4))
        work.minutes.keep(ben.id, Ledger(many), NOW + timedelta(minutes=20))
        work.commit()
    with storage.engine.connect() as connection:
        rows = connection.execute(text("SELECT look_at, ledger FROM minutes")).all()
    assert len({len(bytes(row.ledger)) for row in rows}) == 1
    assert len({row.look_at for row in rows}) == 1
    assert all(b"2026" not in bytes(row.ledger) for row in rows)


def test_an_empty_list_leaves_no_row(storage: Storage) -> None:
    """Written, emptied: nothing says that there ever was one; and it can be begun again."""
    ana = add_person(storage, "U1")
    for kept in (LEDGER, Ledger(), LEDGER):
        with storage.work() as work:
            work.minutes.of_person(ana.id)
            work.minutes.keep(ana.id, kept, NOW)
            work.commit()
        with storage.work() as work:
            assert work.minutes.of_person(ana.id) == kept
            assert work.minutes.to_look_at(NOW + 2 * LOOKED_AT_EVERY, 9) == ([ana.id] if kept.entries else [])


def test_of_two_at_once_the_second_is_refused(storage: Storage) -> None:
    """A list that changed since it was read, or appeared since, is not overwritten."""
    ana = add_person(storage, "U1")
    with storage.work() as work:
        work.minutes.keep(ana.id, LEDGER, NOW)
        work.commit()
    with storage.work() as work, pytest.raises(AlreadyThere):
        work.minutes.keep(ana.id, LEDGER, NOW)
    with storage.work() as work:
        work.minutes.of_person(ana.id)
        with storage.engine.connect() as other:
            if not storage.on_sqlite:  # where only one writes at a time it cannot happen
                other.execute(text("UPDATE minutes SET version = version + 1"))
                other.commit()
                with pytest.raises(Stale):
                    work.minutes.keep(ana.id, LEDGER.without("one"), NOW)


def test_it_goes_with_its_writer(storage: Storage) -> None:
    """Forgotten: no row, and nobody is looked at."""
    ana = add_person(storage, "U1")
    with storage.work() as work:
        work.minutes.keep(ana.id, LEDGER, NOW)
        work.commit()
    with storage.work() as work:
        work.people.forget(ana.id)
        work.commit()
    with storage.work() as work:
        assert work.minutes.to_look_at(NOW + 2 * LOOKED_AT_EVERY, 9) == []
        assert work.minutes.of_person(ana.id) == Ledger()


def test_every_record_is_looked_at_once_a_day(storage: Storage) -> None:
    """Looked at, it comes again a day later, whatever is in it."""
    ana = add_person(storage, "U1")
    with storage.work() as work:
        work.minutes.keep(ana.id, LEDGER, NOW)
        work.commit()
    later = NOW + LOOKED_AT_EVERY
    with storage.work() as work:
        assert work.minutes.to_look_at(NOW, 9) == []
        assert work.minutes.to_look_at(later, 9) == [ana.id]
        work.minutes.looked_at(ana.id, later)
        work.commit()
    with storage.work() as work:
        assert work.minutes.to_look_at(later, 9) == []
