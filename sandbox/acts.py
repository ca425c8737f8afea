"""What a person does in Slack's client, and what Slack then sends to the app."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from sandbox import payloads
from sandbox.elements import find, merged, refused_by_client
from sandbox.modals import TROUBLE
from sandbox.socket_mode import Answer
from sandbox.workspace import Workspace
from sandbox.world import Channel, Json, Message, User, View


class CannotError(Exception):
    """A person cannot do that: there is no such button, view or channel before them."""


class Acts:
    """One person's hands.

    Args:
        workspace: where.
        user: whose.
    """

    def __init__(self, workspace: Workspace, user: User) -> None:
        if user.deleted:
            raise CannotError(f"{user.name} is deactivated and cannot sign in")
        self._workspace = workspace
        self._world = workspace.world
        self._user = user
        self._desk = workspace.world.desks[user.id]

    # speaking, opening

    async def say(self, text: str, channel_id: str = "") -> Json:
        """Write a message, to the bot unless a channel is named."""
        channel = self._channel(channel_id)
        if channel.im_user and not self._workspace.manifest.messages_tab:
            raise CannotError("sending messages to this app has been turned off")
        self._desk.notices.clear()
        task = self._workspace.said(self._user, channel, text)
        return await self._told_of_event(task)

    def open_chat(self, other: str) -> Json:
        """Open the direct messages with another person, as a link to them does."""
        found = self._world.users.get(other)
        if found is None or found.is_bot or other == self._user.id:
            raise CannotError(f"there is no chat with {other}")
        return {"channel": self._world.chat_of(self._user.id, other).id}

    async def open_home(self, tab: str = "home") -> Json:
        """Open the app's Home (tab home) or its messages (tab messages)."""
        self._desk.notices.clear()
        channel = self._world.direct_channel(self._user.id)
        event: Json = {
            "type": "app_home_opened",
            "user": self._user.id,
            "channel": channel.id,
            "tab": tab,
            "event_ts": self._world.next_ts(),
        }
        if tab == "home" and self._desk.home is not None:
            event["view"] = payloads.view_json(self._desk.home)
        return await self._told_of_event(self._workspace.emit(event))

    async def command(self, command: str, text: str, channel_id: str = "") -> Json:
        """Use a slash command."""
        known = [offered["command"] for offered in self._workspace.manifest.commands]
        if command not in known:
            raise CannotError(f"{command} is not a command; there are: {', '.join(known)}")
        channel = self._channel(channel_id)
        links = {
            "trigger_id": self._workspace.triggers.give(self._user.id),
            "response_url": self._workspace.response_url(self._user.id, channel.id, None),
        }
        payload = payloads.command_json(command, text, self._user, channel, links)

        def answered(answer: Json | None) -> None:
            if answer and (answer.get("text") or answer.get("blocks")):
                self._workspace.answer_beside(self._user.id, channel, answer)

        return await self._sent("slash_commands", payload, answered)

    async def shortcut(self, callback_id: str) -> Json:
        """Use a global shortcut."""
        known = [offered["callback_id"] for offered in self._workspace.manifest.shortcuts]
        if callback_id not in known:
            raise CannotError(f"{callback_id} is not a shortcut; there are: {', '.join(known)}")
        payload = payloads.touch_json("shortcut", self._user, self._trigger(None))
        payload |= {"callback_id": callback_id, "action_ts": self._world.next_ts()}
        return await self._sent("interactive", payload, _nothing)

    # touching

    async def touch_view(self, view_id: str, where: tuple[str, str], value: Any, state: Json) -> Json:
        """Touch an element of a modal or the Home.

        Args:
            view_id: which view.
            where: block_id and action_id.
            value: Slack's own shape for what was chosen or typed; nothing for a button.
            state: state.values as the client has them.
        """
        view = self._view(view_id)
        body, hash_ = self._seen(view, where)
        block, element = _found(body["blocks"], where)
        held = {where[0]: {where[1]: value}} if isinstance(value, dict) else {}
        now_shown = body is view.body
        if now_shown:
            view.values = merged(merged(view.values, state, body["blocks"]), held, body["blocks"])
        payload = payloads.touch_json("block_actions", self._user, self._trigger(view_id))
        payload |= {
            "container": {"type": "view", "view_id": view_id},
            "view": payloads.view_json(view, None if now_shown else body, hash_),
            "actions": [payloads.action_json(block, element, value, self._world.next_ts())],
        }
        return await self._sent("interactive", payload, _nothing)

    async def touch_message(self, channel_id: str, ts: str, where: tuple[str, str], value: Any) -> Json:
        """Touch an element of a message; see `touch_view` for the arguments."""
        channel = self._channel(channel_id)
        message = channel.find(ts)
        if message is None or message.ephemeral_for not in (None, self._user.id):
            raise CannotError("there is no such message")
        blocks = next(
            (shown for shown in [message.blocks, *message.earlier[::-1]] if find(shown, *where)),
            message.blocks,
        )
        block, element = _found(blocks, where)
        if isinstance(value, dict):
            message.values = merged(message.values, {where[0]: {where[1]: value}}, message.blocks)
        payload = payloads.touch_json("block_actions", self._user, self._trigger(None))
        payload |= self._about(channel, message)
        payload["message"]["blocks"] = blocks
        payload["actions"] = [payloads.action_json(block, element, value, self._world.next_ts())]
        return await self._sent("interactive", payload, _nothing)

    def _about(self, channel: Channel, message: Message) -> Json:
        return {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": message.ephemeral_for is not None,
            },
            "channel": {"id": channel.id, "name": channel.name},
            "message": payloads.message_json(message, with_metadata=True),
            "state": {"values": message.values},
            "response_url": self._workspace.response_url(self._user.id, channel.id, message.ts),
        }

    # modals

    async def submit(self, view_id: str, state: Json) -> Json:
        """Press a modal's submit; what the client itself refuses is not sent."""
        view = self._view(view_id)
        if not view.body.get("submit"):
            raise CannotError("this modal has no submit")
        view.values = merged(view.values, state, view.body["blocks"])
        refused = refused_by_client(view.body["blocks"], view.values)
        view.errors = refused or None
        self._world.touch(self._user.id)
        if refused:
            return {"ok": False, "error": "client_refused", "errors": refused}
        payload = payloads.touch_json("view_submission", self._user, self._trigger(view_id))
        payload |= {"view": payloads.view_json(view), "response_urls": []}
        problems: list[str] = []
        told = await self._sent(
            "interactive",
            payload,
            lambda answer: problems.extend(self._workspace.modals.answered(view, answer)),
        )
        if problems:
            told["refused"] = problems
        return told

    async def close(self, view_id: str, *, everything: bool = False) -> Json:
        """Close a modal by its close button, or the whole stack by its X."""
        view = self._view(view_id)
        bottom = self._desk.modals[0] if everything else view
        closed = self._workspace.modals.close(bottom)
        told: Json = {"ok": True, "acknowledged": True, "milliseconds": 0.0, "ack": None}
        for gone in closed:
            if not gone.body.get("notify_on_close"):
                continue
            payload = payloads.touch_json("view_closed", self._user, "")
            del payload["trigger_id"]  # a closing gives none
            payload |= {"view": payloads.view_json(gone), "is_cleared": len(closed) > 1}
            told = await self._sent("interactive", payload, _nothing)
        return told

    async def raw(self, payload: Json) -> Json:
        """Send an interactive payload as it is given, over what this person's would be.

        For what a well-behaved client does not send: another's action, an unknown name.
        """
        base = payloads.touch_json("block_actions", self._user, self._trigger(None))
        return await self._sent("interactive", base | payload, _nothing)

    # the rest

    def _trigger(self, view_id: str | None) -> str:
        return self._workspace.triggers.give(self._user.id, view_id)

    def _channel(self, channel_id: str) -> Channel:
        direct = self._world.direct_channel(self._user.id)
        channel = self._world.channels.get(channel_id or direct.id)
        if channel is None or self._user.id not in channel.members:
            raise CannotError(f"{self._user.name} is not in {channel_id}")
        return channel

    def _view(self, view_id: str) -> View:
        home = [self._desk.home] if self._desk.home is not None else []
        for view in [*self._desk.modals, *home]:
            if view.id == view_id:
                return view
        raise CannotError(f"{self._user.name} has no view {view_id} open")

    @staticmethod
    def _seen(view: View, where: tuple[str, str]) -> tuple[Json, str]:
        """The form of the view that has this element: the present one, or one from before.

        A client that is a moment behind sends from the form that it still shows.
        """
        for body, hash_ in [(view.body, view.hash), *view.earlier[::-1]]:
            if find(body["blocks"], *where):
                return body, hash_
        return view.body, view.hash

    async def _sent(self, kind: str, payload: Json, on_answer: Callable[[Json | None], None]) -> Json:
        self._desk.notices.clear()
        answer = await self._workspace.sockets.interaction(kind, payload, on_answer)
        if not answer.acknowledged:
            self._desk.notices.append(TROUBLE)
        self._world.touch(self._user.id)
        return _told(answer)

    async def _told_of_event(self, task: "asyncio.Task[Answer] | None") -> Json:
        """An event's first delivery; people see nothing of one that fails."""
        if task is None:
            return {"ok": True, "acknowledged": False, "milliseconds": 0.0, "ack": None}
        started = time.perf_counter()
        answer = await asyncio.shield(task)
        waited = round((time.perf_counter() - started) * 1000, 3)
        return _told(answer) | {"milliseconds": answer.milliseconds or waited}


def _told(answer: Answer) -> Json:
    return {
        "ok": True,
        "acknowledged": answer.acknowledged,
        "milliseconds": answer.milliseconds,
        "ack": answer.payload,
    }


def _nothing(_: Json | None) -> None:
    """An acknowledgement that changes nothing on the screen."""


def _found(blocks: list[Json], where: tuple[str, str]) -> tuple[Json, Json]:
    place = find(blocks, *where)
    if place is None:
        raise CannotError(f"there is no {where[1]} in block {where[0]}")
    return place
