"""A small honest Slack: chats with the bot's messages in them, drawn by the bot's own views."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.elements import placed
from sandbox.visible import words_of_blocks
from views.message import Message

MENTION = re.compile(r"<@(U\w+)>")


class PostRefused(Exception):
    """Slack does not take a post to this person, ever; `gone`: since the account is deactivated."""

    def __init__(self, gone: bool) -> None:
        super().__init__("account" if gone else "refused")
        self.gone = gone


@dataclass
class Shown:
    """A message in a chat: under which key it was posted, of which card, and how it stands there."""

    ts: str
    user: str
    nonce: str
    card: str
    message: Message

    @property
    def names(self) -> set[str]:
        """Return everybody whom it mentions."""
        return set(MENTION.findall("\n".join(words_of_blocks(self.message.blocks))))

    def buttons(self) -> Iterator[tuple[str, str]]:
        """Yield its buttons: action id, and the first part of the value, which is the call's id."""
        for _, one in placed(self.message.blocks):
            if one["type"] == "button":
                yield one["action_id"], str(one.get("value", "")).partition("|")[0]


@dataclass
class Slack:
    """`down`: every call fails for now. `refuses`: whose DM takes no post. `deactivated`: whose account is
    gone, which the bot may not have been told of."""

    down: bool = False
    refuses: set[str] = field(default_factory=set)
    deactivated: set[str] = field(default_factory=set)
    shown: dict[str, Shown] = field(default_factory=dict)
    posts: list[Shown] = field(default_factory=list)

    def post(self, user: str, nonce: str, card: str, message: Message) -> str:
        """Post into somebody's DM. Raises `PostRefused`."""
        if user in self.refuses:
            raise PostRefused(gone=False)
        ts = f"{len(self.posts) + 1}.0"
        self.shown[ts] = Shown(ts, user, nonce, card, message)
        self.posts.append(self.shown[ts])
        if user in self.deactivated:
            raise PostRefused(gone=True)  # Slack takes it; users.info tells that nobody reads it
        return ts

    def update(self, ts: str, message: Message) -> None:
        """Change a message; one that is gone stays gone."""
        if ts in self.shown:
            self.shown[ts].message = message

    def delete(self, ts: str) -> None:
        """Take a message away."""
        self.shown.pop(ts, None)

    def find(self, nonce: str) -> str | None:
        """Return the `ts` of what was posted under a key."""
        return next((one.ts for one in self.shown.values() if one.nonce == nonce), None)

    def chat(self, user: str) -> list[Shown]:
        """Return what stands in somebody's DM."""
        return [one for one in self.shown.values() if one.user == user]
