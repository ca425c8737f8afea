"""Cards: what is claimed, by whom, and when it rests."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.cards import Card, CardKind, Priority
from domain.clock import AdjustableClock
from domain.people import Person
from storage import Storage, UnitOfWork
from storage.errors import Stale
from tests.databases import Urls
from tests.storage.someone import add_person, profile

LEASE = timedelta(minutes=1)


@pytest.fixture
def ana(storage: Storage) -> Person:
    return add_person(storage)


@pytest.fixture
def work(storage: Storage, ana: Person) -> Iterator[UnitOfWork]:
    with storage.work() as work:
        yield work


def want(
    work: UnitOfWork,
    key: str,
    person: Person,
    priority: Priority = Priority.ANSWER,
    subject: str = "s1",
    after: timedelta | None = None,
    hint: str = "",
) -> None:
    not_after = None if after is None else AdjustableClock().now() + after
    work.cards.want(key, CardKind.ALERT, person.id, subject, priority, not_after, hint)


def claim(
    work: UnitOfWork, clock: AdjustableClock, limit: int = 9, least: Priority = Priority.REST
) -> list[str]:
    now = clock.now()
    taken = work.cards.claim(now, limit, now + LEASE, "me", least)
    return [card.key for card in taken]


def card(work: UnitOfWork, key: str) -> Card:
    found = work.cards.by_key(key)
    assert found is not None
    return found


def post(work: UnitOfWork, key: str, ts: str = "1.1") -> None:
    """Post a claimed card, and have Slack confirm it."""
    version = card(work, key).wanted
    assert work.cards.begin_post(key, f"nonce-{version}")
    work.cards.confirm(key, "D1", ts, version)


def test_from_wanted_to_shown(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Wanted, claimed, posted, confirmed: then it rests, without its hint; wanted again, it is an update."""
    want(work, "c", ana, hint="first words")
    assert card(work, "c").hint == "first words"
    assert claim(work, clock) == ["c"]
    post(work, "c")
    shown = card(work, "c")
    assert (shown.wanted, shown.shown, shown.channel, shown.ts, shown.hint) == (1, 1, "D1", "1.1", "")
    assert claim(work, clock) == []
    want(work, "c", ana)
    assert claim(work, clock) == ["c"]
    assert (card(work, "c").wanted, card(work, "c").ts) == (2, "1.1")


def test_calls_first_then_the_oldest(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """By priority, and within it in the order in which they came."""
    for key, priority in (("r", Priority.REST), ("a2", Priority.ANSWER), ("a1", Priority.ANSWER)):
        want(work, key, ana, priority)
        clock.push(timedelta(seconds=1))
    want(work, "call", ana, Priority.CALL)
    assert claim(work, clock, least=Priority.CALL) == ["call"]
    assert claim(work, clock, limit=2) == ["a2", "a1"]
    assert claim(work, clock) == ["r"]


def test_a_lease_keeps_others_away_until_it_ends(
    work: UnitOfWork, ana: Person, clock: AdjustableClock
) -> None:
    """Claimed is claimed; when the lease has run out, as after a crash, the card comes again."""
    want(work, "c", ana)
    assert claim(work, clock) == ["c"]
    assert claim(work, clock) == []
    clock.push(LEASE)
    assert claim(work, clock) == ["c"]


def test_a_card_waits_for_its_next_try(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Released with a time, it comes at that time and counts its attempts; wanted anew, at once."""
    want(work, "c", ana)
    claim(work, clock)
    work.cards.release("c", clock.now() + timedelta(minutes=5), failed=True)
    assert claim(work, clock) == []
    assert card(work, "c").attempts == 1
    clock.push(timedelta(minutes=5))
    assert claim(work, clock) == ["c"]
    work.cards.release("c", clock.now() + timedelta(minutes=5), failed=False)
    assert card(work, "c").attempts == 1
    work.cards.bump("c")
    assert claim(work, clock) == ["c"]


def test_a_card_withdrawn_before_its_post_is_never_posted(
    work: UnitOfWork, ana: Person, clock: AdjustableClock
) -> None:
    """Not claimed, and gone; and one that was withdrawn after it was claimed may not begin its post."""
    want(work, "early", ana)
    work.cards.withdraw("early")
    assert claim(work, clock) == []
    assert work.cards.by_key("early") is None
    want(work, "late", ana)
    assert claim(work, clock) == ["late"]
    work.cards.withdraw("late")
    assert not work.cards.begin_post("late", "n")
    assert card(work, "late").posting is None


def test_a_shown_card_that_is_withdrawn_is_drawn_once_more(
    work: UnitOfWork, ana: Person, clock: AdjustableClock
) -> None:
    """So that it can say so; after that no refresh wakes it, only wanting it anew."""
    want(work, "c", ana)
    claim(work, clock)
    post(work, "c")
    work.cards.withdraw("c")
    assert claim(work, clock) == ["c"]
    work.cards.confirm("c", "D1", "1.1", card(work, "c").wanted)
    work.cards.refresh("s1")
    work.cards.bump("c")
    assert claim(work, clock) == []
    want(work, "c", ana)
    assert claim(work, clock) == ["c"]


def test_after_its_time_a_card_is_not_posted(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Nothing old goes out after an outage; but what is shown already is still updated."""
    for key in ("posted", "late"):
        want(work, key, ana, after=timedelta(hours=1))
    work.cards.release("late", clock.now() + timedelta(minutes=30), failed=True)
    assert claim(work, clock) == ["posted"]
    post(work, "posted")
    clock.push(timedelta(hours=2))
    work.cards.refresh("s1")
    assert claim(work, clock) == ["posted"]
    assert work.cards.by_key("late") is None


def test_a_post_without_an_answer_is_looked_for(
    work: UnitOfWork, ana: Person, clock: AdjustableClock
) -> None:
    """It is not posted again until it is known to be missing, lease or not."""
    want(work, "c", ana)
    claim(work, clock)
    assert work.cards.begin_post("c", "n")
    assert [one.posting for one in work.cards.posting()] == ["n"]
    assert work.cards.posting(clock.now()) == []
    clock.push(LEASE)
    assert claim(work, clock) == []
    assert [one.key for one in work.cards.posting(clock.now())] == ["c"]
    work.cards.release("c", None, failed=True)
    assert work.cards.posting() == []
    assert claim(work, clock) == ["c"]


def test_a_change_during_the_post_is_not_lost(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Wanted anew between drawing and answer: shown is behind, and the courier is told."""
    want(work, "c", ana, Priority.CALL)
    claim(work, clock)
    version = card(work, "c").wanted
    assert work.cards.begin_post("c", "n")
    work.cards.refresh("s1")
    work.cards.changed.clear()
    work.cards.calls.clear()
    work.cards.confirm("c", "D1", "1.1", version)
    assert (work.cards.changed, work.cards.calls) == ({"c"}, {"c"})
    assert claim(work, clock) == ["c"]


def test_giving_up_lets_it_rest(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Nothing more is tried until it is wanted again, and then as a first post."""
    want(work, "c", ana, hint="words")
    claim(work, clock)
    work.cards.begin_post("c", "n")
    work.cards.give_up("c")
    resting = card(work, "c")
    assert (resting.shown, resting.ts, resting.posting, resting.hint) == (1, None, None, "")
    assert claim(work, clock) == []
    want(work, "c", ana)
    assert claim(work, clock) == ["c"]


def test_what_changed_is_told(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Each key that the courier has to look at, and which of them call for a person."""
    want(work, "call", ana, Priority.CALL)
    want(work, "rest", ana, Priority.REST)
    assert (work.cards.changed, work.cards.calls) == ({"call", "rest"}, {"call"})
    for changed in (work.cards.changed, work.cards.calls):
        changed.clear()
    work.cards.bump("rest", Priority.CALL)
    work.cards.bump("none")
    assert (work.cards.changed, work.cards.calls) == ({"rest"}, {"rest"})
    assert {card(work, key).priority for key in ("call", "rest")} == {Priority.CALL}


def test_old_cards_at_rest_are_forgotten(work: UnitOfWork, ana: Person, clock: AdjustableClock) -> None:
    """Not those that wait, nor those of today."""
    for key in ("shown", "waiting"):
        want(work, key, ana)
    post(work, "shown")
    today = clock.now().date()
    assert work.cards.forget_old(today, 10) == 0
    assert work.cards.forget_old(today + timedelta(days=1), 10) == 1
    assert [one.key for one in work.cards.of_recipient(ana.id)] == ["waiting"]
    work.cards.drop("waiting")
    assert work.cards.of_recipient(ana.id) == []


def test_a_confirmation_for_nobody_does_no_harm(work: UnitOfWork) -> None:
    """The person may have been forgotten while their card was on its way."""
    work.cards.confirm("gone", "D1", "1.1", 1)
    work.cards.release("gone", None, failed=True)
    work.cards.give_up("gone")
    assert not work.cards.begin_post("gone", "n")
    assert work.cards.by_key("gone") is None


def test_two_couriers_never_hold_one_card(urls: Urls, clock: AdjustableClock) -> None:
    """Two that claim at once, until nothing is left: each card went to one of them."""
    storage = Storage.open(urls.data, urls.keys, urls.hearth_key, clock)
    with storage.work() as work:
        person = work.people.add(profile())
        for number in range(60):
            want(work, f"c{number:02}", person)
        work.commit()

    def courier(name: str) -> list[str]:
        mine: list[str] = []
        while True:
            try:
                with storage.work() as work:
                    taken = work.cards.claim(clock.now(), 3, clock.now() + LEASE, name)
                    work.commit()
            except Stale:
                continue
            if not taken:
                return mine
            mine += [card.key for card in taken]

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(courier, ("one", "two"))
    assert sorted(first + second) == [f"c{number:02}" for number in range(60)]
    storage.close()
