"""One's own hours, seen and changed by nobody else; and a team's week for who coordinates it."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from care import rests, ring_tests, rings, schedules, weeks
from care.errors import DoesNotFit, NotYours
from domain.schedule import Counts, Rest, Span, Switch
from domain.schedule_scenes import MyHoursScene
from handlers.desk import Desk
from handlers.effects import replace, show
from handlers.home import draw_home
from handlers.router import Handler
from handlers.touch import Answer, Effect, Touch
from storage import UnitOfWork
from views import fields, names, schedule_steps
from views.schedule import my_hours
from views.week import team_week

E = TypeVar("E", bound=StrEnum)
Change = Callable[[UnitOfWork, str], None]


class Amiss(Exception):
    """Something filled in cannot be so. `field` is where, `text_id` what is said there."""

    def __init__(self, field: str, text_id: str) -> None:
        super().__init__(field)
        self.field = field
        self.text_id = text_id


async def opened(touch: Touch, desk: Desk) -> Answer:
    """ "My hours"."""
    return Answer.then(show(touch, my_hours(await _scene(touch, desk))))


async def edit(touch: Touch, desk: Desk) -> Answer:
    """To one of the screens, or back to all of it."""
    scene = await _scene(touch, desk)
    return Answer.then(replace(touch, schedule_steps.screen_of(scene, touch.value) or my_hours(scene)))


async def preset(touch: Touch, desk: Desk) -> Answer:
    """Fill a screen in with hours to begin with."""
    scene = await _scene(touch, desk)
    name, _, chosen = touch.value.partition("|")
    view = schedule_steps.screen_of(scene, name, chosen) or my_hours(scene)
    return Answer.then(replace(touch, view))


async def now(touch: Touch, desk: Desk) -> Answer:
    """ "You can ask me right now", or not any more."""
    hours = int(touch.value) if touch.value in {str(count) for count in range(13)} else 0
    return await _by_button(
        touch, desk, lambda work, me: schedules.open_now(work, me, timedelta(hours=hours), desk.now())
    )


async def work_hours(touch: Touch, desk: Desk) -> Answer:
    """Work hours, Monday to Friday, nine to five."""
    return await _by_button(touch, desk, lambda work, me: schedules.work_hours(work, me, touch.value))


async def switch_to(touch: Touch, desk: Desk) -> Answer:
    """How it is now, answered on the card that asks."""
    switch = _one_of(Switch, touch.value)
    return await _by_button(touch, desk, lambda work, me: schedules.set_switch(work, me, switch, desk.now()))


async def test(touch: Touch, desk: Desk) -> Answer:
    """A test in each kind of hour that has none."""
    return await _by_button(touch, desk, lambda work, me: ring_tests.arrange(work, me, desk.now()))


async def outside(touch: Touch, desk: Desk) -> Answer:
    """Whether people outside a team may ask one too."""
    team_id, _, may = touch.value.partition("|")
    change: Change = lambda work, me: schedules.set_outside(work, me, team_id, may=may == "1")  # noqa: E731 - one line
    return await _by_button(touch, desk, change)


async def check_in(touch: Touch, desk: Desk) -> Answer:
    """Whether a check-in is wanted after a call."""
    wanted = touch.value == "on"
    return await _by_button(
        touch, desk, lambda work, me: rests.set_check_in(work, me, desk.now(), wanted=wanted)
    )


async def ring(touch: Touch, desk: Desk) -> Answer:
    """By what the gateway outside Slack knows them was written; it is tested at once."""
    handle = fields.text(touch.filled, fields.HANDLE)
    return await _saved(
        touch, desk, lambda work, me: rings.set_handle(work, me, handle, desk.now()), fields.HANDLE
    )


async def ring_test(touch: Touch, desk: Desk) -> Answer:
    """Ring me outside Slack once more, for a test."""
    return await _by_button(touch, desk, rings.test)


async def ring_heard(touch: Touch, desk: Desk) -> Answer:
    """It rang, outside Slack."""
    return await _by_button(touch, desk, lambda work, me: rings.heard(work, me, desk.now()))


async def team(touch: Touch, desk: Desk) -> Answer:
    """A team's week, for who coordinates it."""
    scene = await desk.do(touch, weeks.team_week, touch.value, desk.now())
    return Answer.then(show(touch, team_week(scene)))


async def add(touch: Touch, desk: Desk) -> Answer:
    """Weekly hours were filled in."""

    def change(work: UnitOfWork, me: str) -> None:
        days = [int(number) for number in fields.several(touch.filled, fields.DAYS) if number in "0123456"]
        if not days:
            raise Amiss(fields.DAYS, "hours-wrong-days")
        team_id = _team(touch, work, me)
        span = _span(touch)
        schedules.add_hours(work, me, team_id, days, span, at_work=_at_work(touch))

    return await _saved(touch, desk, change, fields.SINCE)


async def add_date(touch: Touch, desk: Desk) -> Answer:
    """A date on which it is otherwise was filled in."""

    def change(work: UnitOfWork, me: str) -> None:
        off = fields.text(touch.filled, fields.WHAT) == schedule_steps.OFF
        span = None if off else _span(touch)
        on = _day(touch, fields.ON)
        team_id = _team(touch, work, me)
        schedules.add_date(work, me, team_id, on, span, desk.now(), at_work=_at_work(touch))

    return await _saved(touch, desk, change, fields.ON)


async def add_leave(touch: Touch, desk: Desk) -> Answer:
    """Leave was filled in."""

    def change(work: UnitOfWork, me: str) -> None:
        first, last = _day(touch, fields.SINCE), _day(touch, fields.UNTIL)
        schedules.add_leave(work, me, first, last, desk.now())

    return await _saved(touch, desk, change, fields.UNTIL)


async def remove(touch: Touch, desk: Desk) -> Answer:
    """Hours, dates or leaves are taken out."""
    keys = fields.several(touch.filled, fields.TAKEN)
    change: Change = lambda work, me: schedules.remove(work, me, keys, desk.now())  # noqa: E731 - one line
    return await _saved(touch, desk, change, fields.TAKEN)


async def switch(touch: Touch, desk: Desk) -> Answer:
    """The switch was turned."""
    chosen = _one_of(Switch, fields.text(touch.filled, fields.SWITCH))
    return await _saved(
        touch, desk, lambda work, me: schedules.set_switch(work, me, chosen, desk.now()), fields.SWITCH
    )


async def sleep(touch: Touch, desk: Desk) -> Answer:
    """When one sleeps was filled in; nothing in both means no such hours."""

    def change(work: UnitOfWork, me: str) -> None:
        typed = [fields.text(touch.filled, field) for field in (fields.SINCE, fields.UNTIL)]
        schedules.set_sleep(work, me, _span(touch) if any(typed) else None, desk.now())

    return await _saved(touch, desk, change, fields.SINCE)


async def counts(touch: Touch, desk: Desk) -> Answer:
    """How the agency counts the time was answered."""
    chosen = _one_of(Counts, fields.text(touch.filled, fields.COUNTS), Counts.NOT_KNOWN)
    return await _saved(
        touch, desk, lambda work, me: schedules.set_counts(work, me, chosen, desk.now()), fields.COUNTS
    )


async def limit(touch: Touch, desk: Desk) -> Answer:
    """Limit and rest were chosen."""
    most = fields.text(touch.filled, fields.MOST)
    rest = _one_of(Rest, fields.text(touch.filled, fields.REST))

    def change(work: UnitOfWork, me: str) -> None:
        schedules.set_limit(work, me, int(most) if most in {"1", "2", "3", "5"} else 0, rest, desk.now())

    return await _saved(touch, desk, change, fields.MOST)


async def glad(touch: Touch, desk: Desk) -> Answer:
    """One's line was written."""
    line = fields.text(touch.filled, fields.GLAD)
    return await _saved(
        touch, desk, lambda work, me: schedules.set_glad(work, me, line, desk.now()), fields.GLAD
    )


async def anew(touch: Touch, desk: Desk) -> tuple[Effect, ...]:
    """Return the effect that draws "My hours" anew, if a call was answered on that screen.

    The answer is kept by then, so whoever cannot be asked any more just has no such screen.
    """
    if touch.in_modal and (touch.view or {}).get("callback_id") == names.SCHEDULE_OPEN:
        with contextlib.suppress(NotYours):
            return (replace(touch, my_hours(await _scene(touch, desk))),)
    return ()


async def _scene(touch: Touch, desk: Desk) -> MyHoursScene:
    return await desk.do(touch, schedules.my_hours, desk.now())


async def _by_button(touch: Touch, desk: Desk, change: Change) -> Answer:
    """Change something by a tap: on its own screen that is drawn anew, elsewhere the card or Home is."""
    scene = await desk.do(touch, schedules.after, change, desk.now())
    anew = (replace(touch, my_hours(scene)),) if touch.in_modal else ()
    return Answer.then(*anew, draw_home(touch, desk))


async def _saved(touch: Touch, desk: Desk, change: Change, field: str) -> Answer:
    """Save what a screen holds and go back to all of it; what does not fit is said at its input."""
    try:
        scene = await desk.do(touch, schedules.after, change, desk.now())
    except Amiss as amiss:
        return await _amiss(touch, desk, amiss.field, amiss.text_id)
    except DoesNotFit as amiss:
        return await _amiss(touch, desk, field, f"hours-wrong-{amiss.reason}")
    return Answer.update(my_hours(scene), draw_home(touch, desk))


async def _amiss(touch: Touch, desk: Desk, field: str, text_id: str) -> Answer:
    reader = (await _scene(touch, desk)).reader
    return Answer.errors(schedule_steps.amiss(reader, touch.view or {}, field, text_id))


def _team(touch: Touch, work: UnitOfWork, me: str) -> str:
    """Return the team that was chosen, or the only one there is."""
    chosen = fields.text(touch.filled, fields.TEAM)
    return chosen or schedules.only_team(work, me)


def _span(touch: Touch) -> Span:
    ends = [(field, schedule_steps.minute_of(fields.text(touch.filled, field))) for field in _TIMES]
    for field, minute in ends:
        if minute is None:
            raise Amiss(field, "hours-wrong-time")
    starts, until = (minute or 0 for _, minute in ends)
    return Span(starts, until)


def _day(touch: Touch, field: str) -> date:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(fields.text(touch.filled, field))
    raise Amiss(field, "hours-wrong-day")


def _at_work(touch: Touch) -> bool:
    return fields.text(touch.filled, fields.MARK) == schedule_steps.AT_WORK


def _one_of(kind: type[E], value: str, otherwise: E | None = None) -> E:
    with contextlib.suppress(ValueError):
        return kind(value)
    return otherwise or next(iter(kind))


_TIMES = (fields.SINCE, fields.UNTIL)

HANDLERS: dict[str, Handler] = {
    names.SCHEDULE_OPEN: opened,
    names.SCHEDULE_EDIT: edit,
    names.SCHEDULE_PRESET: preset,
    names.SCHEDULE_NOW: now,
    names.SCHEDULE_WORK_HOURS: work_hours,
    names.SCHEDULE_SWITCH_TO: switch_to,
    names.SCHEDULE_TEST: test,
    names.SCHEDULE_OUTSIDE: outside,
    names.SCHEDULE_CHECK_IN: check_in,
    names.SCHEDULE_RING: ring,
    names.SCHEDULE_RING_TEST: ring_test,
    names.SCHEDULE_RING_HEARD: ring_heard,
    names.SCHEDULE_TEAM: team,
    names.SCHEDULE_ADD: add,
    names.SCHEDULE_DATE: add_date,
    names.SCHEDULE_LEAVE: add_leave,
    names.SCHEDULE_REMOVE: remove,
    names.SCHEDULE_SWITCH: switch,
    names.SCHEDULE_SLEEP: sleep,
    names.SCHEDULE_COUNTS: counts,
    names.SCHEDULE_LIMIT: limit,
    names.SCHEDULE_GLAD: glad,
}
