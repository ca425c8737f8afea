"""Where nobody would ring: hours that a team leaves empty by choice, and gaps, told beforehand.

Gaps on a page that nobody opens help nobody, and nagging a team about hours that it left empty on purpose
neither (models.md, complaint 6). So who coordinates gets one card a week, only where there is a gap.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.asking import is_ready
from care.check_ins import is_near
from care.errors import DoesNotFit, NotYours
from care.readers import joined, reader_of
from domain.cards import Card, CardKind, Priority
from domain.empty_hours import EmptyHours
from domain.hours import DAY, Stretch, merged, on_leave, ringing, stretch_of, wakes, without
from domain.ids import new_id
from domain.people import Member, MemberState, Person, Team
from domain.scenes import GapsScene
from domain.schedule import Span
from storage import UnitOfWork

AHEAD = timedelta(days=7)
A_WEEK = timedelta(days=7)
SHORTEST = timedelta(minutes=15)
"""A gap that is shorter lies between two shifts and is told to nobody."""

AWAKE_FROM, AWAKE_TO = time(9), time(20)
"""When a card may come to who has not said when they sleep, on their own clock."""

MOST_ROWS = 70


def run_due(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Look at the coming week of each team for who coordinates it, and tell gaps. Return whether there is
    more to do."""
    due = work.empty_hours.to_look_at(now, limit)
    for team_id, person_id in due:
        person, team = work.people.by_id(person_id), work.teams.by_id(team_id)
        if person is None or team is None or not person.active:
            work.empty_hours.look_at(team_id, person_id, now + DAY)
        else:
            work.empty_hours.look_at(team_id, person_id, _look(work, team, person, now))
    return len(due) == limit


def _look(work: UnitOfWork, team: Team, person: Person, now: datetime) -> datetime:
    """Tell somebody a team's gaps, if this is the time for it; return when to look again."""
    later = _awake_at(work, person, now)
    if later > now:
        return later
    # One message of ours in three days, over all causes (field.md 37).
    if is_near(work, person.id, now) or not gaps(work, team, now, now + AHEAD):
        return now + DAY
    key = f"gaps:{team.id}:{person.id}"
    work.cards.drop(key)  # a new card, since the update of an old one makes no sound
    work.cards.want(key, CardKind.GAPS, person.id, team.id, Priority.REST, now + DAY)
    return now + A_WEEK


def _awake_at(work: UnitOfWork, person: Person, now: datetime) -> datetime:
    """Return from when on a card may reach somebody: now, if they are awake and not on leave."""
    choices, zone = work.schedules.plan(person.id).choices, ZoneInfo(person.zone)
    if on_leave(choices, zone, now):
        return now + DAY
    wake = wakes(choices, zone, now)
    if wake is not None:
        return wake + timedelta(hours=1)
    local = now.astimezone(zone)
    if choices.sleep is not None or AWAKE_FROM <= local.time() < AWAKE_TO:
        return now
    day = local.date() if local.time() < AWAKE_FROM else local.date() + DAY
    return datetime.combine(day, AWAKE_FROM, zone).astimezone(now.tzinfo)


def gaps_scene(work: UnitOfWork, card: Card, person: Person, now: datetime) -> GapsScene | None:
    """Return what a card of gaps shows; None for who does not coordinate the team any more."""
    team, member = work.teams.by_id(card.subject), work.teams.member(card.subject, person.id)
    if team is None or member is None or not _coordinates(member):
        return None
    return GapsScene(reader_of(work, person), team.id, team.name, tuple(gaps(work, team, now, now + AHEAD)))


def gaps(work: UnitOfWork, team: Team, since: datetime, until: datetime) -> list[Stretch]:
    """Return the stretches between two moments in which nobody of a team would ring for "now", less those
    that it leaves empty by choice."""
    ids = [member.person_id for member in work.teams.members(team.id) if is_ready(member)]
    people = [person for one in ids if (person := work.people.by_id(one)) and person.active]
    plans = work.schedules.plans([person.id for person in people])
    only = frozenset({team.id})
    there = [
        stretch
        for person in people
        for stretch in ringing(plans[person.id].within(only), ZoneInfo(person.zone), since, until)
    ]
    nobody = without([(since, until)], merged([*there, *declared(work, team, since, until)]))
    return [(starts, ends) for starts, ends in nobody if ends - starts >= SHORTEST]


def declared(work: UnitOfWork, team: Team, since: datetime, until: datetime) -> list[Stretch]:
    """Return the stretches that touch the time between two moments and that a team leaves empty by choice."""
    rows, zone = work.empty_hours.of_team(team.id), ZoneInfo(team.zone)
    day, last = since.astimezone(zone).date() - 2 * DAY, until.astimezone(zone).date()
    found: list[Stretch] = []
    while rows and day <= last:
        found += [stretch_of(day, row.span, zone) for row in rows if row.weekday == day.weekday()]
        day += DAY
    return [(starts, ends) for starts, ends in merged(found) if starts < until and since < ends]


def is_declared_empty(work: UnitOfWork, asker_id: str, now: datetime) -> bool:
    """Whether every team of somebody leaves this hour empty by choice: they are told so first."""
    teams = [team for team, _ in joined(work, asker_id)]
    until = now + timedelta(minutes=1)
    return bool(teams) and all(
        any(starts <= now < ends for starts, ends in declared(work, team, now, until)) for team in teams
    )


def declare(work: UnitOfWork, person_id: str, team_id: str, weekdays: Collection[int], span: Span) -> None:
    """Leave weekly hours of a team empty by choice; those that are there already stay as they are.

    Raises `NotYours` for anybody who does not coordinate the team, `DoesNotFit` where they are too many.
    """
    _require_coordinator(work, person_id, team_id)
    there = {(row.weekday, row.span) for row in work.empty_hours.of_team(team_id)}
    rows = [
        EmptyHours(new_id(), team_id, day, span) for day in sorted(set(weekdays)) if (day, span) not in there
    ]
    if len(there) + len(rows) > MOST_ROWS:
        raise DoesNotFit("many")
    work.empty_hours.add(rows)
    _redraw(work, team_id)


def take_back(work: UnitOfWork, person_id: str, team_id: str, keys: Iterable[str]) -> None:
    """Leave hours empty no more, by their keys. Raises `NotYours` like `declare`."""
    _require_coordinator(work, person_id, team_id)
    taken = set(keys)
    work.empty_hours.remove(
        team_id, [row.id for row in work.empty_hours.of_team(team_id) if row.key in taken]
    )
    _redraw(work, team_id)


def _redraw(work: UnitOfWork, team_id: str) -> None:
    for card in work.cards.of_subject(team_id):
        if card.kind is CardKind.GAPS:
            work.cards.bump(card.key, Priority.ANSWER)


def _require_coordinator(work: UnitOfWork, person_id: str, team_id: str) -> None:
    member = work.teams.member(team_id, person_id)
    if member is None or not _coordinates(member):
        raise NotYours("does not coordinate this team")


def _coordinates(member: Member) -> bool:
    return member.coordinates and member.state is MemberState.JOINED
