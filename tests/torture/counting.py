"""Counts what a death has lost, doubled or let stray: from Slack's side and the database, past the bot.

Who is asked is learned from the turns, so that it holds however many are asked at once.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.elements import placed
from sandbox.visible import words_of_blocks
from sandbox.world import Message
from tests.torture.tally import Tally
from tests.torture.town import Town

Json = dict[str, Any]

ANSWERS = {"support.accept", "support.pass"}
CANCEL = "support.cancel"
MENTION = re.compile(r"<@(U\w+)>")
RUNNING = {"open", "accepted"}


@dataclass(frozen=True)
class Said:
    """What of a message matters here: whom it names, and which calls it lets its reader answer or end."""

    names: frozenset[str]
    answers: frozenset[str]
    cancels: frozenset[tuple[str, str]]
    choices: frozenset[str]


def said(blocks: Sequence[Json], text: str = "") -> Said:
    """Read a message."""
    buttons = [one for _, one in placed(list(blocks)) if one["type"] == "button"]
    told = [(one["action_id"], str(one.get("value", ""))) for one in buttons]
    words = "\n".join([text, *words_of_blocks(list(blocks))])
    return Said(
        frozenset(MENTION.findall(words)),
        frozenset(value.partition("|")[0] for name, value in told if name in ANSWERS),
        frozenset(
            (value.partition("|")[0], value.rpartition("|")[2]) for name, value in told if name == CANCEL
        ),
        frozenset(name for name, _ in told if name != CANCEL),
    )


class Ledger:
    """Looks at one town, again and again, and adds what it finds to a tally; each thing once."""

    def __init__(self, town: Town, tally: Tally) -> None:
        self._town = town
        self.tally = tally
        self._seen: set[tuple[str, str]] = set()
        self._read_to = 0
        self._late = 0
        self._twice = 0
        self._deaths: list[int] = []

    def died(self) -> None:
        """A bot was killed just now."""
        self._deaths.append(self._town.sandbox.workspace.calls.count)
        self.tally.killed += 1

    def found(self, kind: str, what: str) -> None:
        """Count one thing, if it was not counted before."""
        if (kind, what) not in self._seen:
            self._seen.add((kind, what))
            self.tally.add(kind, what)

    def look(self) -> None:
        """Count what is wrong now that everything has settled."""
        town = self._town
        self._requests = {row.id: row for row in town.rows(_REQUESTS)}
        self._turns = {(row.request_id, row.who): row.state for row in town.rows(_TURNS)}
        shown = {user: [(one, said(one.blocks, one.text)) for one in town.dm(user)] for user in self._users()}
        self._look_at_calls(shown)
        for user, messages in shown.items():
            self._look_at_screen(user, [told for _, told in messages])
        self._look_at_posts()
        self._look_for_doubles()

    def _users(self) -> Iterable[str]:
        world = self._town.sandbox.workspace.world
        return (user.id for user in world.people)

    def _look_at_calls(self, shown: dict[str, list[tuple[Message, Said]]]) -> None:
        """An alert for everybody who is asked, something due for each call, and its asker told."""
        for request in self._requests.values():
            asked = [
                user for (one, user), state in self._turns.items() if one == request.id and state == "asked"
            ]
            mine = [told for _, told in shown.get(request.asker, ())]
            own = [told for told in mine if any(one == request.id for one, _ in told.cancels)]
            if request.state == "open":
                for user in asked:
                    if not any(request.id in told.answers for _, told in shown[user]):
                        self.found("lost", f"{user} is asked in {request.id} and has no alert")
                waits = any(told.choices for told in own)
                if not asked and request.silent_at is None and not waits:
                    self.found("lost", f"{request.id} is open with nothing due")
            if request.state in RUNNING:
                self._look_at_own_card(request, own)
            elif own:
                self.found("lost", f"{request.asker} is not told that {request.id} is {request.state}")

    def _look_at_own_card(self, request: Any, own: list[Said]) -> None:
        if not any((request.id, str(request.version)) in told.cancels for told in own):
            self.found("lost", f"{request.asker} is not told how {request.id} stands ({request.version})")
        if request.accepted and not any(request.accepted in told.names for told in own):
            self.found("lost", f"{request.asker} is not told who comes in {request.id}")

    def _look_at_screen(self, user: str, messages: list[Said]) -> None:
        """Nobody can answer, or read the name of, what is not theirs; and each call stands there once."""
        may_answer = {
            one.id
            for one in self._requests.values()
            if (one.state == "open" and self._turns.get((one.id, user)) == "asked")
            or (one.state == "accepted" and one.accepted == user)
        }
        may_read = {self._requests[one].asker for one in may_answer} | {user}
        if any(one.asker == user for one in self._requests.values()):
            may_read |= {asked for one, asked in self._turns if self._requests[one].asker == user}
        askers = {one.asker for one in self._requests.values()}
        times = Counter(one for told in messages for one in told.answers)
        for request_id, count in times.items():
            if request_id not in may_answer:
                self.found("strayed", f"{user} can answer {request_id}")
            elif count > 1:
                self.found("doubled", f"{user} has {count} alerts of {request_id}")
        for told in messages:
            for name in (told.names & askers) - may_read:
                self.found("strayed", f"{user} still sees {name}")

    def _look_at_posts(self) -> None:
        """Every message that was ever posted went to somebody who may have it."""
        calls = self._town.sandbox.workspace.calls
        for call in calls.since(self._read_to):
            if call["method"] == "chat.postMessage" and call["ok"]:
                user = "U" + str(call["args"].get("channel"))[1:]
                told = said(_parsed(call["args"].get("blocks")), str(call["args"].get("text")))
                self._look_at_post(user, told)
        self._read_to = calls.count

    def _look_at_post(self, user: str, told: Said) -> None:
        for request_id in told.answers:
            if self._turns.get((request_id, user), "waiting") == "waiting" and request_id in self._requests:
                self.found("strayed", f"{user} received {request_id}")
        theirs = {self._requests[one].asker for one, asked in self._turns if asked == user}
        askers = {one.asker for one in self._requests.values()}
        for name in told.names & askers - theirs - {user}:
            if user not in askers:
                self.found("strayed", f"{user} received the name of {name}")

    def _look_for_doubles(self) -> None:
        """More posts than cards: by Slack's lateness as far as it goes, by us beyond it."""
        town = self._town
        # A kind sentence about what went wrong is posted without a key, and is no card.
        cards = Counter(
            one["args"]["channel"] for one in town.sandbox.workspace.calls.entries if _is_card(one)
        )
        more = {row.who: cards["D" + row.who[1:]] - row.cards for row in town.rows(_CARDS)}
        extra = sum(more.values())
        late = late_posts(town.sandbox.workspace.calls.since(0), self._deaths)
        ours = max(0, extra - late)
        for _ in range(ours - self._twice):
            users = [user for user, count in more.items() if count]
            self.tally.add(
                "doubled", f"a card was posted twice, to {users}; since the last death: {self._log()}"
            )
        self._twice = max(self._twice, ours)
        self.tally.late += min(late, extra) - self._late
        self._late = min(late, extra)

    def _without_a_row(self, users: Sequence[str]) -> list[str]:
        """Return the messages that no card has, by the keys of their posts and their buttons."""
        rows = {row.ts for row in self._town.rows("SELECT ts FROM cards WHERE ts IS NOT NULL")}
        return [
            f"{user} {one.ts} {one.metadata} {{said(one.blocks)}}"
            for user in users
            for one in self._town.dm(user)
            if one.ts not in rows
        ]

    def _log(self) -> list[str]:
        """Return what Slack was asked since the last death but one, without a word of what was said."""
        calls = self._town.sandbox.workspace.calls.since(self._deaths[-2] if len(self._deaths) > 1 else 0)
        of = ("chat.postMessage", "conversations.history")
        return [
            f"{call['i']} {call['at_ms']:.0f} {call['method']} {call['args'].get('channel')} {_key(call)}"
            for call in calls
            if call["method"] in of
        ]


def late_posts(calls: Sequence[Json], deaths: Sequence[int]) -> int:
    """Return how many posts were repeated because Slack did not show the first when it was looked for.

    `deaths`: how many calls there had been at each death. Such a first post arrives after the death of who
    sent it, and after a look by somebody who lives; and nobody looks between the two. Every other repeat is
    ours: nobody looked, or a look would have found it.
    """
    late = 0
    for place, first, second in _repeats(calls):
        death = max((one for one in deaths if one <= second), default=0)
        looks = [call["i"] for call in calls if death <= call["i"] < second and _is_look(call, place)]
        late += death <= first and bool(looks) and looks[-1] < first
    return late


def _repeats(calls: Sequence[Json]) -> list[tuple[str, int, int]]:
    """Return where one key was posted twice, and the numbers of the two calls."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for call in calls:
        if _is_card(call):
            one = str(call["args"].get("channel")), str(_key(call))
            if one in seen:
                found.append((one[0], seen[one], call["i"]))
            seen[one] = call["i"]
    return found


def _is_card(call: Json) -> bool:
    return call["method"] == "chat.postMessage" and bool(call["ok"]) and _key(call) is not None


def _is_look(call: Json, place: str) -> bool:
    looked = call["method"] == "conversations.history" and call["ok"]
    return bool(looked) and str(call["args"].get("channel")) == place


def _key(call: Json) -> str | None:
    payload = _parsed(call["args"].get("metadata"), {}).get("event_payload") or {}
    return str(payload["key"]) if "key" in payload else None


def _parsed(given: Any, nothing: Any = ()) -> Any:
    return json.loads(given) if isinstance(given, str) and given else given or nothing


_REQUESTS = (
    "SELECT r.id, r.state, r.version, r.silent_at, a.slack_user AS asker, y.slack_user AS accepted "
    "FROM requests r JOIN people a ON a.id = r.asker_id LEFT JOIN people y ON y.id = r.accepted_by"
)
_TURNS = "SELECT t.request_id, t.state, p.slack_user AS who FROM turns t JOIN people p ON p.id = t.person_id"
_CARDS = (
    "SELECT p.slack_user AS who, count(c.ts) AS cards FROM people p "
    "LEFT JOIN cards c ON c.recipient_id = p.id GROUP BY p.slack_user"
)
