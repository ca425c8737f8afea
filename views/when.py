"""Times and days as the reader says them, in their own zone."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_time, get_day_names

from domain.people import Language
from domain.scenes import Reader
from domain.support import Between
from words import words

LOCALES = {Language.EN: Locale("en", "US"), Language.ES: Locale("es", "US")}


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its name; UTC where the name is unknown, which the time then says."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def clock_time(moment: datetime, reader: Reader) -> str:
    """Return the time of day of an aware moment in the reader's zone: "2:05 PM"."""
    zone = zone_of(reader.zone)
    told = format_time(moment.astimezone(zone).time(), "short", locale=LOCALES[reader.language])
    told = told.replace("\u202f", " ").replace("\u00a0", " ")
    return told if reader.zone and zone.key == reader.zone else f"{told} UTC"


def minute_of_day(minute: int, language: Language) -> str:
    """Return a minute of the day, 0 to 1440, as a time: "9:00 AM"."""
    moment = time(minute // 60 % 24, minute % 60)
    return (
        format_time(moment, "short", locale=LOCALES[language]).replace("\u202f", " ").replace("\u00a0", " ")
    )


def weekday(number: int, language: Language, *, long: bool = False) -> str:
    """Return the name of a day of the week, Monday is 0: "Mon", or "Monday"."""
    return str(get_day_names("wide" if long else "abbreviated", locale=LOCALES[language])[number])


def short_day(on: date, language: Language) -> str:
    """Return a day in few letters: "Mon, Nov 23"."""
    return format_date(on, "EEE, MMM d" if language is Language.EN else "EEE d MMM", locale=LOCALES[language])


def day(on: date, language: Language) -> str:
    """Return a day in words: "Monday, November 23"."""
    pattern = "EEEE, MMMM d" if language is Language.EN else "EEEE d 'de' MMMM"
    return format_date(on, pattern, locale=LOCALES[language])


def between(hours: Between, reader: Reader) -> str:
    """Return hours in the reader's zone: "Tue, Nov 24, 2:00 PM to 6:00 PM"; with both days where they go past
    midnight."""
    zone = zone_of(reader.zone)
    first, last = (moment.astimezone(zone).date() for moment in (hours.starts, hours.ends))
    starts, ends = (clock_time(moment, reader) for moment in (hours.starts, hours.ends))
    if first == last:
        span = words(reader.language)("hours-span", starts=starts, ends=ends)
        return f"{short_day(first, reader.language)}, {span}"
    told = [f"{short_day(day, reader.language)}, {at}" for day, at in ((first, starts), (last, ends))]
    return words(reader.language)("hours-span", starts=told[0], ends=told[1])


def day_and_time(moment: datetime, reader: Reader) -> str:
    """Return the day and time of an aware moment in the reader's zone: "Monday, November 23, 2:05 PM"."""
    on = moment.astimezone(zone_of(reader.zone)).date()
    return f"{day(on, reader.language)}, {clock_time(moment, reader)}"
