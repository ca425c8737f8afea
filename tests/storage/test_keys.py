"""The key store: keys are wrapped, and HEARTH_KEY can be changed."""

import base64
from datetime import date

import pytest
from sqlalchemy import make_url, select, update

from storage import Storage
from storage.errors import Stale, Unreadable, WrongKey
from storage.keys import KeyStore, new_hearth_key, person_keys, rotate
from tests.databases import PostgresServer, Urls
from tests.storage.someone import add_person

TODAY = date(2026, 3, 4)


def test_a_new_key_is_32_random_bytes() -> None:
    """In URL-safe base64, so that it can stand in .env, and never twice the same."""
    keys = {new_hearth_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(base64.urlsafe_b64decode(key)) for key in keys} == {32}


def test_keys_lie_wrapped(storage: Storage) -> None:
    """In the store a key is sealed: nobody's cipher can be made from its bytes alone."""
    person = add_person(storage)
    with storage.keys.engine.begin() as connection:
        wrapped = connection.scalar(select(person_keys.c.wrapped))
    assert wrapped is not None
    assert len(wrapped) == 1 + 12 + 32 + 16
    assert storage.keys.ids() == {person.id}


def test_one_persons_key_is_no_other_ones(storage: Storage) -> None:
    """A wrapped key that was moved to another person is refused."""
    ana, ben = add_person(storage, "U1"), add_person(storage, "U2")
    with storage.keys.engine.begin() as connection:
        wrapped = select(person_keys.c.wrapped).where(person_keys.c.person_id == ana.id).scalar_subquery()
        connection.execute(
            update(person_keys).where(person_keys.c.person_id == ben.id).values(wrapped=wrapped)
        )
    fresh = KeyStore(storage.keys.engine, new_hearth_key())
    with pytest.raises(Unreadable):
        fresh.cipher(ben.id)


def test_rotating_keeps_everybody(urls: Urls) -> None:
    """After it the new key opens everything, and the old one nothing."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key)
    people = [add_person(storage, f"U{number}") for number in range(5)]
    new = new_hearth_key()
    assert rotate(storage.keys.engine, urls.hearth_key, new) == 5
    storage.close()
    with pytest.raises(WrongKey):
        Storage.open(urls.data, urls.keys, urls.hearth_key)
    storage = Storage.open(urls.data, urls.keys, new)
    with storage.work() as work:
        assert [work.people.by_id(person.id) for person in people] == people
    storage.close()


def test_rotating_by_a_wrong_key_changes_nothing(storage: Storage, hearth_key: str) -> None:
    """The old key has to be right, or nothing is done."""
    person = add_person(storage)
    with pytest.raises(WrongKey):
        rotate(storage.keys.engine, new_hearth_key(), new_hearth_key())
    assert KeyStore(storage.keys.engine, hearth_key).cipher(person.id) is not None


def test_a_bot_with_the_old_key_makes_no_keys(storage: Storage, hearth_key: str) -> None:
    """Its keys would be lost: adding a person is refused until it is started with the new one."""
    rotate(storage.keys.engine, hearth_key, new_hearth_key())
    with pytest.raises((WrongKey, Stale)):
        add_person(storage)
    with storage.work() as work:
        assert work.people.by_slack("U1") is None


def test_what_the_old_key_opens_is_in_no_file(sqlite_urls: Urls) -> None:
    """A rotation after HEARTH_KEY was seen by somebody helps only if the old wrappings are gone."""
    storage = Storage.open(sqlite_urls.data, sqlite_urls.keys, sqlite_urls.hearth_key)
    for number in range(200):
        storage.keys.create(f"p{number}", TODAY)
    with storage.keys.engine.begin() as connection:
        before = connection.scalars(select(person_keys.c.wrapped)).all()
    rotate(storage.keys.engine, sqlite_urls.hearth_key, new_hearth_key())
    stored = b"".join(file.read_bytes() for file in sqlite_urls.keys_file.parent.iterdir())
    assert not [wrapped for wrapped in before if wrapped in stored]
    storage.close()


def test_scrubbing_asks_for_no_special_rights(pg_server: PostgresServer, postgresql_urls: Urls) -> None:
    """A role that owns the key store and may nothing else forgets people all the same; what it may not do
    (remove the server's old log) is left to whoever runs the server."""
    urls = postgresql_urls
    store = make_url(urls.keys)
    role = f"r{store.database}"
    pg_server.run("CREATE ROLE {} LOGIN", role)
    for table in ("person_keys", "store_marks", "alembic_version"):
        pg_server.run("ALTER TABLE {} OWNER TO {}", table, role, database=str(store.database))
    theirs = store.set(username=role).render_as_string(hide_password=False)
    storage = Storage.open(urls.data, theirs, urls.hearth_key)
    person = add_person(storage)
    with storage.work() as work:
        work.people.forget(person.id)
        work.commit()
    assert storage.keys.ids() == set()
    storage.close()
    pg_server.drop(urls.keys)
    pg_server.run("DROP ROLE {}", role)
