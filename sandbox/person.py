"""A person at Slack's client, for tests and rehearsals: sees a screen, clicks, chooses, types."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

import aiohttp

from sandbox.elements import STATEFUL, options_of, placed
from sandbox.visible import label_of, words_in

Json = dict[str, Any]
Where = Literal["modal", "home", "dm", "channel"]
EVERYWHERE: tuple[Where, ...] = ("modal", "dm", "home", "channel")
USERS = ("users_select", "multi_users_select")


class CannotDoError(AssertionError):
    """The person looked for something that is not there; says what there is instead."""


@dataclass(frozen=True)
class Spot:
    """One element on the screen: where it is, and its block and element."""

    place: Json  # {"view_id"} or {"channel", "ts"}
    block: Json
    element: Json


class Person:
    """One person, by their id, at the sandbox that listens at `url`.

    What is typed or chosen in a form stays here until it is sent, as in Slack's client. Use it
    as `async with Person(url, "U0ANA") as ana:` to keep one connection, or plainly.
    """

    def __init__(self, url: str, user: str) -> None:
        self.user = user
        self._base = f"{url.rstrip('/')}/_sandbox/people/{user}"
        self._people = f"{url.rstrip('/')}/_sandbox/people"
        self._session: aiohttp.ClientSession | None = None
        self._typed: dict[str, Json] = {}  # view id -> state.values not sent yet

    async def __aenter__(self) -> "Person":
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    # looking

    async def screen(self) -> Json:
        """All that is before this person, as GET /_sandbox/people/U/screen tells it."""
        return await self._ask("GET", "/screen")

    async def reads(self, in_: Where | None = None) -> str:
        """Every word on the screen, or on one part of it, a line each. Of modals, the top one."""
        screen = await self.screen()
        return "\n".join(words_in(screen, (in_,) if in_ else EVERYWHERE))

    async def waits_for(self, predicate: Callable[[Json], Any], seconds: float = 5.0, what: str = "") -> Json:
        """Look at the screen, now and at each change, until the predicate holds.

        Args:
            predicate: given the screen; anything true ends the wait.
            seconds: how long at most.
            what: what is waited for, in words, for the error.

        Returns:
            The screen for which it held.

        Raises:
            CannotDoError: it did not come about; shows what was on the screen.
        """
        end = time.monotonic() + seconds
        screen = await self.screen()
        while not predicate(screen):
            left = end - time.monotonic()
            if left <= 0:
                shown = "\n".join(words_in(screen, EVERYWHERE))
                raise CannotDoError(
                    f"{self.user} waited {seconds} s for {what or 'a change'}. On the screen:\n{shown}"
                )
            # half a second at most, since a predicate may look at more than the screen
            wait = min(left, 0.5)
            screen = await self._ask("GET", f"/screen?after={screen['version']}&wait={wait}")
        return screen

    async def sees(self, words: str, seconds: float = 5.0, in_: Where | None = None) -> Json:
        """Wait until these words are on the screen."""
        parts = (in_,) if in_ else EVERYWHERE
        return await self.waits_for(
            lambda screen: words in "\n".join(words_in(screen, parts)), seconds, repr(words)
        )

    # doing

    async def says(self, text: str, channel: str = "") -> Json:
        """Write a message, to the bot unless a channel is named."""
        return await self._ask("POST", "/message", {"text": text, "channel": channel})

    async def opens_chat(self, other: str) -> str:
        """Open the chat with another person, which the bot is not in; its channel."""
        return str((await self._ask("POST", "/chat", {"with": other}))["channel"])

    async def opens_home(self) -> Json:
        """Open the app's Home; the screen after the bot's acknowledgement."""
        return await self._ask("POST", "/home")

    async def command(self, text: str) -> Json:
        """Use a slash command, typed in one line: `/debrief loss`."""
        name, _, rest = text.partition(" ")
        return await self._ask("POST", "/command", {"command": name, "text": rest})

    async def shortcut(self, callback_id: str) -> Json:
        """Use a global shortcut."""
        return await self._ask("POST", "/shortcut", {"callback_id": callback_id})

    async def clicks(self, label_or_action_id: str, in_: Where | None = None) -> Json:
        """Click the newest button with this label or action_id; also an entry of a "..." menu.

        Args:
            label_or_action_id: what is on the button, or its action_id.
            in_: where to look; the modal that is open, else everywhere, unless given.

        Raises:
            CannotDoError: there is none; lists the buttons there are.
        """
        screen, offered = await self.screen(), []
        for spot in self._spots(screen, in_):
            kind = spot.element["type"]
            if kind == "button":
                label = label_of(spot.element["text"])
                offered.append(f"{label} ({spot.element['action_id']})")
                if label_or_action_id in (label, spot.element["action_id"]):
                    return await self._act(spot, None)
            elif kind == "overflow":
                for option in options_of(spot.element):
                    offered.append(f"... {label_of(option['text'])}")
                    if label_or_action_id == label_of(option["text"]):
                        return await self._act(spot, {"selected_option": option})
        there = "; ".join(offered) or "none"
        raise CannotDoError(f"no button {label_or_action_id!r} for {self.user}. Buttons: {there}")

    async def chooses(self, where: str, options: str | list[str], in_: Where | None = None) -> Json | None:
        """Choose in a select, radio buttons, checkboxes or a picker.

        Args:
            where: block_id, action_id, or the label or text beside it.
            options: the option's label or value, or several; for people their names or ids; for
                a date or time picker its value. An empty list takes a choice back.
            in_: where to look.

        Returns:
            What came of it when Slack tells the app at once (outside an input block, or with
            dispatch_action); None when it stays in the form until it is sent.
        """
        spot = await self._spot(where, in_)
        kind, wanted = spot.element["type"], [options] if isinstance(options, str) else options
        key, _, empty = STATEFUL[kind]
        if kind in USERS:
            chosen: list[Any] = [await self._person_named(name) for name in wanted]
        elif options_of(spot.element):
            chosen = [_option(spot.element, name) for name in wanted]
        else:
            chosen = [int(name) if kind == "datetimepicker" else name for name in wanted]
        value: Any = chosen if isinstance(empty, list) else (chosen[0] if chosen else None)
        return await self._fill(spot, {key: value})

    async def types(
        self, where: str, text: str, in_: Where | None = None, *, enter: bool = False
    ) -> Json | None:
        """Type into a field; it stays in the form until it is sent.

        Args:
            where: block_id, action_id or label.
            text: what to type.
            in_: where to look.
            enter: press Enter after it, which tells the app when the block has dispatch_action.
        """
        spot = await self._spot(where, in_)
        key = STATEFUL[spot.element["type"]][0]
        return await self._fill(spot, {key: text or None}, enter=enter)

    async def submits(self) -> Json:
        """Press the top modal's submit, with everything typed and chosen in it.

        Returns:
            As POST submit tells it; `errors` when Slack's client itself refused.
        """
        view = await self._top()
        told = {"view_id": view["id"], "state": self._typed.pop(view["id"], {})}
        return await self._ask("POST", "/submit", told)

    async def closes(self, *, everything: bool = False) -> Json:
        """Press the top modal's close button, or the X, which closes the whole stack."""
        view = await self._top()
        self._typed.pop(view["id"], None)
        return await self._ask("POST", "/close", {"view_id": view["id"], "all": everything})

    async def changes(self, **what: Any) -> Json:
        """Change what Slack knows of this person: tz, locale, name, is_admin, deleted, dnd, snooze."""
        return await self._ask("POST", "", what)

    async def touches(self, place: Json, block_id: str, action_id: str, value: Json | None = None) -> Json:
        """Touch an element by its names, also one that an edit has taken away meanwhile.

        Args:
            place: {"view_id"} or {"channel", "ts"}, as an earlier screen told it.
            block_id, action_id: which element.
            value: Slack's own shape for a choice; nothing for a button.
        """
        told = {"in": place, "block_id": block_id, "action_id": action_id, "value": value}
        return await self._ask("POST", "/action", told)

    async def sends(self, payload: Json) -> Json:
        """Send an interactive payload no client would: another's action, an unknown name."""
        return await self._ask("POST", "/raw", {"payload": payload})

    # finding

    def _spots(self, screen: Json, in_: Where | None) -> list[Spot]:
        """The elements within reach: the top modal's, or the newest message's first, and so on."""
        parts = (in_,) if in_ else (("modal",) if screen["modals"] else EVERYWHERE)
        spots: list[Spot] = []
        for part in parts:
            for place, blocks in _surfaces(screen, part):
                spots += [Spot(place, block, element) for block, element in placed(blocks)]
        return spots

    async def _spot(self, where: str, in_: Where | None) -> Spot:
        spots = [spot for spot in self._spots(await self.screen(), in_) if spot.element["type"] in STATEFUL]
        for spot in spots:
            if where in _names(spot):
                return spot
        there = "; ".join(" / ".join(sorted(_names(spot))) for spot in spots) or "none"
        raise CannotDoError(f"no field {where!r} for {self.user}. Fields: {there}")

    async def _top(self) -> Json:
        modals: list[Json] = (await self.screen())["modals"]
        if not modals:
            raise CannotDoError(f"{self.user} has no modal open")
        return modals[-1]

    async def _person_named(self, name: str) -> str:
        told = await self._call("GET", self._people)
        for person in told["people"]:
            if name in (person["id"], person["name"]):
                return str(person["id"])
        raise CannotDoError(f"nobody is called {name!r}")

    # sending

    async def _fill(self, spot: Spot, value: Json, *, enter: bool = False) -> Json | None:
        value = {"type": spot.element["type"], **value}
        if "view_id" in spot.place:
            block = self._typed.setdefault(spot.place["view_id"], {}).setdefault(spot.block["block_id"], {})
            block[spot.element["action_id"]] = value
        in_input = spot.block["type"] == "input"
        is_text = spot.element["type"] == "plain_text_input"
        if in_input and not (spot.block.get("dispatch_action") and (enter or not is_text)):
            return None
        return await self._act(spot, value)

    async def _act(self, spot: Spot, value: Json | None) -> Json:
        told: Json = {
            "in": spot.place,
            "block_id": spot.block["block_id"],
            "action_id": spot.element["action_id"],
            "value": value,
        }
        if "view_id" in spot.place:
            told["state"] = self._typed.get(spot.place["view_id"], {})
        return await self._ask("POST", "/action", told)

    async def _ask(self, verb: str, path: str, told: Json | None = None) -> Json:
        return await self._call(verb, self._base + path, told)

    async def _call(self, verb: str, url: str, told: Json | None = None) -> Json:
        if self._session is not None:
            return await self._answer(self._session, verb, url, told)
        async with aiohttp.ClientSession() as session:
            return await self._answer(session, verb, url, told)

    async def _answer(self, session: aiohttp.ClientSession, verb: str, url: str, told: Json | None) -> Json:
        async with session.request(verb, url, json=told) as response:
            answer: Json = await response.json()
        if response.status >= 400:
            raise CannotDoError(f"{self.user}: {answer.get('error', response.status)}")
        return answer


def _surfaces(screen: Json, part: Where) -> list[tuple[Json, list[Json]]]:
    """Where to find elements in one part of the screen, the newest first."""
    if part == "modal":
        return [({"view_id": v["id"]}, v["blocks"]) for v in screen["modals"][-1:]]
    if part == "home":
        return [({"view_id": v["id"]}, v["blocks"]) for v in [screen["home"]] if v is not None]
    channels = (
        [(screen["dm"]["channel"], screen["dm"]["messages"])]
        if part == "dm"
        else [(channel["id"], channel["messages"]) for channel in screen["channels"]]
    )
    return [
        ({"channel": channel, "ts": message["ts"]}, message["blocks"])
        for channel, messages in channels
        for message in reversed(messages)
    ]


def _names(spot: Spot) -> set[str]:
    """Everything by which a person or a test may call a field."""
    names = {spot.block["block_id"], spot.element["action_id"]}
    for text in (spot.block.get("label"), spot.block.get("text"), spot.element.get("placeholder")):
        if text:
            names.add(label_of(text))
    return names


def _option(element: Json, name: str) -> Json:
    options = options_of(element)
    for option in options:
        if name in (label_of(option["text"]), option.get("value")):
            return option
    there = "; ".join(label_of(option["text"]) for option in options)
    raise CannotDoError(f"no option {name!r}. Options: {there}")
