"""Whom I don't ask: opened from the Home and from the form, kept, and back to where one was."""

from care import not_these
from care.errors import DoesNotFit
from domain.scenes import NotTheseScene
from handlers.desk import Desk
from handlers.effects import replace_below, show
from handlers.router import Handler
from handlers.support import chosen_in, form_with
from handlers.touch import Answer, Touch
from views import fields, metadata, names
from views import not_these as views


async def opened(touch: Touch, desk: Desk) -> Answer:
    """Open it. From the form, what was chosen there is carried along, so that it can be drawn anew."""
    scene = await desk.do(touch, not_these.not_asked)
    from_form = touch.in_modal and metadata.DRAFT in touch.metadata
    chosen = chosen_in(touch) if from_form else None
    return Answer.then(show(touch, views.not_these(scene, chosen, on_top=touch.has_room)))


async def keep(touch: Touch, desk: Desk) -> Answer:
    """Keep it; then the form shows who is asked now, or a line says that it is kept."""
    shown = touch.metadata.get(metadata.LISTED)
    try:
        scene: NotTheseScene = await desk.do(
            touch,
            not_these.change,
            [str(one) for one in shown] if isinstance(shown, list) else [],
            fields.several(touch.filled, fields.PEOPLE),
            desk.now(),
        )
    except DoesNotFit:
        reader = (await desk.do(touch, not_these.not_asked)).reader
        return Answer.errors(views.too_many(reader))
    chosen = touch.metadata.get(metadata.CHOSEN)
    if not isinstance(chosen, dict):
        return Answer.update(views.kept(scene.reader))
    form = await form_with(touch, desk, chosen)
    if touch.metadata.get(metadata.ON_TOP):
        return Answer.then(replace_below(touch, form))
    return Answer.update(form)


HANDLERS: dict[str, Handler] = {names.MY_DATA_PAGE: opened, names.MY_DATA_KEEP: keep}
