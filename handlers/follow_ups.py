"""Check-ins that were asked for: one tap each."""

from care import follow_ups
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
    await desk.do(touch, follow_ups.stop_all)
    return Answer.then(draw_home(touch, desk))


HANDLERS: dict[str, Handler] = {names.FOLLOW_UPS_FINE: fine, names.FOLLOW_UPS_STOP: stop}
