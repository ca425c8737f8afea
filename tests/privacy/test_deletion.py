"""The proof of deletion: what a forgotten person typed can be read from no file there is, HEARTH_KEY in hand.

The reader below is stronger than anybody could be: it has every file, HEARTH_KEY, the ids of everybody
there ever was, and does not care for checksums or for what a ciphertext is tied to.
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import make_url

from domain.cards import CardKind, Priority
from domain.clock import AdjustableClock
from domain.people import Language, Person, Profile
from domain.schedule import Choices
from domain.support import Ask, Kind, RequestState, SupportRequest, Urgency, Way
from storage import Storage
from storage.backup import backup, restore
from tests.databases import PostgresServer, SqliteFiles, Urls

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CANARIES = {
    "name": "Canary-Marisol",
    "note": "canary kept note",
    "progress": "canary in a debrief",
    "number": "+1 555 0177",
    "hint": "canary hint",
    "glad": "canary glad to be asked",
}
WRAPPED = 1 + 12 + 32 + 16
TEXT = 1024


@dataclass
class House:
    """One bot's files, wherever they are."""

    urls: Urls
    storage: Storage
    backups: Path
    files: Callable[[], Iterable[Path]]


def read_everything(house: House, person_ids: list[str]) -> set[str]:
    """Return the names of the canaries that can be read from any file, in clear or by any key found."""
    blobs = list(_blobs(house.files()))
    windows = [(blob, at) for blob in blobs for at in _looks_sealed(blob)]
    keys = _keys(windows, base64.urlsafe_b64decode(house.urls.hearth_key), person_ids)
    read = {name for name, text in CANARIES.items() if any(text.encode() in blob for blob in blobs)}
    for key in keys:
        for blob, at in windows:
            text = _decrypted(key, blob[at : at + TEXT])
            read |= {name for name, canary in CANARIES.items() if canary.encode() in text}
    return read


def _blobs(files: Iterable[Path]) -> Iterator[bytes]:
    for file in files:
        data = file.read_bytes()
        yield data
        for encoded in re.findall(rb'"b":"([A-Za-z0-9+/=]+)"', data):
            yield base64.b64decode(encoded)


def _looks_sealed(blob: bytes) -> Iterator[int]:
    """Yield where a sealed value may begin: its version byte, and then bytes that look random."""
    at = blob.find(1)
    while at >= 0:
        window = blob[at : at + WRAPPED]
        if len(window) == WRAPPED and len(set(window)) > 40:
            yield at
        at = blob.find(1, at + 1)


def _keys(windows: list[tuple[bytes, int]], hearth_key: bytes, person_ids: list[str]) -> set[bytes]:
    wrapper = AESGCM(hearth_key)
    found = set()
    for window in {blob[at : at + WRAPPED] for blob, at in windows}:
        for person_id in person_ids:
            try:
                found.add(wrapper.decrypt(window[1:13], window[13:], b"\x01" + person_id.encode()))
            except InvalidTag:
                continue
    return found


def _decrypted(key: bytes, sealed: bytes) -> bytes:
    # GCM is counter mode from 2 on: without asking for the tag, any piece of it can be read.
    counter = sealed[1:13] + (2).to_bytes(4)
    return Cipher(algorithms.AES(key), modes.CTR(counter)).decryptor().update(sealed[13:])


@pytest.fixture(params=["sqlite", "postgresql", "postgresql with keys in a file"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, clock: AdjustableClock, sqlite_files: SqliteFiles
) -> Iterator[House]:
    """A bot with its databases: both SQLite, both PostgreSQL, and the data there with the keys in a file."""
    if request.param == "sqlite":
        urls: Urls = request.getfixturevalue("sqlite_urls")
        databases: Callable[[], Iterable[Path]] = list
    else:
        server: PostgresServer = request.getfixturevalue("pg_server")
        urls = request.getfixturevalue("postgresql_urls")
        databases = _files_of(server, urls)
        if "file" in request.param:
            urls = Urls(urls.data, sqlite_files.migrated(tmp_path)[1], urls.hearth_key)
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)

    def files() -> Iterator[Path]:
        yield from (path for path in tmp_path.rglob("*") if path.is_file())
        yield from databases()

    yield House(urls, storage, tmp_path / "backups", files)
    storage.close()


def _files_of(server: PostgresServer, urls: Urls) -> Callable[[], Iterator[Path]]:
    """Return a way to list the server's files, dead rows and logs too, but no other tests' databases."""
    others = server.folders_of_others(str(make_url(urls.data).database), str(make_url(urls.keys).database))

    def files() -> Iterator[Path]:
        server.run("CHECKPOINT")  # so that what it has in memory is in the files as well
        for path in server.folder.rglob("*"):
            if path.is_file() and not any(other in path.parents for other in others):
                yield path

    return files


def _type_everything(storage: Storage, slack_user: str) -> Person:
    """Have somebody type every canary; return them."""
    with storage.work() as work:
        profile = Profile(slack_user, CANARIES["name"], Language.ES, "UTC", is_admin=False, active=True)
        person = work.people.add(profile)
        debrief = work.debriefs.start(person.id, "{}", NOW + timedelta(hours=72))
        work.debriefs.step(debrief, CANARIES["progress"])
        work.notes.keep(person.id, CANARIES["note"], MONDAY)
        work.schedules.keep(person.id, Choices(glad=CANARIES["glad"]), NOW)
        ask = Ask(Kind.COMPANY, Urgency.NOW, Way.CALL, number=CANARIES["number"])
        times = (NOW, None, NOW + timedelta(hours=2))
        request = SupportRequest(f"r-{person.id}", person.id, RequestState.OPEN, 1, *times, None, ask)
        work.support.add(request, [])
        work.cards.want(
            f"c-{person.id}", CardKind.DOORS, person.id, person.id, Priority.ANSWER, hint=CANARIES["hint"]
        )
        work.commit()
    return person


def test_nothing_of_a_forgotten_person_can_be_read(house: House) -> None:
    """Typed, backed up on Monday, forgotten, backed up again: then no file gives a canary away.

    Before the forgetting the same reader finds them all; and as long as the old copy of the keys lies there,
    it still does: the promise is kept at the next backup, and no sooner.
    """
    storage, urls = house.storage, house.urls
    person = _type_everything(storage, "U1")
    backup(urls.data, urls.keys, urls.hearth_key, house.backups, MONDAY)
    assert read_everything(house, [person.id]) == set(CANARIES)

    with storage.work() as work:
        work.people.forget(person.id)
        work.commit()
    assert read_everything(house, [person.id]) == set(CANARIES)

    backup(urls.data, urls.keys, urls.hearth_key, house.backups, TUESDAY)
    assert read_everything(house, [person.id]) == set()
    assert (house.backups / "data-2026-03-02.hearth").exists()


def test_no_trace_of_a_key_among_many(house: House) -> None:
    """Also with many people, where databases split, merge and move their pages: every deleted key is gone,
    and every other one is still there."""
    storage, urls = house.storage, house.urls
    people = [_type_everything(storage, f"U{number}") for number in range(60)]
    for person in people[::3]:
        with storage.work() as work:
            work.people.forget(person.id)
            work.commit()
    backup(urls.data, urls.keys, urls.hearth_key, house.backups, MONDAY)
    windows = [(blob, at) for blob in _blobs(house.files()) for at in _looks_sealed(blob)]
    hearth_key = base64.urlsafe_b64decode(urls.hearth_key)
    assert _keys(windows, hearth_key, [person.id for person in people[::3]]) == set()
    kept = [person.id for person in people if person not in people[::3]]
    assert len(_keys(windows, hearth_key, kept)) == len(kept)


def test_a_forgotten_person_stays_forgotten_after_a_restore(house: House) -> None:
    """Monday's data, read back with the keys of today: the person is purged at the start."""
    storage, urls = house.storage, house.urls
    person = _type_everything(storage, "U1")
    data, keys = backup(urls.data, urls.keys, urls.hearth_key, house.backups, MONDAY)
    with storage.work() as work:
        work.people.forget(person.id)
        work.commit()
    storage.close()

    restore(urls.data, urls.keys, urls.hearth_key, data, keys, replace=True)
    house.storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    with house.storage.work() as work:
        assert work.people.by_slack("U1") is None
        assert work.cards.by_key(f"c-{person.id}") is None
    house.storage.close()
    backup(urls.data, urls.keys, urls.hearth_key, house.backups, TUESDAY)
    assert read_everything(house, [person.id]) == set()
