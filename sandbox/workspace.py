"""The workspace at work: posts and edits, events to the bot, response urls, all in one place."""

import asyncio
import secrets
from dataclasses import dataclass

from sandbox import cast, payloads
from sandbox.clock import SandboxClock
from sandbox.elements import named, state_of
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.manifest import Manifest
from sandbox.modals import Modals
from sandbox.phone import would_ring
from sandbox.rates import RateLimiter, Rates
from sandbox.socket_mode import Answer, Sockets, Timing
from sandbox.triggers import Triggers
from sandbox.world import Channel, Json, Message, Ring, User, World


@dataclass
class ResponseUrl:
    """Where an app may answer a touch without the Web API: five times, for half an hour."""

    user_id: str
    channel_id: str
    message_ts: str | None
    made: float
    uses: int = 0


@dataclass
class Workspace:
    """One Slack workspace with the app installed, and every part of the sandbox that acts on it."""

    manifest: Manifest
    clock: SandboxClock
    timing: Timing
    rates: Rates
    multiply: float
    installed: bool = True
    base: str = ""  # http://127.0.0.1:PORT, known once the server listens

    def __post_init__(self) -> None:
        bot = User(cast.BOT_USER_ID, self.manifest.bot_name, is_bot=True)
        self.world = World(cast.cast(), bot, self.clock)
        members = [*cast.channel_members(), bot.id]
        self.world.add_channel(Channel(cast.CHANNEL_ID, cast.CHANNEL_NAME, members))
        self.calls, self.sent = Journal(), Journal()
        self.sockets = Sockets(cast.APP_ID, self.timing, self.sent)
        self.triggers = Triggers(self.timing.trigger, self.clock.steady)
        self.limiter = RateLimiter(self.rates, self.multiply, self.clock.steady)
        self.faults = Faults()
        self.modals = Modals(self.world, home_tab=self.manifest.home_tab)
        self.response_urls: dict[str, ResponseUrl] = {}

    # messages

    def post(self, channel: Channel, message: Message) -> Message:
        """Put a message of the bot into a channel: phones ring or not, and the event goes out."""
        message.blocks = named(message.blocks)
        message.values = state_of(message.blocks)
        if channel.im_user is not None and message.ephemeral_for is None:
            self._ring_at(channel.im_user, message)
        self.world.add_message(channel, message)
        if message.ephemeral_for is None:
            told = payloads.message_json(message, with_metadata=True)
            self.emit(self._in_channel(told, channel, message.ts), channel)
        return message

    def _ring_at(self, person_id: str, message: Message, writer: str = "") -> None:
        rang, why = would_ring(self.world.users[person_id], message.at)
        message.rang = rang
        text = f"{writer}: {message.text}" if writer else message.text
        self.world.desks[person_id].phone.append(Ring(message.at, text, rang, why))

    def edit(self, channel: Channel, message: Message, changes: Json) -> None:
        """Change a message; a phone does not ring for that.

        Args:
            changes: any of text, blocks, metadata.
        """
        before = payloads.message_json(message)
        message.text = changes.get("text", message.text)
        message.metadata = changes.get("metadata", message.metadata)
        if "blocks" in changes:
            message.earlier = [*message.earlier, message.blocks][-20:]
            message.blocks = named(changes["blocks"])
            message.values = state_of(message.blocks, message.values)
        message.edited = True
        self.world.seen_by(channel)
        after = {"message": payloads.message_json(message), "previous_message": before}
        self._hidden("message_changed", channel, after)

    def delete(self, channel: Channel, message: Message) -> None:
        """Take a message away."""
        channel.messages.remove(message)
        self.world.seen_by(channel)
        gone = {"deleted_ts": message.ts, "previous_message": payloads.message_json(message)}
        self._hidden("message_deleted", channel, gone)

    def _hidden(self, subtype: str, channel: Channel, told: Json) -> None:
        event = {"type": "message", "subtype": subtype, "hidden": True, **told}
        self.emit(self._in_channel(event, channel, self.world.next_ts()), channel)

    @staticmethod
    def _in_channel(event: Json, channel: Channel, ts: str) -> Json:
        kind = "im" if channel.im_user else "group" if channel.private else "channel"
        return {**event, "channel": channel.id, "channel_type": kind, "ts": ts, "event_ts": ts}

    def answer_beside(self, user_id: str, channel: Channel, told: Json) -> None:
        """Post what came by a response_url or a command's acknowledgement.

        Args:
            user_id: who touched; only they see it, unless response_type is in_channel.
            channel: where they touched.
            told: text, blocks, response_type.
        """
        in_channel = told.get("response_type") == "in_channel"
        message = Message(
            ts=self.world.next_ts(),
            at=self.clock.now(),
            user=self.world.bot.id,
            text=str(told.get("text") or ""),
            blocks=list(told.get("blocks") or []),
            ephemeral_for=None if in_channel else user_id,
            bot=True,
        )
        self.post(channel, message)

    def said(self, user: User, channel: Channel, text: str) -> "asyncio.Task[Answer] | None":
        """A person writes; the task, if the app listens there, ends with what the bot answered."""
        ts = self.world.next_ts()
        message = Message(ts, self.clock.now(), user.id, text)
        if channel.pair:
            self._ring_at(next(one for one in channel.members if one != user.id), message, user.name)
        self.world.add_message(channel, message)
        told = payloads.message_json(message) | {"client_msg_id": secrets.token_hex(16)}
        return self.emit(self._in_channel(told, channel, ts), channel)

    # events

    def emit(self, event: Json, channel: Channel | None = None) -> "asyncio.Task[Answer] | None":
        """Send an event to the bot, if its manifest subscribes to it.

        Args:
            event: the inner event.
            channel: where it happened, for message events.

        Returns:
            A task with what came back for the first delivery; None when not subscribed.
        """
        name = event["type"]
        if channel is not None and channel.pair:
            return None
        if channel is not None and name == "message":
            if channel.im_user:
                name = "message.im"
            else:
                name = "message.groups" if channel.private else "message.channels"
        if name not in self.manifest.events:
            return None
        return self.sockets.event(payloads.event_json(event, self.world))

    def response_url(self, user_id: str, channel_id: str, message_ts: str | None) -> str:
        """A new response_url for a touch."""
        name = secrets.token_hex(12)
        made = self.clock.steady()
        self.response_urls[name] = ResponseUrl(user_id, channel_id, message_ts, made)
        return f"{self.base}/response/{name}"

    def reset(self) -> None:
        """Forget messages, modals, faults, calls and counts; people and connections stay."""
        self.world.empty()
        self.faults.clear()
        self.calls.clear()
        self.sent.clear()
        self.limiter.forget()
        self.sockets.twice(0, False)
        self.response_urls.clear()
        self.installed = True
