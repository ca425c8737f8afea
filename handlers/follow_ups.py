"""Check-ins: one tap each."""

from care import follow_ups, rests
from handlers.desk import Desk
from handlers.home import draw_home
from handlers.router import Handler
from handlers.touch import Answer, Touch
from views import names


async def fine(touch: Touch, desk: Desk) -> Answer:
    """All right for now."""
    await desk.do(touch, follow_ups.fine, touch.value)
    return Answer()


async def stop(touch: Touch, desk: Desk) -> Answer:
    """No more check-ins."""
    await desk.do(touch, rests.stop_check_ins, desk.now())
    return Answer.then(draw_home(touch, desk))


async def rest(touch: Touch, desk: Desk) -> Answer:
    """Nobody asks them today and tomorrow."""
    await desk.do(touch, rests.rest, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


HANDLERS: dict[str, Handler] = {
    names.FOLLOW_UPS_FINE: fine,
    names.FOLLOW_UPS_REST: rest,
    names.FOLLOW_UPS_STOP: stop,
}
