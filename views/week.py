"""A team's week for who coordinates it: planned hours, and where nobody is here."""

from domain.scenes import Reader
from domain.schedule_scenes import TeamWeekScene, WeekPart
from views import safe
from views.parts import Block, View, context, divider, modal, section
from views.when import clock_time, day
from words import words

PARTS_SHOWN = 24
PEOPLE_SHOWN = 12
TEAM_NAME = 80


def team_week(scene: TeamWeekScene) -> View:
    """Return seven days, each with its parts in order; a gap is told as what it is."""
    say = words(scene.reader.language)
    blocks: list[Block] = [section(say("week-what", team=safe.typed_mrkdwn(scene.team_name, TEAM_NAME)))]
    for on, parts in scene.days:
        lines = [_part(part, scene.reader) for part in parts[:PARTS_SHOWN]]
        blocks += [divider(), section("\n".join([f"*{day(on, scene.reader.language)}*", *lines]))]
    return modal(scene.reader.language, say("week-title"), [*blocks, divider(), context(say("week-only"))])


def _part(part: WeekPart, reader: Reader) -> str:
    say = words(reader.language)
    starts, ends = (clock_time(moment, reader) for moment in (part.starts, part.ends))
    who = safe.some_mentions(part.slacks, PEOPLE_SHOWN) or f"_{say('week-nobody')}_"
    return f"{say('hours-span', starts=starts, ends=ends)}: {who}"
