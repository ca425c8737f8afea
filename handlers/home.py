"""The Home: drawn when it is opened, and again when something on it changed while it is on a screen."""

import contextlib
from collections.abc import Collection
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from care import home, people
from care.readers import reader_by_id
from domain.people import Language
from domain.scenes import HomeScene, Reader
from handlers import payloads
from handlers.desk import Desk, Repeated, profile_of
from handlers.effects import publish
from handlers.router import Handler
from handlers.touch import Answer, Effect, Touch
from storage import UnitOfWork
from views import names
from views.home import home as home_view


async def draw(slack_user: str, desk: Desk) -> None:
    """Draw one person's Home, with what is so when its turn comes; nothing for somebody not known."""

    async def now() -> None:
        scene = await desk.seam.do(_scene, slack_user, desk.admins, desk.now())
        if scene is not None:
            desk.open_homes.add(slack_user)
            await publish(slack_user, home_view(scene, desk.library.doors()))(desk.client)

    await desk.open_homes.in_turn(slack_user, now)


def _scene(work: UnitOfWork, slack_user: str, admins: Collection[str], now: datetime) -> HomeScene | None:
    """Return the Home of somebody known. Who deleted everything is not met again by a drawing."""
    person = people.known(work, slack_user)
    return home.home_of(work, person.id, admins, now) if person and person.active else None


def draw_home(touch: Touch, desk: Desk) -> Effect:
    """Return the effect that draws the Home of who touched."""

    async def call(_client: object) -> None:
        await draw(touch.slack_user, desk)

    return call


def draw_empty_home(touch: Touch, desk: Desk, reader: Reader) -> Effect:
    """Return the effect that draws the Home of somebody of whom nothing is kept any more."""
    view = home_view(home.empty_home(reader), desk.library.doors())

    async def call(client: AsyncWebClient) -> None:
        await desk.open_homes.in_turn(touch.slack_user, lambda: publish(touch.slack_user, view)(client))

    return call


async def cards_changed(desk: Desk, keys: Collection[str]) -> None:
    """Draw anew the Homes of those whose cards have changed, if they have them open: a name that a card
    has lost must not stay there."""
    if not desk.open_homes:
        return
    for slack_user in await desk.seam.do(_recipients, tuple(keys)):
        if slack_user in desk.open_homes:
            await draw(slack_user, desk)


def _recipients(work: UnitOfWork, keys: tuple[str, ...]) -> list[str]:
    found = [work.cards.by_key(key) for key in keys]
    whose = dict.fromkeys(card.recipient_id for card in found if card)
    return [person.slack_user for person in map(work.people.by_id, whose) if person and person.active]


async def opened(touch: Touch, desk: Desk) -> Answer:
    """Somebody opened their Home. They are met first: if that fails, the Home still shows the lines."""
    desk.open_homes.add(touch.slack_user)
    with contextlib.suppress(Repeated):  # drawn again, in case the first was cut off; nobody is met by it
        await desk.do(touch, reader_by_id)
    return Answer.then(draw_home(touch, desk))


async def language(touch: Touch, desk: Desk) -> Answer:
    """Speak the other language from now on."""
    wanted = Language.ES if touch.value == Language.ES else Language.EN
    await desk.do(touch, people.choose_language, wanted)
    return Answer.then(draw_home(touch, desk))


async def account_changed(touch: Touch, desk: Desk) -> Answer:
    """Slack says that an account changed: another zone, an admin, or gone."""
    profile = profile_of(touch.body["event"]["user"])
    await desk.seam.do(people.account_changed, profile, desk.now())
    return Answer()


HANDLERS: dict[str, Handler] = {
    payloads.HOME_OPENED: opened,
    payloads.USER_CHANGED: account_changed,
    names.HOME_LANGUAGE: language,
}
