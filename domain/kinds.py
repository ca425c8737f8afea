"""Kinds of hours: in which a phone behaves alike, so that a test made in one says something of the others.

Six: a workday's or a weekend's day, evening or night, in the teammate's own zone. A phone falls silent by the
clock and by the day of the week (Slack's own pause is 10 PM to 8 AM unless changed, a phone's sleep mode has
other times at weekends), so a test at noon says nothing of a night. More kinds would mean more tests in
people's own time, and would not tell more (docs/decisions/0003).
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY_FROM, EVENING_FROM, NIGHT_FROM = 8 * 60, 17 * 60, 22 * 60
"""The minutes of a local day at which a day, an evening and a night begin."""

SATURDAY = 5


class HourKind(StrEnum):
    """A kind of hour. A night is of the day on which it begins: Friday's is a workday's, Sunday's is not."""

    WORKDAY_DAY = "workday_day"
    WORKDAY_EVENING = "workday_evening"
    WORKDAY_NIGHT = "workday_night"
    WEEKEND_DAY = "weekend_day"
    WEEKEND_EVENING = "weekend_evening"
    WEEKEND_NIGHT = "weekend_night"


EVERY_KIND = frozenset(HourKind)


def kind_of(moment: datetime, zone: ZoneInfo) -> HourKind:
    """Return the kind of hour that a moment (aware) is in, in a zone."""
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    if minute < DAY_FROM:
        return kinds_of_day(local.date() - timedelta(days=1))[2]
    day, evening, night = kinds_of_day(local.date())
    return day if minute < EVENING_FROM else evening if minute < NIGHT_FROM else night


def kinds_of_day(on: date) -> tuple[HourKind, HourKind, HourKind]:
    """Return the kinds of a date's day, its evening, and the night that begins on it."""
    if on.weekday() >= SATURDAY:
        return HourKind.WEEKEND_DAY, HourKind.WEEKEND_EVENING, HourKind.WEEKEND_NIGHT
    return HourKind.WORKDAY_DAY, HourKind.WORKDAY_EVENING, HourKind.WORKDAY_NIGHT
