"""Posts whose answer never came: looking for them in Slack before posting again.

A request still in flight is not in the history yet, so the courier looks after 10 s and after 30 s
(slack.md). A call for a person is posted again after the first empty look: twice is better than never.
Hence "at least once; twice only if Slack shows a post later than that" (design.md).
"""

import asyncio

from delivery.slack_calls import Keyed, SlackCalls
from delivery.slack_errors import NotKnown
from domain.cards import Priority
from domain.ids import new_id

LOOKS = (10.0, 30.0)
"""Seconds (monotonic) after a post without an answer."""


def new_key(version: int) -> str:
    """Return a random key for a post, which remembers the version of the card that was drawn for it."""
    return f"{new_id()}.{version}"


def version_of(key: str) -> int:
    """Return the version that a post's key remembers; 0, so that the card is drawn again, if it has none."""
    tail = key.rpartition(".")[2]
    return int(tail) if tail.isascii() and tail.isdecimal() else 0


def looks_for(
    priority: Priority, looks: tuple[float, float] = LOOKS, *, after_restart: bool = False
) -> tuple[float, ...]:
    """Return when to look, in seconds after the post; after the last empty look it is posted again.

    After a restart nobody knows when it was posted: it is looked for at once, and the rest is counted
    from there.
    """
    first, second = looks
    times = (first,) if priority is Priority.CALL else (first, second)
    return (0.0, *times) if after_restart else times


class History:
    """Reads the keys of a DM's latest messages. Who asks while a reading still waits for its room shares it:
    after an outage many posts of a few DMs are in doubt at once, and Slack lets us read 50 times a minute.
    """

    def __init__(self, calls: SlackCalls) -> None:
        self._calls = calls
        self._waiting: dict[tuple[str, Priority], asyncio.Future[list[Keyed]]] = {}

    async def keyed(self, channel: str, priority: Priority) -> list[Keyed]:
        """Return our keyed messages in a DM as of now or later, newest first. Raises as `SlackCalls` does."""
        place = (channel, priority)
        shared = self._waiting.get(place)
        if shared is not None:
            return await asyncio.shield(shared)
        reading = self._waiting[place] = asyncio.get_running_loop().create_future()
        try:
            await self._calls.room_to_look(channel, priority)
            del self._waiting[place]  # from here on it may miss what is posted now
            found = await self._calls.keyed(channel, priority)
        except BaseException as error:
            if self._waiting.get(place) is reading:
                del self._waiting[place]
            ended = error if isinstance(error, Exception) else NotKnown("conversations.history", "stopped")
            reading.set_exception(ended)
            reading.exception()  # nobody may share it, and then nobody asks for it
            raise
        reading.set_result(found)
        return found
