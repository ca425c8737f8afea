"""Cards under any sequence of what can happen to them."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.cards import Card, CardKind, Priority
from domain.clock import AdjustableClock
from domain.people import Person
from storage import Storage, UnitOfWork
from tests.storage.someone import add_person

LEASE = timedelta(minutes=1)
KEYS = ("a", "b")


class Slack:
    """What Slack and a courier know of the cards: claimed and posted in which version, withdrawn before."""

    def __init__(self, work: UnitOfWork, person: Person, clock: AdjustableClock) -> None:
        self._work, self._person, self._clock = work, person, clock
        self._claimed: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._never: set[str] = set()  # withdrawn before anything of them was posted

    def do(self, chance: int) -> None:
        """Let one thing happen, of those that can happen now."""
        possible = [(what, key) for key in KEYS for what in self._possible(key)]
        what, key = possible[chance % len(possible)]
        getattr(self, f"_{what}")(key)
        self._check()

    def _possible(self, key: str) -> list[str]:
        card = self._card(key)
        acts = ["want"]
        if any(one and one.shown < one.wanted for one in map(self._card, KEYS)):
            acts += ["claim"]
        if card is not None:
            acts += ["withdraw", "bump", "refresh"]
        if key in self._begun:
            acts += ["confirm", "lose", "crash", "give_up"]
        elif key in self._claimed:
            acts += ["fail", "crash", "give_up", "confirm" if card is not None and card.ts else "begin"]
        return acts

    def _card(self, key: str) -> Card | None:
        return self._work.cards.by_key(key)

    def _want(self, key: str) -> None:
        self._work.cards.want(key, CardKind.ALERT, self._person.id, "s", Priority.CALL)
        self._never.discard(key)

    def _withdraw(self, key: str) -> None:
        card = self._card(key)
        if card is not None and card.ts is None and card.posting is None:
            self._never.add(key)
        self._work.cards.withdraw(key)

    def _bump(self, key: str) -> None:
        self._work.cards.bump(key)

    def _refresh(self, _key: str) -> None:
        self._work.cards.refresh("s")

    def _claim(self, _key: str) -> None:
        now = self._clock.now()
        for card in self._work.cards.claim(now, 5, now + LEASE, "me"):
            assert card.key not in self._never, "withdrawn before it was posted, and claimed"
            assert card.key not in self._begun, "its answer is not known, and it is claimed"
            assert card.key not in self._claimed, "one card in two hands"
            assert card.shown < card.wanted, "claimed, and there is nothing to do"
            self._claimed[card.key] = card.wanted

    def _begin(self, key: str) -> None:
        if self._work.cards.begin_post(key, "nonce"):
            assert key not in self._never, "withdrawn before it was posted, and posted"
            self._begun[key] = self._claimed[key]
        else:
            assert key in self._never, "wanted, and not posted"

    def _confirm(self, key: str) -> None:
        self._work.cards.confirm(key, "D1", "1.1", self._claimed.pop(key))
        self._begun.pop(key, None)

    def _lose(self, key: str) -> None:
        """Slack was asked, and has no such message."""
        del self._begun[key], self._claimed[key]
        self._work.cards.release(key, None, failed=True)

    def _fail(self, key: str) -> None:
        del self._claimed[key]
        self._work.cards.release(key, self._clock.now() + timedelta(seconds=30), failed=True)
        self._clock.push(timedelta(seconds=15))

    def _crash(self, _key: str) -> None:
        """The courier is gone until after its leases; what it had begun stays begun."""
        self._clock.push(LEASE)
        self._claimed = {key: version for key, version in self._claimed.items() if key in self._begun}

    def _give_up(self, key: str) -> None:
        del self._claimed[key]
        self._begun.pop(key, None)
        self._work.cards.give_up(key)

    def _check(self) -> None:
        for key in KEYS:
            card = self._card(key)
            if card is not None:
                assert 0 <= card.shown <= card.wanted
                assert (card.posting is not None) == (key in self._begun)
                assert (card.ts is None) == (card.channel is None)


STORIES = st.lists(st.sampled_from(range(5040)), min_size=20, max_size=60)  # 5040: what 1 to 10 divide


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES)
def test_whatever_happens_a_card_stays_sound(
    storage: Storage, clock: AdjustableClock, story: list[int]
) -> None:
    """Any sequence of wanting, withdrawing, claiming, posting, losing, failing, giving up and crashing:
    what is shown is never ahead of what is wanted, no card is in two hands, none is claimed while its answer
    is not known, and none that was withdrawn before its post is ever posted."""
    with storage.work() as work:
        person = work.people.by_slack("U1")
    person = person or add_person(storage)
    with storage.work() as work:  # which is rolled back
        slack = Slack(work, person, clock)
        for chance in story:
            slack.do(chance)
