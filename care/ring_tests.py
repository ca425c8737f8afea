"""Would it ring? A test in each kind of hour that somebody planned, and what came of it.

An hour counts for "now" only where the teammate's own phone rang in a test made in such an hour (issue 3,
models.md 4 and 6). A test is a message; it rang if it was answered within minutes of its coming. Tests are
sent in planned hours only, never in somebody's sleep, and only after their own tap (field.md 37).
"""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.asking import is_ready, redraw
from care.check_ins import is_near
from care.errors import NothingThere
from care.readers import joined
from domain.cards import Card, CardKind, Priority
from domain.hours import DAY, MINUTE, Stretch, kinds_between, planned, sleep, without
from domain.ids import new_id
from domain.kinds import HourKind, kind_of
from domain.people import Person
from domain.ring_tests import HoursTested, RingTest, RingTestState
from domain.scenes import Reach
from domain.schedule import Plan
from storage import UnitOfWork

RANG_WITHIN = timedelta(minutes=10)
"""How long after a test came its answer still says that it rang. Later, somebody may just have looked."""

AHEAD = timedelta(days=14)
"""How far hours are looked at: weekly ones come twice, and a date that is farther is tested nearer to it."""

STALE_AFTER = timedelta(minutes=30)
"""A test that could not go out for so long does not any more: its hour is over, or nobody waits for it."""


def send(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> None:
    """Send a test at once, for the kind of hour that it is; a new card, since an update is silent."""
    for card in _cards(work, person_id, team_id):
        if card.ts is None and card.posting is None:
            work.cards.drop(card.key)
        else:
            work.cards.bump(card.key)
    key = f"ring:{new_id()}"
    kind = kind_of(now, _zone(work, person_id))
    work.ring_tests.put(RingTest(person_id, kind, card=key))
    work.cards.want(key, CardKind.RING_TEST, person_id, team_id, Priority.ANSWER, now + STALE_AFTER)


def answered(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> None:
    """Somebody says that they heard the test. Answered in time, its kind of hour is tested; answered late it
    is said so, and another one can be sent."""
    zone = _zone(work, person_id)
    for test in work.ring_tests.of_person(person_id):
        card = work.cards.by_key(test.card) if test.card else None
        if card is None or card.subject != team_id:
            continue
        came = _came(card, now)
        if now - came > RANG_WITHIN:
            work.ring_tests.put(replace(test, late=True))
            continue
        rang = kind_of(came, zone)
        for kind in {test.kind, rang}:
            work.ring_tests.delete(person_id, kind)
        choices = work.schedules.plan(person_id).choices
        work.schedules.keep(person_id, replace(choices, rang=choices.rang | {rang}), now)
    redraw(work, person_id)


def _came(card: Card, now: datetime) -> datetime:
    """Return when a test came: Slack's own time of it, since a bot that was off learns of it late."""
    return min(now, datetime.fromtimestamp(float(card.ts), now.tzinfo)) if card.ts else now


def arrange(work: UnitOfWork, person_id: str, now: datetime) -> None:
    """Let a test come in each kind of hour that is not tested: at once where it is such an hour, else at a
    moment of the next such hours that nobody knows before."""
    plan, zone = work.schedules.plan(person_id), _zone(work, person_id)
    waiting = {test.kind for test in work.ring_tests.of_person(person_id) if test.due_at is not None}
    for kind in untested(plan, zone, now):
        if kind not in waiting:
            _go_on(work, RingTest(person_id, kind), plan, zone, now)
    redraw(work, person_id)


def run_due(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Send the tests whose moment has come, unless it has become no such hour: then in the next such hours.
    Return whether there is more to do."""
    due = work.ring_tests.due(now, limit)
    for test in due:
        person = work.people.by_id(test.person_id)
        if person is None or not person.active:
            work.ring_tests.delete(test.person_id, test.kind)
        else:
            plan = work.schedules.plan(person.id)
            _go_on(work, test, plan, ZoneInfo(person.zone), now)
    return len(due) == limit


def _go_on(work: UnitOfWork, test: RingTest, plan: Plan, zone: ZoneInfo, now: datetime) -> None:
    team_id = _team_of(work, test.person_id)
    due = _chance(plan, zone, test.kind, now)
    if due is None or team_id is None or test.kind in plan.choices.rang:
        work.ring_tests.delete(test.person_id, test.kind)
    elif due <= now:
        send(work, test.person_id, team_id, now)
    else:
        work.ring_tests.put(RingTest(test.person_id, test.kind, due))


def tell_early(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Tell those whose test was answered before its hour was kept that it counts for some days only: one
    message, in their own hours. Return whether there is more to do."""
    due = work.ring_tests.to_tell(now, limit)
    for person_id in due:
        person, plan = work.people.by_id(person_id), work.schedules.plan(person_id)
        zone = ZoneInfo(person.zone) if person else ZoneInfo("UTC")
        hours = _awake(plan, zone, now) if person and person.active and untested(plan, zone, now) else []
        if hours and hours[0][0] > now:
            work.ring_tests.tell_at(person_id, hours[0][0])
            continue
        if hours and is_near(work, person_id, now):  # one message of ours in three days (field.md 37)
            work.ring_tests.tell_at(person_id, now + DAY)
            continue
        work.ring_tests.tell_at(person_id, None)
        if hours:
            key = f"tests:{person_id}"
            work.cards.want(key, CardKind.TESTS, person_id, person_id, Priority.REST, plan.counts_until)
    return len(due) == limit


def tests_of(work: UnitOfWork, person: Person, plan: Plan, now: datetime) -> HoursTested:
    """Return what somebody sees of their tests, for the hours of a plan."""
    kinds = untested(plan, ZoneInfo(person.zone), now)
    coming = tuple(
        (test.kind, test.due_at)
        for test in work.ring_tests.of_person(person.id)
        if test.due_at is not None and test.kind in kinds
    )
    until = plan.counts_until if plan.counts_until and plan.counts_until > now else None
    return HoursTested(kinds, coming, until)


def reach_of(work: UnitOfWork, person_id: str, team_id: str, now: datetime) -> Reach:
    """Return where somebody stands who can be asked in a team: whether they have set hours in it, until when
    they opened themselves, which kinds of their hours are not tested."""
    person = work.people.by_id(person_id)
    if person is None:
        return Reach()
    plan = work.schedules.plan(person_id)
    open_until = plan.choices.open_until if plan.choices.is_open(now) else None
    within = plan.within(frozenset({team_id}))
    return Reach(within.has_hours, open_until, tests_of(work, person, within, now))


def untested(plan: Plan, zone: ZoneInfo, now: datetime) -> tuple[HourKind, ...]:
    """Return the kinds of hours that somebody planned for the coming days and was not tested in, in order.
    What counts for some days more is among them: it is to be tested in these."""
    if plan.another_ring:
        return ()
    hours, found = planned(plan, zone, now, now + AHEAD), set()
    for stretch, kind in kinds_between(zone, now, now + AHEAD):
        if kind not in plan.choices.rang and any(_meet(stretch, one) for one in hours):
            found.add(kind)
    return tuple(kind for kind in HourKind if kind in found)


def state_of(work: UnitOfWork, card: Card, *, ready: bool) -> RingTestState:
    """Return what a test's card says. `ready`: its recipient answered a test once, this one or another."""
    others = [one for one in _cards(work, card.recipient_id, card.subject) if one.key != card.key]
    if any(one.ts is None or (card.ts is not None and card.ts < one.ts) for one in others):
        return RingTestState.OVER
    test = next((one for one in work.ring_tests.of_person(card.recipient_id) if one.card == card.key), None)
    if test is not None:
        return RingTestState.LATE if test.late else RingTestState.ASKED
    return RingTestState.HEARD if ready else RingTestState.ASKED


def _cards(work: UnitOfWork, person_id: str, team_id: str) -> list[Card]:
    cards = work.cards.of_subject(team_id, person_id)
    return [card for card in cards if card.kind is CardKind.RING_TEST]


def _chance(plan: Plan, zone: ZoneInfo, kind: HourKind, now: datetime) -> datetime | None:
    """Return a moment for a test: now, if it is such an hour; else one by chance in the next such hours, with
    time left to answer; None where none are planned."""
    others = [stretch for stretch, other in kinds_between(zone, now, now + AHEAD) if other is not kind]
    hours = without(_awake(plan, zone, now), others)
    if not hours:
        return None
    starts, ends = hours[0]
    if starts <= now:
        return now
    minutes = max(1, int((ends - RANG_WITHIN - starts) / MINUTE))
    return starts + secrets.randbelow(minutes) * MINUTE


def _awake(plan: Plan, zone: ZoneInfo, now: datetime) -> list[Stretch]:
    """Return the coming planned hours in which somebody is awake."""
    until = now + AHEAD
    return without(planned(plan, zone, now, until), sleep(plan.choices, zone, now, until))


def _meet(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _team_of(work: UnitOfWork, person_id: str) -> str | None:
    """Return a team in which somebody can be asked: its name says nothing in a test."""
    return next((team.id for team, member in joined(work, person_id) if is_ready(member)), None)


def _zone(work: UnitOfWork, person_id: str) -> ZoneInfo:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return ZoneInfo(person.zone)
