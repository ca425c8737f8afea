"""Backups: what goes in comes out, on either database; what is no backup is refused before it does harm."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.cards import CardKind, Priority
from domain.empty_hours import EmptyHours
from domain.ids import new_id
from domain.kinds import HourKind
from domain.minutes import Entry, Ledger
from domain.neighbours import Neighbours, NeighbourState
from domain.people import AskState, Member, MemberState, Person, Team
from domain.ring_tests import RingTest
from domain.schedule import Choices, Hours, OneOff, Span
from domain.support import Ask, Kind, RequestState, SupportRequest, Urgency, Way
from storage import Storage
from storage.backup import KEYS_FILE, backup, restore
from storage.errors import BadBackup, Locked, NotAPair, NotEmpty, NotMigrated, WrongKey
from storage.keys import metadata as keys_metadata
from storage.keys import new_hearth_key
from storage.migrate import migrate
from storage.tables import early_rings, metadata
from tests.databases import KINDS, PostgresServer, Urls
from tests.storage.someone import add_person

DAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 15, 16, 17, 181920, tzinfo=UTC)

Fresh = Callable[[str], Urls]


def fill(storage: Storage) -> Person:
    """Keep at least one row in every table."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.work() as work:
        team = Team(new_id(), "Night 🕯", "America/Lima", "neighbors", "vecinos", "", "the director", DAY)
        work.teams.add(team)
        work.teams.put_member(
            Member(team.id, ana.id, MemberState.JOINED, AskState.READY, leads=True, coordinates=False)
        )
        other = replace(team, id=new_id(), name="Day")
        work.teams.add(other)
        work.neighbours.put(Neighbours(other.id, team.id, NeighbourState.AGREED))
        nights = Span(1320, 360)
        work.schedules.keep(ana.id, Choices(glad="the first night", sleep=Span(540, 1020)), NOW)
        work.schedules.add_hours([Hours(new_id(), team.id, ana.id, 4, nights, at_work=True)])
        work.schedules.add_date(OneOff(new_id(), team.id, ana.id, DAY, None, at_work=True))
        work.ring_tests.put(RingTest(ana.id, HourKind.WEEKEND_NIGHT, NOW, "ring:1"))
        work.debriefs.start(ana.id, "progress", NOW)
        work.notes.keep(ana.id, "a note\n", DAY)
        work.minutes.keep(ana.id, Ledger((Entry(new_id(), DAY, 45),), frozenset({"a call"})), NOW)
        work.follow_ups.add(ana.id, NOW)
        ask = Ask(Kind.COVER, Urgency.NOW, Way.CALL, "2 to 6", "+1 555 0100")
        request = SupportRequest(
            new_id(), ana.id, RequestState.OPEN, 1, NOW, None, NOW + timedelta(hours=1), None, ask
        )
        work.support.add(request, [[ben.id]])
        work.empty_hours.add([EmptyHours(new_id(), team.id, 0, nights)])
        work.empty_hours.look_at(team.id, ana.id, NOW)
        work.rings.want(ben.id, request.id, "alert:1")
        work.cards.want("c", CardKind.ALERT, ben.id, request.id, Priority.CALL, NOW, "hint")
        work.touches.first("touch", DAY)
        work.commit()
    with storage.engine.begin() as connection:  # kept by the migration alone
        connection.execute(early_rings.insert().values(person_id=ben.id, counts_until=NOW, tell_at=NOW))
    return ana


def everything(storage: Storage) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of both databases."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for engine, tables in ((storage.engine, metadata), (storage.keys.engine, keys_metadata)):
        with engine.begin() as connection:
            for table in tables.sorted_tables:
                rows = connection.execute(select(table).order_by(*table.primary_key))
                found[table.name] = [tuple(row) for row in rows]
    return found


@pytest.fixture
def fresh(tmp_path: Path, pg_server: PostgresServer, hearth_key: str) -> Iterator[Fresh]:
    """Makes databases without tables, of either kind."""
    made: list[str] = []

    def make(kind: str) -> Urls:
        if kind == "sqlite":
            folder = tmp_path / f"fresh-{new_id()}"
            return Urls(f"sqlite:///{folder}/hearth.db", f"sqlite:///{folder}/keys.db", hearth_key)
        data, keys = pg_server.empty(), pg_server.empty()
        made.extend([data, keys])
        return Urls(data, keys, hearth_key)

    yield make
    pg_server.drop(*made)


@pytest.fixture
def taken(urls: Urls, tmp_path: Path) -> Iterator[tuple[Storage, Path, Path]]:
    """A bot with something in every table, and the backups of it, taken while it runs."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    fill(storage)
    yield storage, *backup(urls.data, urls.keys, urls.hearth_key, tmp_path / "backups", DAY)
    storage.close()


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_it_comes_back(taken: tuple[Storage, Path, Path], fresh: Fresh, kind: str) -> None:
    """From either database into either: every row of every table, and a bot starts on it."""
    storage, data, keys = taken
    before = everything(storage)
    assert all(before[name] for name in before)
    into = fresh(kind)
    restore(into.data, into.keys, into.hearth_key, data, keys)
    restored = Storage.open(into.data, into.keys, into.hearth_key)
    assert everything(restored) == before
    with restored.work() as work:
        person = work.people.by_slack("U1")
        assert person is not None
        assert [note.text for note in work.notes.of_person(person.id)] == ["a note\n"]
    restored.close()


def test_cards_of_calls_are_drawn_anew(urls: Urls, fresh: Fresh, tmp_path: Path) -> None:
    """Slack shows what was so after the backup, that somebody comes perhaps: each card of a call that stands
    there is drawn as it is now."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    asker = fill(storage)
    with storage.work() as work:
        [request] = work.support.open_of(asker.id)
        work.cards.want("asker", CardKind.ASKER, asker.id, request.id, Priority.ANSWER)
        work.cards.confirm("asker", "D1", "1.1", 1)
        work.commit()
    storage.close()
    files = backup(urls.data, urls.keys, urls.hearth_key, tmp_path / "backups", DAY)
    into = fresh("sqlite")
    restore(into.data, into.keys, into.hearth_key, *files)
    restored = Storage.open(into.data, into.keys, into.hearth_key)
    with restored.work() as work:
        card = work.cards.by_key("asker")
    restored.close()
    assert card is not None
    assert (card.ts, card.wanted - card.shown) == ("1.1", 1)


def test_one_file_a_day_and_one_for_the_keys(sqlite_urls: Urls, tmp_path: Path) -> None:
    """A day's file is replaced by the same day's; the keys' by every run. All are for their owner alone."""
    urls, folder = sqlite_urls, tmp_path / "backups"
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    for day in (DAY, DAY, DAY + timedelta(days=1)):
        add_person(storage, f"U{new_id()}")
        backup(urls.data, urls.keys, urls.hearth_key, folder, day)
    names = ["data-2026-03-04.hearth", "data-2026-03-05.hearth", KEYS_FILE]
    assert sorted(file.name for file in folder.iterdir()) == names
    assert {file.stat().st_mode & 0o077 for file in [folder, *folder.iterdir()]} == {0}
    assert (folder / KEYS_FILE).read_text().count('["row","person_keys"') == 3
    storage.close()


def test_a_backup_shows_one_moment(urls: Urls, tmp_path: Path) -> None:
    """Taken while a bot writes two notes in each unit of work: never one of them without the other."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    person = add_person(storage)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with storage.work() as work:
                for text in ("one", "two"):
                    work.notes.keep(person.id, text, DAY)
                work.commit()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        counts = []
        for _ in range(4):
            data, _keys = backup(urls.data, urls.keys, urls.hearth_key, tmp_path / "backups", DAY)
            counts.append(data.read_text().count('["row","notes"'))
        stop.set()
        writing.result()
    assert [count % 2 for count in counts] == [0, 0, 0, 0]
    assert len(set(counts)) > 1, "nothing was written meanwhile"
    storage.close()


def test_a_failed_backup_leaves_the_last_one(sqlite_urls: Urls, tmp_path: Path) -> None:
    """With a wrong key or without tables nothing is written over."""
    urls, folder = sqlite_urls, tmp_path / "backups"
    Storage.open(urls.data, urls.keys, urls.hearth_key).close()
    backup(urls.data, urls.keys, urls.hearth_key, folder, DAY)
    before = {file: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(WrongKey):
        backup(urls.data, urls.keys, new_hearth_key(), folder, DAY)
    with pytest.raises(NotMigrated):
        backup(f"sqlite:///{tmp_path}/none.db", urls.keys, urls.hearth_key, folder, DAY)
    assert {file: file.read_bytes() for file in folder.iterdir()} == before
    assert not (tmp_path / "none.db").exists()


def test_nothing_is_written_over_unasked(taken: tuple[Storage, Path, Path], urls: Urls) -> None:
    """Databases that hold something are left as they are, unless it is said to replace them."""
    storage, data, keys = taken
    before = everything(storage)
    storage.close()
    with pytest.raises(NotEmpty, match="--replace"):
        restore(urls.data, urls.keys, urls.hearth_key, data, keys)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    assert everything(storage) == before
    add_person(storage, "U3")
    storage.close()
    restore(urls.data, urls.keys, urls.hearth_key, data, keys, replace=True)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    assert everything(storage)["people"] == before["people"]
    storage.close()


def test_a_restore_waits_for_the_bot(taken: tuple[Storage, Path, Path], sqlite_urls: Urls) -> None:
    """On SQLite nothing is restored under a bot that runs."""
    urls = sqlite_urls
    running = taken[0] if taken[0].on_sqlite else Storage.open(urls.data, urls.keys, urls.hearth_key)
    with pytest.raises(Locked):
        restore(urls.data, urls.keys, urls.hearth_key, taken[1], taken[2], replace=True)
    running.close()


def test_a_key_store_in_place_is_not_set_back(
    taken: tuple[Storage, Path, Path], urls: Urls, tmp_path: Path
) -> None:
    """Who was forgotten since the last backup stays forgotten: the keys that are there are the newer ones."""
    storage, data, keys = taken
    with storage.work() as work:
        person = work.people.by_slack("U1")
        assert person is not None
        work.people.forget(person.id)
        work.commit()
    storage.close()
    restore(urls.data, urls.keys, urls.hearth_key, data, keys, replace=True)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with storage.work() as work:
        assert work.people.by_slack("U1") is None
        assert work.people.by_slack("U2") is not None
    storage.close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "\n".join(text.splitlines()[:-1]) + "\n",
        lambda text: text.replace("America/Lima", "America/Lama", 1),
        lambda text: text.replace('"data"', '"keys"', 1),
        lambda _text: "",
        lambda _text: "not a backup",
        lambda _text: "[]\n",
    ],
    ids=["cut", "without its tail", "changed", "of another kind", "empty", "something else", "other JSON"],
)
def test_a_damaged_backup_is_refused(
    sqlite_urls: Urls, fresh: Fresh, tmp_path: Path, harm: Callable[[str], str]
) -> None:
    """And nothing is begun: no database is made."""
    urls = sqlite_urls
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    fill(storage)
    storage.close()
    data, keys = backup(urls.data, urls.keys, urls.hearth_key, tmp_path / "backups", DAY)
    data.write_text(harm(data.read_text()))
    into = fresh("sqlite")
    with pytest.raises(BadBackup):
        restore(into.data, into.keys, into.hearth_key, data, keys)
    assert not into.data_file.exists()


def test_backups_have_to_belong_together(
    sqlite_urls: Urls, fresh: Fresh, tmp_path: Path, taken: tuple[Storage, Path, Path]
) -> None:
    """A wrong key, a missing file, and the keys of another bot are refused."""
    into, (_, data, keys) = fresh("sqlite"), taken
    with pytest.raises(WrongKey):
        restore(into.data, into.keys, new_hearth_key(), data, keys)
    with pytest.raises(BadBackup):
        restore(into.data, into.keys, into.hearth_key, data, tmp_path / "none")
    other = fresh("sqlite")
    migrate(other.data, other.keys)
    Storage.open(other.data, other.keys, other.hearth_key).close()
    _, strange = backup(other.data, other.keys, other.hearth_key, tmp_path / "other", DAY)
    with pytest.raises(NotAPair):
        restore(into.data, into.keys, into.hearth_key, data, strange)
