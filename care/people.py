"""Meeting people, and keeping up with what Slack says of their accounts."""

from dataclasses import replace
from datetime import datetime

from care.leaving import leave_every_list
from domain.cards import Priority
from domain.people import Language, Person, Profile
from storage import UnitOfWork


def known(work: UnitOfWork, slack_user: str) -> Person | None:
    """Return the person behind a Slack account, or None if the bot has not met them."""
    return work.people.by_slack(slack_user)


def meet(work: UnitOfWork, profile: Profile) -> Person:
    """Return the person behind a Slack account, made known if they are new.

    The language follows the account only at the first meeting; after that it is the person's own choice.
    """
    return work.people.by_slack(profile.slack_user) or work.people.add(profile)


def choose_language(work: UnitOfWork, person_id: str, language: Language) -> Person | None:
    """Speak `language` with somebody from now on, in the cards they already have too."""
    person = work.people.by_id(person_id)
    if person is None:
        return None
    changed = replace(person, language=language)
    work.people.save(changed)
    for card in work.cards.of_recipient(person_id):
        if card.ts:
            work.cards.bump(card.key, Priority.REST)
    return changed


def account_changed(work: UnitOfWork, profile: Profile, now: datetime) -> Person | None:
    """Take over what Slack says of an account; a deactivated one leaves every list at once.

    Somebody the bot never met stays unknown: it keeps nothing about people who did not come to it.
    """
    person = work.people.by_slack(profile.slack_user)
    if person is None:
        return None
    changed = replace(
        person, name=profile.name, zone=profile.zone, is_admin=profile.is_admin, active=profile.active
    )
    if changed != person:
        work.people.save(changed)
    if person.active and not profile.active:
        leave_every_list(work, changed, now)
    return changed


def remember_dm(work: UnitOfWork, person_id: str, channel: str) -> None:
    """Keep the id of the DM between the bot and somebody."""
    person = work.people.by_id(person_id)
    if person is not None and person.dm != channel:
        work.people.save(replace(person, dm=channel))


def account_gone(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Slack refuses to deliver to somebody because their account is gone: treat it as deactivated."""
    person = work.people.by_id(person_id)
    if person is not None and person.active:
        gone = replace(person, active=False)
        work.people.save(gone)
        leave_every_list(work, gone, now)
