"""A bot without its handlers: storage, the seam and the courier, at a sandbox over real sockets."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from care import support
from care.seam import Seam
from delivery.courier import Courier
from delivery.pacing import Pacing
from delivery.posting import Patience
from delivery.slack_calls import SlackCalls
from domain.cards import Card, CardKind, Priority
from domain.clock import Clock
from domain.ids import new_id
from domain.people import AskState, Language, Member, MemberState, Person, Profile, Team
from domain.scenes import CardScene
from domain.support import Ask, Kind, SupportRequest, Turn, Urgency, Way
from sandbox import Sandbox
from sandbox.world import Message as Seen
from storage import Storage, UnitOfWork
from tests.hours import always_open
from tests.ladders import draft_of
from views import cards as card_views
from views.message import Message

ANA, DEE, SAM, ROSA, JO, TONI = "U0ANA", "U0DEE", "U0SAM", "U0ROSA", "U0JO", "U0TONI"
ASK = Ask(Kind.COMPANY, Urgency.NOW, Way.CALL)

QUICK = Patience(
    looks=(0.2, 0.5),
    sweeps=(0.3, 0.6),
    first_retry=0.05,
    longest_retry=0.4,
    shut_out=0.3,
    account_check=0.5,
    tick=0.05,
)
"""The courier's waits, shortened; they are monotonic, so no clock can be pushed for them."""

Draw = Callable[[CardScene], Message]
draw_without_flows: Draw = partial(card_views.draw, flows=())


class Lead:
    """Whether this process leads, as the test says."""

    def __init__(self, leads: bool = True) -> None:
        self.leads = leads

    def held(self) -> bool:
        return self.leads


async def until(condition: Callable[[], object], bound: float = 5.0) -> None:
    """Wait until `condition()` holds; fail after `bound` seconds."""
    end = time.monotonic() + bound
    while not condition():
        assert time.monotonic() < end, f"waited {bound} s in vain"
        await asyncio.sleep(0.005)


@dataclass
class Called:
    """One call that the sandbox got."""

    method: str
    args: dict[str, Any]
    ok: bool | None
    at: float


class Bot:
    """One process's worth of delivery. Use it inside `async with`."""

    def __init__(
        self,
        storage: Storage,
        sandbox: Sandbox,
        clock: Clock,
        *,
        leads: bool = True,
        patience: Patience = QUICK,
        timeout: float = 2.0,
        draw: Draw = draw_without_flows,
    ) -> None:
        self.storage, self.sandbox, self.clock = storage, sandbox, clock
        self.lead = Lead(leads)
        self.pacing = Pacing()
        self._timeout, self._patience, self._draw = timeout, patience, draw
        self.seam = Seam(storage, self._on_cards)
        self.courier: Courier | None = None
        self._ready: list[str] = []
        self.calls: SlackCalls

    def _on_cards(self, keys: set[str], calls: set[str]) -> None:
        if self.courier:
            self.courier.wake(keys, calls)

    async def __aenter__(self) -> "Bot":
        self.calls = SlackCalls(
            self.sandbox.bot_token, self.sandbox.api_url, self.pacing, timeout=self._timeout
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self.calls.close()
        self.seam.close()

    def start(self) -> None:
        self.courier = Courier(
            self.seam,
            self.calls,
            self._draw,
            self.clock,
            self.lead,
            alone=self.storage.on_sqlite,
            patience=self._patience,
        )
        self.courier.start()

    async def stop(self, bound: float = 2.0) -> None:
        if self.courier:
            await self.courier.stop(bound)
            self.courier = None

    # What is in the database

    def person(self, slack_user: str) -> Person:
        with self.storage.work() as work:
            person = work.people.by_slack(slack_user) or work.people.add(
                Profile(slack_user, f"Name of {slack_user}", Language.EN, "America/New_York", False, True)
            )
            work.commit()
        return person

    def card(self, key: str) -> Card | None:
        with self.storage.work() as work:
            return work.cards.by_key(key)

    def alert(self, slack_user: str) -> str:
        """Return the key of the one alert that somebody is to get."""
        person = self.person(slack_user)
        with self.storage.work() as work:
            (key,) = [c.key for c in work.cards.of_recipient(person.id) if c.kind is CardKind.ALERT]
        return key

    def settled(self, key: str) -> bool:
        """Whether Slack has confirmed a card as it is wanted."""
        card = self.card(key)
        return card is not None and card.ts is not None and card.shown == card.wanted

    def turns(self, request_id: str) -> dict[str, Turn]:
        with self.storage.work() as work:
            return {turn.person_id: turn for turn in work.support.turns(request_id)}

    def team(self, *ready: str, others: tuple[str, ...] = ()) -> Team:
        """Make a team; `ready` can be asked."""
        team = Team(new_id(), "Street team", "America/New_York", "", "", "", "the office", date(2026, 1, 1))
        members = [
            Member(team.id, self.person(user).id, MemberState.JOINED, ask, leads=False, coordinates=False)
            for users, ask in ((ready, AskState.READY), (others, AskState.NO))
            for user in users
        ]
        self._ready = [self.person(user).id for user in ready]
        with self.storage.work() as work:
            work.teams.add(team)
            for member in members:
                work.teams.put_member(member)
                always_open(work, team.id, member.person_id)
            work.commit()
        return team

    # What somebody does

    async def want(self, slack_user: str, priority: Priority = Priority.ANSWER, key: str = "") -> str:
        """Want the doors shown to somebody: the simplest card there is."""
        person = self.person(slack_user)
        key = key or f"doors:{new_id()}"

        def use_case(work: UnitOfWork) -> None:
            work.cards.want(key, CardKind.DOORS, person.id, person.id, priority)

        await self.seam.do(use_case)
        return key

    async def ask(self, asker: str, whom: str = support.ANYONE) -> SupportRequest:
        """Ask for a person, as Send does; its ladder's order is that in which the team was made."""
        person = self.person(asker)
        draft = draft_of(one for one in self._ready if one != person.id)
        await self.seam.do(support.send, person.id, draft, ASK, whom, lambda form: True, self.clock.now())
        with self.storage.work() as work:
            sent = work.support.by_id(draft)
        assert sent is not None
        return sent

    async def change(self, use_case: Callable[[UnitOfWork], None]) -> None:
        await self.seam.do(use_case)

    # What Slack has

    def dm(self, slack_user: str) -> str:
        return self.sandbox.workspace.world.direct_channel(slack_user).id

    def messages(self, slack_user: str) -> list[Seen]:
        return list(self.sandbox.workspace.world.direct_channel(slack_user).messages)

    def called(self, method: str) -> list[Called]:
        journal = self.sandbox.workspace.calls
        return [
            Called(one["method"], one["args"], one["ok"], journal.started + one["at_ms"] / 1000)
            for one in journal.entries
            if one["method"] == method
        ]

    def open_dms(self, *slack_users: str) -> None:
        """Let the bot know these people's DMs already, as it does after they joined."""
        for user in slack_users:
            person = replace(self.person(user), dm=self.dm(user))
            with self.storage.work() as work:
                work.people.save(person)
                work.commit()


def utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
