"""Effects run after the answer, are kept until they are done, and drained at the stop."""

import asyncio

import pytest
from structlog.testing import capture_logs

from care.effects import Effects


async def test_an_effect_runs_and_is_drained() -> None:
    """At the stop what is under way is waited for."""
    done: list[str] = []
    release = asyncio.Event()

    async def work() -> None:
        await release.wait()
        done.append("done")

    effects = Effects()
    effects.start(work(), "views.open")
    assert len(effects) == 1
    asyncio.get_running_loop().call_soon(release.set)
    assert await effects.drain(2) == 0
    assert (done, len(effects)) == (["done"], 0)


async def test_what_takes_too_long_is_cut_off_at_the_stop() -> None:
    """The stop has a bound; how many were cut off is told."""
    effects = Effects()
    effects.start(asyncio.Event().wait(), "views.open")
    assert await effects.drain(0.05) == 1


async def test_nothing_is_started_on_the_way_out() -> None:
    """After the drain began."""
    effects = Effects()
    assert await effects.drain(0) == 0
    with pytest.raises(RuntimeError):
        effects.start(asyncio.Event().wait(), "views.open")


async def test_what_an_effect_raises_is_logged_without_its_text() -> None:
    """The name of the effect and the type of the error, never what it says."""

    async def work() -> None:
        raise ValueError("what somebody wrote")

    effects = Effects()
    with capture_logs() as logs:
        effects.start(work(), "views.open")
        await effects.drain(1)
    assert logs == [
        {"event": "effect_failed", "effect": "views.open", "error": "ValueError", "log_level": "error"}
    ]
