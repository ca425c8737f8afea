"""The calls to Slack that deliver: paced, without hidden retries, and with errors by family."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from delivery.pacing import Pacing
from delivery.slack_errors import AccountGone, OurAccess, Passing, RateLimited, SlackTrouble, trouble
from domain.cards import Priority
from views.message import Message

log = structlog.get_logger("hearth.delivery")

EVENT_TYPE = "hearth_card"
"""The one constant name in a message's metadata; other apps can read it, so it says nothing more."""

PATIENCE: dict[Priority, float] = {Priority.CALL: 10.0, Priority.ANSWER: 5.0, Priority.REST: 0.5}
"""Seconds to wait for room before `NoRoomError`: the rest gives its place under way to others soon."""

HISTORY = 100
"""How many of a DM's latest messages are looked through for a key."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A message of ours as Slack shows it: the random key in its metadata, and its `ts`."""

    key: str
    ts: str


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """What somebody wrote in their DM: looked at in memory, never kept, never shown by a repr."""

    ts: str
    text: str


class SlackCalls:
    """One Slack app's calls for delivery.

    The SDK's own retry after a lost connection is off: it would post twice and nobody would know
    (slack.md). `timeout` is how many seconds to wait for Slack's answer.
    """

    def __init__(self, token: str, base_url: str, pacing: Pacing, *, timeout: float = 10.0) -> None:
        self._pacing = pacing
        # A connection kept open saves a call the handshake; aiohttp closes it after 15 s of silence.
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout, sock_connect=5))
        self._client = AsyncWebClient(
            token=token, base_url=base_url, session=self._session, retry_handlers=[], logger=_sdk_logger()
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def open_dm(self, slack_user: str, priority: Priority) -> str:
        """Open the DM with somebody, or find it, and return its id."""
        answer = await self._call(
            "conversations.open",
            slack_user,
            priority,
            lambda: self._client.conversations_open(users=[slack_user]),
        )
        return str(answer["channel"]["id"])

    async def room_to_post(self, channel: str, priority: Priority, patience: float | None = None) -> None:
        """Wait for room for one `post`, and take it, within `patience` seconds. Raises `NoRoomError`."""
        patience = PATIENCE[priority] if patience is None else patience
        await self._pacing.acquire("chat.postMessage", channel, priority, patience)

    def posts_left(self, priority: Priority) -> int:
        """Return how many posts have room now."""
        return self._pacing.left("chat.postMessage", priority)

    async def post(self, channel: str, message: Message, key: str, priority: Priority) -> str:
        """Post `message` with `key` in its metadata and return its `ts`.

        The room was taken before, by `room_to_post`, so that nothing waits once the key is committed.
        """
        answer = await self._send(
            "chat.postMessage",
            channel,
            priority,
            lambda: self._client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=message.blocks,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        return str(answer["ts"])

    async def update(self, channel: str, ts: str, message: Message, priority: Priority) -> None:
        """Let the message at `ts` show `message`; its metadata stays."""
        await self._call(
            "chat.update",
            channel,
            priority,
            lambda: self._client.chat_update(
                channel=channel, ts=ts, text=message.text, blocks=message.blocks
            ),
        )

    async def delete(self, channel: str, ts: str, priority: Priority) -> None:
        """Take the message at `ts` away: only for a post that turned out to be there twice."""
        await self._call(
            "chat.delete", channel, priority, lambda: self._client.chat_delete(channel=channel, ts=ts)
        )

    async def room_to_look(self, channel: str, priority: Priority) -> None:
        """Wait for room for one `keyed`, and take it. Raises `NoRoomError`."""
        await self._pacing.acquire("conversations.history", channel, priority, PATIENCE[priority])

    async def keyed(self, channel: str, priority: Priority) -> list[Keyed]:
        """Return our own keyed messages among the latest in a DM, newest first.

        The room was taken before, by `room_to_look`.
        """
        answer = await self._send(
            "conversations.history",
            channel,
            priority,
            lambda: self._client.conversations_history(
                channel=channel, limit=HISTORY, include_all_metadata=True
            ),
        )
        found = [_keyed(message) for message in answer.get("messages") or ()]
        return sorted((one for one in found if one), key=lambda one: one.ts, reverse=True)

    async def unanswered(self, channel: str, priority: Priority) -> Said | None:
        """Return the newest thing a person said in a DM, if the bot has said nothing after it."""
        answer = await self._call(
            "conversations.history",
            channel,
            priority,
            lambda: self._client.conversations_history(channel=channel, limit=1),
        )
        newest: dict[str, Any] = next(iter(answer.get("messages") or ()), {})
        if newest.get("bot_id") or newest.get("subtype") or not newest.get("user"):
            return None
        return Said(str(newest.get("ts")), str(newest.get("text") or ""))

    async def deactivated(self, slack_user: str, priority: Priority) -> bool:
        """Return whether somebody's account is deactivated.

        Only this tells: Slack takes a post to the DM of a deactivated account and says ok, and nobody
        reads it (github.com/slackapi/python-slack-sdk/issues/1156).
        """
        return bool((await self.account(slack_user, priority)).get("deleted"))

    async def account(self, slack_user: str, priority: Priority) -> dict[str, Any]:
        """Return Slack's user object of an account."""
        answer = await self._call(
            "users.info", slack_user, priority, lambda: self._client.users_info(user=slack_user)
        )
        return dict(answer["user"])

    async def do_not_disturb(self, slack_users: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return Slack's Do Not Disturb fields for at most 50 accounts; who is missing is not known."""
        answer = await self._call(
            "dnd.teamInfo",
            "",
            Priority.ANSWER,
            lambda: self._client.dnd_teamInfo(users=list(slack_users)),
        )
        return {user: dict(fields) for user, fields in (answer.get("users") or {}).items()}

    async def _call(
        self, method: str, target: str, priority: Priority, send: Callable[[], Awaitable[Any]]
    ) -> Any:
        await self._pacing.acquire(method, target, priority, PATIENCE[priority])
        return await self._send(method, target, priority, send)

    async def _send(
        self, method: str, target: str, priority: Priority, send: Callable[[], Awaitable[Any]]
    ) -> Any:
        try:
            return await send()
        except Exception as error:  # the SDK also raises plain ValueError and AttributeError
            found = trouble(method, error)
        if isinstance(found, RateLimited):
            self._pacing.limited(method, target, priority, found.retry_after)
            log.warning("slack_rate_limited", method=method, seconds=found.retry_after)
        if isinstance(found, AccountGone) and found.error == "account_inactive":
            found = await self._whose_account(found)
        # Without the SDK's error as its cause: that one's text repeats Slack's whole answer.
        raise found from None

    async def _whose_account(self, found: AccountGone) -> SlackTrouble:
        """Find out whether `account_inactive` means the person, or our own token (which it also can)."""
        try:
            await self._client.auth_test()
        except Exception as error:
            ours = trouble("auth.test", error)
            family = Passing if isinstance(ours, Passing | RateLimited) else OurAccess
            return family(found.method, found.error)
        return found


def _keyed(message: dict[str, Any]) -> Keyed | None:
    metadata = message.get("metadata") or {}
    key = (metadata.get("event_payload") or {}).get("key")
    if metadata.get("event_type") != EVENT_TYPE or not key:
        return None
    return Keyed(str(key), str(message.get("ts")))


def _sdk_logger() -> logging.Logger:
    """Return a logger for the SDK with a level of its own: with none, it writes out what it sends."""
    logger = logging.getLogger("hearth.slack_sdk")
    logger.setLevel(logging.WARNING)
    return logger
