"""Who is asked first, who next, and how long a rung waits."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.hours import after_a_working_day
from domain.ids import new_id
from domain.ladder import at_once, in_turn, rungs
from domain.schedule import Choices, Counts, Hours, Plan, Span
from domain.support import Urgency

NOON, NIGHT = datetime(2026, 11, 23, 17, tzinfo=UTC), datetime(2026, 11, 24, 4, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
PEOPLE = st.lists(st.text("abcdef", min_size=1, max_size=6), unique=True, max_size=12)


@given(PEOPLE, st.integers(1, 2))
def test_everybody_stands_on_one_rung_of_at_most_three(people: list[str], size: int) -> None:
    """Nobody is left out, nobody is asked twice, the first two are as large as they should be."""
    cut = rungs(people, size)
    assert [one for rung in cut for one in rung] == people
    assert len(cut) <= 3
    assert all(len(rung) == size for rung in cut[:2][:-1])
    assert all(cut)


@given(PEOPLE, st.text("0123456789", min_size=1, max_size=8))
def test_the_order_is_the_same_for_one_call_however_they_are_listed(people: list[str], draft: str) -> None:
    """What is sent is what was shown: neither the list's order nor who else is on it changes two people's."""
    assert in_turn(draft, people) == in_turn(draft, reversed(people))
    without = [one for one in in_turn(draft, people) if one != people[0]] if people else []
    assert in_turn(draft, people[1:]) == without


def test_turns_fall_on_all_alike() -> None:
    """Over two thousand calls each of five is first about as often: within five standard deviations."""
    people = [new_id() for _ in range(5)]
    first = Counter(in_turn(new_id(), people)[0] for _ in range(2000))
    assert all(abs(first[one] - 400) < 5 * (2000 * 0.2 * 0.8) ** 0.5 for one in people)


def test_two_at_once_for_now_and_at_night() -> None:
    """By the asker's own night: what is night in New York is afternoon in Tokyo."""
    assert at_once(Urgency.NOW, NOON, "America/New_York") == 2
    assert at_once(Urgency.TODAY, NOON, "America/New_York") == 1
    assert at_once(Urgency.TODAY, NIGHT, "America/New_York") == 2
    assert at_once(Urgency.THIS_WEEK, NIGHT, "Asia/Tokyo") == 1


def test_a_working_day_is_a_whole_one_of_their_own_week() -> None:
    """Told on a Friday at ten, in hours from Monday to Friday, nine to five: Monday at five."""
    span = Span(9 * 60, 17 * 60)
    week = tuple(Hours(f"h{day}", "t", "p", day, span, at_work=True) for day in range(5))
    plan = Plan(Choices(counts=Counts.PAID), week)
    friday = datetime(2026, 11, 20, 10, tzinfo=NEW_YORK)
    assert after_a_working_day(plan, NEW_YORK, friday) == datetime(2026, 11, 23, 17, tzinfo=NEW_YORK)
    early = datetime(2026, 11, 23, 8, tzinfo=NEW_YORK)
    assert after_a_working_day(plan, NEW_YORK, early) == datetime(2026, 11, 23, 17, tzinfo=NEW_YORK)


def test_without_hours_a_working_day_is_a_day() -> None:
    """Somebody who only opens themselves for now and then has no week of their own."""
    assert after_a_working_day(Plan(), NEW_YORK, NOON) == NOON + timedelta(days=1)
