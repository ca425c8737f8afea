"""Whose phone would make no sound now, as far as Slack tells: said before Send (slack.md)."""

from collections.abc import Sequence

from domain.scenes import Askable, Quiet, Reader
from views import safe
from views.when import day_and_time
from words import words

QUIET_TOLD = 12


def quiet_lines(people: Sequence[Askable], reader: Reader) -> str:
    """Return a line for each whose phone is quiet, and one for those of whom it is not known; "" for none."""
    say = words(reader.language)
    lines = [_quiet_line(one, reader) for one in people if one.quiet is Quiet.QUIET]
    unknown = [one.slack for one in people if one.quiet is Quiet.UNKNOWN]
    if unknown and len(unknown) == len(people):
        lines.append(say("form-quiet-unknown"))
    elif unknown:
        lines.append(say("form-quiet-unknown-who", who=safe.some_mentions(unknown, QUIET_TOLD)))
    return "\n".join(lines[:QUIET_TOLD])


def _quiet_line(one: Askable, reader: Reader) -> str:
    say = words(reader.language)
    who = safe.mention(one.slack, one.name)
    if one.quiet_until is None:
        return say("form-quiet", who=who)
    return say("form-quiet-until", who=who, until=day_and_time(one.quiet_until, reader))
