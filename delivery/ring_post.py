"""One post to the gateway: what it says, and how it is signed. Written out for receivers in docs/ring.md."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp

from domain.rings import RingOut

TIMESTAMP, SIGNATURE, KEY = "X-Hearth-Timestamp", "X-Hearth-Signature", "Idempotency-Key"

WITHIN = 10.0
"""Seconds for the whole request: a gateway that is slower is asked again."""

TAKEN_BEFORE = 409
FOR_GOOD = frozenset({400, 404, 410, 413, 415, 422})
"""What a gateway answers to a ring that it will never take. Anything else may pass: keys are mended, too."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where rings are posted to, and the secret that both sides know. Neither is shown anywhere."""

    url: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def name(self) -> str:
        """Return the name under which a gateway is kept: a hash of its address, less the query, which may
        hold a token that changes."""
        return hashlib.sha256(self.url.partition("?")[0].encode()).hexdigest()[:32]


def body_of(ring: RingOut) -> bytes:
    """Return what the gateway is told, as JSON: id, handle, what for ("ring", "test", "check"), when."""
    told = {"id": ring.id, "handle": ring.handle, "purpose": ring.purpose, "at": ring.at.isoformat()}
    return json.dumps(told, separators=(",", ":")).encode()


def headers_of(ring_id: str, body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """Return the headers: HMAC-SHA256 over the timestamp (Unix seconds), a point, and the body."""
    timestamp = str(int(now.timestamp()))
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        TIMESTAMP: timestamp,
        SIGNATURE: f"v1={signed}",
        KEY: ring_id,
    }


async def post(gateway: Gateway, ring: RingOut, now: datetime, within: float = WITHIN) -> int:
    """Post a ring once and return the status; redirects are not followed, and no answer's body is read.

    Raises `aiohttp.ClientError`, `OSError`, `ValueError` or `TimeoutError`: then nobody knows whether it was
    taken.
    """
    body = body_of(ring)
    timeout = aiohttp.ClientTimeout(total=within)
    async with (
        aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.post(
            gateway.url,
            data=body,
            headers=headers_of(ring.id, body, gateway.secret, now),
            allow_redirects=False,
            skip_auto_headers=["User-Agent"],
        ) as answer,
    ):
        return answer.status
