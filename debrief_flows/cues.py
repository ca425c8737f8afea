"""Which door is likely meant by a message in a person's own words.

It orders doors that are all shown anyway, and never starts a flow. `"lines"` raises the card of help
lines for the very person who wrote, silently: nothing is logged, counted or told to anyone. It is not
risk detection (field.md, section 6 and rule 28), and nothing may be built on it that takes it for that.
"""

import re
from functools import cache
from pathlib import Path

from debrief_flows.normal import normal

LOOKED_AT = 2000
"""Characters of a message that are looked at: hint enough, and a bound on the work."""

_PART = re.compile(r"<(\w+)>")
_LONG_DRAWN = re.compile(r"([a-z])\1{2,}")
_INITIALS = re.compile(r"\b(?:[a-z]\.){1,4}[a-z]\b\.?")
_ODED = re.compile(r"\bod'?(?:ed|d)\b")
_SIGNS = re.compile(r"[^a-z0-9.;!?\s]+")
_MEANT = {"\U0001f54a": " rip ", "\u26b0": " rip ", "\U0001faa6": " rip "}  # dove, coffin, headstone


def doors_for(text: str) -> tuple[str, ...]:
    """Return the doors that a message hints at, likeliest first; empty when unsure.

    The ids are `"lines"`, `"person"`, `"loss"` and `"refused_help"`, in this order of precedence: words
    that may be about danger first, then a person who is asked for, then the flows.
    """
    words = _words()
    plain = words["benign"].sub(" ; ", _spoken(text))
    own = words["reported"].sub(" ; ", plain)
    doors = []
    if words["lines"].search(own):
        # Who writes so is offered a person, too, whatever the words meant.
        doors += ["lines", "person"]
    elif words["person"].search(own):
        doors.append("person")
    if words["loss"].search(words["survived"].sub(" ; ", plain)):
        doors.append("loss")
    if words["refused"].search(plain):
        doors.append("refused_help")
    return tuple(doors)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return one pattern for each list of `cue_words.yaml`, with its named parts put in.

    Made at the first message and not at import: it takes some 40 ms that a start need not wait for.
    """
    from debrief_flows.yaml_text import load_yaml  # noqa: PLC0415 - not before it is needed: see above

    path = Path(__file__).with_name("cue_words.yaml")
    told = load_yaml(path.read_text(encoding="utf-8"))
    parts: dict[str, str] = told.pop("parts")
    return {
        name: re.compile(
            rf"\b(?:{'|'.join(_PART.sub(lambda part: parts[part[1]], one) for one in patterns)})\b"
        )
        for name, patterns in told.items()
    }


def _spoken(text: str) -> str:
    """Return a message as it would be said: no accents, no apostrophes, no emoji, no drawn-out letters."""
    shown = text[:LOOKED_AT]
    for sign, word in _MEANT.items():
        shown = shown.replace(sign, word)
    plain = normal(shown)
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)  # r.i.p., o.d.
    plain = _ODED.sub("oded", plain)
    plain = _LONG_DRAWN.sub(r"\1", plain.replace("'", ""))
    return " ".join(_SIGNS.sub(" ", plain).split())
