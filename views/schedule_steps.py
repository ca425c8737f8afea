"""The screens behind one's own hours: one idea each, filled in as it is, with a way back.

Slack keeps what was filled in by block_id, so a preset draws its inputs under names of their own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.rings import HANDLE_MOST
from domain.scenes import Reader
from domain.schedule import GLAD_MOST, MOST_OPEN, Counts, Rest, Span, Switch
from domain.schedule_scenes import MyHoursScene
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
    pick_date,
    pick_from_list,
    pick_many,
    pick_one,
    pick_time,
    section,
    write,
)
from views.schedule import listed
from views.when import weekday
from words import words

AT_WORK = "at_work"
OFF_SHIFT = "off_shift"
EXTRA = "extra"
OFF = "off"


@dataclass(frozen=True, slots=True)
class Preset:
    """Hours to begin with. `mark` is empty where only the person can know it."""

    days: tuple[int, ...]
    span: Span
    mark: str = ""


PRESETS = {
    "work": Preset((0, 1, 2, 3, 4), Span(540, 1020), AT_WORK),
    "evenings": Preset((0, 1, 2, 3, 4), Span(1020, 1320)),
    "nights": Preset((6, 0, 1, 2, 3), Span(1320, 360)),
    "weekend": Preset((5, 6), Span(540, 1020)),
}
SLEEPS = {"at_night": Span(1320, 360), "after_nights": Span(540, 1020)}


def screen_of(scene: MyHoursScene, name: str, preset: str = "") -> View | None:
    """Return the screen whose submit bears a name, or None where there is none."""
    draw = _SCREENS.get(name)
    return None if draw is None else draw(scene, preset)


def block_of(view: Mapping[str, Any], field: str) -> str:
    """Return the block_id under which a field stands in a view of ours."""
    blocks = (str(block.get("block_id", "")) for block in view.get("blocks", ()))
    return next((name for name in blocks if name.partition(":")[0] == field), field)


def amiss(reader: Reader, view: Mapping[str, Any], field: str, text_id: str) -> dict[str, str]:
    """Return what is said at an input that cannot be so: its block_id to a sentence."""
    return {block_of(view, field): words(reader.language)(text_id)}


def minute_of(typed: str) -> int | None:
    """Return the minute of the day of "HH:MM" as Slack tells it; None for anything else."""
    hour, _, minute = typed.partition(":")
    if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(typed) == 5):
        return None
    return int(hour) * 60 + int(minute) if int(hour) < 24 and int(minute) < 60 else None


def _add(scene: MyHoursScene, preset: str) -> View:
    language = scene.reader.language
    say = words(language)
    chosen = PRESETS.get(preset, Preset((), Span(0, 0)))
    filled = preset in PRESETS
    days = [option(weekday(number, language, long=True), str(number)) for number in range(7)]
    picked = [str(number) for number in chosen.days]
    name = names.SCHEDULE_ADD
    inputs = [
        _presets(scene.reader, PRESETS, name),
        _entry(name, fields.DAYS, say("hours-days"), pick_many, preset, days, picked),
        *_times(name, scene.reader, chosen.span if filled else None, preset),
        _mark(name, scene.reader, chosen.mark, preset),
        *_which_team(name, scene),
    ]
    return _screen(scene.reader, name, "hours-add", inputs, preset)


def _date(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_DATE
    kinds = [option(say("hours-date-extra"), EXTRA), option(say("hours-date-off"), OFF)]
    inputs = [
        _entry(name, fields.WHAT, say("hours-date-what"), pick_one, preset, kinds, EXTRA),
        _entry(name, fields.ON, say("hours-date-on"), pick_date, preset, scene.today.isoformat()),
        *_times(name, scene.reader, None, preset, optional=True),
        _mark(name, scene.reader, AT_WORK, preset),
        *_which_team(name, scene),
    ]
    return _screen(scene.reader, name, "hours-date", inputs, preset)


def _leave(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name, today = names.SCHEDULE_LEAVE, scene.today.isoformat()
    inputs = [
        _entry(name, fields.SINCE, say("hours-first-day"), pick_date, preset, today),
        _entry(name, fields.UNTIL, say("hours-last-day"), pick_date, preset, today),
        context(say("hours-away-what")),
    ]
    return _screen(scene.reader, name, "hours-away", inputs, preset)


def _remove(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_REMOVE
    there = [option(safe.typed_plain(told, 75), key) for key, told in listed(scene)]
    if not there:
        return _screen(scene.reader, "", "hours-take-out", [section(say("hours-none"))], preset)
    inputs = [_entry(name, fields.TAKEN, say("hours-take-out-which"), pick_many, preset, there)]
    return _screen(scene.reader, name, "hours-take-out", inputs, preset)


def _switch(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_SWITCH
    options = [option(say(f"switch-{one}"), one.value) for one in Switch]
    chosen = scene.plan.choices.switch.value
    inputs = [
        _entry(name, fields.SWITCH, say("hours-switch"), pick_one, preset, options, chosen),
        context(say("switch-what")),
    ]
    return _screen(scene.reader, name, "hours-switch", inputs, preset)


def _sleep(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_SLEEP
    span = SLEEPS.get(preset, scene.plan.choices.sleep)
    inputs = [
        section(say("hours-sleep-what")),
        _presets(scene.reader, SLEEPS, name),
        *_times(name, scene.reader, span, preset, optional=True),
    ]
    return _screen(scene.reader, name, "hours-sleep", inputs, preset)


def _counts(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_COUNTS
    options = [option(say(f"counts-{one}"), one.value) for one in Counts]
    chosen = (scene.plan.choices.counts or Counts.NOT_KNOWN).value
    inputs = [
        section(say("counts-what")),
        _entry(name, fields.COUNTS, say("counts-ask"), pick_one, preset, options, chosen),
    ]
    return _screen(scene.reader, name, "hours-counts", inputs, preset)


def _limit(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name, choices = names.SCHEDULE_LIMIT, scene.plan.choices
    most = [option(say("limit-most", count=count), str(count)) for count in MOST_OPEN]
    rests = [option(say(f"rest-{one}"), one.value) for one in Rest]
    inputs = [
        _entry(name, fields.MOST, say("limit-ask"), pick_one, preset, most, str(choices.most_open)),
        _entry(name, fields.REST, say("rest-ask"), pick_one, preset, rests, choices.rest.value),
        context(say("limit-nobody")),
    ]
    return _screen(scene.reader, name, "hours-limit", inputs, preset)


def _glad(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_GLAD
    line = write(_field(name, fields.GLAD), scene.plan.choices.glad, limit=GLAD_MOST)
    inputs = [
        section(say("glad-what")),
        entry(say("hours-glad"), line, block_id=fields.GLAD, hint=say("glad-hint")),
    ]
    return _screen(scene.reader, name, "hours-glad", inputs, preset)


def _ring(scene: MyHoursScene, preset: str) -> View:
    say = words(scene.reader.language)
    name = names.SCHEDULE_RING
    line = write(_field(name, fields.HANDLE), scene.ring.handle, limit=HANDLE_MOST)
    inputs = [
        section(say("elsewhere-what")),
        entry(say("elsewhere-handle"), line, block_id=fields.HANDLE, hint=say("elsewhere-hint")),
    ]
    return _screen(scene.reader, name, "elsewhere", inputs, preset)


_SCREENS: dict[str, Callable[[MyHoursScene, str], View]] = {
    names.SCHEDULE_ADD: _add,
    names.SCHEDULE_DATE: _date,
    names.SCHEDULE_LEAVE: _leave,
    names.SCHEDULE_REMOVE: _remove,
    names.SCHEDULE_SWITCH: _switch,
    names.SCHEDULE_SLEEP: _sleep,
    names.SCHEDULE_COUNTS: _counts,
    names.SCHEDULE_LIMIT: _limit,
    names.SCHEDULE_GLAD: _glad,
    names.SCHEDULE_RING: _ring,
}


def _screen(reader: Reader, name: str, title: str, inputs: Sequence[Block], preset: str) -> View:
    say = words(reader.language)
    back = actions([button(names.with_suffix(names.SCHEDULE_EDIT, "back"), say("back"), "")], "back")
    return modal(
        reader.language,
        say(f"{title}-title"),
        [*inputs, divider(), back],
        submit=say("hours-save") if name else "",
        callback_id=name,
        metadata=metadata.pack(**{metadata.PRESET: preset}) if preset else "",
    )


def _field(name: str, field: str) -> str:
    return names.with_suffix(name, field)


def _entry(
    name: str, field: str, label: str, make: Callable[..., Block], preset: str, *given: object, **more: object
) -> Block:
    """Return an input that has to be filled in, under a block_id of its preset's."""
    element = make(_field(name, field), *given, **more)
    return entry(label, element, block_id=f"{field}:{preset}" if preset else field, optional=False)


def _times(
    name: str, reader: Reader, span: Span | None, preset: str, *, optional: bool = False
) -> list[Block]:
    say = words(reader.language)
    initial = ("", "") if span is None else (_typed(span.starts), _typed(span.ends))
    return [
        entry(
            say(f"hours-{field}"),
            pick_time(_field(name, field), told),
            block_id=f"{field}:{preset}" if preset else field,
            optional=optional,
            hint=say("hours-past-midnight") if field == fields.UNTIL else "",
        )
        for field, told in zip((fields.SINCE, fields.UNTIL), initial, strict=True)
    ]


def _typed(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _mark(name: str, reader: Reader, chosen: str, preset: str) -> Block:
    say = words(reader.language)
    options = [option(say("hours-at-work"), AT_WORK), option(say("hours-off-shift-what"), OFF_SHIFT)]
    return _entry(name, fields.MARK, say("hours-mark"), pick_one, preset, options, chosen)


def _which_team(name: str, scene: MyHoursScene) -> list[Block]:
    """Return the choice of a team, where there are several."""
    if len(scene.teams) < 2:
        return []
    options = [option(safe.typed_plain(team, 75), team_id) for team_id, team in scene.teams]
    label = words(scene.reader.language)("hours-team")
    return [_entry(name, fields.TEAM, label, pick_from_list, "", options, scene.teams[0][0])]


def _presets(reader: Reader, presets: Mapping[str, object], screen: str) -> Block:
    say = words(reader.language)
    row = [
        button(names.with_suffix(names.SCHEDULE_PRESET, one), say(f"preset-{one}"), f"{screen}|{one}")
        for one in presets
    ]
    return actions(row, "presets")
