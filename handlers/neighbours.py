"""Neighbour teams: proposed, answered and ended by those who coordinate."""

from collections.abc import Callable

from care import neighbours
from domain.scenes import NeighboursScene
from handlers.desk import Desk
from handlers.effects import replace, show
from handlers.home import draw_home
from handlers.router import Handler
from handlers.touch import Answer, Touch
from storage import UnitOfWork
from views import fields, metadata, names
from views import neighbours as views

Act = Callable[[UnitOfWork, str, str, str], None]


async def opened(touch: Touch, desk: Desk) -> Answer:
    """A team's neighbours."""
    scene = await desk.do(touch, neighbours.neighbours_of_team, touch.value)
    return Answer.then(show(touch, views.neighbours(scene)))


async def propose(touch: Touch, desk: Desk) -> Answer:
    """Ask another team."""
    team_id = str(touch.metadata.get(metadata.TEAM, ""))
    scene = await desk.do(touch, _after, neighbours.propose, team_id, fields.text(touch.filled, fields.TEAM))
    return Answer.update(views.neighbours(scene), draw_home(touch, desk))


async def agree(touch: Touch, desk: Desk) -> Answer:
    """Yes to what another team proposed."""
    return await _by_button(touch, desk, neighbours.agree)


async def decline(touch: Touch, desk: Desk) -> Answer:
    """Not now."""
    return await _by_button(touch, desk, neighbours.decline)


async def end(touch: Touch, desk: Desk) -> Answer:
    """Neighbours no longer, or a proposal taken back."""
    return await _by_button(touch, desk, neighbours.end)


async def _by_button(touch: Touch, desk: Desk, act: Act) -> Answer:
    team_id, _, other_id = touch.value.partition("|")
    scene = await desk.do(touch, _after, act, team_id, other_id)
    anew = (replace(touch, views.neighbours(scene)),) if touch.in_modal else ()
    return Answer.then(*anew, draw_home(touch, desk))


def _after(work: UnitOfWork, person_id: str, act: Act, team_id: str, other_id: str) -> NeighboursScene:
    act(work, person_id, team_id, other_id)
    return neighbours.neighbours_of_team(work, person_id, team_id)


HANDLERS: dict[str, Handler] = {
    names.NEIGHBOURS_OPEN: opened,
    names.NEIGHBOURS_PROPOSE: propose,
    names.NEIGHBOURS_AGREE: agree,
    names.NEIGHBOURS_DECLINE: decline,
    names.NEIGHBOURS_END: end,
}
