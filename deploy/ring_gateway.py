#!/usr/bin/env python3
"""A small, whole receiver of Hearth's rings: it checks the signature, refuses repeats, and rings a phone.

A worked example (docs/ring.md), with nothing but Python's own library. It listens on this machine; put a web
server with TLS in front of it. It is set by the environment:

    RING_SECRET    the same as the bot's
    RING_PORT      where to listen on 127.0.0.1 (8140 unless set)
    RING_SEEN      a file for the ids of the last days (ring_seen.db unless set): a restart rings nobody twice
    RING_HANDLES   a file with lines "alias = +14105550100"; without it a handle has to be a number itself
  and one of two ways to ring:
    ASTERISK_SPOOL     Asterisk's folder for call files, such as /var/spool/asterisk/outgoing
    ASTERISK_CHANNEL   such as PJSIP/{number}@trunk
    SMS_URL, SMS_TOKEN an HTTP API that takes a JSON {"to", "text"} with a bearer token
"""

import hashlib
import hmac
import json
import os
import re
import sqlite3
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FRESH = 300
"""Seconds by which a timestamp may be off: an older one is somebody's copy."""

SEEN_FOR = 3 * 86400
MOST_BYTES = 4096
NUMBER = re.compile(r"\+?[0-9]{3,20}")
TEXT = "Hearth: a teammate may need you. Open Slack. / Hearth: alguien de tu equipo te busca. Abre Slack."
TEXT_OF_TEST = "Hearth: this is the test. Nobody is waiting. / Hearth: esta es la prueba. Nadie espera."

Ring = Callable[[str, str], None]
"""`ring(number, text)`: calls or texts; raises OSError where that did not work."""


def signed(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature that a genuine request carries."""
    return "v1=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether a request comes from who knows the secret, and is no copy of an old one. `headers`: their names
    in small letters, since web servers on the way may change them."""
    timestamp = headers.get("x-hearth-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit()) or abs(now - int(timestamp)) > FRESH:
        return False
    return hmac.compare_digest(
        signed(secret, timestamp, body).encode(), headers.get("x-hearth-signature", "").encode()
    )


class Seen:
    """The ids of the last days, in a file: who comes twice is rung once."""

    def __init__(self, file: str) -> None:
        self._file = file
        with closing(self._open()) as db, db:
            db.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, at REAL NOT NULL)")

    def first(self, ring_id: str, now: float) -> bool:
        """Write an id down, and return whether it was not there."""
        with closing(self._open()) as db, db:
            db.execute("DELETE FROM seen WHERE at < ?", (now - SEEN_FOR,))
            return db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (ring_id, now)).rowcount == 1

    def forget(self, ring_id: str) -> None:
        """Take an id back: it did not ring, and may come again."""
        with closing(self._open()) as db, db:
            db.execute("DELETE FROM seen WHERE id = ?", (ring_id,))

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=5)


def by_asterisk(spool: str, channel: str) -> Ring:
    """Return how to ring by an Asterisk call file, which appears in its folder in one piece."""

    def ring(number: str, _text: str) -> None:
        lines = [
            f"Channel: {channel.replace('{number}', number)}",
            "MaxRetries: 0",
            "WaitTime: 45",
            "Application: Playback",
            "Data: beep&beep&beep",
        ]
        folder = Path(spool)
        handle, name = tempfile.mkstemp(dir=folder.parent, suffix=".call")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
        Path(name).rename(folder / Path(name).name)

    return ring


def by_sms(url: str, token: str) -> Ring:
    """Return how to ring by a text through an HTTP API."""

    def ring(number: str, text: str) -> None:
        request = urllib.request.Request(  # noqa: S310 - the address is the operator's own setting
            url,
            data=json.dumps({"to": number, "text": text}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request, timeout=8):  # noqa: S310 - as above
            pass

    return ring


def numbers_from(file: str) -> dict[str, str]:
    """Return the aliases of a file, each with its number."""
    if not file:
        return {}
    pairs = (line.partition("=") for line in Path(file).read_text(encoding="utf-8").splitlines())
    return {alias.strip(): number.strip() for alias, equals, number in pairs if equals}


class Gateway:
    """Decides what becomes of a request: `answer` returns a status, and rings at most once for each id."""

    def __init__(self, secret: str, numbers: Mapping[str, str], seen: Seen, ring: Ring) -> None:
        self._secret = secret
        self._numbers = numbers
        self._seen = seen
        self._ring = ring

    def answer(self, headers: Mapping[str, str], body: bytes, now: float) -> int:
        """Return 200 for what is rung or was before, 401 for who does not know the secret, 404 for a handle
        that is not known, 400 for what makes no sense, 502 where ringing did not work: it may come again."""
        if not is_genuine(self._secret, headers, body, now):
            return 401
        try:
            told = json.loads(body)
            ring_id, handle, purpose = str(told["id"]), str(told["handle"]), str(told["purpose"])
        except (ValueError, KeyError, TypeError):
            return 400
        if purpose == "check":
            return 200
        return self._rung(ring_id, handle, purpose, now) if purpose in {"ring", "test"} else 400

    def _rung(self, ring_id: str, handle: str, purpose: str, now: float) -> int:
        number = re.sub(r"[ ().-]", "", self._numbers.get(handle, handle))
        if not NUMBER.fullmatch(number):
            return 404
        if not self._seen.first(ring_id, now):
            return 200
        try:
            self._ring(number, TEXT if purpose == "ring" else TEXT_OF_TEST)
        except (OSError, urllib.error.URLError):
            self._seen.forget(ring_id)
            return 502
        return 200


def server_for(gateway: Gateway, port: int) -> ThreadingHTTPServer:
    """Return a server on this machine. It logs nothing: an address or a handle is nobody's business."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 15

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            fits = length.isascii() and length.isdigit() and int(length) <= MOST_BYTES
            body = self.rfile.read(int(length)) if fits else b""
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(gateway.answer(headers, body, time.time()) if fits else 413)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main() -> int:
    """Serve until it is stopped."""
    told = os.environ
    if told.get("ASTERISK_SPOOL"):
        ring = by_asterisk(told["ASTERISK_SPOOL"], told.get("ASTERISK_CHANNEL", "PJSIP/{number}@trunk"))
    elif told.get("SMS_URL"):
        ring = by_sms(told["SMS_URL"], told.get("SMS_TOKEN", ""))
    else:
        sys.exit("Set ASTERISK_SPOOL, or SMS_URL and SMS_TOKEN.")
    if len(told.get("RING_SECRET", "")) < 16:
        sys.exit("Set RING_SECRET to what the bot has.")
    gateway = Gateway(
        told["RING_SECRET"],
        numbers_from(told.get("RING_HANDLES", "")),
        Seen(told.get("RING_SEEN", "ring_seen.db")),
        ring,
    )
    with server_for(gateway, int(told.get("RING_PORT", "8140"))) as server:
        sys.stdout.write(f"Listening on 127.0.0.1:{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
