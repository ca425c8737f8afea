"""POST /api/<method>: faults, token, rate, scope, then the method, and one line in the journal."""

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from sandbox.faults import Fault
from sandbox.web_api import chat, conversations, people, views
from sandbox.web_api.calling import ApiRefusedError, Call, Method
from sandbox.workspace import Workspace
from sandbox.world import Json

METHODS: dict[str, Method] = {
    **people.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
}
BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - the sandbox's own, good for nothing else
APP_TOKEN = "xapp-sandbox"  # noqa: S105 - likewise
OPEN_CONNECTION = "apps.connections.open"


class Door:
    """Slack's front door.

    Args:
        workspace: what the calls act on.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._late: set[asyncio.Task[None]] = set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or fail it as the faults say."""
        method, args = request.match_info["method"], await _arguments(request)
        token = _token(request, args)
        entry = self._workspace.calls.add({"method": method, "args": args, "ok": None, "error": None})
        for fault in self._workspace.faults.due(method, args):
            if fault.kind == "latency":
                await asyncio.sleep(fault.seconds)
                continue
            return await self._failed(request, fault, entry, token)
        status, body, headers = self._done(entry, token)
        return web.json_response(body, status=status, headers=headers)

    async def _failed(
        self, request: web.Request, fault: Fault, entry: Json, token: str
    ) -> web.StreamResponse:
        """One call gone wrong in the way that was asked for."""
        entry["fault"] = fault.kind
        if fault.kind == "ratelimited":
            status, body, headers = _slow_down(entry, max(1, round(fault.seconds)))
            return web.json_response(body, status=status, headers=headers)
        if fault.kind == "error":
            entry.update(ok=False, error=fault.error)
            return web.json_response({"ok": False, "error": fault.error})
        if fault.kind == "http500":
            entry.update(ok=False, error="http500")
            return web.Response(status=500, text="<html>Internal Server Error</html>")
        if fault.kind == "lost_answer":
            self._done(entry, token)
        if fault.kind == "late_post":
            task = asyncio.create_task(self._done_later(fault.seconds, entry, token))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _done_later(self, seconds: float, entry: Json, token: str) -> None:
        await asyncio.sleep(seconds)
        self._done(entry, token)

    def _done(self, entry: Json, token: str) -> tuple[int, Json, dict[str, str]]:
        """Do the call: HTTP status, body and headers."""
        scopes = ",".join(sorted(self._workspace.manifest.scopes))
        headers = {"x-oauth-scopes": scopes, "x-slack-req-id": f"sandbox-{entry['i']}"}
        method, args = entry["method"], entry["args"]
        try:
            self._admit(method, token)
            wait = self._workspace.limiter.wait_before(method, str(args.get("channel", "")))
            if wait:
                status, body, more = _slow_down(entry, wait)
                return status, body, headers | more
            if method == OPEN_CONNECTION:
                ticket = self._workspace.sockets.ticket()
                told: Json = {"url": f"ws{self._workspace.base.removeprefix('http')}/socket/{ticket}"}
            else:
                told = METHODS[method](Call(method, args, self._workspace))
        except ApiRefusedError as refused:
            entry.update(ok=False, error=refused.error)
            answer: Json = {"ok": False, "error": refused.error, **refused.beside}
            if refused.messages:
                answer["response_metadata"] = {"messages": refused.messages}
            return 200, answer, headers
        entry.update(ok=True)
        return 200, {"ok": True, **told}, headers

    def _admit(self, method: str, token: str) -> None:
        """Raises ApiRefusedError: unknown_method, or what is wrong with the token."""
        if method not in METHODS and method != OPEN_CONNECTION:
            raise ApiRefusedError("unknown_method", beside={"req_method": method})
        if not token:
            raise ApiRefusedError("not_authed")
        if token not in (BOT_TOKEN, APP_TOKEN):
            raise ApiRefusedError("invalid_auth")
        if (token == APP_TOKEN) != (method == OPEN_CONNECTION):
            raise ApiRefusedError("not_allowed_token_type")
        if token == BOT_TOKEN and not self._workspace.installed:
            raise ApiRefusedError("account_inactive")

    async def close(self) -> None:
        """Let nothing be done late any more."""
        for task in list(self._late):
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)


def _slow_down(entry: Json, wait: int) -> tuple[int, Json, dict[str, str]]:
    """HTTP status, body and headers of a call that came too soon."""
    entry.update(ok=False, error="ratelimited")
    return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}


def _token(request: web.Request, args: Json) -> str:
    """The bearer token, or the `token` argument, which is taken out of the arguments."""
    argument = str(args.pop("token", "") or "")
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else argument


async def _arguments(request: web.Request) -> Json:
    """The arguments of a call, from the query and a form or JSON body."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body: Any = None
        with contextlib.suppress(ValueError):
            body = json.loads(await request.text() or "{}")
        return _unpacked(args | body if isinstance(body, dict) else args)
    if request.can_read_body:
        args |= dict((await request.post()).items())
    return _unpacked(args)


def _unpacked(args: Json) -> Json:
    """Views, blocks and metadata come as JSON in a string, or not; broken ones stay as they are."""
    for name in ("view", "blocks", "metadata"):
        if isinstance(args.get(name), str):
            with contextlib.suppress(ValueError):
                args[name] = json.loads(args[name])
    return args
