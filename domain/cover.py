"""Cover: its hours, how long it waits for an answer, and what hours mean as dates in somebody's zone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.hours import DAY, MINUTE, Stretch, stretch_of
from domain.ladder import Policy
from domain.schedule import DAY_MINUTES, Span
from domain.support import Between, Urgency

AHEAD = timedelta(days=60)
"""How far ahead cover can be asked for."""

MOST_PICKED = 12
"""How many can be asked at once: whom one picks by name, and no broadcast."""

FILLED_IN = 8
"""Up to how many who can be asked are picked to begin with, so that it is sent in two taps."""

SOON = timedelta(hours=2)

POLICIES = {
    Urgency.NOW: Policy(timedelta(minutes=5), goes_on=True),
    Urgency.TODAY: Policy(timedelta(minutes=45), goes_on=False),
    Urgency.THIS_WEEK: Policy(DAY, goes_on=False),
}
"""How long cover waits before its asker is told of the silence. There is no next rung: who was not picked is
never asked."""


def between(day: date, span: Span, zone: ZoneInfo) -> Between:
    """Return local hours that begin on a day as moments; over midnight where they end before they begin.

    Empty (`ends` not after `starts`) where clocks jump over all of them.
    """
    return Between(*stretch_of(day, span, zone))


def urgency_of(hours: Between, now: datetime) -> Urgency:
    """Return how soon an answer is needed, by when the hours begin: within two hours, within a day, later."""
    left = hours.starts - now
    if left <= SOON:
        return Urgency.NOW
    return Urgency.TODAY if left <= DAY else Urgency.THIS_WEEK


def waits_until(hours: Between, wait: timedelta, now: datetime) -> datetime:
    """Return when the asker is told of silence: after `wait`, and where that is longer than an hour, a day
    before the hours begin at the latest, so that there is time to ask somebody else."""
    if wait <= timedelta(hours=1):
        return now + wait
    return max(min(now + wait, hours.starts - DAY), now + timedelta(hours=1))


def local(stretch: Stretch, zone: ZoneInfo) -> tuple[date, Span]:
    """Return hours as a date and minutes of its day, in a zone. A stretch of at most 25 hours.

    Where an hour comes twice, minutes cannot tell the one from the other: then what is returned holds the
    stretch, and up to that hour more. Longer than a day on a clock's face, it is cut to a day.
    """
    starts, ends = (moment.astimezone(zone).replace(tzinfo=None, fold=0) for moment in stretch)
    if ends <= starts:  # within the hour that comes twice
        starts, ends = ends, starts + MINUTE
    length = min(int((ends - starts) / MINUTE), DAY_MINUTES)
    first = starts.hour * 60 + starts.minute
    return starts.date(), Span(first, (first + length) % DAY_MINUTES)


def dates_of(stretch: Stretch, zone: ZoneInfo) -> Iterator[tuple[date, Span]]:
    """Yield a stretch as dates with hours: one, or several where it is longer than one can hold."""
    starts, ends = stretch
    while starts < ends:
        day, span = local((starts, min(ends, starts + DAY)), zone)
        yield day, span
        starts = max(stretch_of(day, span, zone)[1], starts + MINUTE)


def whole_minutes(moment: datetime) -> datetime:
    """Return a moment without its seconds: hours are kept in minutes."""
    return moment.replace(second=0, microsecond=0)
