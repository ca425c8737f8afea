"""A failure's audience is the person who acted, and the asker's own card: nobody else's screen changes.

No team channel, no lead, no coordinator, no admin learns from a failure that anybody did anything.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from handlers.desk import Desk
from handlers.surfaces import every_handler
from handlers.touch import Answer, Touch
from tests.e2e.doings import asks, opens_form, opens_home, request_id, submit, tap
from tests.e2e.house import DEE, ERIKA, JO, ROSA, SAM, House, has_button, until
from tests.e2e.test_failure import no_database, no_keys
from tests.privacy.audience import EAST, Stage

IN_THE_CALL = (DEE, SAM, ROSA, JO)

TOUCHES: tuple[tuple[str, str, str], ...] = (
    (DEE, "support.open", "company"),
    (DEE, "support.open", "cover"),
    (DEE, "support.send", ""),
    (SAM, "support.accept", "{id}|1"),
    (ROSA, "support.pass", "{id}|1"),
    (JO, "support.accept", "{id}|1"),
    (DEE, "support.next", "{id}|1"),
    (SAM, "support.met", "{id}"),
    (DEE, "support.others", "{id}"),
    (SAM, "minutes.note", "{id}|45"),
    (SAM, "schedule.open", ""),
    (SAM, "schedule.now", "0"),
    (SAM, "follow_ups.rest", "{id}"),
    (DEE, "support.again", "company"),
    (DEE, "support.cancel", "{id}|1"),
)
"""Who taps what in the life of a call; the last one ends it."""


Failing = Callable[[House], AbstractAsyncContextManager[None]]


class RaisesFor:
    """A handler that raises, as a bug of ours would."""

    async def __call__(self, touch: Touch, desk: Desk) -> Answer:
        """Raise."""
        raise RuntimeError(f"{touch.slack_user} {desk.admins}")


@asynccontextmanager
async def handlers_raise(house: House) -> AsyncIterator[None]:
    """Let every handler raise."""
    await house.stop()
    house.handlers = dict.fromkeys(every_handler(), RaisesFor())
    await house.start()
    yield


@asynccontextmanager
async def slack_shows_nothing(house: House) -> AsyncIterator[None]:
    """Let Slack refuse every view, and every message to those in the call."""
    for method in ("views.open", "views.push", "views.update", "views.publish"):
        house.fails(method, "error", error="internal_error", times=999)
    for method in ("chat.postMessage", "chat.update"):
        for user in IN_THE_CALL:
            house.fails(method, "http500", times=999, match={"channel": f"D{user[1:]}"})
    yield
    house.sandbox.workspace.faults.clear()


def screens(house: House, *but: str) -> dict[str, str]:
    """Return what is before everybody but these, without a tap, and what stands in the team's channel."""
    world = house.sandbox.workspace.world
    found: dict[str, str] = {}
    for user, desk in world.desks.items():
        if user not in but:
            views = [desk.home.body if desk.home else None, *(view.body for view in desk.modals)]
            rang = [(str(ring.at), ring.text) for ring in desk.phone]
            found[user] = json.dumps([views, rang, desk.notices])
    for channel in world.channels.values():
        if channel.im_user not in but:
            found[channel.id] = json.dumps([[one.text, one.blocks] for one in channel.messages])
    return found


async def does(stage: Stage, user: str, name: str, value: str, request: str) -> bool:
    """Let somebody touch something of a call, and wait for what follows. Return whether anything was shown in
    the acknowledgement."""
    person = await stage.house.person(user)
    if name == "support.send":
        told = await person.sends(submit(name, json.dumps({"k": "company"})))
    else:
        told = await person.sends(tap(name, value.format(id=request)))
    await until(lambda: not len(stage.house.bot.effects), 20)
    return bool(told["ack"])


async def asked(stage: Stage) -> str:
    """Dee has asked, Sam and Rosa were told; return the call's id. Everybody has their Home open."""
    house = stage.house
    for user in house.sandbox.workspace.world.users.values():
        if not user.deleted and not user.is_bot:
            await opens_home(await house.person(user.id))
    await asks(await house.person(DEE))
    await (await house.person(ROSA)).waits_for(has_button("support.accept"))
    await house.settles()
    return request_id(house)


@pytest.mark.parametrize("failing", [no_database, handlers_raise])
async def test_what_fails_here_is_told_to_who_acted(stage: Stage, failing: Failing) -> None:
    """The database is away, a handler raises: of each touch of a call only the one who acted sees anything,
    and they do see something."""
    request = await asked(stage)
    async with failing(stage.house):
        for user, name, value in TOUCHES:
            others, own = screens(stage.house, user), screens(stage.house)
            shown = await does(stage, user, name, value, request)
            assert screens(stage.house, user) == others, (user, name)
            assert shown or screens(stage.house) != own, f"{user} got no answer to {name}"
            stage.house.sandbox.workspace.world.desks[user].modals.clear()


async def test_without_the_keys(stage: Stage) -> None:
    """The key store is away: what was touched fails or is done, and nobody outside the call learns of it."""
    request = await asked(stage)
    outside = screens(stage.house, *IN_THE_CALL)
    async with no_keys(stage.house):
        for user, name, value in TOUCHES:
            await does(stage, user, name, value, request)
    await stage.house.bot.ticker.tick_now()
    assert screens(stage.house, *IN_THE_CALL) == outside


async def test_what_slack_refuses_is_told_to_nobody_outside_the_call(stage: Stage) -> None:
    """No window opens and no message arrives: it is said in no other place, then or later."""
    request = await asked(stage)
    outside = screens(stage.house, *IN_THE_CALL)
    async with slack_shows_nothing(stage.house):
        for user, name, value in TOUCHES:
            await does(stage, user, name, value, request)
    await stage.house.settles()
    assert screens(stage.house, *IN_THE_CALL) == outside


@pytest.mark.parametrize("gone", [SAM, DEE])
async def test_an_account_that_is_gone_is_told_to_the_asker_alone(stage: Stage, gone: str) -> None:
    """The one who said yes, or the asker, is deactivated: the call's people see it, and nobody else does."""
    house = stage.house
    await asked(stage)
    await (await house.person(SAM)).clicks("support.accept", in_="dm")
    await house.settles()
    outside = screens(house, *IN_THE_CALL)
    await (await house.person(gone)).changes(deleted=True)
    person = stage.id_of(gone)
    await until(lambda: not house.rows("SELECT 1 FROM people WHERE id = :id AND active", id=person))
    await house.settles()
    now = screens(house, *IN_THE_CALL)
    # Who set the team up reads on one card who is on it, and the Home says who can be asked: that is no call.
    changed = {where for where in outside if now[where] != outside[where]}
    assert changed <= {ERIKA, f"D{ERIKA[1:]}"}
    before, after = (json.loads(seen[f"D{ERIKA[1:]}"]) for seen in (outside, now))
    assert len(before) == len(after)
    told = [new for old, new in zip(before, after, strict=True) if old != new]
    assert all(f"*{EAST} is set up.*" in json.dumps(one) for one in told)


async def test_the_form_that_fails_keeps_to_itself(stage: Stage) -> None:
    """Send while the database is away: "Nobody has been told", to Dee, and it is true."""
    house = stage.house
    dee = await house.person(DEE)
    await opens_home(dee)
    await opens_form(dee)
    others = screens(house, DEE)
    async with no_database(house):
        await dee.submits()
        assert "Nobody has been told" in await dee.reads("modal")
    await house.settles()
    assert screens(house, DEE) == others
    assert not house.rows("SELECT 1 FROM requests")
