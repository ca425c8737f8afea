"""Cards under any sequence of what can happen to them."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.cards import CardKind, Priority
from domain.clock import AdjustableClock
from domain.people import Person
from storage import Storage, UnitOfWork
from tests.storage.someone import add_person

LEASE = timedelta(minutes=1)
KEYS = ("a", "b")
ACTS = [
    "want",
    "withdraw",
    "bump",
    "refresh",
    "claim",
    "begin",
    "confirm",
    "lost",
    "fail",
    "give_up",
    "wait",
]


class Slack:
    """What Slack and a courier know of the cards: what was claimed, posted, and withdrawn before that."""

    def __init__(self, work: UnitOfWork, person: Person, clock: AdjustableClock) -> None:
        self._work, self._person, self._clock = work, person, clock
        self._claimed: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._never: set[str] = set()  # withdrawn before anything of them was posted

    def do(self, what: str, key: str) -> None:
        getattr(self, f"_{what}")(key)
        self._check()

    def _want(self, key: str) -> None:
        self._work.cards.want(key, CardKind.ALERT, self._person.id, "s", Priority.CALL)
        self._never.discard(key)

    def _withdraw(self, key: str) -> None:
        card = self._work.cards.by_key(key)
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
            assert card.shown < card.wanted
            self._claimed[card.key] = card.wanted

    def _begin(self, key: str) -> None:
        card = self._work.cards.by_key(key)
        if key not in self._claimed or (card is not None and card.ts is not None):
            return
        may = self._work.cards.begin_post(key, "nonce")
        assert not (may and key in self._never), "withdrawn before it was posted, and posted"
        if may:
            self._begun[key] = self._claimed[key]

    def _confirm(self, key: str) -> None:
        card = self._work.cards.by_key(key)
        version = self._begun.pop(key, None)
        if version is None and card is not None and card.ts is not None:
            version = self._claimed.get(key)
        if version is not None:
            self._work.cards.confirm(key, "D1", "1.1", version)
            self._claimed.pop(key, None)

    def _lost(self, key: str) -> None:
        """The courier dies with the post under way, or Slack's answer is lost and nothing was posted."""
        if self._begun.pop(key, None) is not None:
            self._claimed.pop(key, None)
            self._work.cards.release(key, None, failed=True)

    def _fail(self, key: str) -> None:
        if key in self._claimed and key not in self._begun:
            self._claimed.pop(key)
            self._work.cards.release(key, self._clock.now() + timedelta(seconds=30), failed=True)

    def _give_up(self, key: str) -> None:
        if key in self._claimed:
            self._claimed.pop(key)
            self._begun.pop(key, None)
            self._work.cards.give_up(key)

    def _wait(self, _key: str) -> None:
        self._clock.push(LEASE)
        self._claimed = {key: version for key, version in self._claimed.items() if key in self._begun}

    def _check(self) -> None:
        for key in KEYS:
            card = self._work.cards.by_key(key)
            if card is not None:
                assert 0 <= card.shown <= card.wanted
                assert (card.posting is not None) == (key in self._begun)
                assert (card.ts is None) == (card.channel is None)


@st.composite
def _stories(draw: st.DrawFn) -> list[tuple[str, str]]:
    return draw(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(KEYS)), min_size=5, max_size=40))


def tell(storage: Storage, person: Person, clock: AdjustableClock, story: list[tuple[str, str]]) -> None:
    """Play one story in a unit of work that is then rolled back."""
    with storage.work() as work:
        slack = Slack(work, person, clock)
        for what, key in story:
            slack.do(what, key)


FREELY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FREELY
@given(story=_stories())
def test_whatever_happens_a_card_stays_sound(
    storage: Storage, clock: AdjustableClock, story: list[tuple[str, str]]
) -> None:
    """Any sequence of wanting, withdrawing, claiming, posting, losing, failing, giving up and waiting:
    what is shown is never ahead of what is wanted, no card is in two hands, none is claimed while its answer
    is not known, and none that was withdrawn before its post is ever posted."""
    with storage.work() as work:
        person = work.people.by_slack("U1")
    tell(storage, person or add_person(storage), clock, story)
