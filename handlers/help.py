"""Lines of help: no load, no key, both languages, also with the database down (design.md)."""

from handlers.desk import Desk
from handlers.effects import show
from handlers.router import Handler
from handlers.touch import Answer, Touch
from views import names
from views.lines import lines as lines_view


async def lines(touch: Touch, desk: Desk) -> Answer:
    """Show the lines of help. Nothing is loaded and nothing is kept."""
    return Answer.then(show(touch, lines_view()))


HANDLERS: dict[str, Handler] = {names.HELP_LINES: lines}
