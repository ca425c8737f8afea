"""Hours that a team leaves empty by choice, filled in by who coordinates it."""

from care import gaps, weeks
from care.errors import DoesNotFit
from domain.schedule import Span
from domain.schedule_scenes import TeamWeekScene
from handlers.desk import Desk
from handlers.effects import replace
from handlers.router import Handler
from handlers.touch import Answer, Touch
from views import fields, metadata, names, schedule_steps
from views.week import ADD, OUT, empty_screen, team_week


async def opened(touch: Touch, desk: Desk) -> Answer:
    """To one of the two screens, or back to the team's week."""
    which, _, team_id = touch.value.partition("|")
    scene = await _scene(touch, desk, team_id)
    return Answer.then(replace(touch, empty_screen(scene, which) if which in _WHICH else team_week(scene)))


async def add(touch: Touch, desk: Desk) -> Answer:
    """Weekly hours are left empty from now on."""
    team_id = _team_id(touch)
    scene = await _scene(touch, desk, team_id)
    days = [int(one) for one in fields.several(touch.filled, fields.DAYS) if one in "0123456"]
    if not days:
        return _amiss(touch, scene, fields.DAYS, "hours-wrong-days")
    times = [schedule_steps.minute_of(fields.text(touch.filled, field)) for field in _TIMES]
    for field, minute in zip(_TIMES, times, strict=True):
        if minute is None:
            return _amiss(touch, scene, field, "hours-wrong-time")
    span = Span(times[0] or 0, times[1] or 0)
    try:
        await desk.do(touch, gaps.declare, team_id, days, span)
    except DoesNotFit as amiss:
        return _amiss(touch, scene, fields.DAYS, f"hours-wrong-{amiss.reason}")
    return Answer.update(team_week(await _scene(touch, desk, team_id)))


async def take_out(touch: Touch, desk: Desk) -> Answer:
    """Some hours are left empty no more."""
    team_id = _team_id(touch)
    await desk.do(touch, gaps.take_back, team_id, fields.several(touch.filled, fields.TAKEN))
    return Answer.update(team_week(await _scene(touch, desk, team_id)))


async def _scene(touch: Touch, desk: Desk, team_id: str) -> TeamWeekScene:
    """Return the team's week. Raises `NotYours` for anybody who does not coordinate the team."""
    return await desk.do(touch, weeks.team_week, team_id, desk.now())


def _team_id(touch: Touch) -> str:
    return str(touch.metadata.get(metadata.TEAM, ""))


def _amiss(touch: Touch, scene: TeamWeekScene, field: str, text_id: str) -> Answer:
    return Answer.errors(schedule_steps.amiss(scene.reader, touch.view or {}, field, text_id))


_TIMES = (fields.SINCE, fields.UNTIL)
_WHICH = {ADD, OUT}

HANDLERS: dict[str, Handler] = {
    names.SCHEDULE_EMPTY: opened,
    names.SCHEDULE_EMPTY_ADD: add,
    names.SCHEDULE_EMPTY_OUT: take_out,
}
