"""The processes of a benchmark: Slack's side, the bot, and the bare one; and an environment like a team's.

A team installs what requirements/run.txt names and no more. Here the development packages are installed
too, and some libraries load what they find (structlog loads rich). So the bot and the bare process run in
an environment that holds links to the packages of run.txt alone.
"""

import asyncio
import importlib.metadata
import json
import os
import re
import sys
import time
import venv
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "run.txt"
BOUND = 60.0
"""Seconds that any process may take for anything."""

UNPACED = {"BENCH_UNPACED": "1"}
"""In the environment of a bot: it keeps no rates (collecting.py)."""

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", re.MULTILINE)


def team_environment(folder: Path) -> Path:
    """Make an environment with the packages of run.txt alone, as links; return its Python."""
    venv.create(folder, symlinks=True, with_pip=False)
    packages = next((folder / "lib").glob("python*/site-packages"))
    for name in _PINNED.findall(LOCK.read_text(encoding="utf-8")):
        try:
            installed = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or an older Python
        tops = {Path(str(file)).parts[0] for file in installed.files or ()}
        for top in tops - {"..", "__pycache__"}:
            link = packages / top
            if not link.exists():
                link.symlink_to(Path(str(installed.locate_file(top))))
    return folder / "bin" / "python"


@dataclass
class Program:
    """A bot, or the bare process: started, with a log that is read when it goes wrong."""

    name: str
    process: asyncio.subprocess.Process
    log: Path
    began: float

    async def stop(self) -> None:
        """End it as a signal would; a program that ended by itself before tells its log."""
        if self.process.returncode is not None:
            raise RuntimeError(f"{self.name} ended by itself:\n{self.log.read_text()[-2000:]}")
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), BOUND)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
            raise

    def resident(self) -> float:
        """Return its resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        assert found is not None
        return int(found.group(1)) / 1024

    def worked(self) -> float:
        """Return the seconds of processor time that it has taken."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def program(
    name: str, python: Path, path: Path, settings: dict[str, str], folder: Path, *arguments: str
) -> AsyncIterator[Program]:
    """Run a program of ours until the end of the block."""
    log = folder / f"{name}.log"
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **settings}
    with log.open("ab") as written:
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            python, *map(str, _collecting(path)), *arguments, env=environment, cwd=ROOT,
            stdout=written, stderr=written, start_new_session=True,
        )  # fmt: skip
    running = Program(name, process, log, began)
    try:
        yield running
    finally:
        await running.stop()


def _collecting(path: Path) -> tuple[Path, ...]:
    return ROOT / "benchmarks" / "collecting.py", path


class Slack:
    """Slack's side, in a process of its own: commands go in by `ask`."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process = process
        self.api_url = f"{url}/api/"

    async def ask(self, command: str, **arguments: Any) -> Any:
        """Ask for one command of `benchmarks.slack_side.SlackSide`; raises RuntimeError where it failed."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": command, **arguments}).encode() + b"\n")
        return await answer_of(self._process)


async def answer_of(process: asyncio.subprocess.Process) -> Any:
    """Read one answer of Slack's side."""
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), BOUND)
    told = json.loads(line or b'{"failed": "Slack\'s side is gone"}')
    if "failed" in told:
        raise RuntimeError(told["failed"])
    return told["answer"]


@asynccontextmanager
async def slack(people: int, crowd: int = 0, rates: str = "off") -> AsyncIterator[Slack]:
    """Stand Slack's side up, with so many people in it, and a crowd beside them whom check-ins go to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.slack_side", str(people), str(crowd), rates,
        cwd=ROOT, start_new_session=True,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**26,
    )  # fmt: skip
    try:
        yield Slack(process, await answer_of(process))
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await asyncio.wait_for(process.wait(), BOUND)


@dataclass(frozen=True)
class Party:
    """One program at a Slack of its own, so that each payload can only come to it."""

    slack: Slack
    program: Program


@dataclass(frozen=True)
class Bench:
    """Where the programs of this run are: their Python, a folder for their files, how many people."""

    python: Path
    folder: Path
    people: int

    def bot_settings(self, api_url: str, data: Path, hearth_key: str) -> dict[str, str]:
        """Return the settings of a bot on the databases in a folder, as a team would write them."""
        return {
            "SLACK_BOT_TOKEN": "xoxb-sandbox",
            "SLACK_APP_TOKEN": "xapp-sandbox",
            "SLACK_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{data / 'hearth.db'}",
            "KEYS_URL": f"sqlite:///{data / 'keys.db'}",
            "HEARTH_KEY": hearth_key,
        }

    @asynccontextmanager
    async def bot(
        self, at: Slack, data: Path, hearth_key: str, more: Mapping[str, str] | None = None
    ) -> AsyncIterator[Program]:
        """Run the bot at a Slack, until the end of the block, with `more` in its environment."""
        settings = self.bot_settings(at.api_url, data, hearth_key) | dict(more or {})
        async with program("bot", self.python, ROOT / "bot.py", settings, self.folder, "run") as running:
            yield running

    @asynccontextmanager
    async def bare(self, at: Slack, posts_to: str = "") -> AsyncIterator[Program]:
        """Run the bare process at a Slack, until the end of the block."""
        settings = {
            "BARE_API_URL": at.api_url,
            "BARE_DATABASE": str(self.folder / "bare.db"),
            "BARE_POSTS_TO": posts_to,
        }
        path = ROOT / "benchmarks" / "bare.py"
        async with program("bare", self.python, path, settings, self.folder) as running:
            yield running

    @asynccontextmanager
    async def party(
        self,
        data: Path | None = None,
        hearth_key: str = "",
        posts_to: str = "",
        *,
        crowd: int = 0,
        rates: str = "off",
        settings: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Party]:
        """Stand up a Slack with a bot on `data`, or with the bare process; wait until it is connected."""
        async with AsyncExitStack() as stack:
            at = await stack.enter_async_context(slack(self.people, crowd, rates))
            runs = self.bare(at, posts_to) if data is None else self.bot(at, data, hearth_key, settings)
            running = await stack.enter_async_context(runs)
            await at.ask("connected", count=1)
            yield Party(at, running)
