"""The room: a private debrief in one modal that moves from step to step (design.md).

Next is the modal's submit, answered in the acknowledgement itself. Back, Stop and the ways out are
buttons, and cost a call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from datetime import datetime

from care import debriefs
from care.debriefs import LimitsFirst, Opened, Paused, Screen
from care.errors import NothingThere
from care.readers import reader_by_id
from debrief_flows.engine import Answer as Given
from debrief_flows.engine import AnswerNotUnderstood
from debrief_flows.identifiers import looks_like_identifier
from debrief_flows.library import Library
from handlers import cover
from handlers.desk import Desk
from handlers.effects import replace, show
from handlers.help import lines
from handlers.home import draw_home
from handlers.router import Handler
from handlers.support import open_form
from handlers.touch import Answer, Touch
from storage import UnitOfWork
from views import debriefs as views
from views import fields, metadata, names
from views.parts import View

ByButton = Callable[[UnitOfWork, str, Library, str, int, datetime], Screen]


@dataclass(frozen=True, slots=True)
class Place:
    """What a screen of a debrief carries: which debrief, which version it answers, whether it has asked
    once about names in a note."""

    debrief_id: str
    version: int
    asked: bool


def place_of(touch: Touch) -> Place:
    """Return what the screen carries. Raises `NothingThere` for a screen that is none of ours."""
    carried = touch.metadata
    debrief_id, version = carried.get(metadata.DEBRIEF), carried.get(metadata.VERSION)
    if not isinstance(debrief_id, str) or not isinstance(version, int):
        raise NothingThere("not a screen of a debrief")
    return Place(debrief_id, version, bool(carried.get(metadata.ASKED_ABOUT_NAMES)))


async def open_door(touch: Touch, desk: Desk, flow_id: str) -> Answer:
    """Go through a door: the limits the first time, then the first step, or on from a pause."""
    opened = await desk.do(_once(touch), debriefs.open_door, desk.library, flow_id, desk.now())
    return Answer.then(show(touch, _view(opened)), draw_home(touch, desk))


async def start(touch: Touch, desk: Desk) -> Answer:
    """A door was tapped."""
    return await open_door(touch, desk, touch.value)


async def limits(touch: Touch, desk: Desk) -> Answer:
    """The limits were read: on through the same door, in the same modal."""
    flow_id = str(touch.metadata.get(metadata.FLOW, ""))
    opened = await desk.do(touch, debriefs.limits_seen, desk.library, flow_id, desk.now())
    return Answer.update(_view(opened), draw_home(touch, desk))


async def resume(touch: Touch, desk: Desk) -> Answer:
    """Go on where one paused."""
    try:
        screen = await desk.do(touch, debriefs.resume, desk.library, desk.now())
    except NothingThere:
        return Answer.then(replace(touch, await _ended(touch, desk)), draw_home(touch, desk))
    return Answer.then(replace(touch, _view(screen)))


async def fresh(touch: Touch, desk: Desk) -> Answer:
    """Start fresh: what was paused is destroyed."""
    screen = await desk.do(_once(touch), debriefs.start, desk.library, touch.value, desk.now())
    return Answer.then(replace(touch, _view(screen)))


def _once(touch: Touch) -> Touch:
    """Return the touch with a key that tells a repeat of it: a late one must not begin a debrief anew, in
    place of the one that was begun by the first."""
    return dataclass_replace(touch, repeat_key=f"tap:{touch.trigger}") if touch.trigger else touch


async def answer(touch: Touch, desk: Desk) -> Answer:
    """Next: take what was tapped or written, and show what follows in the acknowledgement."""
    place, given = place_of(touch), _given(touch)
    asks = given.keep_note and not place.asked and bool(looks_like_identifier(given.note))
    try:
        if asks and (again := await _asking_about_names(touch, desk, place, given)):
            return Answer.update(again)
        screen = await desk.do(
            touch, debriefs.answer, desk.library, place.debrief_id, place.version, given, desk.now()
        )
    except NothingThere:
        return Answer.update(await _ended(touch, desk))
    except AnswerNotUnderstood:
        current = await desk.do(touch, debriefs.resume, desk.library, desk.now())
        return Answer.update(_view(current))
    on_top = await _on_top(touch, desk, screen)
    home = (draw_home(touch, desk),) if screen.finished else ()
    return Answer.update(_view(screen), *on_top.effects, *home)


async def back(touch: Touch, desk: Desk) -> Answer:
    """One screen back, with what was chosen there."""
    return await _by_button(touch, desk, debriefs.back)


async def stop(touch: Touch, desk: Desk) -> Answer:
    """Stop here: to the kind close, with the answers destroyed."""
    return await _by_button(touch, desk, debriefs.stop)


async def _by_button(touch: Touch, desk: Desk, use_case: ByButton) -> Answer:
    place = place_of(touch)
    try:
        screen = await desk.do(touch, use_case, desk.library, place.debrief_id, place.version, desk.now())
    except NothingThere:
        return Answer.then(replace(touch, await _ended(touch, desk)), draw_home(touch, desk))
    return Answer.then(replace(touch, _view(screen)), draw_home(touch, desk))


async def _on_top(touch: Touch, desk: Desk, screen: Screen) -> Answer:
    """Open the way that was asked for on top of the debrief, which stays where it is underneath."""
    match screen.wants:
        case "lines":
            return await lines(touch, desk)
        case "person":
            return await open_form(touch, desk)
        case "cover":
            return await cover.open_form(touch, desk)
        case _:
            return Answer()


async def _asking_about_names(touch: Touch, desk: Desk, place: Place, given: Given) -> View | None:
    """Return the note's screen again, as it was filled in, asking once; it never blocks (field.md 5).

    None where the debrief is somewhere else by now: what was written belongs to no other screen.
    """
    screen = await desk.do(touch, debriefs.resume, desk.library, desk.now())
    if (screen.debrief_id, screen.version) != (place.debrief_id, place.version):
        return None
    answers = {**screen.progress.answers, screen.step.id: given.note}
    written = dataclass_replace(screen.progress, answers=answers)
    return views.step(
        screen.reader,
        screen.flow,
        screen.step,
        written,
        screen.debrief_id,
        screen.version,
        ask_about_names=True,
    )


async def _ended(touch: Touch, desk: Desk) -> View:
    return views.ended(await desk.do(touch, reader_by_id))


def _given(touch: Touch) -> Given:
    filled = touch.filled
    return Given(
        choices=fields.several(filled, fields.CHOICE),
        note=fields.text(filled, fields.NOTE),
        keep_note=bool(fields.several(filled, fields.KEEP)),
    )


def _view(opened: Opened) -> View:
    match opened:
        case LimitsFirst(reader=reader, flow=flow, server_role=role):
            return views.limits(reader, flow.id, role, long=True)
        case Paused(reader=reader, flow=flow):
            return views.paused(reader, flow.id)
        case Screen() as screen:
            return views.step(
                screen.reader,
                screen.flow,
                screen.step,
                screen.progress,
                screen.debrief_id,
                screen.version,
                says=screen.says,
                first_line=screen.first,
                elsewhere=screen.elsewhere,
            )


HANDLERS: dict[str, Handler] = {
    names.DEBRIEF_START: start,
    names.DEBRIEF_LIMITS: limits,
    names.DEBRIEF_RESUME: resume,
    names.DEBRIEF_FRESH: fresh,
    names.DEBRIEF_ANSWER: answer,
    names.DEBRIEF_BACK: back,
    names.DEBRIEF_STOP: stop,
}
