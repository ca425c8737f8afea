"""A teammate's own hours: the one screen for those who can be asked, and the question of how it is now.

What stands here is for its reader alone; others see their planned hours (views/week.py) and their own line.
"""

from collections.abc import Iterable, Sequence

from domain.scenes import Reader, SwitchScene
from domain.schedule import Choices, Hours, OneOff, Span, Switch
from domain.schedule_scenes import MyHoursScene
from views import after_yes, calls, names, safe
from views.doors import cover_button, cover_value
from views.parts import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    modal,
    own_id,
    section,
)
from views.ring_tests import elsewhere_section, tested_section
from views.when import between, day_and_time, minute_of_day, short_day, weekday
from words import words

OPEN_FOR = (1, 4, 12)
"""For how many hours one can open oneself, to choose from."""

CALLS_SHOWN = 3
COMING_SHOWN = 14
LISTED = 20
TEAM_NAME = 60
OUTSIDE_SHOWN = 8


def my_hours(scene: MyHoursScene) -> View:
    """Return the whole screen: first a person for its reader, then what is open, then idea by idea."""
    say = words(scene.reader.language)
    person = button(names.with_suffix(names.SUPPORT_OPEN, "top"), say("footer-person"), style="primary")
    blocks = [
        actions([person, cover_button(scene.reader)], "first"),
        *_open_calls(scene),
        divider(),
        *_right_now(scene),
        _paragraph(scene.reader, "switch", say(f"switch-{scene.plan.choices.switch}"), names.SCHEDULE_SWITCH),
        divider(),
        *_weekly(scene),
        *_coming(scene),
        _minutes(scene.reader),
        *(tested_section(scene.reader, scene.tests) if scene.plan.has_hours else []),
        *elsewhere_section(scene.reader, scene.ring),
        divider(),
        context(say("hours-settings")),
        *_own(scene),
        *_outside(scene),
        context(say("hours-who-sees")),
    ]
    return modal(scene.reader.language, say("hours-title"), blocks, callback_id=names.SCHEDULE_OPEN)


def switch_card(scene: SwitchScene) -> list[Block]:
    """Return the question, a week later, how it is now; and what was said to it."""
    say = words(scene.reader.language)
    if scene.switch is Switch.AS_USUAL:
        return [section(say("switch-answered"))]
    buttons = [
        button(names.with_suffix(names.SCHEDULE_SWITCH_TO, one), say(f"switch-{one}"), one.value)
        for one in Switch
    ]
    return [section(say("switch-asked")), actions(buttons, "switch"), context(say("switch-nobody"))]


def span_words(span: Span, reader: Reader) -> str:
    """Return a span as its reader says it: "9:00 AM to 5:00 PM"."""
    starts, ends = (minute_of_day(minute, reader.language) for minute in (span.starts, span.ends))
    return words(reader.language)("hours-span", starts=starts, ends=ends)


def listed(scene: MyHoursScene) -> list[tuple[str, str]]:
    """Return all hours, dates and leaves in order: the key by which each is taken out, and its words."""
    say = words(scene.reader.language)
    choices = scene.plan.choices
    found = [(key, _weekly_words(rows, scene)) for key, rows in _grouped(scene.plan.hours)]
    found += [(one.key, _date_words(one, scene)) for one in scene.plan.dates if one.on >= scene.today]
    for leave in choices.leaves:
        if leave.last >= scene.today:
            first, last = (short_day(day, scene.reader.language) for day in (leave.first, leave.last))
            found.append((leave.key, say("hours-leave", first=first, last=last)))
    return found


def _open_calls(scene: MyHoursScene) -> list[Block]:
    shown = [calls.asker(one) for one in scene.mine[:CALLS_SHOWN]]
    shown += [after_yes.brief(one) or calls.alert(one) for one in scene.asked_of_me[:CALLS_SHOWN]]
    return [own_id(block, place) for place, call in enumerate(shown) for block in (divider(), *call)]


def _right_now(scene: MyHoursScene) -> list[Block]:
    say = words(scene.reader.language)
    if scene.open_until is not None:
        told = say("hours-now-on", until=day_and_time(scene.open_until, scene.reader))
        stop = button(names.SCHEDULE_NOW, say("hours-now-stop"), "0", label=say("hours-now-stop-label"))
        return [section(f"*{say('hours-now')}* {told}", stop, "now")]
    buttons = [
        button(
            names.with_suffix(names.SCHEDULE_NOW, str(count)), say("hours-now-count", count=count), str(count)
        )
        for count in OPEN_FOR
    ]
    return [section(f"*{say('hours-now')}* {say('hours-now-off')}"), actions(buttons, "now")]


def _weekly(scene: MyHoursScene) -> list[Block]:
    say = words(scene.reader.language)
    found = [told for _, told in listed(scene)]
    lines = "\n".join(f"• {told}" for told in found[:LISTED])
    none = say("hours-none" if scene.open_until is None else "hours-none-but-now")
    blocks = [section(f"*{say('hours-weekly')}*\n{lines or none}")]
    if len(found) > LISTED:
        blocks.append(context(say("hours-more", count=len(found) - LISTED)))
    row = []
    if not scene.plan.has_hours:
        row = [
            button(names.with_suffix(names.SCHEDULE_WORK_HOURS, str(place)), _for_team(scene, name), team_id)
            for place, (team_id, name) in enumerate(scene.teams[:2])
        ]
    for screen, text_id in (
        (names.SCHEDULE_ADD, "hours-add"),
        (names.SCHEDULE_DATE, "hours-date"),
        (names.SCHEDULE_LEAVE, "hours-away"),
    ):
        row.append(button(names.with_suffix(names.SCHEDULE_EDIT, screen), say(text_id), screen))
    if found:
        screen = names.SCHEDULE_REMOVE
        row.append(button(names.with_suffix(names.SCHEDULE_EDIT, screen), say("hours-take-out"), screen))
    return [*blocks, actions(row, "weekly"), context(say("hours-own-zone"))]


def _coming(scene: MyHoursScene) -> list[Block]:
    """Return one's own hours of today and the coming week, each with the way to hand them to somebody."""
    say = words(scene.reader.language)
    if not scene.coming:
        return []
    blocks = [section(f"*{say('hours-coming')}*\n{say('hours-coming-what')}")]
    for place, hours in enumerate(scene.coming[:COMING_SHOWN]):
        told, text = between(hours, scene.reader), say("hours-hand-on")
        name = names.with_suffix(names.SUPPORT_OPEN, f"cover{place}")
        hand_on = button(name, text, cover_value(hours), label=f"{text}: {told}")
        blocks.append(section(told, hand_on, f"coming:{place}"))
    return blocks


def _minutes(reader: Reader) -> Block:
    say = words(reader.language)
    return section(say("hours-minutes"), button(names.MINUTES_OPEN, say("minutes-mine")), "minutes")


def _for_team(scene: MyHoursScene, name: str) -> str:
    say = words(scene.reader.language)
    return (
        say("hours-work") if len(scene.teams) == 1 else f"{say('hours-work')}: {safe.typed_plain(name, 30)}"
    )


def _own(scene: MyHoursScene) -> list[Block]:
    """Return what one chooses for oneself: sleep, how time is counted, limit and rest, one's line."""
    say = words(scene.reader.language)
    choices = scene.plan.choices
    asleep = span_words(choices.sleep, scene.reader) if choices.sleep else say("hours-sleep-none")
    counts = say(f"counts-{choices.counts}") if choices.counts else say("counts-none")
    return [
        _paragraph(scene.reader, "sleep", asleep, names.SCHEDULE_SLEEP),
        _paragraph(scene.reader, "counts", counts, names.SCHEDULE_COUNTS),
        _paragraph(scene.reader, "limit", _limit_words(choices, scene.reader), names.SCHEDULE_LIMIT),
        _paragraph(
            scene.reader,
            "glad",
            safe.typed_mrkdwn(choices.glad, 240) or say("hours-glad-none"),
            names.SCHEDULE_GLAD,
        ),
        _check_in(scene),
    ]


def _outside(scene: MyHoursScene) -> list[Block]:
    """Return whether people outside each of one's teams may ask one too, and the tap that changes it."""
    say = words(scene.reader.language)
    blocks = [section(f"*{say('outside-title')}*\n{say('outside-what')}")]
    for team_id, name in scene.teams[:OUTSIDE_SHOWN]:
        may = team_id in scene.outside
        told = say("outside-may" if may else "outside-may-not", team=safe.typed_mrkdwn(name, TEAM_NAME))
        text = say("outside-stop" if may else "outside-begin")
        change = button(
            names.SCHEDULE_OUTSIDE, text, f"{team_id}|{int(not may)}", label=f"{say('outside-title')}: {text}"
        )
        blocks.append(section(told, change, f"outside:{team_id}"))
    return blocks


def _check_in(scene: MyHoursScene) -> Block:
    """Return whether one wants to be asked how it is after a call, turned by one tap."""
    say = words(scene.reader.language)
    on = scene.plan.choices.check_in
    now, to = ("on", "off") if on else ("off", "on")
    turn = button(
        names.SCHEDULE_CHECK_IN,
        say(f"hours-check-in-turn-{to}"),
        to,
        label=f"{say(f'hours-check-in-turn-{to}')}: {say('hours-check-in')}",
    )
    return section(f"*{say('hours-check-in')}:* {say(f'hours-check-in-{now}')}", turn, "check_in")


def _limit_words(choices: Choices, reader: Reader) -> str:
    say = words(reader.language)
    return f"{say('limit-most', count=choices.most_open)} {say(f'rest-{choices.rest}')}"


def _paragraph(reader: Reader, subject: str, value: str, screen: str) -> Block:
    """Return one idea, how it is set, and the button that changes it."""
    say = words(reader.language)
    change = button(
        names.with_suffix(names.SCHEDULE_EDIT, screen),
        say("hours-change"),
        screen,
        label=f"{say('hours-change')}: {say(f'hours-{subject}')}",
    )
    return section(f"*{say(f'hours-{subject}')}:* {value}", change, subject)


def _grouped(rows: Sequence[Hours]) -> Iterable[tuple[str, list[Hours]]]:
    groups: dict[str, list[Hours]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    return groups.items()


def _weekly_words(rows: Sequence[Hours], scene: MyHoursScene) -> str:
    days = ", ".join(
        weekday(number, scene.reader.language) for number in sorted({row.weekday for row in rows})
    )
    return f"{days}: {span_words(rows[0].span, scene.reader)}{_marks(rows[0], scene)}"


def _date_words(one: OneOff, scene: MyHoursScene) -> str:
    on = short_day(one.on, scene.reader.language)
    if one.free and one.span is not None:
        free = words(scene.reader.language)("hours-free", span=span_words(one.span, scene.reader))
        return f"{on}: {free}{_team_of(one, scene)}"
    if one.span is None:
        return f"{on}: {words(scene.reader.language)('hours-off')}{_team_of(one, scene)}"
    return f"{on}: {span_words(one.span, scene.reader)}{_marks(one, scene)}"


def _marks(row: Hours | OneOff, scene: MyHoursScene) -> str:
    """Return what is to be known of hours: off shift, whether they hold, the team where there are several."""
    say = words(scene.reader.language)
    marks = _team_of(row, scene)
    if row.at_work:
        return marks
    text_id = "hours-off-shift" if scene.plan.choices.off_shift_counts else "hours-off-shift-not-yet"
    return f"{marks} ({say(text_id)})"


def _team_of(row: Hours | OneOff, scene: MyHoursScene) -> str:
    if len(scene.teams) < 2:
        return ""
    name = next((name for team_id, name in scene.teams if team_id == row.team_id), "")
    return f", {safe.typed_mrkdwn(name, TEAM_NAME)}"
