"""One's own minutes: weeks, sums, and what is no longer kept."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from domain.minutes import KEPT_WEEKS, MOST_MINUTES, Entry, Ledger, kept_since, monday_of

DAYS = some.dates(date(2025, 1, 1), date(2027, 12, 31))
ENTRIES = some.lists(some.tuples(DAYS, some.integers(1, MOST_MINUTES)), max_size=40)


def ledger(told: list[tuple[date, int]]) -> Ledger:
    """Return a list with these entries, written down in this order."""
    made = Ledger()
    for number, (on, minutes) in enumerate(told):
        made = made.with_entry(Entry(str(number), on, minutes))
    return made


@given(ENTRIES)
def test_weeks_hold_every_entry_once_and_sum_them(told: list[tuple[date, int]]) -> None:
    """Whatever the order of writing: the newest week first, days in order, nothing lost or doubled."""
    weeks = ledger(told).weeks
    assert [week.monday for week in weeks] == sorted({monday_of(on) for on, _ in told}, reverse=True)
    found = [entry for week in weeks for entry in week.entries]
    assert sorted((one.on, one.minutes) for one in found) == sorted(told)
    for week in weeks:
        assert week.minutes == sum(entry.minutes for entry in week.entries)
        assert week.minutes == sum(minutes for _, minutes in week.days)
        assert [on for on, _ in week.days] == sorted({entry.on for entry in week.entries})
        assert all(monday_of(entry.on) == week.monday for entry in week.entries)


@given(ENTRIES, DAYS)
def test_what_is_older_goes_by_whole_weeks(told: list[tuple[date, int]], today: date) -> None:
    """At least thirteen weeks are kept, less than fourteen, and no week in part."""
    first = kept_since(today)
    assert timedelta(weeks=KEPT_WEEKS) <= today - first < timedelta(weeks=KEPT_WEEKS + 1)
    kept = ledger(told).since(first)
    assert {one.on for one in kept.entries} == {on for on, _ in told if on >= first}
    whole = {week.monday: week for week in ledger(told).weeks}
    assert all(week == whole[week.monday] for week in kept.weeks)


def test_an_entry_is_taken_out_by_its_own_id() -> None:
    """The others stay, also those of the same day and length."""
    made = ledger([(date(2026, 3, 4), 15), (date(2026, 3, 4), 15)])
    assert [one.id for one in made.without("0").entries] == ["1"]
    assert made.without("no such") == made
