"""A look for what might name somebody, before a text is kept (field.md, section 5).

It only lets the bot ask. It never blocks, stores or sends anything, and it is never sure: it misses
nicknames, single names and "the guy from the shelter who died Tuesday", and it takes some innocent words
for a name. The screen that asks says so.
"""

import re
import unicodedata
from enum import StrEnum

LOOKED_AT = 4000
"""Characters that are looked at: more than a note or a message of ours holds."""


class Identifier(StrEnum):
    """What something looks like."""

    PHONE = "phone"
    EMAIL = "email"
    SSN = "ssn"
    DATE = "date"
    ADDRESS = "address"
    RECORD_NUMBER = "record_number"
    NAME = "name"
    MENTION = "mention"


_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MESES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
_STREETS = (
    r"(?:st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|ct|court|pl|place|ter(?:race)?"
    r"|hwy|highway|pkwy|parkway|way|sq|square|apt|suite)"
)
_CALLES = r"(?:calle|avenida|av\.?|avda\.?|carrera|cra\.?|colonia|col\.|pasaje|callejon|callejón)"

_PATTERNS: tuple[tuple[Identifier, re.Pattern[str]], ...] = (
    (Identifier.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}", re.I)),
    (Identifier.MENTION, re.compile(r"<[@#!][^>\s]{1,80}>|(?<![\w.])@[a-z][\w.-]{1,79}", re.I)),
    (Identifier.SSN, re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")),
    (
        Identifier.PHONE,
        re.compile(
            r"(?<!\d)(?:\+?1[-. ]?)?(?:\(\d{3}\)|\d{3})[-. ]?\d{3}[-. ]?\d{4}(?!\d)"
            r"|(?<![\w+])\+\d{1,3}(?:[ .-]?\d{2,4}){2,5}(?!\d)"
            r"|(?<!\d)\d{3}[-.]\d{4}(?!\d)"
        ),
    ),
    (
        Identifier.DATE,
        re.compile(
            r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?!\d)"
            rf"|\b{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTHS}\b"
            rf"|\b\d{{1,2}}(?:ro|°|º)? de {_MESES}\b|\b{_MESES} \d{{1,2}}\b",
            re.I,
        ),
    ),
    (
        Identifier.ADDRESS,
        re.compile(
            rf"\b\d{{1,5}} (?:[nsew]\.? )?(?:[\w.']{{1,20}} ){{1,3}}{_STREETS}\b"
            rf"|\b{_CALLES} (?:[\w.]{{1,20}} ){{0,3}}(?:#|no?\.? ?|num\.? ?)?\d{{1,5}}\b",
            re.I,
        ),
    ),
    (
        Identifier.RECORD_NUMBER,
        re.compile(
            r"\b(?:mrn|chart|record|file|case|id|booking|inmate|member|medicaid|expediente|folio|registro)"
            r"(?: (?:no|num|number|numero|número))?[ .:#]{1,3}[a-z]{0,3}-?\d{3,}"
            r"|(?<![\w#])#\d{4,}|\b[a-z]{1,3}-?\d{5,}\b|(?<![\d-])\d{6,9}(?![\d-])",
            re.I,
        ),
    ),
)

_CAPITALISED = re.compile(
    r"\b([A-ZÁÉÍÓÚÜÑ][a-záéíóúüñ'’]+)"
    r"((?: (?:de|del|la|las|los|von|van)){0,2} )(?=([A-ZÁÉÍÓÚÜÑ][a-záéíóúüñ]+))"
)

_HELP_NUMBERS = re.compile(r"(?<!\d)(?:1-)?(?:988|911|211|741741|838255|800-662-4357|800-662-HELP)(?!\d)")

# Words that stand first in a sentence, days, months, and names of things rather than of people.
_COMMON = """
a an and another but he her his i if in it just last lost my no not one our she so still that the then
there they this today tonight tomorrow we what when why with yes yesterday you your
el ella en es esta este hoy la las los me mi no nos por que se si su tu un una y ya ayer anoche
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december
peer recovery specialist specialists help lines line narcan narcotics alcoholics anonymous
good bad new happy thank thanks gracias dios god slack home
"""
_NO_NAMES = frozenset(_COMMON.split())


def looks_like_identifier(text: str) -> tuple[Identifier, ...]:
    """Return what in a text might name somebody, in a fixed order; empty where nothing was seen.

    An empty answer means that nothing was seen, not that nothing is there.
    """
    plain = _plain(text)
    without_lines = _HELP_NUMBERS.sub(" ", plain)
    found = [kind for kind, pattern in _PATTERNS if pattern.search(without_lines)]
    if _has_name(plain):
        found.append(Identifier.NAME)
    return tuple(kind for kind in Identifier if kind in found)


def _plain(text: str) -> str:
    """Return a text with compatibility forms and hidden characters gone, its capitals left alone."""
    wide = unicodedata.normalize("NFKC", text[:LOOKED_AT])
    return " ".join("".join(s for s in wide if unicodedata.category(s) != "Cf").split())


def _has_name(plain: str) -> bool:
    return any(
        found[1].casefold() not in _NO_NAMES and found[3].casefold() not in _NO_NAMES
        for found in _CAPITALISED.finditer(plain)
    )
