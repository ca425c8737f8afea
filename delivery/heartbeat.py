"""The heartbeat: one request without any content to an address of the team's choice, while all is well.

Whoever waits for it there is told when it stays away: the bot cannot tell anybody that it is dead.
"""

import aiohttp
import structlog

log = structlog.get_logger("hearth.audit")

WITHIN = 10.0
"""Seconds for the whole request."""


class Heartbeat:
    """Sends heartbeats to `url`, which is a secret: it is never logged."""

    def __init__(self, url: str, *, within: float = WITHIN) -> None:
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=within)

    async def beat(self) -> bool:
        """Send one, and return whether it was taken. Never raises: what watches must not do harm."""
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()) as session,
                # Not followed elsewhere: it could be without TLS, and only this address was chosen.
                session.get(self._url, allow_redirects=False, skip_auto_headers=["User-Agent"]) as answer,
            ):
                status = answer.status
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("heartbeat_failed", error=type(error).__name__)
            return False
        if not 200 <= status < 300:
            log.warning("heartbeat_failed", status=status)
            return False
        return True
