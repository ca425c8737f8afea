"""What people write is sealed: AES-GCM under their own random key, tied to its row and column.

A sealed value is one version byte, a random nonce of 12 bytes, then ciphertext and tag. The text inside is
padded to a multiple of 256 bytes, so that its length tells neither which flow nor how far.
"""

import secrets
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyGone, Unreadable

_FORMAT = b"\x01"
_NONCE = 12
_PAD = 256
_LENGTH = 4


class Keyring(Protocol):
    """Where the vault gets a person's cipher."""

    def cipher(self, person_id: str) -> AESGCM | None:
        """Return the person's cipher, or None when their key is gone."""
        ...


def seal(cipher: AESGCM, tie: bytes, data: bytes) -> bytes:
    """Return `data` sealed under `cipher`, readable only together with the same `tie`."""
    nonce = secrets.token_bytes(_NONCE)
    return _FORMAT + nonce + cipher.encrypt(nonce, data, _FORMAT + tie)


def unseal(cipher: AESGCM, tie: bytes, sealed: bytes) -> bytes:
    """Return what was sealed. Raises Unreadable when key, tie or bytes are not those of the sealing."""
    nonce, data = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return cipher.decrypt(nonce, data, sealed[:1] + tie)
    except (InvalidTag, ValueError) as problem:
        raise Unreadable("A stored value does not belong to its row; restore from a backup.") from problem


class Vault:
    """Seals and opens texts of one person, in one row and column."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def seal(self, person_id: str, column: str, row: str, text: str) -> bytes:
        """Return `text` sealed for `column` ("table.column") of `row`. Raises KeyGone."""
        return seal(self._cipher(person_id), _tie(column, row), _padded(text))

    def open(self, person_id: str, column: str, row: str, sealed: bytes) -> str:
        """Return the text sealed for this column and row. Raises KeyGone and Unreadable."""
        data = unseal(self._cipher(person_id), _tie(column, row), sealed)
        length = int.from_bytes(data[:_LENGTH])
        return data[_LENGTH : _LENGTH + length].decode(errors="surrogatepass")

    def can_open(self, person_id: str) -> bool:
        """Return whether the person's key is there."""
        return self._keyring.cipher(person_id) is not None

    def _cipher(self, person_id: str) -> AESGCM:
        cipher = self._keyring.cipher(person_id)
        if cipher is None:
            raise KeyGone("This person was forgotten, and nothing of theirs can be read.")
        return cipher


def _tie(column: str, row: str) -> bytes:
    return f"{column}|{row}".encode()  # a column name holds no "|", so two ties never meet


def _padded(text: str) -> bytes:
    data = text.encode(errors="surrogatepass")  # half a character, cut from an emoji, is no reason to fail
    framed = len(data).to_bytes(_LENGTH) + data
    return framed + bytes(-len(framed) % _PAD)
