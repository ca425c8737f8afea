"""What somebody changes about when they can be asked, how often, and whom they ask."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from care import not_these, schedules
from domain.schedule import MOST_OPEN, Rest, Span, Switch
from tests.machine.house import EAST, EVERYBODY, House


class Does(Protocol):
    """The machine, as far as this needs it."""

    house: House

    def does(self, dies: bool, use_case: Callable[..., Any], *args: Any) -> bool:
        """Do something, or die before it is kept."""
        ...


def _switch(here: Does, user: str, number: int, dies: bool) -> None:
    to = list(Switch)[number % 3]
    here.does(dies, schedules.set_switch, here.house.id_of(user), to, here.house.clock.now())


def _limit(here: Does, user: str, number: int, dies: bool) -> None:
    most, rest = MOST_OPEN[number % 4], list(Rest)[number % 3]
    here.does(dies, schedules.set_limit, here.house.id_of(user), most, rest, here.house.clock.now())


def _leave(here: Does, user: str, number: int, dies: bool) -> None:
    now = here.house.clock.now()
    last = now.date() + timedelta(number % 4)
    here.does(dies, schedules.add_leave, here.house.id_of(user), now.date(), last, now)


def _open_now(here: Does, user: str, number: int, dies: bool) -> None:
    lasts = timedelta(hours=(-1, 1, 12)[number % 3])
    here.does(dies, schedules.open_now, here.house.id_of(user), lasts, here.house.clock.now())


def _sleep(here: Does, user: str, number: int, dies: bool) -> None:
    span = (None, Span(22 * 60, 6 * 60), Span(8 * 60, 16 * 60))[number % 3]
    here.does(dies, schedules.set_sleep, here.house.id_of(user), span, here.house.clock.now())


def _hours(here: Does, user: str, number: int, dies: bool) -> None:
    """All hours out, and others in their place, or none."""
    person, now = here.house.id_of(user), here.house.clock.now()
    plan = here.house.asks(lambda work: work.schedules.plan(person))
    here.does(dies, schedules.remove, person, {row.key for row in plan.hours}, now)
    span = (None, Span(0, 0), Span(9 * 60, 17 * 60), Span(22 * 60, 6 * 60))[number % 4]
    if span is not None:
        here.does(False, _adds_hours, person, EAST, span)


def _adds_hours(work: Any, person_id: str, team: str, span: Span) -> None:
    schedules.add_hours(work, person_id, team, range(7), span, at_work=True)


def _not_these(here: Does, user: str, number: int, dies: bool) -> None:
    """Somebody is put onto a list, or the list is emptied."""
    now, person = here.house.clock.now(), here.house.id_of(user)
    if number % 4 == 0:
        here.does(dies, not_these.clear, person, now)
    else:
        here.does(dies, not_these.change, person, (), (EVERYBODY[number % len(EVERYBODY)],), now)


PLANNING: Mapping[str, Callable[[Any, str, int, bool], None]] = {
    "switch": _switch,
    "limit": _limit,
    "leave": _leave,
    "open now": _open_now,
    "sleep": _sleep,
    "hours": _hours,
    "not these": _not_these,
}
