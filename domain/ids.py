"""Random identifiers: nothing can be counted or ordered by them (anonymity.md, D1 A11)."""

import secrets

_BYTES = 12


def new_id() -> str:
    """Return a fresh random identifier of 16 URL-safe characters (96 bits)."""
    return secrets.token_urlsafe(_BYTES)
