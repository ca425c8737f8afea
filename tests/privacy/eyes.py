"""All that one person can see: chat, Home, what a locked phone showed, and every window within reach.

`Eyes` opens the windows as a person's taps do, without the page between: a test looks at several hundred.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from sandbox.acts import Acts
from sandbox.elements import placed
from sandbox.visible import words_in
from tests.e2e.house import House, until
from views import names

Json = dict[str, Any]
Seen = dict[str, str]
"""From the way to a surface ("home", "home > schedule.open") to what stands there."""

OPENS = frozenset({
    names.SUPPORT_OPEN, names.SUPPORT_AGAIN, names.DOORS_OPEN, names.DEBRIEF_RESUME, names.TEAMS_SET_UP,
    names.TEAMS_TAKE_OUT, names.NEIGHBOURS_OPEN, names.SCHEDULE_OPEN, names.SCHEDULE_EDIT,
    names.SCHEDULE_TEAM, names.SCHEDULE_EMPTY, names.MY_DATA_OPEN, names.MY_DATA_PAGE, names.MINUTES_OPEN,
    names.MINUTES_OTHER, names.MINUTES_EDIT,
})  # fmt: skip
"""Buttons that show something and change nothing."""

DOES = frozenset({
    names.HOME_LANGUAGE, names.SUPPORT_CANCEL, names.SUPPORT_ACCEPT, names.SUPPORT_PASS, names.SUPPORT_MET,
    names.SUPPORT_NEXT, names.SUPPORT_OTHERS, names.DEBRIEF_BACK, names.DEBRIEF_STOP, names.DEBRIEF_FRESH,
    names.TEAMS_BACK, names.TEAMS_JOIN, names.TEAMS_DECLINE, names.TEAMS_ASK_YES, names.TEAMS_ASK_NO,
    names.TEAMS_RING, names.TEAMS_RANG, names.TEAMS_BRING_BACK, names.TEAMS_LEAVE, names.TEAMS_STOP_ASKING,
    names.NEIGHBOURS_AGREE, names.NEIGHBOURS_DECLINE, names.NEIGHBOURS_END, names.SCHEDULE_OUTSIDE,
    names.SCHEDULE_NOW, names.SCHEDULE_WORK_HOURS, names.SCHEDULE_SWITCH_TO, names.SCHEDULE_RING_TEST,
    names.SCHEDULE_RING_HEARD, names.SCHEDULE_TEST, names.SCHEDULE_CHECK_IN, names.MY_DATA_DELETE_NOTE,
    names.MY_DATA_DELETE_HOURS, names.MY_DATA_DELETE_ALL, names.MY_DATA_DELETE_PAGE,
    names.MY_DATA_CLEAR_CARDS, names.MINUTES_NOTE, names.MINUTES_REMOVE, names.MINUTES_REMOVE_ALL,
    names.FOLLOW_UPS_FINE, names.FOLLOW_UPS_REST, names.FOLLOW_UPS_STOP,
})  # fmt: skip
"""Buttons that change something: nobody who only looks taps them."""

THE_SAME_FOR_ALL = frozenset({
    names.HELP_LINES,  # the lines of help, which are drawn from a file
    names.DEBRIEF_START,  # the limits and the first step of a flow; tapped again, it would begin anew
    names.SCHEDULE_PRESET,  # a screen filled in with hours to begin with, which nobody set
})  # fmt: skip
"""Buttons behind which nothing stands that is anybody's."""

FORM = (names.SUPPORT_OPEN, names.SUPPORT_AGAIN)
LATER = ("today", "this_week")
SHOWN_KEYS = ("initial_value", "initial_option", "initial_options", "initial_users", "initial_time")


class Eyes:
    """The eyes of everybody in a house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._world = house.sandbox.workspace.world

    async def sees(self, user: str) -> Seen:
        """Return all that somebody can see, by the way there; with a deactivated account, only the chat."""
        await self._house.settles()
        seen = self._lying_open(user)
        if self._world.users[user].deleted:
            return seen
        walk = Walk(self._house, user, seen)
        await walk.all_from_home_and_chat()
        return seen

    def _lying_open(self, user: str) -> Seen:
        """Return what is before somebody without a tap: chats and channels, notices, the locked phone."""
        desk = self._world.desks[user]
        seen = {"phone": "\n".join(ring.text for ring in desk.phone), "notices": "\n".join(desk.notices)}
        for channel in self._world.channels.values():
            if user in channel.members and channel.messages:
                told = [f"{one.text}\n{shown({'blocks': one.blocks})}" for one in channel.messages]
                seen[channel.id] = "\n".join(told)
        return seen


class Walk:
    """One person's walk through every window within reach. A window that another takes the place of is still
    tapped on, as by a client that is a moment behind: no way is gone twice."""

    def __init__(self, house: House, user: str, seen: Seen) -> None:
        self._house = house
        self._world = house.sandbox.workspace.world
        self._desk = self._world.desks[user]
        self._chat = self._world.direct_channel(user)
        self._acts = Acts(house.sandbox.workspace, self._world.users[user])
        self._seen = seen
        self._visited: set[str] = set()

    async def all_from_home_and_chat(self) -> None:
        """Look at the Home, and at every window that opens from there or from the chat."""
        await self._close(0)
        await self._acts.open_home()
        await self._done()
        assert self._desk.home is not None
        self._seen["home"] = shown(self._desk.home.body)
        for step in _steps(self._desk.home.body["blocks"]):
            await self._step(step, (), self._desk.home.id)
        for message in reversed(self._chat.messages):
            for step in _steps(message.blocks):
                await self._step(step | {"ts": message.ts}, (), "")

    async def _step(self, step: Json, way: tuple[str, ...], view_id: str) -> None:
        """Tap one button, look, go on from there, and come back."""
        name = names.name_of(step["action_id"])
        place = f"form {step['value']}" if name in FORM else f"{step['action_id']} {step['value']}"
        if place in self._visited:
            return
        self._visited.add(place)
        depth = len(self._desk.modals)
        where = (step["block_id"], step["action_id"])
        if "ts" in step:
            await self._acts.touch_message(self._chat.id, step["ts"], where, None)
        else:
            await self._acts.touch_view(view_id, where, None, {})
        await self._done()
        assert self._desk.modals, f"{place} was tapped, and nothing opened"
        top, way = self._desk.modals[-1], (*way, step["action_id"])
        self._seen[" > ".join(way)] = shown(top.body)
        steps = list(_steps(top.body["blocks"]))
        for urgency in LATER if name in FORM else ():
            self._seen[" > ".join((*way, urgency))] = await self._for_later(urgency)
        for further in steps:
            await self._step(further, way, top.id)
        await self._close(depth)

    async def _for_later(self, urgency: str) -> str:
        """Choose another urgency in the open form; return what stands there then."""
        top = self._desk.modals[-1]
        for block, element in placed(top.body["blocks"]):
            if element["action_id"] == f"{names.SUPPORT_CHANGE}:when":
                option = next(one for one in element["options"] if one["value"] == urgency)
                value = {"type": element["type"], "selected_option": option}
                await self._acts.touch_view(top.id, (block["block_id"], element["action_id"]), value, {})
                await self._done()
        return shown(self._desk.modals[-1].body)

    async def _close(self, depth: int) -> None:
        while len(self._desk.modals) > depth:
            await self._acts.close(self._desk.modals[-1].id)

    async def _done(self) -> None:
        await until(lambda: not len(self._house.bot.effects), 20, lambda: "for what follows a tap")


def _steps(blocks: list[Json]) -> Iterator[Json]:
    """Yield the ways on from here. A button of which nobody said whether it only shows is an error, so that
    no window is left out when one is added."""
    for block, element in placed(blocks):
        if element["type"] != "button":
            continue
        name = names.name_of(element["action_id"])
        assert name in OPENS | DOES | THE_SAME_FOR_ALL, f"say of {name} whether it only shows something"
        if name in OPENS and names.suffix_of(element["action_id"]) != "back":
            value = element.get("value", "")
            yield {"block_id": block["block_id"], "action_id": element["action_id"], "value": value}


def shown(body: Json) -> str:
    """Return what stands on a surface: its words, and what its fields are filled in with.

    Each form for a person has an order of its own, by chance, so there the people are put in order.
    """
    screen = {"modals": [{"title": "", **body}], "home": None}
    lines = list(words_in(screen, ("modal",)))
    for _, element in placed(body["blocks"]):
        filled = {key: element[key] for key in SHOWN_KEYS if key in element}
        lines += [json.dumps(filled, ensure_ascii=False)] if filled else []
    if body.get("callback_id") != names.SUPPORT_SEND:
        return "\n".join(lines)
    told = "\n".join(lines)
    people = sorted(re.findall(r"<@\w+>", told))
    rest = sorted(re.sub(r"<@\w+>", "<@>", told).split("\n"))
    return "\n".join([*people, *rest])


def whole(seen: Seen) -> str:
    """Return everything that somebody sees, in one text."""
    return "\n".join(seen.values())
