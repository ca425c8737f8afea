"""Every surface, gathered: the handlers that the router goes by."""

from handlers import app, debriefs, follow_ups, help, home, messages, my_data, schedule, support, teams  # noqa: A004 - a surface
from handlers.router import Handlers, gather


def every_handler() -> Handlers:
    """Return all handlers by name. Raises `NameTwice` when two declare one name."""
    surfaces = (app, debriefs, follow_ups, help, home, messages, my_data, schedule, support, teams)
    return gather(surface.HANDLERS for surface in surfaces)
