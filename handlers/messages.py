"""The doors: a DM in a person's own words, the command, the global shortcut (design.md: the DM is the door).

What was typed is looked at in memory, for the order of the doors alone: never kept, never echoed, never
logged. The bot never starts a flow by itself.
"""

from care import doors, schedules
from debrief_flows.cues import doors_for
from debrief_flows.library import Library
from handlers import cover, payloads
from handlers.debriefs import open_door
from handlers.desk import Desk
from handlers.effects import show
from handlers.help import lines
from handlers.router import Handler
from handlers.support import open_form
from handlers.touch import Answer, Touch
from views import names
from views.doors import COVER, HOURS, LINES, PERSON, doors_modal
from views.schedule import my_hours

_WORDS = {
    "person": PERSON,
    "persona": PERSON,
    "cover": COVER,
    "cobertura": COVER,
    "lines": LINES,
    "help lines": LINES,
    "help": LINES,
    "lineas": LINES,
    "líneas": LINES,
    "ayuda": LINES,
    "hours": HOURS,
    "my hours": HOURS,
    "horas": HOURS,
    "mis horas": HOURS,
}
"""What can be named behind the command beside a flow, in both languages."""


async def message(touch: Touch, desk: Desk) -> Answer:
    """Answer a message with the doors, the likely ones first."""
    channel = str(touch.body["event"]["channel"])
    await desk.do(touch, doors.answer, touch.value, channel)
    return Answer()


async def command(touch: Touch, desk: Desk) -> Answer:
    """`/debrief` shows the doors; `/debrief loss` and the like go through one, since it was asked for."""
    door = door_named(touch.value, desk.library)
    match door:
        case None:
            return await _all_doors(touch, desk, doors_for(touch.value))
        case _ if door == PERSON:
            return await open_form(touch, desk)
        case _ if door == COVER:
            return await cover.open_form(touch, desk)
        case _ if door == LINES:
            return await lines(touch, desk)
        case _ if door == HOURS:
            return await _hours(touch, desk)
        case flow_id:
            return await open_door(touch, desk, flow_id)


def door_named(typed: str, library: Library) -> str | None:
    """Return the door that was named behind the command: a flow's id, or PERSON and the like; else None."""
    wanted = " ".join(typed.casefold().replace("_", " ").replace("-", " ").split())
    spoken = {flow.id.replace("_", " "): flow.id for flow in library.doors()}
    named = {name.split()[0]: flow_id for name, flow_id in spoken.items()} | spoken | _WORDS
    if wanted in named:
        return named[wanted]
    likely = doors_for(wanted)[:1]
    return likely[0] if likely and likely[0] in (PERSON, LINES) else None


async def shortcut(touch: Touch, desk: Desk) -> Answer:
    """The global shortcut shows the doors, wherever the person is in Slack."""
    return await _all_doors(touch, desk, ())


async def _hours(touch: Touch, desk: Desk) -> Answer:
    """One's own hours; for who cannot be asked, and so has none, the doors."""
    scene = await desk.do(touch, doors.doors_of, (), desk.now())
    if not scene.can_be_asked:
        return Answer.then(show(touch, doors_modal(scene, desk.library.doors())))
    return Answer.then(show(touch, my_hours(await desk.do(touch, schedules.my_hours, desk.now()))))


async def doors_opened(touch: Touch, desk: Desk) -> Answer:
    """Every door, from a button on a card that names none."""
    return await _all_doors(touch, desk, ())


async def _all_doors(touch: Touch, desk: Desk, first: tuple[str, ...]) -> Answer:
    scene = await desk.do(touch, doors.doors_of, first, desk.now())
    return Answer.then(show(touch, doors_modal(scene, desk.library.doors())))


HANDLERS: dict[str, Handler] = {
    payloads.MESSAGE: message,
    payloads.COMMAND: command,
    payloads.SHORTCUT: shortcut,
    names.DOORS_OPEN: doors_opened,
}
