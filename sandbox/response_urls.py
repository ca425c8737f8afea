"""POST /response/<name>: an app's answer to a touch without the Web API."""

import json

from aiohttp import web

from sandbox.validation import refusal
from sandbox.workspace import ResponseUrl, Workspace
from sandbox.world import Json

MOST_USES = 5
WORKSPACE: web.AppKey[Workspace] = web.AppKey("workspace", Workspace)


async def respond(request: web.Request) -> web.Response:
    """Post, replace or take away, as the body says; five times within half an hour."""
    workspace = request.app[WORKSPACE]
    link = workspace.response_urls.get(request.match_info["name"])
    if link is None or workspace.clock.steady() - link.made > workspace.timing.response_url:
        return web.Response(status=404, text="expired_url")
    if link.uses >= MOST_USES:
        return web.Response(status=404, text="used_url")
    try:
        told = json.loads(await request.text())
    except ValueError:
        return web.Response(status=400, text="invalid_payload")
    entry = workspace.calls.add({"method": "response_url", "args": told, "ok": None, "error": None})
    error = _done(workspace, link, told) if isinstance(told, dict) else "invalid_payload"
    link.uses += not error
    entry.update(ok=not error, error=error or None)
    return web.Response(status=400, text=error) if error else web.Response(text="ok")


def _done(workspace: Workspace, link: ResponseUrl, told: Json) -> str:
    """Do what the app says; an error's name when Slack would not."""
    channel = workspace.world.channels[link.channel_id]
    message = channel.find(link.message_ts) if link.message_ts else None
    about_it = told.get("delete_original") or told.get("replace_original")
    if about_it and message is None:
        return "message_not_found"
    if told.get("delete_original") and message is not None:
        workspace.delete(channel, message)
        return ""
    content: Json = {"text": told.get("text") or ""}
    if told.get("blocks") is not None:
        content["blocks"] = told["blocks"]
    refused = refusal(content)
    if refused is not None:
        return refused[0]
    if not content["text"] and not content.get("blocks"):
        return "no_text"
    if told.get("replace_original") and message is not None:
        workspace.edit(channel, message, content)
    else:
        workspace.answer_beside(link.user_id, channel, told)
    return ""
