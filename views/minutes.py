"""One's own minutes: the question on a call's card, and the list that nobody else sees (field.md 42)."""

from datetime import date

from domain.minutes import KEPT_WEEKS, MOST_MINUTES, OFFERED, Week
from domain.minutes_scenes import MyMinutesScene
from domain.scenes import Reader
from views import fields, metadata, names
from views.parts import (
    Block,
    View,
    actions,
    ask_first,
    button,
    context,
    divider,
    entry,
    modal,
    pick_date,
    section,
    write,
)
from views.when import short_day
from words import words

DAYS_SHOWN = 40
COPIED = 2900


def question(reader: Reader, request_id: str) -> list[Block]:
    """Return the question on the card of a call: how long it took, by one tap. It names nobody."""
    say = words(reader.language)
    row = [
        button(
            names.with_suffix(names.MINUTES_NOTE, str(count)),
            say("minutes-count", count=count),
            f"{request_id}|{count}",
        )
        for count in OFFERED
    ]
    row.append(button(names.MINUTES_OTHER, say("minutes-other"), request_id))
    none = names.with_suffix(names.MINUTES_NOTE, "0")
    row.append(button(none, say("minutes-none"), f"{request_id}|0", label=say("minutes-none-label")))
    return [section(say("minutes-asked")), actions(row, "minutes"), context(say("minutes-who-sees"))]


def my_minutes(scene: MyMinutesScene) -> View:
    """Return the list, the newest week first: each week's sum, and its entries, each with its delete."""
    say = words(scene.reader.language)
    row = [_to(names.MINUTES_ADD, say("minutes-add"))]
    if scene.weeks:
        row.append(_to(names.MINUTES_COPY, say("minutes-copy")))
    blocks: list[Block] = [section(say("minutes-what", weeks=KEPT_WEEKS)), actions(row, "minutes")]
    if not scene.weeks:
        blocks.append(section(say("minutes-nothing")))
    left = DAYS_SHOWN
    for week in scene.weeks:
        blocks += [divider(), section(f"*{_week_line(week, scene.reader)}*")]
        for one in reversed(week.entries[-left:] if left else ()):
            told = say("minutes-day", on=short_day(one.on, scene.reader.language), count=one.minutes)
            delete = button(
                names.MINUTES_REMOVE, say("my-data-delete"), one.id, label=f"{say('my-data-delete')}: {told}"
            )
            blocks.append(section(told, delete, f"minutes:{one.id}"))
        left = max(0, left - len(week.entries))
    if sum(len(week.entries) for week in scene.weeks) > DAYS_SHOWN:
        blocks.append(context(say("minutes-more")))
    if scene.weeks:
        blocks += [divider(), _delete_all(scene.reader)]
    return modal(scene.reader.language, say("minutes-title"), blocks)


def screen_of(scene: MyMinutesScene, name: str) -> View | None:
    """Return the screen whose submit bears a name, or None where there is none."""
    draw = {names.MINUTES_ADD: add, names.MINUTES_COPY: copy}.get(name)
    return None if draw is None else draw(scene)


def add(scene: MyMinutesScene) -> View:
    """Return the screen on which minutes are written down by hand: a day, and a number."""
    say = words(scene.reader.language)
    long = write(names.with_suffix(names.MINUTES_ADD, fields.LONG), "", limit=4)
    on = pick_date(names.with_suffix(names.MINUTES_ADD, fields.ON), scene.today.isoformat())
    blocks = [
        entry(say("minutes-long"), long, block_id=fields.LONG, optional=False, hint=say("minutes-long-hint")),
        entry(say("minutes-on"), on, block_id=fields.ON, optional=False),
        context(say("minutes-who-sees")),
        _back(scene.reader),
    ]
    return modal(
        scene.reader.language,
        say("minutes-add-title"),
        blocks,
        submit=say("hours-save"),
        callback_id=names.MINUTES_ADD,
        metadata=metadata.pack(**{metadata.REQUEST: scene.request_id}) if scene.request_id else "",
    )


def copy(scene: MyMinutesScene) -> View:
    """Return the list as plain text in a box, where it can be marked and copied, on a phone as well."""
    say = words(scene.reader.language)
    box = write(
        names.with_suffix(names.MINUTES_COPY, fields.LONG), as_text(scene), limit=3000, several_lines=True
    )
    blocks = [
        entry(say("minutes-copy-label"), box, block_id=fields.LONG, hint=say("minutes-copy-hint")),
        _back(scene.reader),
    ]
    return modal(
        scene.reader.language,
        say("minutes-title"),
        blocks,
        submit=say("minutes-copy-done"),
        callback_id=names.MINUTES_COPY,
    )


def as_text(scene: MyMinutesScene) -> str:
    """Return the list as plain text, the oldest week first: days and sums, and no name."""
    weeks = [_text_of(week, scene.reader) for week in reversed(scene.weeks)]
    while weeks and len("\n\n".join(weeks)) > COPIED:
        weeks.pop(0)
    return "\n\n".join(weeks)


def amiss(reader: Reader, reason: str) -> dict[str, str]:
    """Return what is said at the input that cannot be so. `reason`: "day", "minutes" or "many"."""
    told = words(reader.language)(f"minutes-wrong-{reason}", most=MOST_MINUTES, weeks=KEPT_WEEKS)
    return {fields.ON if reason == "day" else fields.LONG: told}


def _text_of(week: Week, reader: Reader) -> str:
    say = words(reader.language)
    days = [say("minutes-day", on=_dated(on, reader), count=count) for on, count in week.days]
    return "\n".join([*days, _week_line(week, reader)])


def _week_line(week: Week, reader: Reader) -> str:
    return words(reader.language)("minutes-week", on=_dated(week.monday, reader), count=week.minutes)


def _dated(on: date, reader: Reader) -> str:
    return f"{short_day(on, reader.language)} {on.year}"


def _to(screen: str, text: str) -> Block:
    return button(names.with_suffix(names.MINUTES_EDIT, screen), text, screen)


def _back(reader: Reader) -> Block:
    return actions([_to("", words(reader.language)("back"))], "back")


def _delete_all(reader: Reader) -> Block:
    say = words(reader.language)
    sure = ask_first(
        say("minutes-delete-all"), say("minutes-delete-all-text"), say("my-data-delete"), say("cancel")
    )
    return actions([button(names.MINUTES_REMOVE_ALL, say("minutes-delete-all"), confirm=sure)], "delete")
