"""The doors: buttons that lead into a debrief, to a person, or to the lines of help."""

from collections.abc import Sequence

from debrief_flows.model import Flow
from domain.scenes import DoorsScene, Reader
from domain.support import Between
from views import names, safe
from views.parts import Block, View, actions, button, context, modal, section
from words import words

PERSON = "person"
COVER = "cover"
LINES = "lines"
HOURS = "hours"
MOST = 22  # an actions block holds 25


def door_buttons(reader: Reader, flows: Sequence[Flow], first: Sequence[str] = ()) -> Block:
    """Return every door as one row of buttons, those named in `first` ahead.

    `first` holds ids of flows, "person", "cover" or "lines"; what nobody knows is left out.
    """
    say = words(reader.language)
    row = _flow_buttons(reader, flows)
    cover = cover_button(reader)
    person = button(names.with_suffix(names.SUPPORT_OPEN, PERSON), say("footer-person"))
    lines = button(names.with_suffix(names.HELP_LINES, LINES), say("footer-lines"))
    doors = {PERSON: person, LINES: lines, **row, COVER: cover}
    ahead = [name for name in dict.fromkeys(first) if name in doors]
    rest = [name for name in doors if name not in ahead and name not in (PERSON, LINES)]
    return actions([doors[name] for name in [*ahead, *rest]], "doors")


def flow_doors(reader: Reader, flows: Sequence[Flow]) -> Block:
    """Return the doors that lead into a debrief, and no other: what is for the reader alone."""
    return actions(list(_flow_buttons(reader, flows).values()), "doors")


def cover_button(reader: Reader) -> Block:
    """Return the door to asking for cover, which others see."""
    say = words(reader.language)
    return button(names.with_suffix(names.SUPPORT_OPEN, COVER), say("door-cover"), COVER)


def cover_value(hours: Between | None) -> str:
    """Return the value of a button that opens the form, with these hours filled in: "cover|1|2", in minutes
    since 1970."""
    if hours is None:
        return COVER
    starts, ends = (int(moment.timestamp()) // 60 for moment in (hours.starts, hours.ends))
    return f"{COVER}|{starts}|{ends}"


def _flow_buttons(reader: Reader, flows: Sequence[Flow]) -> dict[str, Block]:
    return {
        flow.id: button(
            names.with_suffix(names.DEBRIEF_START, flow.id),
            safe.typed_plain(flow.door.in_(reader.language, reader.word), 75),
            flow.id,
        )
        for flow in flows[:MOST]
    }


def doors(scene: DoorsScene, flows: Sequence[Flow]) -> list[Block]:
    """Return the answer to a message in the DM. Nothing of what was written is said back."""
    say = words(scene.reader.language)
    blocks = [section(say("doors-hello"))]
    if scene.paused:
        blocks.append(paused_line(scene.reader))
    blocks += [door_buttons(scene.reader, flows, scene.first), context(say("doors-stays"))]
    if scene.identifiers_seen:
        blocks.append(section(say("doors-delete")))
    return blocks


def doors_modal(scene: DoorsScene, flows: Sequence[Flow]) -> View:
    """Return the same doors in a window, for the command and the shortcut: nothing was written there."""
    say = words(scene.reader.language)
    paused = [paused_line(scene.reader)] if scene.paused else []
    row = door_buttons(scene.reader, flows, scene.first)
    blocks = [section(say("doors-which")), *paused, row, context(say("doors-alone"))]
    if scene.can_be_asked:
        blocks.append(actions([button(names.SCHEDULE_OPEN, say("hours-mine"))], "hours"))
    return modal(scene.reader.language, say("doors-title"), blocks)


def paused_line(reader: Reader) -> Block:
    """Return "you paused", with the way back in; which debrief it is stays unsaid."""
    say = words(reader.language)
    go_on = button(names.DEBRIEF_RESUME, say("paused-go-on"), label=say("paused-go-on-label"))
    return section(say("paused-line"), go_on, "paused")
