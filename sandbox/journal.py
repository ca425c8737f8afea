"""What went over the wire, both ways, for tests to count and for the page to show."""

import time
from dataclasses import dataclass, field

from sandbox.world import Json

MOST_KEPT = 20_000  # of each kind; a soak must not fill the memory


@dataclass
class Journal:
    """A numbered list; numbers go on after old entries are dropped."""

    entries: list[Json] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    count: int = 0

    def add(self, entry: Json) -> Json:
        """Write an entry down; it may be filled in later. Gives it `i` and `at_ms`."""
        entry["i"] = self.count
        entry["at_ms"] = round((time.monotonic() - self.started) * 1000, 3)
        self.count += 1
        self.entries.append(entry)
        if len(self.entries) > MOST_KEPT:
            del self.entries[: MOST_KEPT // 10]
        return entry

    def since(self, first: int) -> list[Json]:
        """The entries from number `first` on."""
        if not self.entries:
            return []
        return self.entries[max(0, first - int(self.entries[0]["i"])) :]

    def clear(self) -> None:
        """Forget the entries; the numbers go on."""
        self.entries.clear()
