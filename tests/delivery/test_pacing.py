"""Slack's rates: never passed, and a call always finds room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.pacing import CHANNEL_RATES, RATES, SHARES, NoRoomError, Pacing
from domain.cards import Priority

POST = "chat.postMessage"


class Seconds:
    """Monotonic time that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


asked = st.lists(
    st.tuples(
        st.floats(0, 20, allow_nan=False),
        st.sampled_from(sorted(RATES)),
        st.sampled_from(["D1", "D2", "D3"]),
        st.sampled_from(list(Priority)),
    ),
    max_size=400,
)


def most_in_a_minute(times: list[float]) -> int:
    return max((sum(1 for t in times if start <= t < start + 60) for start in times), default=0)


@settings(max_examples=60, deadline=None)
@given(asked)
def test_no_minute_holds_more_than_slack_allows(
    asked: list[tuple[float, str, str, Priority]],
) -> None:
    """Whatever is asked for, and whenever: at most the tier's figure a minute, the rest at most half of it,
    and a channel at most its own."""
    seconds = Seconds()
    pacing = Pacing(seconds)
    granted: dict[str, list[tuple[float, str, Priority]]] = {}
    for pause, method, target, priority in asked:
        seconds.now += pause / 10
        if pacing.take(method, target, priority) == 0:
            granted.setdefault(method, []).append((seconds.now, target, priority))
    for method, grants in granted.items():
        for priority, share in SHARES.items():
            theirs = [at for at, _, each in grants if each >= priority]
            assert most_in_a_minute(theirs) <= max(1, RATES[method].per_minute * share)
        if method in CHANNEL_RATES:
            for channel in ("D1", "D2", "D3"):
                times = [at for at, target, _ in grants if target == channel]
                assert most_in_a_minute(times) <= CHANNEL_RATES[method].per_minute


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500), st.sampled_from(sorted(RATES)))
def test_a_call_finds_room_however_much_of_the_rest_was_asked_for(rest: int, method: str) -> None:
    """The rest takes at most half, so a call is granted at once: as many as half a burst."""
    pacing = Pacing(Seconds())
    for number in range(rest):
        pacing.take(method, f"D{number}", Priority.REST)
    for number in range(int(RATES[method].burst // 2)):
        assert pacing.take(method, f"E{number}", Priority.CALL) == 0


@settings(max_examples=60, deadline=None)
@given(asked)
def test_who_waits_as_told_gets_it(asked: list[tuple[float, str, str, Priority]]) -> None:
    """The seconds that a refusal names are enough, if nobody else comes in between."""
    seconds = Seconds()
    pacing = Pacing(seconds)
    for pause, method, target, priority in asked[:50]:
        seconds.now += pause / 100
        for _ in range(3):  # several buckets: the longest wait first, then what is left
            wait = pacing.take(method, target, priority)
            if wait == 0:
                break
            seconds.now += wait
        else:
            pytest.fail("waited as told, and there was no room")


def test_a_429_pauses_its_method_for_the_rest_and_no_other() -> None:
    """Answers and the rest wait on that method; other methods go on; a call may try once."""
    seconds = Seconds()
    pacing = Pacing(seconds)
    pacing.limited(POST, "D1", Priority.REST, 30)
    assert pacing.take(POST, "D2", Priority.REST) == pytest.approx(30)
    assert pacing.take(POST, "D2", Priority.ANSWER) == pytest.approx(30)
    assert pacing.take("chat.update", "D1", Priority.REST) == 0
    assert pacing.take(POST, "D1", Priority.CALL) == 0
    seconds.now += 30
    assert pacing.take(POST, "D2", Priority.REST) == 0


def test_a_429_of_a_call_holds_calls_for_the_same_person_only() -> None:
    """Another person's call may still try; everything else waits."""
    pacing = Pacing(Seconds())
    pacing.limited(POST, "D1", Priority.CALL, 5)
    assert pacing.take(POST, "D1", Priority.CALL) == pytest.approx(5)
    assert pacing.take(POST, "D2", Priority.CALL) == 0
    assert pacing.take(POST, "D2", Priority.ANSWER) == pytest.approx(5)


def test_a_longer_pause_is_not_shortened() -> None:
    """A second 429 with a shorter Retry-After does not undo the first."""
    pacing = Pacing(Seconds())
    pacing.limited(POST, "D1", Priority.REST, 30)
    pacing.limited(POST, "D1", Priority.REST, 1)
    assert pacing.take(POST, "D1", Priority.REST) == pytest.approx(30)


async def test_without_room_within_the_patience_it_says_when_to_come_again() -> None:
    """At once, not after the patience is over; and each who is sent away gets a later moment."""
    pacing = Pacing(Seconds())
    pacing.limited(POST, "", Priority.REST, 60)
    waits = []
    for _ in range(3):
        with pytest.raises(NoRoomError) as refused:
            await pacing.acquire(POST, "D1", Priority.REST, 0.5)
        waits.append(refused.value.wait)
    assert waits == sorted(set(waits))
    assert waits[0] >= 60


async def test_with_room_soon_it_waits_for_it() -> None:
    """Real time: the fifth message at once in one channel waits for its second."""
    pacing = Pacing()
    for _ in range(4):
        await pacing.acquire(POST, "D1", Priority.CALL, 0)
    with pytest.raises(NoRoomError):
        await pacing.acquire(POST, "D1", Priority.CALL, 0.1)
    await pacing.acquire(POST, "D1", Priority.CALL, 3)


def test_channels_that_are_quiet_are_forgotten() -> None:
    """Memory does not grow with the number of people ever written to."""
    seconds = Seconds()
    pacing = Pacing(seconds)
    for number in range(9000):
        seconds.now += 1
        pacing.take(POST, f"D{number}", Priority.REST)
    assert len(pacing._channels) <= 2100


def test_what_is_left_is_what_can_be_taken_now() -> None:
    """As many as are said to be left can be taken, and no more; in a pause there is nothing left."""
    seconds = Seconds()
    pacing = Pacing(seconds)
    for priority in (Priority.REST, Priority.ANSWER, Priority.CALL):
        left = pacing.left(POST, priority)
        taken = 0
        while pacing.take(POST, f"D{taken}", priority) == 0:
            taken += 1
        assert taken == left > 0
        assert pacing.left(POST, priority) == 0
    seconds.now += 2
    assert pacing.left(POST, Priority.REST) == 2
    pacing.limited(POST, "D1", Priority.REST, 5)
    assert pacing.left(POST, Priority.REST) == 0
