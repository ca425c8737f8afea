"""Cover: an ask of its own, to people the asker picks by name, with hours and without a reason (field.md 39).

All who are picked are asked at once and nobody else ever is. What happens to the call after Send is told in
`care/support.py`, like that of any other.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care import support, swaps
from care.asking import can_cover
from care.errors import DoesNotFit, NobodyToAsk, NothingThere, NotYours
from care.readers import joined, reader_of
from domain import cover
from domain.cover_scenes import CoverForm, Wish
from domain.hours import Stretch, moment, planned
from domain.people import Person
from domain.schedule import Span
from domain.support import Ask, Between, Kind, Urgency, Way
from storage import UnitOfWork

A_DAY = timedelta(days=1)


def opened(
    work: UnitOfWork,
    asker_id: str,
    draft: str,
    hours: Between | None,
    now: datetime,
    *,
    in_debrief: bool = False,
) -> CoverForm:
    """Return the form filled in: with these hours, else with one's own next ones on the schedule; and with
    everybody who can be asked picked, where they are few. A lead is told only if they are picked."""
    asker = _person(work, asker_id)
    wish = _wish(asker, hours or _next_hours(work, asker, now), now)
    empty = form(work, asker_id, draft, wish, now, in_debrief=in_debrief)
    team = tuple(one.person_id for one in empty.can_be_asked if not one.leads)
    picked = team if len(team) <= cover.FILLED_IN else ()
    return form(work, asker_id, draft, replace(wish, picked=picked), now, in_debrief=in_debrief)


def form(
    work: UnitOfWork, asker_id: str, draft: str, wish: Wish, now: datetime, *, in_debrief: bool = False
) -> CoverForm:
    """Return the form as it is filled in, with who can be asked now and who would be told."""
    asker = _person(work, asker_id)
    hours = _between(asker, wish)
    amiss = _amiss(hours, now) or ("many" if len(wish.picked) > cover.MOST_PICKED else "")
    people = can_cover(work, asker, None if amiss else hours, now)
    told = () if amiss or hours is None else tuple(one for one in people if one.person_id in wish.picked)
    return CoverForm(
        reader=reader_of(work, asker),
        draft=draft,
        asker_slack=asker.slack_user,
        wish=wish,
        between=None if amiss else hours,
        amiss=amiss,
        can_be_asked=people,
        seen_by=told,
        has_team=bool(joined(work, asker.id)),
        urgency=cover.urgency_of(hours, now) if hours else Urgency.TODAY,
        in_debrief=in_debrief,
        moves=not amiss and hours is not None and swaps.has_hours_in(work, asker, hours, now),
    )


def send(
    work: UnitOfWork,
    asker_id: str,
    draft: str,
    wish: Wish,
    as_shown: Callable[[CoverForm], bool],
    now: datetime,
    *,
    in_debrief: bool = False,
) -> CoverForm:
    """Send it, if it is exactly what the asker was shown; otherwise nothing is sent.

    Returns the form: with `changed` set it has to be shown once more, else it was sent to `seen_by`. A second
    Send of the same screen finds the first. Raises `DoesNotFit` for hours that cannot be, `NobodyToAsk` where
    nobody would be told.
    """
    before = work.support.by_id(draft)
    current = form(work, asker_id, draft, wish, now, in_debrief=in_debrief)
    if before is not None:
        if before.asker_id != asker_id:
            raise NotYours("another person's request")
        return replace(current, seen_by=support.told(work, draft))
    if current.amiss:
        raise DoesNotFit(current.amiss)
    if current.between is None or not current.seen_by:
        raise NobodyToAsk("no hours, or nobody picked who can be asked")
    if not as_shown(current):
        return replace(current, changed=True)
    urgency = cover.urgency_of(current.between, now)
    ask = Ask(Kind.COVER, urgency, Way.MESSAGE, number=wish.number, between=current.between)
    rungs = [[one.person_id for one in current.seen_by]]
    support.open_call(work, _person(work, asker_id), draft, ask, rungs, now)
    return current


def coming(work: UnitOfWork, person: Person, now: datetime) -> list[Stretch]:
    """Return somebody's own planned hours of the coming week, those under way first: each at most a day."""
    zone = ZoneInfo(person.zone)
    today = now.astimezone(zone).date()
    edges = [moment(today + timedelta(days=days), 0, zone) for days in (-1, 8)]
    found = planned(work.schedules.plan(person.id), zone, *edges)
    return [piece for one in found for piece in _pieces(one, zone) if now < piece[1] and piece[0] < piece[1]]


def _pieces(stretch: Stretch, zone: ZoneInfo) -> Iterator[Stretch]:
    """Yield a stretch in parts that fit into the form: whole, or cut at midnights where it is over a day."""
    starts, ends = stretch
    while ends - starts > A_DAY:
        midnight = moment(starts.astimezone(zone).date() + A_DAY, 0, zone)
        yield starts, midnight
        starts = midnight
    yield starts, ends


def _between(asker: Person, wish: Wish) -> Between | None:
    if wish.day is None or wish.since is None or wish.until is None:
        return None
    return cover.between(wish.day, Span(wish.since, wish.until), ZoneInfo(asker.zone))


def _amiss(hours: Between | None, now: datetime) -> str:
    """Return why hours cannot be so; "" where they can. Hours that have begun can: they are not over."""
    if hours is None:
        return ""
    if hours.ends <= hours.starts:
        return "gap"
    if hours.ends <= now:
        return "past"
    return "far" if hours.starts > now + cover.AHEAD else ""


def _wish(asker: Person, hours: Between | None, now: datetime) -> Wish:
    zone = ZoneInfo(asker.zone)
    if hours is None:
        return Wish(day=now.astimezone(zone).date())
    day, span = cover.local((hours.starts, hours.ends), zone)
    return Wish(day, span.starts, span.ends)


def _next_hours(work: UnitOfWork, asker: Person, now: datetime) -> Between | None:
    """Return somebody's own next hours on the schedule, within a week, those under way first."""
    found = coming(work, asker, now)
    return Between(*found[0]) if found else None


def _person(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return person
