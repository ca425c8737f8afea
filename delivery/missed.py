"""Messages that people wrote while the bot was off: answered when it is back.

Slack sends an event again for a few minutes and then no more. So at the start the newest message of each
known DM is looked at: if a person wrote it, nobody has answered it, and it is not older than a day, they
get the doors. Somebody the bot has never met cannot be found this way (README says so).
"""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from care import doors
from care.seam import Seam
from delivery.pacing import NoRoomError
from delivery.slack_calls import Said, SlackCalls
from delivery.slack_errors import SlackTrouble
from domain.cards import Priority
from domain.clock import Clock

log = structlog.get_logger("hearth.delivery")

WITHIN = timedelta(days=1)
"""An older message is let lie: an answer would come out of nowhere."""


async def answer_missed(seam: Seam, calls: SlackCalls, clock: Clock) -> int:
    """Answer what was written while the bot was off; return how many messages. Takes its time, at the
    pace of the rest; what Slack refuses is passed over."""
    answered = 0
    for person_id, channel in await seam.do(doors.with_a_dm):
        said = await _newest(calls, channel)
        now = clock.now()
        if said is None or now - datetime.fromtimestamp(float(said.ts), UTC) > WITHIN:
            continue
        answered += await seam.do(doors.answer_missed, person_id, said.text, channel, said.ts, now)
    if answered:
        log.info("missed_answered", count=answered)
    return answered


async def _newest(calls: SlackCalls, channel: str) -> Said | None:
    while True:
        try:
            return await calls.unanswered(channel, Priority.REST)
        except NoRoomError as full:
            await asyncio.sleep(full.wait)
        except SlackTrouble as trouble:
            log.warning("missed_not_looked_at", error=type(trouble).__name__)
            return None
