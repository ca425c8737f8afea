"""What the sandbox's workspace holds: people, channels, messages and views, and who sees a change."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sandbox.clock import SandboxClock

Json: TypeAlias = dict[str, Any]


@dataclass
class Dnd:
    """Quiet hours in the person's own zone; `start` and `end` as HH:MM."""

    enabled: bool = False
    start: str = "22:00"
    end: str = "07:00"


@dataclass
class User:
    """One person, or the bot."""

    id: str
    name: str
    about: str = ""
    tz: str = "America/New_York"
    locale: str = "en-US"
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    dnd: Dnd = field(default_factory=Dnd)
    snoozed: bool = False
    updated: int = 0


@dataclass
class Message:
    """One message. `earlier` keeps the blocks of before each edit: somebody may still see them."""

    ts: str
    at: datetime
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    bot: bool = False
    metadata: Json | None = None
    thread_ts: str | None = None
    edited: bool = False
    ephemeral_for: str | None = None
    rang: bool | None = None
    earlier: list[list[Json]] = field(default_factory=list)
    values: Json = field(default_factory=dict)  # state.values of selects and inputs in the message


@dataclass
class Channel:
    """A direct message with the bot (`im_user` set), a channel, or the chat of two people (`pair`)."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    im_user: str | None = None
    archived: bool = False
    private: bool = False
    pair: bool = False  # the direct messages of two people: the bot is not in them
    created: int = 0
    messages: list[Message] = field(default_factory=list)

    def find(self, ts: str) -> Message | None:
        """The message with that timestamp, if it is here."""
        return next((message for message in reversed(self.messages) if message.ts == ts), None)


@dataclass
class View:
    """A modal or a Home, with what its owner has put into it (`values`, as state.values)."""

    id: str
    owner: str
    body: Json  # type, title, blocks, submit, close, private_metadata, callback_id, ...
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)
    errors: dict[str, str] | None = None
    earlier: list[tuple[Json, str]] = field(default_factory=list)  # (body, hash) of before


@dataclass
class Ring:
    """What a phone did when a message came: the text on its lock screen, and why or why not."""

    at: datetime
    text: str
    rang: bool
    why: str


@dataclass
class Desk:
    """What one person has open in front of them."""

    home: View | None = None
    modals: list[View] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    phone: list[Ring] = field(default_factory=list)
    version: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)


def fresh_id(prefix: str) -> str:
    """A random id in Slack's manner, such as `V8F3A…`."""
    return prefix + secrets.token_hex(5).upper()


class World:
    """Everything in the workspace, in memory.

    Args:
        users: the people, without the bot.
        bot: the bot's own user.
        clock: what time it is for messages.
    """

    def __init__(self, users: Iterable[User], bot: User, clock: SandboxClock) -> None:
        self.clock = clock
        self.bot = bot
        self.users: dict[str, User] = {user.id: user for user in [*users, bot]}
        self.channels: dict[str, Channel] = {}
        self.desks: dict[str, Desk] = {user_id: Desk() for user_id in self.users}
        self._last_ts = 0

    @property
    def people(self) -> list[User]:
        """Everybody but the bot."""
        return [user for user in self.users.values() if user is not self.bot]

    def add_channel(self, channel: Channel) -> Channel:
        """Put a channel into the workspace."""
        channel.created = channel.created or int(self.clock.now().timestamp())
        self.channels[channel.id] = channel
        return channel

    def direct_channel(self, user_id: str) -> Channel:
        """The bot's direct messages with a person, made at the first call."""
        channel_id = "D" + user_id[1:]
        found = self.channels.get(channel_id)
        if found is None:
            found = self.add_channel(
                Channel(channel_id, "directmessage", [user_id, self.bot.id], im_user=user_id)
            )
        return found

    def chat_of(self, one: str, other: str) -> Channel:
        """The direct messages of two people, made at the first call. The bot is not in them."""
        members = sorted({one, other})
        channel_id = "D" + "".join(member[1:] for member in members)
        found = self.channels.get(channel_id)
        if found is None:
            found = self.add_channel(Channel(channel_id, "directmessage", members, private=True, pair=True))
            self.seen_by(found)
        return found

    def next_ts(self) -> str:
        """A message's timestamp, later than every one before, as Slack writes it."""
        micros = int(self.clock.now().timestamp() * 1_000_000)
        self._last_ts = max(micros, self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def add_message(self, channel: Channel, message: Message) -> None:
        """Put a message into a channel, and tell who can see it."""
        channel.messages.append(message)
        self.seen_by(channel)

    def seen_by(self, channel: Channel) -> None:
        """Tell everyone in a channel that their screen changed."""
        for member in channel.members:
            self.touch(member)

    def touch(self, user_id: str) -> None:
        """Say that a person's screen changed."""
        desk = self.desks[user_id]
        desk.version += 1
        desk.changed.set()
        desk.changed = asyncio.Event()

    def views(self) -> Iterable[View]:
        """Every view that is open, modals and Homes."""
        for desk in self.desks.values():
            yield from desk.modals
            if desk.home is not None:
                yield desk.home

    def view(self, view_id: str = "", external_id: str = "") -> View | None:
        """An open view, by its id or by the app's own name for it."""
        for view in self.views():
            if view_id and view.id == view_id:
                return view
            if external_id and view.body.get("external_id") == external_id:
                return view
        return None

    def empty(self) -> None:
        """Forget messages, views, notices and rings; people and channels stay."""
        for channel in self.channels.values():
            channel.messages.clear()
        for user_id, desk in self.desks.items():
            desk.home = None
            desk.modals.clear()
            desk.notices.clear()
            desk.phone.clear()
            self.touch(user_id)


def time_of(ts: str) -> datetime:
    """The UTC time that a message's timestamp says."""
    return datetime.fromtimestamp(float(ts), UTC)
