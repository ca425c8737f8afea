"""A courier without waiting: the real units of work of `delivery/steps.py`, one after another, that can die
between any two of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from delivery import steps
from delivery.lookup import version_of
from delivery.steps import Claimed, Plan
from domain.ids import new_id
from domain.scenes import CardScene
from tests.machine.house import House
from tests.machine.slack import PostRefused
from views.cards import draw
from views.message import Message

LEASE = timedelta(seconds=2)
RETRY = timedelta(seconds=10)


class Died(Exception):
    """The bot is gone, in the middle of a delivery."""


def drawn(scene: CardScene) -> Message:
    """Draw a card as the bot does; doors are another subject."""
    return draw(scene, ())


@dataclass
class Courier:
    """One life's courier. `orphans`: posts that an earlier life had begun are looked for at once.

    `on_post(user, plan)` is told of every first post, before it is in Slack.
    """

    house: House
    on_post: Callable[[str, Plan], None]
    orphans: bool = True

    def __post_init__(self) -> None:
        self._name = new_id()

    def round(self, limit: int, dies_after: str = "") -> int:
        """Take at most `limit` cards to Slack; die after a step, if it is named. Return how many were taken.

        Raises `Died`.
        """
        now = self.house.clock.now()
        begun, claimed = self.house.do(
            steps.claim,
            now,
            limit,
            LEASE,
            self._name,
            orphans=self.orphans and not self.house.slack.down,
            rest=limit,
        )
        if not self.house.slack.down:
            self.orphans = False
        self._dies("claimed", dies_after)
        for one in [*begun, *claimed]:
            self._carry(one, dies_after)
        return len(begun) + len(claimed)

    def _carry(self, one: Claimed, dies_after: str) -> None:
        slack, now = self.house.slack, self.house.clock.now()
        if slack.down:
            if one.card.posting is None:  # a post in doubt stays so until Slack can be asked
                self.house.do(steps.release, one.card.key, one.nonce, now + RETRY, failed=True)
            return
        if one.card.posting and (ts := slack.find(one.nonce)):
            self._posted(one, ts)
            return
        plan = self.house.do(steps.plan, one.card.key, one.nonce, drawn, now)
        if plan is None:
            return
        if plan.card.ts:
            slack.update(plan.card.ts, plan.message)
            self._dies("updated", dies_after)
            self.house.do(steps.updated, plan.card, plan.card.wanted)
            return
        self._post(one, plan, dies_after)

    def _post(self, one: Claimed, plan: Plan, dies_after: str) -> None:
        if not self.house.do(steps.begin, plan.card.key, plan.card.wanted, one.nonce):
            return
        self._dies("begun", dies_after)
        self.on_post(plan.slack_user, plan)
        try:
            ts = self.house.slack.post(plan.slack_user, one.nonce, plan.card.key, plan.message)
        except PostRefused as refused:
            now = self.house.clock.now()
            self.house.do(steps.unreached, plan.card, now, account_gone=refused.gone)
            return
        self._dies("posted", dies_after)
        self._posted(one, ts)

    def _posted(self, one: Claimed, ts: str) -> None:
        user = self.house.slack.shown[ts].user
        now = self.house.clock.now()
        self.house.do(steps.posted, one.card.key, "D" + user[1:], ts, version_of(one.nonce), now)

    def _dies(self, here: str, dies_after: str) -> None:
        if here == dies_after:
            raise Died(here)
