"""Every surface, gathered: the handlers that the router goes by."""

from handlers import (
    app,
    cover,
    debriefs,
    empty_hours,
    follow_ups,
    help,  # noqa: A004 - a surface
    home,
    messages,
    minutes,
    my_data,
    neighbours,
    not_these,
    schedule,
    support,
    teams,
)
from handlers.router import Handlers, gather


def every_handler() -> Handlers:
    """Return all handlers by name. Raises `NameTwice` when two declare one name."""
    surfaces = (
        app,
        cover,
        debriefs,
        empty_hours,
        follow_ups,
        help,
        home,
        messages,
        minutes,
        my_data,
        neighbours,
        not_these,
        schedule,
        support,
        teams,
    )
    return gather(surface.HANDLERS for surface in surfaces)
