"""Who reads: what views need to know of a person to speak to them."""

from care.errors import NothingThere
from domain.people import Member, MemberState, Person, Team
from domain.scenes import Reader
from storage import UnitOfWork


def joined(work: UnitOfWork, person_id: str) -> list[tuple[Team, Member]]:
    """Return the teams that somebody said yes to, with their place in each."""
    return [pair for pair in work.teams.of_person(person_id) if pair[1].state is MemberState.JOINED]


def reader_of(work: UnitOfWork, person: Person) -> Reader:
    """Return the reader that a person is, with the word and the number of their team, where they have one."""
    teams = [team for team, _ in joined(work, person.id)]
    return Reader(
        language=person.language,
        zone=person.zone,
        word=next((word for team in teams if (word := team.word(person.language))), ""),
        number=next((team.number for team in teams if team.number), ""),
    )


def reader_by_id(work: UnitOfWork, person_id: str) -> Reader:
    """Return the reader behind a person's id. Raises `NothingThere` when they are not known."""
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return reader_of(work, person)


def leads(work: UnitOfWork, person_id: str, other_id: str) -> bool:
    """Whether somebody leads a team that the other is in, too."""
    led = {team.id for team, member in joined(work, person_id) if member.leads}
    return bool(led) and any(team.id in led for team, _ in joined(work, other_id))


def slack_of(work: UnitOfWork, person_id: str) -> str | None:
    """Return somebody's Slack user id, or None where they are not known any more."""
    person = work.people.by_id(person_id)
    return person.slack_user if person else None


def slacks_of(work: UnitOfWork, person_ids: list[str]) -> tuple[str, ...]:
    """Return the Slack user ids of those who are still known and active, in order."""
    people = [work.people.by_id(person_id) for person_id in person_ids]
    return tuple(person.slack_user for person in people if person and person.active)
