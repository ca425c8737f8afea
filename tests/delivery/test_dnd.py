"""Whether a phone would make a sound, as far as Slack tells; and never at the price of a slow screen."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from delivery.dnd import DoNotDisturb, QuietNow, read
from delivery.pacing import Pacing
from delivery.slack_calls import SlackCalls
from domain.clock import AdjustableClock
from domain.scenes import Quiet
from sandbox import Sandbox
from tests.delivery.bot import ANA, JO, SAM
from tests.delivery.conftest import Fail

NOW = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
AT = int(NOW.timestamp())


def window(start: int, end: int, enabled: bool = True) -> dict[str, Any]:
    return {"dnd_enabled": enabled, "next_dnd_start_ts": AT + start, "next_dnd_end_ts": AT + end}


@pytest.mark.parametrize(
    ("fields", "quiet"),
    [
        (window(-3600, 3600), QuietNow(Quiet.QUIET, NOW + timedelta(hours=1))),
        (window(0, 60), QuietNow(Quiet.QUIET, NOW + timedelta(minutes=1))),
        (window(3600, 7200), QuietNow(Quiet.RINGS)),
        (window(-3600, 3600, enabled=False), QuietNow(Quiet.RINGS)),
        ({"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, QuietNow(Quiet.RINGS)),
        (window(-7200, -3600), QuietNow(Quiet.UNKNOWN)),
        ({"dnd_enabled": True}, QuietNow(Quiet.UNKNOWN)),
        ({"dnd_enabled": True, "next_dnd_start_ts": None, "next_dnd_end_ts": "x"}, QuietNow(Quiet.UNKNOWN)),
    ],
)
def test_what_slacks_fields_mean(fields: dict[str, Any], quiet: QuietNow) -> None:
    """A window that has begun is quiet until its end; what makes no sense is not known."""
    assert read(fields, NOW) == quiet


@pytest.fixture
async def calls(sandbox: Sandbox) -> AsyncIterator[SlackCalls]:
    async with SlackCalls(sandbox.bot_token, sandbox.api_url, Pacing()) as made:
        yield made


def asked(sandbox: Sandbox) -> int:
    return sum(1 for call in sandbox.workspace.calls.entries if call["method"] == "dnd.teamInfo")


async def test_it_is_asked_of_slack_and_kept_for_a_minute(
    sandbox: Sandbox, calls: SlackCalls, clock: AdjustableClock
) -> None:
    """Quiet in the window, ringing outside of it; a second look within a minute asks nobody."""
    night = next(hours for hours in range(24) if _hour_in_chicago(clock, hours) == 23)
    for each in (clock, sandbox.workspace.clock):
        _push(each, hours=night)
    dnd = DoNotDisturb(calls, clock)
    got = await dnd.quiet([JO, SAM, "U0NOBODY"])
    assert got[JO].quiet is Quiet.QUIET
    until = got[JO].until
    assert until is not None
    assert timedelta() < until - clock.now() <= timedelta(hours=8)
    assert got[SAM] == QuietNow(Quiet.RINGS)
    assert got["U0NOBODY"] == QuietNow(Quiet.UNKNOWN)
    await dnd.quiet([JO, SAM])
    assert asked(sandbox) == 1


def _hour_in_chicago(clock: AdjustableClock, plus: int) -> int:
    return (clock.now() + timedelta(hours=plus)).astimezone(ZoneInfo("America/Chicago")).hour


def _push(clock: Any, hours: int) -> None:
    if isinstance(clock, AdjustableClock):
        clock.push(timedelta(hours=hours))
    else:
        clock.advance(hours * 3600)


async def test_a_window_that_passed_is_asked_for_again(
    sandbox: Sandbox, calls: SlackCalls, clock: AdjustableClock
) -> None:
    """The clock was pushed past the kept window: its answer is no use any more."""
    dnd = DoNotDisturb(calls, clock)
    await dnd.quiet([JO])
    for each in (clock, sandbox.workspace.clock):
        _push(each, hours=48)
    got = await dnd.quiet([JO])
    assert asked(sandbox) == 2
    assert got[JO].quiet is not Quiet.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("http500", {}),
        ("drop", {"times": 2}),  # aiohttp itself reads a second time
        ("ratelimited", {"seconds": 5}),
        ("error", {"error": "missing_scope"}),
        ("latency", {"seconds": 1}),
    ],
)
async def test_a_slack_that_does_not_answer_holds_no_screen_up(
    calls: SlackCalls, clock: AdjustableClock, fail: Fail, kind: str, more: dict[str, Any]
) -> None:
    """Not known, and that within the bound."""
    fail("dnd.teamInfo", kind, **more)
    began = time.monotonic()
    got = await DoNotDisturb(calls, clock, bound=0.3).quiet([ANA, SAM])
    assert got == dict.fromkeys([ANA, SAM], QuietNow(Quiet.UNKNOWN))
    assert time.monotonic() - began < 0.9


async def test_more_than_fifty_are_asked_in_parts(
    sandbox: Sandbox, calls: SlackCalls, clock: AdjustableClock
) -> None:
    """dnd.teamInfo takes fifty at a time."""
    got = await DoNotDisturb(calls, clock).quiet([*(f"U{number}" for number in range(120)), SAM])
    assert got[SAM].quiet is Quiet.RINGS
    assert asked(sandbox) == 3
