"""One's own minutes: written down by a tap or by hand, seen and deleted by nobody else."""

import contextlib
from datetime import date

from care import minutes
from care.errors import DoesNotFit
from domain.minutes import OFFERED
from domain.minutes_scenes import MyMinutesScene
from handlers.desk import Desk
from handlers.effects import replace, show
from handlers.home import draw_home
from handlers.router import Handler
from handlers.touch import Answer, Touch
from views import fields, metadata, names
from views import minutes as screens


async def opened(touch: Touch, desk: Desk) -> Answer:
    """ "My minutes"."""
    return Answer.then(show(touch, screens.my_minutes(await _scene(touch, desk))))


async def note(touch: Touch, desk: Desk) -> Answer:
    """Minutes by one tap on a call's card, or nothing."""
    request_id, _, count = touch.value.partition("|")
    taken = int(count) if count in {str(one) for one in OFFERED} else 0
    await desk.do(touch, minutes.note, request_id, taken, desk.now())
    return Answer.then(draw_home(touch, desk))


async def other(touch: Touch, desk: Desk) -> Answer:
    """Another number than those on the card: the screen to write it down."""
    scene = await desk.do(touch, minutes.my_minutes, desk.now(), touch.value)
    return Answer.then(show(touch, screens.add(scene)))


async def edit(touch: Touch, desk: Desk) -> Answer:
    """To one of the screens, or back to the list."""
    scene = await _scene(touch, desk)
    return Answer.then(replace(touch, screens.screen_of(scene, touch.value) or screens.my_minutes(scene)))


async def add(touch: Touch, desk: Desk) -> Answer:
    """Minutes were written down by hand; what does not fit is said at its input."""
    typed = fields.text(touch.filled, fields.LONG).strip()
    count = int(typed) if typed.isascii() and typed.isdigit() else 0
    request_id = str(touch.metadata.get(metadata.REQUEST, ""))
    try:
        await desk.do(touch, minutes.add, _day(touch), count, desk.now(), request_id)
    except DoesNotFit as amiss:
        return Answer.errors(screens.amiss((await _scene(touch, desk)).reader, amiss.reason))
    return await _listed(touch, desk)


async def copied(touch: Touch, desk: Desk) -> Answer:
    """Back from the text to the list."""
    return await _listed(touch, desk)


async def remove(touch: Touch, desk: Desk) -> Answer:
    """Delete one entry."""
    await desk.do(touch, minutes.remove, touch.value, desk.now())
    return await _shown_again(touch, desk)


async def remove_all(touch: Touch, desk: Desk) -> Answer:
    """Delete the whole list."""
    await desk.do(touch, minutes.remove_all, desk.now())
    return await _shown_again(touch, desk)


async def _listed(touch: Touch, desk: Desk) -> Answer:
    return Answer.update(screens.my_minutes(await _scene(touch, desk)), draw_home(touch, desk))


async def _shown_again(touch: Touch, desk: Desk) -> Answer:
    return Answer.then(replace(touch, screens.my_minutes(await _scene(touch, desk))))


async def _scene(touch: Touch, desk: Desk) -> MyMinutesScene:
    return await desk.do(touch, minutes.my_minutes, desk.now())


def _day(touch: Touch) -> date:
    """Return the day that was chosen; what cannot be read is a day of which nothing is kept."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(fields.text(touch.filled, fields.ON))
    return date.min


HANDLERS: dict[str, Handler] = {
    names.MINUTES_OPEN: opened,
    names.MINUTES_NOTE: note,
    names.MINUTES_OTHER: other,
    names.MINUTES_EDIT: edit,
    names.MINUTES_ADD: add,
    names.MINUTES_COPY: copied,
    names.MINUTES_REMOVE: remove,
    names.MINUTES_REMOVE_ALL: remove_all,
}
