"""One's own data: seen, and deleted by its owner's word."""

from care import my_data, not_these
from care.readers import reader_by_id
from domain.scenes import Reader
from handlers.desk import Desk
from handlers.effects import delete_messages, replace, show
from handlers.home import draw_empty_home, draw_home
from handlers.router import Handler
from handlers.touch import Answer, Effect, Touch
from views import names
from views.my_data import everything_deleted
from views.my_data import my_data as my_data_view


async def opened(touch: Touch, desk: Desk) -> Answer:
    """Show what is kept."""
    scene = await desk.do(touch, my_data.data_of, desk.now())
    return Answer.then(show(touch, my_data_view(scene)))


async def delete_note(touch: Touch, desk: Desk) -> Answer:
    """Delete one kept note."""
    await desk.do(touch, my_data.delete_note, touch.value)
    return await _shown_again(touch, desk)


async def delete_hours(touch: Touch, desk: Desk) -> Answer:
    """Delete one's hours and all that was chosen with them."""
    await desk.do(touch, my_data.delete_hours, desk.now())
    return await _shown_again(touch, desk)


async def delete_not_these(touch: Touch, desk: Desk) -> Answer:
    """Delete the list of whom one does not ask."""
    await desk.do(touch, not_these.clear, desk.now())
    return await _shown_again(touch, desk)


async def clear_cards(touch: Touch, desk: Desk) -> Answer:
    """Clear the bot's cards from this chat; a call that is open stays."""
    shown = await desk.do(touch, my_data.clear_cards)
    return await _shown_again(touch, desk, delete_messages(shown))


async def delete_all(touch: Touch, desk: Desk) -> Answer:
    """Delete everything there is of this person, then what stands of it in Slack."""
    reader = await desk.do(touch, reader_by_id)
    await desk.do(touch, my_data.take_leave, desk.now())  # kept first, whatever becomes of the next
    shown = await desk.do(touch, my_data.delete_everything, desk.now())
    home = draw_empty_home(touch, desk, Reader(reader.language, reader.zone))
    return Answer.then(replace(touch, everything_deleted(reader)), home, delete_messages(shown))


async def _shown_again(touch: Touch, desk: Desk, *more: Effect) -> Answer:
    scene = await desk.do(touch, my_data.data_of, desk.now())
    return Answer.then(replace(touch, my_data_view(scene)), draw_home(touch, desk), *more)


HANDLERS: dict[str, Handler] = {
    names.MY_DATA_OPEN: opened,
    names.MY_DATA_DELETE_NOTE: delete_note,
    names.MY_DATA_DELETE_HOURS: delete_hours,
    names.MY_DATA_DELETE_PAGE: delete_not_these,
    names.MY_DATA_CLEAR_CARDS: clear_cards,
    names.MY_DATA_DELETE_ALL: delete_all,
}
