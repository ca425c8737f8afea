"""People of the benchmark: Slack's clients in little.

They send what the sandbox's own client would send, take the next screen from the acknowledgement, and fill
it in. They do not check a screen as the sandbox's page does: that takes Slack's side longer than a step
takes the bot, and would be counted to neither.
"""

import asyncio
import json
import time
from collections.abc import Callable

from sandbox import payloads
from sandbox.socket_mode import Answer
from sandbox.workspace import Workspace
from sandbox.world import Json, User, View, fresh_id

LIMITS, STEP, CLOSE = "debrief.limits", "debrief.answer", "debrief.close"
BOUND = 30.0
"""Seconds that anything is waited for."""

TAPS = frozenset(["go_on", "few", "green", "more", "not_now"])
"""What is tapped where one is chosen, so that every walk is the same, and a long one."""

PASSED_OVER = frozenset(["person", "cover", "lines", "yes"])
"""What is never tapped: it opens another screen on top, or asks for something to be kept, so that more than
a step would be measured."""


class Walker:
    """One person in a debrief: holds the screen they are at, and answers it."""

    def __init__(self, workspace: Workspace, user: User) -> None:
        self._workspace = workspace
        self.user = user
        self.body: Json = {}

    @property
    def place(self) -> str:
        """What the screen's submit is called; "" for one that has none: before all, or when it came late."""
        return str(self.body.get("callback_id") or "")

    async def begin(self, flow: str) -> None:
        """Go through a door by the limits card: its submit is answered with the first step."""
        limits = {"type": "modal", "blocks": [], "callback_id": LIMITS}
        await self.submit(limits | carrying(f=flow))
        if self.place != STEP:  # one is open still, whose screen came late: begin afresh
            await self._afresh(flow)

    async def submit(self, body: Json) -> Answer:
        """Send a form, filled in, and take the screen that comes back."""
        answer = await send_view(self._workspace, self.user, form_of(self.user, body))
        told = answer.payload or {}
        if not answer.acknowledged or "view" not in told:
            raise RuntimeError(f"a screen was not answered: {answer.why or json.dumps(told)[:300]}")
        self.body = told["view"]
        return answer

    async def _afresh(self, flow: str) -> None:
        desk = self._workspace.world.desks[self.user.id]
        desk.modals.clear()
        trigger = self._workspace.triggers.give(self.user.id)
        payload = payloads.touch_json("block_actions", self.user, trigger)
        payload["actions"] = [{"type": "button", "action_id": "debrief.fresh", "value": flow}]
        await self._workspace.sockets.interaction("interactive", payload, lambda _: None)
        await until(lambda: desk.modals)
        self.body = desk.modals.pop().body


def slack_user(number: int) -> str:
    """Return the Slack user id of the benchmark's person of that number."""
    return f"U0BENCH{number:03d}"


def form_of(user: User, body: Json) -> Json:
    """Return a form as a submit's payload holds it, filled in."""
    view_id = fresh_id("V")
    return payloads.view_json(View(view_id, user.id, body, fresh_id("h"), view_id, values=_filled(body)))


def ask_form(whom: str) -> Json:
    """Return a form with only its `whom`: the bot answers it with the whole, which nobody was shown yet."""
    option = {"text": {"type": "plain_text", "text": "One person"}, "value": whom}
    element = {"type": "static_select", "action_id": "support.change:whom", "initial_option": option}
    return {
        "type": "modal",
        "callback_id": "support.send",
        "blocks": [{"type": "input", "block_id": "whom", "element": element | {"options": [option]}}],
    } | carrying(k="company")


def carrying(**metadata: str) -> Json:
    """Return what a view carries of ours, under the short keys of views/metadata.py."""
    return {"private_metadata": json.dumps(metadata)}


async def send_view(workspace: Workspace, user: User, view: Json) -> Answer:
    """Send the submit of a modal over the bot's socket, and return what came back."""
    trigger = workspace.triggers.give(user.id, view["id"])
    payload = payloads.touch_json("view_submission", user, trigger) | {"view": view, "response_urls": []}
    return await workspace.sockets.interaction("interactive", payload, lambda _: None)


async def until(condition: Callable[[], object]) -> None:
    """Wait until `condition()` holds. Raises TimeoutError after a bound."""
    end = time.monotonic() + BOUND
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {BOUND} s in vain")
        await asyncio.sleep(0.001)


def _filled(body: Json) -> Json:
    """Return a form's state as a person leaves it: what is in it already, and a choice where it asks."""
    values: Json = {}
    for block in body["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            values[block["block_id"]] = {element["action_id"]: _value(element)}
    return values


def _value(element: Json) -> Json:
    kind = element["type"]
    options = [one for one in element.get("options", []) if one["value"] not in PASSED_OVER]
    if kind in ("radio_buttons", "static_select"):
        tapped = [option for option in options if option["value"] in TAPS]
        chosen = element.get("initial_option") or (tapped or options)[0]
        return {"type": kind, "selected_option": chosen}
    if kind == "checkboxes":
        return {"type": kind, "selected_options": options[:2]}
    return {"type": kind, "value": element.get("initial_value")}
