"""Who can be asked, by whom, when: the one place that answers this question.

Whoever is missing is missing without a word: switch, leave, sleep, rest and limit look all alike from
outside, and like having no hours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.readers import joined
from domain.cards import CardKind, Priority
from domain.hours import asleep, is_away, on_leave, open_for, sleep
from domain.neighbours import NeighbourState
from domain.people import AskState, Member, MemberState, Person
from domain.scenes import Askable
from domain.schedule import Choices, Plan, Switch
from domain.support import Ask, Between, Urgency
from storage import UnitOfWork

NOW_LASTS = timedelta(hours=2)
WEEK_LASTS = timedelta(days=7)
AWAKE_FOR = timedelta(hours=1)
SLEEPS_WITHIN = timedelta(days=3)
DAY_ENDS_AT = 4
"""The hour at which the asker's own day ends, so that a night shift is one day."""


@dataclass(frozen=True, slots=True)
class Circle:
    """People who agreed and answered a test, with all that decides when this asker can ask them."""

    asker: Person
    own: Choices
    people: tuple[Askable, ...]
    zones: Mapping[str, ZoneInfo]
    plans: Mapping[str, Plan]
    with_somebody: Mapping[str, int]

    def open_for(self, urgency: Urgency, now: datetime) -> tuple[Askable, ...]:
        """Return those who can be asked at `now` for a call of this urgency, by name."""
        until = ends_at(urgency, self.asker, self.own, now)
        return tuple(
            one
            for one in self.people
            if open_for(
                self.plans[one.person_id],
                urgency,
                now,
                until,
                self.zones[one.person_id],
                self.with_somebody.get(one.person_id, 0),
            )
        )


def circle_of(work: UnitOfWork, asker: Person) -> Circle:
    """Return everybody on the asker's teams who might be asked at some time, and what decides when.

    Whom the asker does not ask is in no circle: here, and so for every call and at every point of one.
    """
    own = _own_people(work, asker)
    leads = frozenset(member.person_id for member in own if member.leads)
    return _circle(work, asker, filter(is_ready, own), leads)


def outside_of(work: UnitOfWork, asker: Person) -> Circle:
    """Return everybody beyond the asker's teams who said that people outside their own may ask them."""
    return _circle(work, asker, _beyond(work, asker))


def neighbours_of(work: UnitOfWork, asker: Person) -> Circle:
    """Return those of them who are on a team that agreed to be a neighbour of one of the asker's.

    The asker is told the team's name and nobody's; they are told nobody's before a yes (issue 3).
    """
    near = {team_id for team, _ in joined(work, asker.id) for team_id in agreed_with(work, team.id)}
    members = [member for member in _beyond(work, asker) if member.team_id in near]
    circle = _circle(work, asker, members)
    team_of = {member.person_id: member.team_id for member in members}
    names = {team_id: team.name for team_id in near if (team := work.teams.by_id(team_id))}
    people = [(one, team_of[one.person_id]) for one in circle.people]
    return replace(
        circle, people=tuple(replace(one, via=team, team=names.get(team, "")) for one, team in people)
    )


def might_be_asked(work: UnitOfWork, asker: Person, person_id: str, ask: Ask | None) -> bool:
    """Whether somebody might be asked by `asker` at some time, on their teams or beyond; for cover, whoever
    leads them too. Not whom they do not ask, and not who said no."""
    covers = ask is not None and ask.between is not None
    circles = (covering,) if covers else (circle_of, outside_of)
    return any(one.person_id == person_id for circle in circles for one in circle(work, asker).people)


def agreed_with(work: UnitOfWork, team_id: str) -> list[str]:
    """Return the teams that are neighbours of a team by both sides' word."""
    told = work.neighbours.of_team(team_id)
    return [pair.beside(team_id) for pair in told if pair.state is NeighbourState.AGREED]


def _own_people(work: UnitOfWork, asker: Person) -> list[Member]:
    return [member for team, _ in joined(work, asker.id) for member in work.teams.members(team.id)]


def _beyond(work: UnitOfWork, asker: Person) -> list[Member]:
    """Return who can be asked from outside, but nobody who is on a team with the asker, or leads one: what
    they agreed to elsewhere is no way around what they say, or are, to the asker. Nobody for who has no team.
    """
    own = _own_people(work, asker)
    known = {one.person_id for one in own if one.state is MemberState.JOINED or one.leads}
    return [member for member in work.teams.open_to_outside() if own and member.person_id not in known]


def _circle(
    work: UnitOfWork, asker: Person, members: Iterable[Member], leads: frozenset[str] = frozenset()
) -> Circle:
    """Return the circle of these places in teams; hours count in those teams only."""
    people: dict[str, Person] = {}
    teams: dict[str, set[str]] = {}
    for member in members:
        person = work.people.by_id(member.person_id)
        if person and person.active and person.id != asker.id:
            people[person.id] = person
            teams.setdefault(person.id, set()).add(member.team_id)
    plans = work.schedules.plans([*people, asker.id])
    own = plans[asker.id].choices
    people = {key: one for key, one in people.items() if one.slack_user not in own.not_these}
    shown = (
        Askable(
            one.id,
            one.slack_user,
            one.name,
            one.language,
            leads=one.id in leads,
            glad=plans[one.id].choices.glad,
            rung_outside=plans[one.id].another_ring,
        )
        for one in people.values()
    )
    return Circle(
        asker=asker,
        own=own,
        people=tuple(sorted(shown, key=lambda one: (one.name.casefold(), one.person_id))),
        zones={one.id: ZoneInfo(one.zone) for one in people.values()},
        plans={one: plans[one].within(frozenset(teams[one])) for one in people},
        with_somebody=work.support.with_somebody(list(people)),
    )


def can_be_asked(work: UnitOfWork, asker: Person, urgency: Urgency, now: datetime) -> tuple[Askable, ...]:
    """Return who can be asked by `asker` at `now` for a call of this urgency: on their teams, then beyond.

    The one answer to this question: every call goes to people from this list and to nobody else.
    """
    return tuple(
        one for circle in (circle_of, outside_of) for one in circle(work, asker).open_for(urgency, now)
    )


def can_cover(work: UnitOfWork, asker: Person, hours: Between | None, now: datetime) -> tuple[Askable, ...]:
    """Return whom `asker` can ask at `now` to cover these hours (None: not known yet), by name.

    Everybody on their teams who can be asked, in their hours or not, and who leads one of them: cover is
    asked of people by name, supervisors too (field.md 39). Not whoever sleeps, unless they opened themselves,
    is on leave now or in these hours, whose switch says "not now", or whom the asker does not ask. A limit of
    open calls or a rest after one keeps nobody out: those are for sitting with somebody, and hours next week
    are no such thing.
    """
    circle = covering(work, asker)
    return tuple(one for one in circle.people if _may_cover(circle, one.person_id, hours, now))


def covering(work: UnitOfWork, asker: Person) -> Circle:
    """Return everybody who might be asked for cover at some time: who can be asked, and who leads."""
    own = _own_people(work, asker)
    leads = frozenset(one.person_id for one in own if one.leads and one.state is MemberState.JOINED)
    return _circle(work, asker, (one for one in own if is_ready(one) or one.person_id in leads), leads)


def _may_cover(circle: Circle, person_id: str, hours: Between | None, now: datetime) -> bool:
    choices, zone = circle.plans[person_id].choices, circle.zones[person_id]
    if choices.switch is Switch.NOT_NOW or on_leave(choices, zone, now):
        return False
    if hours is not None and is_away(choices, zone, hours.starts, hours.ends):
        return False
    return choices.is_open(now) or not asleep(choices, zone, now)


def may_be_asked(
    work: UnitOfWork, asker: Person | None, ask: Ask | None, now: datetime
) -> tuple[Askable, ...]:
    """Return who can be asked at `now` for what a call is about, by name; nobody where nobody asks."""
    if asker is None:
        return ()
    if ask is not None and ask.between is not None:
        return can_cover(work, asker, ask.between, now)
    return can_be_asked(work, asker, ask.urgency if ask else Urgency.NOW, now)


def is_ready(member: Member) -> bool:
    """Whether somebody said yes to a team, agreed to be asked in it, and answered a test."""
    return member.state is MemberState.JOINED and member.ask is AskState.READY


def ends_at(urgency: Urgency, asker: Person, own: Choices, now: datetime) -> datetime:
    """Return when a call ends that nobody answered: nothing old goes out after an outage.

    "Today" is the asker's own day and ends after their next sleep (field.md 37), so that they can be told
    once they are awake; where they have not said when they sleep, it goes on past midnight as a night shift
    does. Late in it, it is the next. `own`: what the asker chose for themselves.
    """
    if urgency is Urgency.NOW:
        return now + NOW_LASTS
    if urgency is Urgency.THIS_WEEK:
        return now + WEEK_LASTS
    zone = ZoneInfo(asker.zone)
    if own.sleep is not None:
        nights = sleep(own, zone, now, now + SLEEPS_WITHIN)
        return next(ends + AWAKE_FOR for _, ends in nights if ends + AWAKE_FOR - now >= NOW_LASTS)
    local = now.astimezone(zone)
    end = local.replace(hour=DAY_ENDS_AT, minute=0, second=0, microsecond=0)
    while end.astimezone(now.tzinfo) - now < NOW_LASTS:  # in real time: clocks may change meanwhile
        end += timedelta(days=1)
    return end.astimezone(now.tzinfo)


def call_ends_at(ask: Ask, asker: Person, own: Choices, now: datetime) -> datetime:
    """Return when a call ends that nobody answered. Cover ends when its hours are over, and not when they
    begin: whoever reads it late can still take what is left of them; and after a week in any case."""
    if ask.between is not None:
        return min(ask.between.ends, now + WEEK_LASTS)
    return ends_at(ask.urgency, asker, own, now)


def redraw(work: UnitOfWork, person_id: str) -> None:
    """Draw the cards anew that say whether their reader can be asked."""
    for card in work.cards.of_recipient(person_id):
        if card.kind in {CardKind.CONSENT, CardKind.RING_TEST, CardKind.TESTS}:
            work.cards.bump(card.key, Priority.ANSWER)


def said_yes(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Somebody said yes to a call: their limit and their rest count from now."""
    _keep_yes(work, person_id, now, now)


def took_back_a_yes(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Somebody who said yes cannot come after all: there is nothing to rest from."""
    if work.people.by_id(person_id) is not None:
        _keep_yes(work, person_id, None, now)


def _keep_yes(work: UnitOfWork, person_id: str, at: datetime | None, now: datetime) -> None:
    choices = work.schedules.plan(person_id).choices
    work.schedules.keep(person_id, replace(choices, said_yes_at=at), now)
