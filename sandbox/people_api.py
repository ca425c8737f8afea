"""The user side, under /_sandbox/people: see a screen, and do what a person can do."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox import screens
from sandbox.acts import Acts, CannotError
from sandbox.payloads import user_json
from sandbox.response_urls import WORKSPACE
from sandbox.workspace import Workspace
from sandbox.world import Dnd, Json, User

BEAT_SECONDS = 15.0  # a comment in the stream, so that a dead browser is noticed
LONGEST_WAIT = 30.0
CHANGEABLE = {"tz": str, "deleted": bool, "is_admin": bool, "name": str, "locale": str}
STOPPING: web.AppKey[asyncio.Event] = web.AppKey("stopping", asyncio.Event)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes() -> list[web.RouteDef]:
    """Every route of the user side."""
    person = "/_sandbox/people/{user}"
    return [
        web.get("/_sandbox/people", _people),
        web.post(person, _change),
        web.get(f"{person}/screen", _screen),
        web.get(f"{person}/stream", _stream),
        web.post(f"{person}/home", _acting(_home)),
        web.post(f"{person}/message", _acting(_message)),
        web.post(f"{person}/chat", _acting(_chat)),
        web.post(f"{person}/command", _acting(_command)),
        web.post(f"{person}/shortcut", _acting(_shortcut)),
        web.post(f"{person}/action", _acting(_action)),
        web.post(f"{person}/submit", _acting(_submit)),
        web.post(f"{person}/close", _acting(_close)),
        web.post(f"{person}/raw", _acting(_raw)),
    ]


async def body_of(request: web.Request) -> Json:
    """A request's JSON object; an empty body is an empty object.

    Raises:
        web.HTTPBadRequest: it is something else.
    """
    try:
        told = await request.json() if request.can_read_body else {}
    except ValueError:
        raise _bad("the body must be JSON") from None
    if not isinstance(told, dict):
        raise _bad("the body must be a JSON object")
    return told


def _bad(error: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(
        text=web.json_response({"ok": False, "error": error}).text, content_type="application/json"
    )


def _user(request: web.Request) -> User:
    user = request.app[WORKSPACE].world.users.get(request.match_info["user"])
    if user is None or user.is_bot:
        raise web.HTTPNotFound(
            text='{"ok": false, "error": "no such person"}', content_type="application/json"
        )
    return user


async def _people(request: web.Request) -> web.Response:
    workspace = request.app[WORKSPACE]
    world, manifest = workspace.world, workspace.manifest
    return web.json_response(
        {
            "people": [screens.user_screen(user, world) for user in world.people],
            "commands": list(manifest.commands),
            "shortcuts": list(manifest.shortcuts),
            "bot": {"id": world.bot.id, "name": world.bot.name},
        }
    )


async def _screen(request: web.Request) -> web.Response:
    """The screen at once, or, with ?after=VERSION&wait=SECONDS, when it has changed since."""
    user, world = _user(request), request.app[WORKSPACE].world
    desk = world.desks[user.id]
    wait = min(float(request.query.get("wait", 0)), LONGEST_WAIT)
    if wait > 0 and desk.version <= int(request.query.get("after", -1)):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(desk.changed.wait(), wait)
    return web.json_response(screens.screen(user, world))


async def _stream(request: web.Request) -> web.StreamResponse:
    """Server-sent events: `changed` whenever the person's screen did."""
    desk = request.app[WORKSPACE].world.desks[_user(request).id]
    stopping = request.app[STOPPING]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    shown = -1
    while not stopping.is_set():
        if desk.version != shown:
            shown = desk.version
            await response.write(f"event: changed\ndata: {shown}\n\n".encode())
            continue
        waits = [asyncio.ensure_future(e.wait()) for e in (desk.changed, stopping)]
        done, _ = await asyncio.wait(waits, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if not done:
            await response.write(b": still here\n\n")
    return response


def _acting(act: Callable[[Acts, Json, web.Request], Awaitable[Json]]) -> Handler:
    """A handler from an act: 409 when the person cannot do that."""

    async def handle(request: web.Request) -> web.StreamResponse:
        user, told = _user(request), await body_of(request)
        try:
            return web.json_response(await act(Acts(request.app[WORKSPACE], user), told, request))
        except CannotError as cannot:
            return web.json_response({"ok": False, "error": str(cannot)}, status=409)
        except (KeyError, TypeError) as missing:
            return web.json_response({"ok": False, "error": f"missing: {missing}"}, status=400)

    return handle


async def _home(acts: Acts, told: Json, request: web.Request) -> Json:
    answer = await acts.open_home(told.get("tab", "home"))
    return screens.screen(_user(request), request.app[WORKSPACE].world) | answer


async def _message(acts: Acts, told: Json, _: web.Request) -> Json:
    return await acts.say(str(told["text"]), told.get("channel", ""))


async def _chat(acts: Acts, told: Json, _: web.Request) -> Json:
    return acts.open_chat(str(told["with"]))


async def _command(acts: Acts, told: Json, _: web.Request) -> Json:
    return await acts.command(told["command"], str(told.get("text", "")), told.get("channel", ""))


async def _shortcut(acts: Acts, told: Json, _: web.Request) -> Json:
    return await acts.shortcut(told["callback_id"])


async def _action(acts: Acts, told: Json, _: web.Request) -> Json:
    place: Any = told["in"]
    where, value = (told["block_id"], told["action_id"]), told.get("value")
    if "view_id" in place:
        return await acts.touch_view(place["view_id"], where, value, told.get("state") or {})
    return await acts.touch_message(place["channel"], place["ts"], where, value)


async def _submit(acts: Acts, told: Json, _: web.Request) -> Json:
    return await acts.submit(told["view_id"], told.get("state") or {})


async def _close(acts: Acts, told: Json, _: web.Request) -> Json:
    return await acts.close(told["view_id"], everything=bool(told.get("all")))


async def _raw(acts: Acts, told: Json, _: web.Request) -> Json:
    return await acts.raw(told["payload"])


async def _change(request: web.Request) -> web.Response:
    """Change a person; what Slack tells apps of goes out as user_change."""
    user, told = _user(request), await body_of(request)
    workspace = request.app[WORKSPACE]
    for key, kind in CHANGEABLE.items():
        if key in told and not isinstance(told[key], kind):
            raise _bad(f"{key} must be a {kind.__name__}")
    changed = [key for key in CHANGEABLE if key in told]
    for key in changed:
        setattr(user, key, told[key])
    if "dnd" in told:
        user.dnd = Dnd(**{**vars(user.dnd), **told["dnd"]})
    if "snooze" in told:
        user.snoozed = bool(told["snooze"])
    workspace.world.touch(user.id)
    if changed:
        _tell_of_change(workspace, user)
    return web.json_response({"ok": True, "user": screens.user_screen(user, workspace.world)})


def _tell_of_change(workspace: Workspace, user: User) -> None:
    """Quiet hours and snooze are no user_change: apps hear of those by dnd.info, or never."""
    now = workspace.clock.now()
    user.updated = int(now.timestamp())
    event: Json = {
        "type": "user_change",
        "user": user_json(user, now, with_locale=True),
        "cache_ts": int(now.timestamp()),
        "event_ts": workspace.world.next_ts(),
    }
    workspace.emit(event)
