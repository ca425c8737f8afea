"""The worked example of a gateway, as an operator runs it, and the bot's own sender: over a real socket."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from delivery.ring_post import Gateway, body_of, headers_of, post
from domain.rings import RingOut
from tests.e2e.gateways import SECRET, example_gateway


def now() -> datetime:
    """Return the real time: the receiver goes by no other."""
    return datetime.now(UTC)


def ring(handle: str = "+1 (410) 555-0100", purpose: str = "ring", ring_id: str = "one") -> RingOut:
    return RingOut(ring_id, handle, purpose, now())


def calls(folder: Path) -> list[str]:
    return [file.read_text(encoding="ascii") for file in (folder / "outgoing").glob("*.call")]


async def send(gateway: Gateway, one: RingOut, off: timedelta = timedelta()) -> int:
    return await post(gateway, one, now() + off)


async def test_a_ring_is_rung_once_whatever_comes_again(tmp_path: Path) -> None:
    """A call file with the number; the same id again is taken and rings nobody, after a restart too."""
    async with example_gateway(tmp_path) as gateway:
        assert [await send(gateway, ring()) for _ in range(3)] == [200, 200, 200]
        assert await send(gateway, ring(ring_id="two", purpose="test")) == 200
    async with example_gateway(tmp_path) as gateway:
        assert await send(gateway, ring()) == 200
    found = calls(tmp_path)
    assert len(found) == 2
    assert all("Channel: PJSIP/+14105550100@trunk\n" in one for one in found)


async def test_a_check_rings_nobody(tmp_path: Path) -> None:
    """`bot.py check` learns that the secret is the same, and no phone sounds."""
    async with example_gateway(tmp_path) as gateway:
        assert await send(gateway, ring(handle="", purpose="check")) == 200
        assert await send(replace(gateway, secret="another secret, longer"), ring()) == 401
    assert calls(tmp_path) == []


async def test_what_was_copied_or_changed_is_refused(tmp_path: Path) -> None:
    """An old timestamp, one from the future, another body under the same signature, none at all."""
    async with example_gateway(tmp_path) as gateway:
        for off in (timedelta(minutes=6), timedelta(minutes=-6)):
            assert await send(gateway, ring(), off) == 401
        body = body_of(ring())
        headers = headers_of("one", body, SECRET, now())
        async with aiohttp.ClientSession() as session:
            for sent, with_these in (
                (body.replace(b"0100", b"0199"), headers),
                (body, {}),
                (body, {**headers, "X-Hearth-Timestamp": "1e9"}),
                (body, {**headers, "X-Hearth-Signature": "v1=é"}),
            ):
                async with session.post(gateway.url, data=sent, headers=with_these) as answer:
                    assert answer.status == 401
            async with session.post(gateway.url, data=b"x" * 10_000, headers=headers) as answer:
                assert answer.status == 413
    assert calls(tmp_path) == []


@pytest.mark.parametrize("handle", ["", "nobody", "1\nContext: x", "911;rm", "+1410555010012345678901"])
async def test_a_handle_that_is_no_number_is_not_known(tmp_path: Path, handle: str) -> None:
    """404, so that the sender stops; and nothing of it reaches a call file."""
    async with example_gateway(tmp_path) as gateway:
        assert await send(gateway, ring(handle)) == 404
    assert calls(tmp_path) == []


async def test_aliases_come_from_a_file(tmp_path: Path) -> None:
    """What the bot keeps need not be a number at all."""
    (tmp_path / "handles").write_text("sam = +1 410 555 0101\n\nbroken line\n", encoding="utf-8")
    async with example_gateway(tmp_path, RING_HANDLES=str(tmp_path / "handles")) as gateway:
        assert await send(gateway, ring("sam")) == 200
        assert await send(gateway, ring("rosa", ring_id="two")) == 404
    assert ["+14105550101" in one for one in calls(tmp_path)] == [True]


async def test_what_could_not_be_rung_may_come_again(tmp_path: Path) -> None:
    """Asterisk's folder is away: 502; when it is back the same id rings."""
    async with example_gateway(tmp_path) as gateway:
        (tmp_path / "outgoing").rmdir()
        assert await send(gateway, ring()) == 502
        (tmp_path / "outgoing").mkdir()
        assert await send(gateway, ring()) == 200
    assert len(calls(tmp_path)) == 1
