"""Somebody to keep things for."""

from domain.people import Language, Person, Profile
from storage import Storage


def profile(slack_user: str = "U1", name: str = "Ana María Ñáñez 🕯") -> Profile:
    return Profile(slack_user, name, Language.ES, "America/Lima", is_admin=False, active=True)


def add_person(storage: Storage, slack_user: str = "U1") -> Person:
    with storage.work() as work:
        person = work.people.add(profile(slack_user))
        work.commit()
    return person
