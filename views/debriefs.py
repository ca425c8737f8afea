"""The room of a debrief: one modal that moves from step to step."""

from collections.abc import Sequence

from debrief_flows.engine import NOTE_LENGTH, Progress
from debrief_flows.model import Flow, Kind, Step, Text
from domain.scenes import Reader
from views import fields, metadata, names, safe
from views.parts import (
    Block,
    View,
    actions,
    button,
    context,
    entry,
    header,
    modal,
    option,
    pick_many,
    pick_one,
    quiet_section,
    section,
    write,
)
from words import words

WORD = 60


def limits(reader: Reader, token: str, server_role: str, long: bool) -> View:
    """Return the limits card: what is kept, who can see, and what this is not (field.md 4, 36).

    `token` is the flow's id, handed on in the metadata. `server_role` is the role that runs the server
    ("" if nobody said). `long` is the whole card, before a first debrief; else its one line.
    """
    say = words(reader.language)
    role = safe.typed_mrkdwn(server_role, 80)
    server = say("limits-server", role=role) if role else say("limits-server-unknown")
    if long:
        told = [section(say(f"limits-{part}")) for part in ("kept", "sees")]
        told += [section(server), section(say("limits-slack")), section(say("limits-not"))]
    else:
        told = [section(say("limits-line"))]
    return modal(
        reader.language,
        say("limits-title"),
        told,
        submit=say("go-on"),
        close=say("not-now"),
        callback_id=names.DEBRIEF_LIMITS,
        metadata=metadata.pack(**{metadata.FLOW: token}),
    )


def step(  # each part of a screen is its own argument, so that none has to be looked up here
    reader: Reader,
    flow: Flow,
    step: Step,
    progress: Progress,
    debrief_id: str,
    version: int,
    *,
    says: Sequence[Text] = (),
    first_line: bool = False,
    ask_about_names: bool = False,
    elsewhere: bool = False,
) -> View:
    """Return one step of a debrief.

    `says` are the lines that answer what was tapped on the screen before. `first_line` puts the one line
    of limits on top. `ask_about_names` shows a note's screen again, asking once. `elsewhere` says that
    this debrief went on in another window.
    """
    say = words(reader.language)
    close = step.kind is Kind.CLOSE
    top = [context(say("debrief-elsewhere"))] if elsewhere else []
    top += [context(say("limits-line"))] if first_line else []
    top += [quiet_section(_words(line, reader)) for line in says]
    asks = [] if close else [_ways(reader, progress)]
    carried = {metadata.DEBRIEF: debrief_id, metadata.VERSION: version}
    if ask_about_names:
        carried[metadata.ASKED_ABOUT_NAMES] = 1
    return modal(
        reader.language,
        safe.typed_plain(flow.title.in_(reader.language, someone(reader)), 24),
        [*top, *_body(reader, step, progress, version, ask_about_names), *asks],
        submit="" if close else say("go-on" if step.kind is Kind.PAUSE else "next"),
        close=say("close") if close else say("pause"),
        callback_id=names.DEBRIEF_CLOSE if close else names.DEBRIEF_ANSWER,
        metadata=metadata.pack(**carried),
    )


def paused(reader: Reader, wanted: str = "") -> View:
    """Return the choice between going on and beginning again. `wanted` is the flow id asked for, or ""."""
    say = words(reader.language)
    row = [
        button(names.DEBRIEF_RESUME, say("paused-go-on"), style="primary"),
        button(names.DEBRIEF_FRESH, say("paused-fresh"), wanted),
    ]
    told = [section(say("paused-text")), actions(row, "paused")]
    carried = metadata.pack(**{metadata.FLOW: wanted}) if wanted else ""
    return modal(reader.language, say("paused-title"), told, metadata=carried)


def ended(reader: Reader) -> View:
    """Return that the debrief is over and nothing of it is left."""
    say = words(reader.language)
    return modal(reader.language, say("debrief-ended-title"), [section(say("debrief-ended"))])


def changed(reader: Reader, flow_id: str) -> View:
    """Return that the flow was changed under an open debrief, with the way to begin again."""
    say = words(reader.language)
    row = actions([button(names.DEBRIEF_FRESH, say("paused-fresh"), flow_id)], "changed")
    return modal(reader.language, say("debrief-ended-title"), [section(say("debrief-changed")), row])


def someone(reader: Reader) -> str:
    """Return the team's own word for those it serves, safe for plain text; "" for the default."""
    return safe.typed_plain(reader.word, WORD)


def _words(text: Text, reader: Reader) -> str:
    return text.in_(reader.language, someone(reader))


def _body(reader: Reader, step: Step, progress: Progress, version: int, ask_about_names: bool) -> list[Block]:
    blocks = [header(_words(step.title, reader)), quiet_section(_words(step.text, reader))]
    if step.kind is Kind.PAUSE:
        blocks.append(section(words(reader.language)("debrief-breath")))
    if step.choices:
        blocks.append(_choices(reader, step, progress, version))
    elif step.hint is not None and step.kind is not Kind.NOTE:
        blocks.append({"type": "context", "elements": [quiet_section(_words(step.hint, reader))["text"]]})
    if step.kind is Kind.NOTE:
        blocks += _note(reader, step, progress, version, ask_about_names)
    return blocks


def _choices(reader: Reader, step: Step, progress: Progress, version: int) -> Block:
    say = words(reader.language)
    kept = progress.answers.get(step.id, ())
    before = kept if isinstance(kept, tuple) else ()
    options = [option(safe.shorten(_words(choice.text, reader), 75), choice.id) for choice in step.choices]
    action_id = names.with_suffix(names.DEBRIEF_ANSWER, fields.CHOICE)
    if step.several:
        label, element = say("debrief-tap-many"), pick_many(action_id, options, before)
    else:
        label, element = say("debrief-tap-one"), pick_one(action_id, options, before[0] if before else "")
    hint = _words(step.hint, reader) if step.hint else ""
    return entry(label, element, block_id=f"{step.id}:{version}", hint=hint)


def _note(reader: Reader, step: Step, progress: Progress, version: int, ask_about_names: bool) -> list[Block]:
    """Return the box, its reminder, and the question whether to keep it: no, unless the person says so."""
    say = words(reader.language)
    kept = progress.answers.get(step.id, "")
    before = kept if isinstance(kept, str) else ""
    box = write(
        names.with_suffix(names.DEBRIEF_ANSWER, fields.NOTE), before, limit=NOTE_LENGTH, several_lines=True
    )
    hint = _words(step.hint, reader) if step.hint else say("note-reminder")
    blocks = [entry(say("note-label"), box, block_id=f"{step.id}:{version}", hint=hint)]
    if step.keep != "never":
        keep = pick_many(
            names.with_suffix(names.DEBRIEF_ANSWER, fields.KEEP),
            [option(say("note-keep"), "yes", say("note-keep-where"))],
            ["yes"] if before else [],
        )
        blocks.append(entry(say("note-keep-label"), keep, block_id=f"{step.id}:{version}:keep"))
    return [section(say("note-ask-names")), *blocks] if ask_about_names else blocks


def _ways(reader: Reader, progress: Progress) -> Block:
    """Return the ways besides Next: one step back, where there is one, and out."""
    say = words(reader.language)
    stop = button(names.DEBRIEF_STOP, say("debrief-stop"), label=say("debrief-stop-label"))
    back = [button(names.DEBRIEF_BACK, say("back"))] if progress.trail else []
    return actions([*back, stop], "ways")
