"""A sandbox that can be told to fail, and a bot at it."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

import pytest

from domain.clock import AdjustableClock
from sandbox import Sandbox
from sandbox.faults import fault_from
from storage import Storage
from tests.delivery.bot import Bot


class Fail(Protocol):
    def __call__(self, method: str, kind: str, **more: Any) -> None: ...


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A local Slack with Slack's rates."""
    async with Sandbox() as running:
        yield running


@pytest.fixture
def fail(sandbox: Sandbox) -> Fail:
    """Let a method fail: kind, times, seconds, error and match as the sandbox's faults take them."""

    def tell(method: str, kind: str, **more: Any) -> None:
        sandbox.workspace.faults.add(fault_from({"method": method, "kind": kind, **more}))

    return tell


@pytest.fixture
async def bot(sqlite_storage: Storage, sandbox: Sandbox, clock: AdjustableClock) -> AsyncIterator[Bot]:
    """A bot on SQLite, its courier not yet started."""
    async with Bot(sqlite_storage, sandbox, clock) as made:
        yield made
