"""A team's week for who coordinates it: planned hours, and where nobody is here."""

from domain.empty_hours import EmptyHours
from domain.scenes import GapsScene, Reader
from domain.schedule_scenes import TeamWeekScene, WeekPart
from views import fields, metadata, names, safe
from views.parts import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    entry,
    modal,
    option,
    pick_many,
    pick_time,
    section,
)
from views.when import clock_time, day, day_and_time, minute_of_day, weekday
from words import words

PARTS_SHOWN = 24
PEOPLE_SHOWN = 12
TEAM_NAME = 80
GAPS_SHOWN = 15
ADD, OUT = "add", "out"


def team_week(scene: TeamWeekScene) -> View:
    """Return seven days, each with its parts in order; a gap is told as what it is."""
    say = words(scene.reader.language)
    blocks: list[Block] = [section(say("week-what", team=safe.typed_mrkdwn(scene.team_name, TEAM_NAME)))]
    for on, parts in scene.days:
        lines = [_part(part, scene.reader) for part in parts[:PARTS_SHOWN]]
        blocks += [divider(), section("\n".join([f"*{day(on, scene.reader.language)}*", *lines]))]
    blocks += [divider(), *_empty(scene)]
    notes = [context(say("week-only")), *([context(say("week-slack-alone"))] if scene.slack_alone else [])]
    return modal(scene.reader.language, say("week-title"), [*blocks, divider(), *notes])


def gaps_card(scene: GapsScene) -> list[Block]:
    """Return the card with the coming week's gaps, for who coordinates a team."""
    say = words(scene.reader.language)
    team = safe.typed_mrkdwn(scene.team_name, TEAM_NAME)
    if not scene.gaps:
        return [section(say("gaps-none", team=team))]
    lines = [
        say(
            "gaps-one",
            starts=day_and_time(starts, scene.reader),
            ends=day_and_time(ends, scene.reader),
        )
        for starts, ends in scene.gaps[:GAPS_SHOWN]
    ]
    if len(scene.gaps) > GAPS_SHOWN:
        lines.append(say("gaps-more", count=len(scene.gaps) - GAPS_SHOWN))
    open_week = button(names.SCHEDULE_TEAM, say("week-open"), scene.team_id)
    return [
        section(say("gaps-what", team=team)),
        section("\n".join(f"• {line}" for line in lines)),
        actions([open_week], "gaps"),
        context(say("gaps-by-choice")),
    ]


def empty_screen(scene: TeamWeekScene, which: str) -> View:
    """Return the screen on which hours are left empty by choice ("add"), or are no more ("out")."""
    say = words(scene.reader.language)
    value = f"|{scene.team_id}"
    back = actions([button(names.with_suffix(names.SCHEDULE_EMPTY, "back"), say("back"), value)], "back")
    if which == OUT:
        name, title = names.SCHEDULE_EMPTY_OUT, say("empty-out-title")
        told = [option(safe.typed_plain(text, 75), key) for key, text in _grouped(scene)]
        boxes = pick_many(names.with_suffix(name, fields.TAKEN), told)
        inputs = [entry(say("hours-take-out-which"), boxes, block_id=fields.TAKEN, optional=False)]
    else:
        name, title = names.SCHEDULE_EMPTY_ADD, say("empty-title")
        inputs = [section(say("empty-what")), *_hours_to_leave_empty(scene.reader, name)]
    return modal(
        scene.reader.language,
        title,
        [*inputs, divider(), back],
        submit=say("hours-save"),
        callback_id=name,
        metadata=metadata.pack(**{metadata.TEAM: scene.team_id}),
    )


def _hours_to_leave_empty(reader: Reader, name: str) -> list[Block]:
    """Return the inputs, filled in with every night."""
    say = words(reader.language)
    days = [option(weekday(number, reader.language, long=True), str(number)) for number in range(7)]
    boxes = pick_many(names.with_suffix(name, fields.DAYS), days, [str(number) for number in range(7)])
    return [
        entry(say("hours-days"), boxes, block_id=fields.DAYS, optional=False),
        *(
            entry(
                say(f"hours-{field}"),
                pick_time(names.with_suffix(name, field), at),
                block_id=field,
                optional=False,
                hint=say("hours-past-midnight") if field == fields.UNTIL else "",
            )
            for field, at in ((fields.SINCE, "22:00"), (fields.UNTIL, "07:00"))
        ),
    ]


def _empty(scene: TeamWeekScene) -> list[Block]:
    """Return which hours the team leaves empty by choice, and the way to change that."""
    say = words(scene.reader.language)
    lines = "\n".join(f"• {told}" for _, told in _grouped(scene))
    add = names.with_suffix(names.SCHEDULE_EMPTY, ADD)
    row = [button(add, say("empty-add"), f"{ADD}|{scene.team_id}")]
    if scene.empty:
        out = names.with_suffix(names.SCHEDULE_EMPTY, OUT)
        row.append(button(out, say("hours-take-out"), f"{OUT}|{scene.team_id}"))
    return [section(f"*{say('empty')}*\n{lines or say('empty-none')}"), actions(row, "empty")]


def _grouped(scene: TeamWeekScene) -> list[tuple[str, str]]:
    """Return the hours left empty, those of several days together: their key, and their words."""
    language = scene.reader.language
    found: dict[str, list[EmptyHours]] = {}
    for row in scene.empty:
        found.setdefault(row.key, []).append(row)
    return [
        (key, f"{', '.join(weekday(row.weekday, language) for row in rows)}: {_span(rows[0], scene.reader)}")
        for key, rows in found.items()
    ]


def _span(row: EmptyHours, reader: Reader) -> str:
    starts, ends = (minute_of_day(at, reader.language) for at in (row.span.starts, row.span.ends))
    return words(reader.language)("hours-span", starts=starts, ends=ends)


def _part(part: WeekPart, reader: Reader) -> str:
    say = words(reader.language)
    starts, ends = (clock_time(moment, reader) for moment in (part.starts, part.ends))
    nobody = say("week-by-choice") if part.declared else say("week-nobody")
    who = safe.some_mentions(part.slacks, PEOPLE_SHOWN) or f"_{nobody}_"
    return f"{say('hours-span', starts=starts, ends=ends)}: {who}"
