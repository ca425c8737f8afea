"""What is sealed opens in its own row and column, under its own person's key, and nowhere else."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyGone, Unreadable
from storage.vault import Vault


class Ring:
    """A keyring in memory."""

    def __init__(self, *person_ids: str) -> None:
        self.keys = {person_id: AESGCM(AESGCM.generate_key(256)) for person_id in person_ids}

    def cipher(self, person_id: str) -> AESGCM | None:
        return self.keys.get(person_id)


VAULT = Vault(Ring("ana", "ben"))
TEXTS = st.text(st.characters(exclude_categories=()), max_size=2000)  # half characters too


@given(text=TEXTS, row=st.text(max_size=40))
def test_a_text_comes_back(text: str, row: str) -> None:
    """Any text, of any length and in any writing, comes back as it was."""
    sealed = VAULT.seal("ana", "notes.text", row, text)
    assert VAULT.open("ana", "notes.text", row, sealed) == text


@given(text=TEXTS, again=TEXTS)
def test_its_length_tells_little(text: str, again: str) -> None:
    """Texts of up to 252 bytes are sealed to one length, longer ones to steps of 256; no two look alike."""
    sealed = VAULT.seal("ana", "notes.text", "1", text)
    assert len(sealed) == 1 + 12 + 16 + 256 * -(-(len(text.encode(errors="surrogatepass")) + 4) // 256)
    assert sealed != VAULT.seal("ana", "notes.text", "1", again)


@pytest.mark.parametrize(
    ("person", "column", "row"),
    [("ana", "notes.text", "2"), ("ana", "people.name", "1"), ("ben", "notes.text", "1")],
    ids=["another row", "another column", "another person"],
)
def test_a_moved_ciphertext_does_not_open(person: str, column: str, row: str) -> None:
    """Moved to another row, another column or another person, it is refused."""
    sealed = VAULT.seal("ana", "notes.text", "1", "text")
    with pytest.raises(Unreadable):
        VAULT.open(person, column, row, sealed)


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_changed_ciphertext_does_not_open(at: int, bit: int) -> None:
    """Any bit of it changed, the version byte too, and it is refused."""
    sealed = bytearray(VAULT.seal("ana", "notes.text", "1", "text"))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(Unreadable):
        VAULT.open("ana", "notes.text", "1", bytes(sealed))


@pytest.mark.parametrize("stump", [b"", b"\x01", b"\x01" + bytes(12), b"\x01" + bytes(20)])
def test_a_stump_does_not_open(stump: bytes) -> None:
    """A value that was cut short is refused like a changed one."""
    with pytest.raises(Unreadable):
        VAULT.open("ana", "notes.text", "1", stump)


def test_without_a_key_nothing_opens() -> None:
    """Who was forgotten has no key: nothing of theirs is sealed or opened."""
    sealed = VAULT.seal("ana", "notes.text", "1", "text")
    vault = Vault(Ring("ben"))
    assert not vault.can_open("ana")
    with pytest.raises(KeyGone):
        vault.open("ana", "notes.text", "1", sealed)
    with pytest.raises(KeyGone):
        vault.seal("ana", "notes.text", "1", "text")
