"""The pins: hashed, free of addresses, and each lock within the next."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"


def pins(lock: str) -> dict[str, str]:
    """Return the version of every package that a lock names."""
    text = (FOLDER / f"{lock}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize(("smaller", "larger"), [("run", "sandbox"), ("sandbox", "dev")])
def test_each_lock_holds_the_one_before_it(smaller: str, larger: str) -> None:
    """What runs the bot is the same in the sandbox and in the tests, to the version."""
    assert pins(smaller).items() <= pins(larger).items()


@pytest.mark.parametrize("lock", ["run", "sandbox", "dev"])
def test_every_pin_has_its_hashes_and_no_address(lock: str) -> None:
    """A lock names versions and hashes; where they come from is the reader's own business."""
    text = (FOLDER / f"{lock}.txt").read_text()
    assert len(re.findall(r"==\S+.* \\\n +--hash=sha256:", text)) == len(pins(lock))
    assert not re.search(r"://|--index|--find-links|--extra", text)
