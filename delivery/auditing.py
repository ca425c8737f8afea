"""The auditor at work: once a minute it looks, repairs what is beyond doubt, raises the rest, and only when
nothing is wrong it sends the heartbeat (grafana/oncall's idea, models.md).

Every process looks, since a look and a repair that are made twice do no harm: so one sees it when the one
that leads hangs. Only the one that leads sends the heartbeat.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from care.audit import LOOKS, Look
from care.mending import REPAIRS, Repair
from care.seam import Seam
from delivery.clock import Leader
from delivery.heartbeat import Heartbeat
from domain.audit import Finding, Sign, Wrong
from domain.clock import Clock

log = structlog.get_logger("hearth.audit")

FRESH = 180.0
"""Seconds (monotonic) after which the last audit says nothing about now."""

AGAIN_WITHIN = 3600.0
"""Seconds within which a thing that was repaired must not need it again: then it is raised as well."""

MOST_LINES = 20
"""Findings that one audit writes a line about; a flood of them is one thing to mend, not a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """How the bot watches itself. Seconds of real time; `health_port` None: no `/healthz`.

    `first`, `every`: when to look. `accounts_first`: when to look whether the night's look at accounts is
    due. `repairs` and `monotonic` are for tests.
    """

    heartbeat_url: str = field(default="", repr=False)  # whoever knows it can send heartbeats
    health_port: int | None = None
    health_host: str = "127.0.0.1"
    first: float = 5.0
    every: float = 60.0
    accounts_first: float = 60.0
    repairs: Mapping[Sign, Repair] = field(default_factory=lambda: REPAIRS)
    monotonic: Callable[[], float] = time.monotonic


class Seen:
    """For how long each thing has been seen as it is: in real time, whatever the adjustable clock says."""

    def __init__(self) -> None:
        self._since: dict[tuple[Sign, str, str], tuple[str, float, float]] = {}

    def ripe(self, found: Sequence[Finding], at: float) -> list[Finding]:
        """Return what has been so for longer than its patience; forget what was not found this time."""
        known, self._since = self._since, {}
        for one in found:
            before = known.get(one.place)
            first = before if before and before[0] == one.mark else (one.mark, at, one.patience)
            self._since[one.place] = first
        return [one for one in found if at - self._since[one.place][1] >= self._since[one.place][2]]


class Auditor:
    """Looks until it is stopped. `wrong` is what `/healthz` says."""

    def __init__(self, seam: Seam, leader: Leader, clock: Clock, watching: Watching) -> None:
        self._do = seam.do
        self._leader = leader
        self._clock = clock
        self._watching = watching
        self._heartbeat = Heartbeat(watching.heartbeat_url) if watching.heartbeat_url else None
        self._seen = Seen()
        self._mended: dict[tuple[Sign, str, str], float] = {}
        self._told: set[tuple[Sign, str, str]] = set()
        self._last: tuple[float, tuple[Wrong, ...]] | None = None
        self._turn = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        """What is wrong, as of the last look; an old look, or none, is wrong itself."""
        if self._last is None or self._watching.monotonic() - self._last[0] > FRESH:
            return (Wrong.AUDIT,)
        return self._last[1]

    def start(self) -> None:
        """Begin to look, in the running loop."""
        self._task = asyncio.create_task(self._run(), name="auditor")

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look_now(self) -> tuple[Wrong, ...]:
        """Look, repair, look again; return what is still wrong. Nothing wrong: the heartbeat is sent."""
        async with self._turn:
            try:
                wrong = await self._audit()
            except Exception as error:
                # The database is away, most likely. What was seen before stays as it was.
                log.error("audit_failed", error=type(error).__name__)  # noqa: TRY400 - a text may hold words
                wrong = (Wrong.AUDIT,)
            self._last = (self._watching.monotonic(), wrong)
            if not wrong and self._heartbeat and await asyncio.to_thread(self._leader.held):
                await self._heartbeat.beat()
            return wrong

    async def _run(self) -> None:
        await asyncio.sleep(self._watching.first)
        while True:
            try:
                await self.look_now()
            except Exception as error:  # asking who leads failed: no heartbeat, and on
                log.error("audit_failed", error=type(error).__name__)  # noqa: TRY400 - a text may hold words
            await asyncio.sleep(self._watching.every)

    async def _audit(self) -> tuple[Wrong, ...]:
        ripe = await self._look()
        again = {one.place for one in ripe if await self._mend(one)}
        if ripe:
            ripe = [*await self._look(), *(one for one in ripe if one.place in again)]
        self._raise(ripe)
        return tuple(sorted({one.sign.wrong for one in ripe}))

    async def _look(self) -> list[Finding]:
        found: list[Finding] = []
        for look, limit in LOOKS.items():
            found += await self._through(look, limit)
        return self._seen.ripe(found, self._watching.monotonic())

    async def _through(self, look: Look, limit: int) -> list[Finding]:
        found: list[Finding] = []
        after: str | None = ""
        while after is not None:
            part = await self._do(look, self._clock.now(), after, limit)
            found += part.found
            after = part.after
        return found

    async def _mend(self, finding: Finding) -> bool:
        """Repair what can be repaired. Return whether it was repaired not long ago: that does not last."""
        repair = self._watching.repairs.get(finding.sign)
        if repair is None:
            return False
        try:
            await self._do(repair, finding, self._clock.now())
        except Exception as error:
            kind = type(error).__name__
            log.error("audit_cannot_mend", kind=finding.sign, reference=finding.reference, error=kind)  # noqa: TRY400 - a text may hold words
            return False
        log.warning("audit_mended", kind=finding.sign, reference=finding.reference)
        at = self._watching.monotonic()
        self._mended = {place: then for place, then in self._mended.items() if at - then < AGAIN_WITHIN}
        again = finding.place in self._mended
        self._mended[finding.place] = at
        return again

    def _raise(self, wrong: Sequence[Finding]) -> None:
        """Write a line about each thing that is newly wrong, and one about all that is wrong now."""
        new = [one for one in wrong if one.place not in self._told]
        self._told = {one.place for one in wrong}
        for one in new[:MOST_LINES]:
            log.error("audit_found", reason=one.sign.wrong, kind=one.sign, reference=one.reference)
        if wrong:
            kinds = sorted({one.sign.value for one in wrong})
            log.error("audit_wrong", count=len(wrong), kind=kinds)
