"""What is kept about a person, in words, with the means to delete it."""

from domain.scenes import DataScene, Reader
from views import names, safe
from views.parts import Block, View, actions, ask_first, button, context, divider, modal, plain, section
from views.when import day
from words import words

NOTES_SHOWN = 40
NOTE = 1000
TEAMS_SHOWN = 20


def my_data(scene: DataScene) -> View:
    """Return everything that is kept about the reader, the newest notes first."""
    say = words(scene.reader.language)
    notes = sorted(scene.notes, key=lambda note: note[1], reverse=True)
    blocks = [section("\n".join(["\n".join([say("my-data-what"), say("my-data-always")]), *_kept(scene)]))]
    if scene.has_schedule:
        blocks.append(_hours(scene.reader))
    if scene.not_these:
        blocks.append(_not_these(scene))
    if scene.minute_entries:
        say_minutes = button(names.MINUTES_OPEN, say("minutes-mine"))
        blocks.append(section(say("my-data-minutes", count=scene.minute_entries), say_minutes, "minutes"))
    blocks += [divider(), section(say("my-data-notes"))]
    blocks += [
        _note(note_id, safe.typed_block(text, NOTE), day(on, scene.reader.language), scene.reader)
        for note_id, on, text in notes[:NOTES_SHOWN]
    ]
    if not notes:
        blocks.append(context(say("my-data-no-notes")))
    if len(notes) > NOTES_SHOWN:
        blocks.append(context(say("my-data-more-notes", count=len(notes) - NOTES_SHOWN)))
    return modal(scene.reader.language, say("my-data-title"), [*blocks, divider(), _delete(scene.reader)])


def everything_deleted(reader: Reader) -> View:
    """Return that everything is gone."""
    say = words(reader.language)
    return modal(reader.language, say("my-data-deleted-title"), [section(say("my-data-deleted"))])


def _kept(scene: DataScene) -> list[str]:
    say = words(scene.reader.language)
    lines = []
    if scene.teams:
        teams = ", ".join(safe.typed_mrkdwn(team, 60) for team in scene.teams[:TEAMS_SHOWN])
        lines.append(say("my-data-teams", teams=teams))
    if scene.paused:
        lines.append(say("my-data-paused"))
    if scene.open_requests:
        lines.append(say("my-data-requests", count=scene.open_requests))
    if scene.check_ins:
        days = "; ".join(day(on, scene.reader.language) for on in sorted(scene.check_ins)[:10])
        lines.append(say("my-data-check-in", on=days))
    return lines


def _hours(reader: Reader) -> Block:
    """Return that hours are kept, and the means to delete them."""
    say = words(reader.language)
    sure = ask_first(
        say("my-data-delete-hours"), say("my-data-delete-hours-text"), say("my-data-delete"), say("cancel")
    )
    delete = button(
        names.MY_DATA_DELETE_HOURS, say("my-data-delete"), confirm=sure, label=say("my-data-delete-hours")
    )
    return section(say("my-data-hours"), delete, "hours")


def _not_these(scene: DataScene) -> Block:
    """Return whom the reader does not ask, and the means to delete the list."""
    say = words(scene.reader.language)
    sure = ask_first(
        say("my-data-delete-not-these"),
        say("my-data-delete-not-these-text"),
        say("my-data-delete"),
        say("cancel"),
    )
    delete = button(
        names.MY_DATA_DELETE_PAGE, say("my-data-delete"), confirm=sure, label=say("my-data-delete-not-these")
    )
    return section(say("my-data-not-these", who=safe.some_mentions(scene.not_these)), delete, "not_these")


def _note(note_id: str, text: str, on: str, reader: Reader) -> Block:
    """Return one note as plain text, so that nothing in it is marked up, with its delete button."""
    say = words(reader.language)
    sure = ask_first(
        say("my-data-delete-note"), say("my-data-delete-note-text"), say("my-data-delete"), say("cancel")
    )
    delete = button(
        names.MY_DATA_DELETE_NOTE,
        say("my-data-delete"),
        note_id,
        confirm=sure,
        label=say("my-data-delete-note"),
    )
    return {
        "type": "section",
        "block_id": f"note:{note_id}",
        "text": plain(f"{on}\n{text}"),
        "accessory": delete,
    }


def _delete(reader: Reader) -> Block:
    say = words(reader.language)
    clear = ask_first(
        say("my-data-clear-title"), say("my-data-clear-text"), say("my-data-clear-yes"), say("cancel")
    )
    everything = ask_first(
        say("my-data-delete-all-title"),
        say("my-data-delete-all-text"),
        say("my-data-delete"),
        say("cancel"),
    )
    return actions(
        [
            button(names.MY_DATA_CLEAR_CARDS, say("my-data-clear"), confirm=clear),
            button(names.MY_DATA_DELETE_ALL, say("my-data-delete-all"), style="danger", confirm=everything),
        ],
        "delete",
    )
