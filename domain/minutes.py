"""A teammate's own list of the minutes that answering took them: answering is work (field.md 42).

A day and minutes, and nothing else: never for whom. It is its writer's alone, sealed under their key.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

KEPT_WEEKS = 13
"""How long an entry is kept: a quarter, so that it can be handed in once and needs to be nowhere after."""

OFFERED = (15, 30, 45, 60)
"""Minutes that can be written down by one tap."""

MOST_MINUTES = 12 * 60
MOST_ENTRIES = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """Minutes on one of the writer's own days."""

    id: str
    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week's entries, the earliest first. `monday` is its first day."""

    monday: date
    entries: tuple[Entry, ...]

    @property
    def minutes(self) -> int:
        """Return their sum."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def days(self) -> tuple[tuple[date, int], ...]:
        """Return each day that has entries, with its sum."""
        sums: dict[date, int] = {}
        for entry in self.entries:
            sums[entry.on] = sums.get(entry.on, 0) + entry.minutes
        return tuple(sums.items())


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that one person wrote down. `answered`: ids of calls whose card was answered, so that no card asks
    twice; each is needed only as long as the call itself is known."""

    entries: tuple[Entry, ...] = ()
    answered: frozenset[str] = field(default_factory=frozenset)

    def with_entry(self, entry: Entry) -> "Ledger":
        """Return it with one more entry, in the order of days."""
        ordered = sorted((*self.entries, entry), key=lambda one: one.on)
        return replace(self, entries=tuple(ordered))

    def without(self, entry_id: str) -> "Ledger":
        """Return it without an entry."""
        return replace(self, entries=tuple(one for one in self.entries if one.id != entry_id))

    def since(self, first: date) -> "Ledger":
        """Return it without what is older than a day."""
        return replace(self, entries=tuple(one for one in self.entries if one.on >= first))

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Return the weeks that hold something, the newest first."""
        found: dict[date, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(monday_of(entry.on), []).append(entry)
        return tuple(Week(monday, tuple(found[monday])) for monday in sorted(found, reverse=True))


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def kept_since(today: date) -> date:
    """Return the first day of which anything is kept: a Monday, so that no week is kept in part."""
    return monday_of(today) - timedelta(weeks=KEPT_WEEKS)
