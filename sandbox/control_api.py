"""What only a sandbox has: its clock, faults, sockets, the journal, and starting over."""

from typing import Any

import aiohttp
from aiohttp import web

from sandbox.faults import fault_from
from sandbox.journal import Journal
from sandbox.people_api import body_of
from sandbox.rehearsal import SIDE_BY_SIDE, STEPS, CannotRehearseError, Rehearsal
from sandbox.response_urls import WORKSPACE
from sandbox.workspace import Workspace

BOT_CONTROL: web.AppKey[str] = web.AppKey("bot_control", str)
REHEARSAL: web.AppKey[Rehearsal] = web.AppKey("rehearsal", Rehearsal)
BOT_SECONDS = 60.0  # how long the bot may take to live through the time that was skipped
DISTURBANCES = ("drop", "disconnect", "refresh")


def routes() -> list[web.RouteDef]:
    """Every route of the control side."""
    return [
        web.get("/_sandbox/clock", _clock),
        web.post("/_sandbox/clock", _advance),
        web.get("/_sandbox/faults", _faults),
        web.post("/_sandbox/faults", _add_fault),
        web.delete("/_sandbox/faults", _clear_faults),
        web.post("/_sandbox/sockets", _disturb),
        web.post("/_sandbox/redeliver", _redeliver),
        web.post("/_sandbox/app", _app),
        web.post("/_sandbox/channels/{channel}", _channel),
        web.get("/_sandbox/calls", _calls),
        web.get("/_sandbox/payloads", _payloads),
        web.post("/_sandbox/reset", _reset),
        web.get("/_sandbox/ready", _ready),
        web.get("/_sandbox/rehearse", _rehearsed),
        web.post("/_sandbox/rehearse", _rehearse),
    ]


def _refused(error: str, status: int = 400) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status)


async def _clock(request: web.Request) -> web.Response:
    return web.json_response(_time(request.app[WORKSPACE]))


def _time(workspace: Workspace) -> dict[str, Any]:
    clock = workspace.clock
    return {"offset_seconds": clock.offset_seconds, "now": clock.now().isoformat()}


async def _advance(request: web.Request) -> web.Response:
    """Push the time forward, here and in the bot, and wait until the bot has caught up."""
    workspace, told = request.app[WORKSPACE], await body_of(request)
    try:
        seconds = float(told["advance_seconds"])
        workspace.clock.advance(seconds)
    except (KeyError, TypeError, ValueError):
        return _refused("advance_seconds must be a number, 0 or more")
    for user_id in workspace.world.desks:
        workspace.world.touch(user_id)
    answer: dict[str, Any] = {"ok": True, **_time(workspace)}
    control = request.app[BOT_CONTROL]
    if control:
        answer["bot"] = await _bot_advanced(control, seconds)
        if answer["bot"] != "ok":
            return web.json_response(answer | {"ok": False, "error": answer["bot"]}, status=502)
    return web.json_response(answer)


async def _bot_advanced(control: str, seconds: float) -> str:
    timeout = aiohttp.ClientTimeout(total=BOT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(f"{control.rstrip('/')}/clock", json={"advance_seconds": seconds}) as got,
        ):
            return "ok" if got.status < 300 else f"the bot's control answered {got.status}"
    except (aiohttp.ClientError, TimeoutError) as gone:
        return f"the bot's control cannot be reached ({type(gone).__name__})"


async def _faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": request.app[WORKSPACE].faults.listed()})


async def _add_fault(request: web.Request) -> web.Response:
    try:
        request.app[WORKSPACE].faults.add(fault_from(await body_of(request)))
    except (TypeError, ValueError) as wrong:
        return _refused(str(wrong))
    return web.json_response({"ok": True, "faults": request.app[WORKSPACE].faults.listed()})


async def _clear_faults(request: web.Request) -> web.Response:
    request.app[WORKSPACE].faults.clear()
    return web.json_response({"ok": True})


async def _disturb(request: web.Request) -> web.Response:
    do = (await body_of(request)).get("do")
    if do not in DISTURBANCES:
        return _refused(f"do must be one of {', '.join(DISTURBANCES)}")
    return web.json_response({"ok": True, "connections": await request.app[WORKSPACE].sockets.disturb(do)})


async def _redeliver(request: web.Request) -> web.Response:
    told = await body_of(request)
    times, shuffle = int(told.get("next", 1)), bool(told.get("shuffle"))
    request.app[WORKSPACE].sockets.twice(times, shuffle)
    return web.json_response({"ok": True})


async def _app(request: web.Request) -> web.Response:
    """Take the app out of the workspace, or put it back: {"installed": bool}.

    Taken out, the bot is told (app_uninstalled, tokens_revoked) and its token is good no more.
    """
    workspace, told = request.app[WORKSPACE], await body_of(request)
    workspace.installed = bool(told.get("installed"))
    if not workspace.installed:
        ts = workspace.world.next_ts()
        workspace.emit({"type": "app_uninstalled", "event_ts": ts})
        tokens = {"oauth": [], "bot": [workspace.world.bot.id]}
        workspace.emit({"type": "tokens_revoked", "tokens": tokens, "event_ts": ts})
    return web.json_response({"ok": True, "installed": workspace.installed})


async def _channel(request: web.Request) -> web.Response:
    """Change a channel: {"archived": bool, "bot": bool (whether it is in), "private": bool}."""
    world, told = request.app[WORKSPACE].world, await body_of(request)
    channel = world.channels.get(request.match_info["channel"])
    if channel is None:
        return _refused("no such channel", 404)
    channel.archived = bool(told.get("archived", channel.archived))
    channel.private = bool(told.get("private", channel.private))
    if told.get("bot") is False and world.bot.id in channel.members:
        channel.members.remove(world.bot.id)
    if told.get("bot") is True and world.bot.id not in channel.members:
        channel.members.append(world.bot.id)
    return web.json_response({"ok": True})


async def _rehearsed(request: web.Request) -> web.Response:
    """Whether there is a team yet, and how far the clicks that make one have come."""
    rehearsal = request.app[REHEARSAL]
    state = rehearsal.state(request.app[WORKSPACE].world)
    told = {"state": state, "done": rehearsal.done, "of": STEPS, "side_by_side": SIDE_BY_SIDE}
    return web.json_response(told)


async def _rehearse(request: web.Request) -> web.Response:
    """Play the clicks that set a team up."""
    rehearsal, workspace = request.app[REHEARSAL], request.app[WORKSPACE]
    if rehearsal.under_way:
        return _refused("a team is being set up already", 409)
    if not workspace.sockets.count:
        return _refused("the bot is not connected", 409)
    try:
        await rehearsal.play(f"{request.url.scheme}://{request.host}")
    except CannotRehearseError as stuck:
        return _refused(str(stuck), 409)
    return web.json_response({"ok": True})


def _since(request: web.Request, journal: Journal, name: str) -> web.Response:
    first = int(request.query.get("since", 0))
    return web.json_response({name: journal.since(first), "next": journal.count})


async def _calls(request: web.Request) -> web.Response:
    return _since(request, request.app[WORKSPACE].calls, "calls")


async def _payloads(request: web.Request) -> web.Response:
    return _since(request, request.app[WORKSPACE].sent, "payloads")


async def _reset(request: web.Request) -> web.Response:
    request.app[REHEARSAL].state(request.app[WORKSPACE].world)  # the bot's team outlives its messages
    request.app[WORKSPACE].reset()
    return web.json_response({"ok": True})


async def _ready(request: web.Request) -> web.Response:
    return web.json_response({"socket_connections": request.app[WORKSPACE].sockets.count})
