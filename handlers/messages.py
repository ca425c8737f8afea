"""The doors: a DM in a person's own words, the command, the global shortcut (design.md: the DM is the door).

What was typed is looked at in memory, for the order of the doors alone: never kept, never echoed, never
logged. The bot never starts a flow by itself.
"""

from care import doors
from debrief_flows.cues import doors_for
from handlers import payloads
from handlers.debriefs import open_door
from handlers.desk import Desk
from handlers.effects import show
from handlers.help import lines
from handlers.router import Handler
from handlers.support import open_form
from handlers.touch import Answer, Touch
from views.doors import doors_modal

PERSON = "person"
LINES = "lines"


async def message(touch: Touch, desk: Desk) -> Answer:
    """Answer a message with the doors, the likely ones first."""
    channel = str(touch.body["event"]["channel"])
    await desk.do(touch, doors.answer, touch.value, channel)
    return Answer()


async def command(touch: Touch, desk: Desk) -> Answer:
    """`/debrief` shows the doors; `/debrief loss` and the like go through one, since it was asked for."""
    wanted = touch.value.strip().casefold()
    named = next((flow.id for flow in desk.library.doors() if wanted in _names_of(flow.id)), None)
    found = (named,) if named else doors_for(wanted)
    if named:
        return await open_door(touch, desk, named)
    if wanted and found[:1] == (PERSON,):
        return await open_form(touch, desk)
    if wanted and found[:1] == (LINES,):
        return await lines(touch, desk)
    return await _all_doors(touch, desk, found)


async def shortcut(touch: Touch, desk: Desk) -> Answer:
    """The global shortcut shows the doors, wherever the person is in Slack."""
    return await _all_doors(touch, desk, ())


async def _all_doors(touch: Touch, desk: Desk, first: tuple[str, ...]) -> Answer:
    scene = await desk.do(touch, doors.doors_of, first, desk.now())
    return Answer.then(show(touch, doors_modal(scene, desk.library.doors())))


def _names_of(flow_id: str) -> tuple[str, ...]:
    return (flow_id, flow_id.replace("_", " "), flow_id.replace("_", "-"))


HANDLERS: dict[str, Handler] = {
    payloads.MESSAGE: message,
    payloads.COMMAND: command,
    payloads.SHORTCUT: shortcut,
}
