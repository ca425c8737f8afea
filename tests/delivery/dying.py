"""A bot's life in a process of its own, to be killed: `python -m tests.delivery.dying`, settings as JSON."""

import asyncio
import json
import sys
from types import SimpleNamespace

from domain.clock import SystemClock
from storage import Storage
from storage.leader import Leadership
from tests.delivery.bot import Bot


async def live(told: dict[str, str]) -> None:
    """Deliver what is there until somebody ends it."""
    storage = Storage.open(told["data"], told["keys"], told["hearth_key"])
    slack = SimpleNamespace(bot_token=told["token"], api_url=told["api_url"])
    async with Bot(storage, slack, SystemClock()) as bot:  # type: ignore[arg-type] # it needs these two here
        bot.lead = Leadership(storage)  # type: ignore[assignment] # the real one
        bot.start()
        sys.stdout.write("alive\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(live(json.loads(sys.argv[1])))
