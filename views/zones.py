"""The time zones a team can choose from: every one of the United States, and common ones elsewhere."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from domain.people import Language
from views.parts import Block, option
from views.when import LOCALES

UNITED_STATES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Pacific/Pago_Pago",
)
ELSEWHERE = (
    "America/St_Johns",
    "America/Halifax",
    "America/Toronto",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "America/Mexico_City",
    "America/Tijuana",
    "America/Guatemala",
    "America/Panama",
    "America/Bogota",
    "America/Lima",
    "America/Caracas",
    "America/Santo_Domingo",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Rome",
    "Europe/Athens",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Sydney",
    "Pacific/Auckland",
    "UTC",
)


def zone_options(language: Language, own: str) -> list[Block]:
    """Return the zones as options, the reader's own first where it is not among them."""
    listed = (*UNITED_STATES, *ELSEWHERE)
    first = (own,) if own and own not in listed and _known(own) else ()
    return [option(zone_label(zone, language), zone) for zone in (*first, *listed)]


@lru_cache(maxsize=512)
def zone_label(zone: str, language: Language) -> str:
    """Return a zone in words: "New York: Eastern Time"; its name where it has no city or is not known."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    if city == zone or not _known(zone):
        return zone
    name = get_timezone_name(ZoneInfo(zone), locale=LOCALES[language])
    return f"{city}: {name}"


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return len(zone) <= 75
