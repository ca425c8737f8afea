"""Slack's side as a process of its own: a sandbox, and the people who tap in it.

It is told what to do by a line of JSON on standard input, and answers with one on standard output.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from benchmarks.walking import CLOSE, STEP, Walker, ask_form, form_of, send_view, slack_user, until
from sandbox.manifest import read_manifest
from sandbox.rates import Rates
from sandbox.server import Sandbox
from sandbox.world import Desk, Json, User

MANIFEST = Path(__file__).parents[1] / "manifest.json"


class TimedSandbox(Sandbox):
    """A sandbox that writes down when a call came and how long it took: `arrived`, `took_ms`."""

    def _app(self, bot_control: str) -> web.Application:
        app = super()._app(bot_control)
        app.middlewares.append(self._timed)
        return app

    @web.middleware
    async def _timed(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/api/"):
            return await handler(request)
        arrived = time.monotonic()
        answer = await handler(request)
        entry = next(
            entry
            for entry in reversed(self.workspace.calls.entries)
            if "took_ms" not in entry and request.path.endswith(f"/{entry['method']}")
        )
        entry["arrived"], entry["took_ms"] = arrived, (time.monotonic() - arrived) * 1000
        return answer


class SlackSide:
    """What the benchmark can ask of Slack's side; each method is one command."""

    def __init__(self, sandbox: TimedSandbox, people: int, crowd: int) -> None:
        self._workspace = sandbox.workspace
        self._people = people
        self._walkers: dict[int, Walker] = {}
        self._ready: dict[int, Json] = {}
        world = self._workspace.world
        for number in range(people + crowd):
            user = User(slack_user(number), f"Person {number}")
            world.users[user.id], world.desks[user.id] = user, Desk()
            world.direct_channel(user.id)
            if number < people:
                self._walkers[number] = Walker(self._workspace, user)

    async def connected(self, count: int) -> float:
        """Wait until so many sockets of the app are open, and return the monotonic time."""
        await until(lambda: self._workspace.sockets.count == count)
        return time.monotonic()

    # a debrief

    async def begin(self, people: list[int], flow: str) -> None:
        """Let people begin a debrief, and wait until nothing of that is under way."""
        await asyncio.gather(*(self._begin(number, flow) for number in people))

    async def _begin(self, number: int, flow: str) -> None:
        walker = self._walkers[number]
        if walker.place == STEP:
            await self.walk(number, keep=False)
        first = self._workspace.calls.count
        await walker.begin(flow)
        await self._home(first, walker.user.id)

    async def walk(self, person: int, keep: bool) -> Json:
        """One person walks to the end, one step at a time: milliseconds of each, and the forms if kept."""
        walker, took, forms = self._walkers[person], [], []
        first = self._workspace.calls.count
        while walker.place == STEP:
            if keep:
                forms.append(form_of(walker.user, walker.body))
            took.append((await walker.submit(walker.body)).milliseconds)
        if walker.place == CLOSE:
            await self._home(first, walker.user.id)
        return {"took": took, "forms": forms}

    async def replay(self, forms: list[Json]) -> Json:
        """Send the same forms to a listener that answers with nothing: milliseconds of each."""
        user, took = self._walkers[0].user, []
        for form in forms:
            took.append((await send_view(self._workspace, user, form)).milliseconds)
        return {"took": took}

    async def crowd(self, people: list[int], steps: int) -> Json:
        """Let many take so many steps each, all at once: the seconds, how many were answered, and how many
        people got one late, by "one moment", and went no further."""

        async def walks(number: int) -> tuple[int, bool]:
            walker = self._walkers[number]
            for step in range(steps):
                await walker.submit(walker.body)
                if walker.place != STEP:
                    return step + 1, True
            return steps, False

        began = time.monotonic()
        answered = await asyncio.gather(*(walks(number) for number in people))
        seconds = time.monotonic() - began
        return {
            "seconds": seconds,
            "answered": sum(steps for steps, _ in answered),
            "late": sum(late for _, late in answered),
        }

    async def replay_crowd(self, people: list[int], forms: list[Json]) -> float:
        """Send the same forms from many at once, to a listener that answers with nothing: the seconds."""

        async def sends(number: int) -> None:
            for form in forms:
                await send_view(self._workspace, self._walkers[number].user, form)

        began = time.monotonic()
        await asyncio.gather(*(sends(number) for number in people))
        return time.monotonic() - began

    async def _home(self, first: int, user: str) -> None:
        """Wait until somebody's Home was drawn after call number `first`, and Slack's side is done."""

        def drawn() -> bool:
            calls = self._workspace.calls.since(first)
            homes = [c for c in calls if c["method"] == "views.publish" and c["args"].get("user_id") == user]
            return bool(homes) and all("took_ms" in call for call in homes)

        await until(drawn)

    # a call for a person

    async def prepare_alert(self, asker: int, whom: str) -> Json:
        """Let somebody fill the form in; return it as it will be sent."""
        walker = self._walkers[asker]
        await walker.submit(ask_form(whom))
        self._ready[asker] = form_of(walker.user, walker.body)
        walker.body = {}
        return self._ready[asker]

    async def alert(self, asker: int, alerts: int = 1) -> Json:
        """Press Send, and wait until so many alerts have come: milliseconds to the last (`all_ms`), and what
        of those to the first was ours, what was Slack's."""
        return await self._to_arrival(asker, self._ready.pop(asker), alerts)

    async def bare_alert(self, form: Json) -> Json:
        """The same at a listener that only posts one line."""
        return await self._to_arrival(0, form)

    async def _to_arrival(self, sender: int, form: Json, alerts: int = 1) -> Json:
        first, sent = self._workspace.calls.count, time.monotonic()
        answer = await send_view(self._workspace, self._walkers[sender].user, form)
        if not answer.acknowledged:
            raise RuntimeError("a Send was not acknowledged")

        own = "D" + slack_user(sender)[1:]

        def done() -> list[Json]:
            return [call for call in self._workspace.calls.since(first) if "took_ms" in call]

        def arrived() -> list[Json]:
            posts = [call for call in done() if call["method"] == "chat.postMessage" and call["ok"]]
            channels = [(call, call["args"].get("channel")) for call in posts]
            return [call for call, where in channels if self._number(where) < self._people and where != own]

        await until(lambda: len(arrived()) >= alerts)
        alerted = sorted(arrived(), key=lambda call: call["arrived"])[:alerts]
        post, last = alerted[0], alerted[-1]
        before = sum(call["took_ms"] for call in done() if call["arrived"] < post["arrived"])
        return {
            "all_ms": (last["arrived"] - sent) * 1000,
            "ours_ms": (post["arrived"] - sent) * 1000 - before,
            "before_ms": before,
            "slack_ms": post["took_ms"],
        }

    # a flood of check-ins

    async def posted_to_crowd(self, after: int = 0) -> Json:
        """Return how many messages the crowd has got beyond the first `after`, and the seconds from the first
        of these to the last."""
        posts = sorted(
            call["arrived"]
            for call in self._workspace.calls.entries
            if call["method"] == "chat.postMessage" and call["ok"] and "arrived" in call
            if self._number(call["args"].get("channel")) >= self._people
        )[after:]
        return {"count": len(posts), "seconds": posts[-1] - posts[0] if posts else 0.0}

    async def refused(self) -> Json:
        """Return how many calls Slack answered with a 429: for people of calls, of the crowd, for nobody in
        particular; and the names of their methods."""
        whose, methods = {"calls": 0, "crowd": 0, "others": 0}, set()
        for call in self._workspace.calls.entries:
            if call["error"] == "ratelimited":
                args = call["args"]
                methods.add(call["method"])
                named = (args.get(name) for name in ("channel", "user", "user_id", "users"))
                number = self._number(next(filter(None, named), ""))
                whose["others" if number < 0 else "calls" if number < self._people else "crowd"] += 1
        return {**whose, "methods": ", ".join(sorted(methods))}

    @staticmethod
    def _number(where: object) -> int:
        """Return the number of the person whom an id means, a DM's or an account's; -1 for anything else."""
        digits = str(where or "")[len("U0BENCH") :]
        return int(digits) if digits.isdecimal() else -1


async def serve(people: int, crowd: int, rates: Rates) -> None:
    """Stand as Slack until standard input closes; one command a line."""
    sandbox = TimedSandbox(manifest=read_manifest(MANIFEST), rates=rates)
    side = SlackSide(sandbox, people, crowd)
    reader = asyncio.StreamReader(limit=2**26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with sandbox:
        _say({"answer": sandbox.url})
        while line := await reader.readline():
            told = json.loads(line)
            command: Callable[..., Awaitable[Any]] = getattr(side, told.pop("do"))
            try:
                _say({"answer": await command(**told)})
            except Exception as failed:  # told to the benchmark, which raises it
                _say({"failed": f"{type(failed).__name__}: {failed}"})


def _say(told: Json) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), "slack" if sys.argv[3] == "slack" else "off"))
