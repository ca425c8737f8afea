"""A team's week, for who coordinates it: planned hours and gaps, and nothing else of anybody.

Rests, limits, sleep, switches and who is open right now are no part of it (issue 3, field.md 8.9). Leave and
hours that do not hold yet show as what they are to a team: nobody here. So do hours in which it is not known
whether a phone rings.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from care.asking import is_ready
from care.errors import NothingThere, NotYours
from care.gaps import declared
from care.readers import reader_of
from domain.hours import Stretch, moment, ringing
from domain.people import MemberState
from domain.schedule_scenes import TeamWeekScene, WeekPart
from storage import UnitOfWork

DAYS = 7


def team_week(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> TeamWeekScene:
    """Return a team's planned hours for seven days from the reader's today, in their own zone.

    Raises `NotYours` for anybody who does not coordinate this team, `NothingThere` for no such person.
    """
    person = work.people.by_id(person_id)
    team, member = work.teams.by_id(team_id), work.teams.member(team_id, person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    if team is None or member is None or member.state is not MemberState.JOINED or not member.coordinates:
        raise NotYours("does not coordinate this team")
    zone = ZoneInfo(person.zone)
    today = now.astimezone(zone).date()
    edges = [moment(today + timedelta(days=days), 0, zone) for days in range(DAYS + 1)]
    hours = _hours_of(work, team_id, edges[0], edges[-1])
    empty = declared(work, team, edges[0], edges[-1])
    days = tuple(
        (today + timedelta(days=number), _parts(hours, empty, since, until))
        for number, (since, until) in enumerate(pairwise(edges))
    )
    kept = work.empty_hours.of_team(team_id)
    alone = not work.rings.gateway()
    return TeamWeekScene(reader_of(work, person), team.name, days, team_id, kept, slack_alone=alone)


def _hours_of(
    work: UnitOfWork, team_id: str, since: datetime, until: datetime
) -> list[tuple[str, list[Stretch]]]:
    """Return the planned hours in which somebody's phone would ring, by their Slack user id, of everybody who
    can be asked in a team."""
    ids = [member.person_id for member in work.teams.members(team_id) if is_ready(member)]
    people = [person for one in ids if (person := work.people.by_id(one)) and person.active]
    plans = work.schedules.plans([person.id for person in people])
    only = frozenset({team_id})
    return [
        (person.slack_user, ringing(plans[person.id].within(only), ZoneInfo(person.zone), since, until))
        for person in sorted(people, key=lambda one: (one.name.casefold(), one.id))
    ]


def _parts(
    hours: list[tuple[str, list[Stretch]]], empty: list[Stretch], since: datetime, until: datetime
) -> tuple[WeekPart, ...]:
    """Return a day in parts, each with those who have planned hours in all of it, and whether it is left
    empty by choice where nobody has."""
    edges = {since, until}
    for stretches in (empty, *(stretches for _, stretches in hours)):
        edges |= {edge for stretch in stretches for edge in stretch if since < edge < until}
    parts: list[WeekPart] = []
    for starts, ends in pairwise(sorted(edges)):
        here = tuple(slack for slack, stretches in hours if _holds(stretches, starts, ends))
        by_choice = not here and _holds(empty, starts, ends)
        if parts and (parts[-1].slacks, parts[-1].declared) == (here, by_choice):
            parts[-1] = WeekPart(parts[-1].starts, ends, here, by_choice)
        else:
            parts.append(WeekPart(starts, ends, here, by_choice))
    return tuple(parts)


def _holds(stretches: list[Stretch], starts: datetime, ends: datetime) -> bool:
    return any(begins <= starts and ends <= over for begins, over in stretches)
