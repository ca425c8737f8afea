"""Two at once, and a sudden end: nothing is lost, nothing is half done."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.people import Person
from storage import Storage
from storage.errors import Collided
from tests.databases import Urls
from tests.storage import a_writer
from tests.storage.someone import add_person

ROOT = Path(__file__).parents[2]


class Writers:
    """Starts writers in processes of their own, and kills what is left of them."""

    def __init__(self, urls: Urls) -> None:
        self._urls = urls
        self._started: list[subprocess.Popen[str]] = []

    def start(self, what: str, person: Person, times: int = 0) -> subprocess.Popen[str]:
        urls = self._urls
        command = [sys.executable, "-m", a_writer.__name__, urls.data, urls.keys, urls.hearth_key]
        process = subprocess.Popen(
            [*command, what, person.id, str(times)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._started.append(process)
        return process

    def stop(self) -> None:
        for process in self._started:
            process.kill()
            process.communicate()


@pytest.fixture
def writers(urls: Urls) -> Iterator[Writers]:
    made = Writers(urls)
    yield made
    made.stop()


def seen(storage: Storage, person: Person) -> int:
    with storage.work() as work:
        found = work.people.by_id(person.id)
        assert found is not None
        return found.limits_seen


def notes_of(storage: Storage, person: Person) -> list[str]:
    with storage.work() as work:
        return [note.text for note in work.notes.of_person(person.id)]


def whole(storage: Storage) -> bool:
    """Whether a SQLite database is sound, by its own word; PostgreSQL was not the one that died."""
    if not storage.on_sqlite:
        return True
    with storage.engine.connect() as connection:
        return bool(connection.scalar(text("PRAGMA integrity_check")) == "ok")


def test_threads_lose_no_update(storage: Storage) -> None:
    """Four threads read, count one up and write: every one of their counts is there."""
    person = add_person(storage)
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(a_writer.count, storage, person.id, 15) for _ in range(4)]:
            done.result()
    assert seen(storage, person) == 60


def test_processes_lose_no_update(storage: Storage, writers: Writers) -> None:
    """So do three processes."""
    person = add_person(storage)
    running = [writers.start("count", person, 20) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert seen(storage, person) == 60


def test_of_two_that_meet_one_begins_again(postgresql_urls: Urls) -> None:
    """On PostgreSQL, where both can read at once, the later writer is told that they collided."""
    urls = postgresql_urls
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    person = add_person(storage)
    with storage.work() as late, storage.work() as early:
        for work in (late, early):
            assert work.people.by_id(person.id) == person
        early.people.save(replace(person, limits_seen=1))
        early.commit()
        with pytest.raises(Collided):
            late.people.save(replace(person, dm="D1"))
    assert seen(storage, person) == 1
    storage.close()


def test_a_killed_writer_leaves_nothing_half(storage: Storage, writers: Writers) -> None:
    """Killed with an open unit of work: nothing of it is there, and the next one is not held up."""
    person = add_person(storage)
    process = writers.start("open", person)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.wait()
    assert notes_of(storage, person) == []
    assert whole(storage)


def test_killed_anywhere_both_rows_or_none(storage: Storage, writers: Writers) -> None:
    """A writer of pairs, killed at random: what it said was committed is there, and never half a pair."""
    person = add_person(storage)
    chance = random.Random(4)
    for _ in range(4):
        before = len(notes_of(storage, person)) // 2
        process = writers.start("halves", person)
        assert process.stdout is not None
        told = 0
        for _ in range(chance.randrange(1, 30)):
            told = int(process.stdout.readline())
        process.kill()
        process.wait()
        pairs = Counter(text.split()[0] for text in notes_of(storage, person))
        assert pairs["one"] == pairs["two"] >= before + told
    assert whole(storage)
