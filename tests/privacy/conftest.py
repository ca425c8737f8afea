"""A log at DEBUG in a file, and a stage with two teams for each story of the README's table."""

import asyncio
import gc
import logging
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import structlog

import logs
from tests.databases import SqliteFiles
from tests.e2e.house import fresh_urls
from tests.privacy.audience import Stage, TwoTeams
from tests.privacy.eyes import Seen


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Log everything at DEBUG into a file, and put Python's hooks back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.raiseExceptions, warnings.showwarning)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    path = tmp_path / "hearth.log"
    with path.open("w", encoding="utf-8") as stream:
        logs.set_up_logging("DEBUG", stream)
        yield path
        gc.collect()
        root.handlers[:], level, logging.raiseExceptions, warnings.showwarning = before
        root.setLevel(level)
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
        structlog.reset_defaults()


@pytest.fixture(scope="session")
def two_teams(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> TwoTeams:
    """Both teams, set up once; each story takes a copy."""
    urls = fresh_urls(sqlite_files, tmp_path_factory.mktemp("two_teams"))
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, beside the tests' loops
        return thread.submit(asyncio.run, TwoTeams.make(urls)).result()


@pytest.fixture(scope="session")
def at_first() -> dict[str, Seen]:
    """What everybody sees in a fresh copy, looked at once."""
    return {}


@pytest.fixture
async def stage(
    two_teams: TwoTeams, tmp_path: Path, log_file: Path, at_first: dict[str, Seen]
) -> AsyncIterator[Stage]:
    """A copy of both teams, at a bot that logs at DEBUG."""
    async with two_teams.house(tmp_path) as house:
        yield Stage(house, log_file, at_first)
        assert house.our_faults() == []
