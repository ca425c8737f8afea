"""When a teammate may be asked: their hours, and what they choose for themselves.

Hours are told in minutes of the local day (0 is midnight, 540 is nine in the morning), in the teammate's own
zone; what they mean in real time is told in `domain/hours.py`.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.kinds import HourKind

DAY_MINUTES = 24 * 60

OPEN_AT_MOST = timedelta(hours=12)
"""How long "you can ask me right now" holds at the most."""

ASKED_AGAIN_AFTER = timedelta(days=7)
"""After how long somebody whose switch is not as usual is asked how it is now (field.md 34)."""

WITH_SOMEBODY_FOR = timedelta(hours=4)
"""How long after a yes a call counts for one's limit, if it is not over before: company takes its time, but a
card that stays readable for a day should not keep a small team's only listener away for that day."""

GLAD_MOST = 120
"""How many characters the line on what somebody is glad to be asked about may have (field.md 41)."""

NOT_THESE_MOST = 40
"""How many people somebody may name whom they do not ask."""

MOST_OPEN = (1, 2, 3, 5)
"""What can be chosen for how many calls one is with at once; the first is the default."""


class Counts(StrEnum):
    """How the agency counts the time in which a teammate answers (field.md 42)."""

    PAID = "paid"
    TIME_BACK = "time_back"
    OWN_CHOICE = "own_choice"
    NOT_KNOWN = "not_known"


class Switch(StrEnum):
    """A teammate's own switch: shown to nobody, without a reason (field.md 34)."""

    AS_USUAL = "as_usual"
    BOTH_WAYS = "both_ways"
    NOT_NOW = "not_now"


class Rest(StrEnum):
    """How long a teammate is left alone after a yes: their own choice."""

    NONE = "none"
    FOUR_HOURS = "four_hours"
    A_DAY = "a_day"

    @property
    def lasts(self) -> timedelta:
        """Return how long it lasts."""
        return {Rest.NONE: timedelta(), Rest.FOUR_HOURS: timedelta(hours=4), Rest.A_DAY: timedelta(days=1)}[
            self
        ]


@dataclass(frozen=True, slots=True)
class Span:
    """From one minute of a local day to another, not included. One that does not end after it began ends on
    the next day: 1320 to 360 is a night, and the same minute twice is a whole day."""

    starts: int
    ends: int

    @property
    def minutes(self) -> int:
        """Return its length on a clock's face, 1 to 1440."""
        return (self.ends - self.starts - 1) % DAY_MINUTES + 1

    def meets(self, other: "Span", later_days: int = 0) -> bool:
        """Whether this span and another one that begins `later_days` days after it share a minute."""
        begins = later_days * DAY_MINUTES + other.starts
        return begins < self.starts + self.minutes and self.starts < begins + other.minutes


@dataclass(frozen=True, slots=True)
class Hours:
    """One weekly row of a teammate in a team. `weekday`: 0 is Monday, the day on which it begins. `at_work`:
    within a shift that is paid anyway; if not, it holds only once it is known how the time is counted."""

    id: str
    team_id: str
    person_id: str
    weekday: int
    span: Span
    at_work: bool

    @property
    def key(self) -> str:
        """Return what rows of the same hours on several days share: they are shown and taken out together."""
        return f"w|{self.span.starts}|{self.span.ends}|{int(self.at_work)}|{self.team_id}"


@dataclass(frozen=True, slots=True)
class OneOff:
    """One date on which it is otherwise: hours besides the weekly ones, or, with no `span`, none of the hours
    that begin on that day. `free`: in these hours they are not there, whatever else is planned, since
    somebody said yes to cover for them."""

    id: str
    team_id: str
    person_id: str
    on: date
    span: Span | None
    at_work: bool
    free: bool = False

    @property
    def key(self) -> str:
        """Return by what it is taken out."""
        return f"d|{self.id}"


@dataclass(frozen=True, slots=True)
class Leave:
    """Away, for every team: from the first day's midnight to the last day's, in one's own zone."""

    first: date
    last: date

    @property
    def key(self) -> str:
        """Return by what it is taken out."""
        return f"l|{self.first.isoformat()}|{self.last.isoformat()}"

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for themselves; kept sealed under their key, and shown to nobody else but `glad`.

    `open_until`: "you can ask me right now" until then. `switch_at`: when the switch was last chosen or
    asked about. `sleep`: in it nothing reaches them but a call they opened themselves for. `said_yes_at`:
    when they last said yes to a call, from which their rest counts. `rang`: the kinds of hours in which their
    own phone rang in a test. `handle`: by what the team's gateway outside Slack knows them, and `handle_by`
    the gateway that rang it in a test that they heard. `not_these`: Slack accounts of whom they themselves do
    not ask, ever; an account outlives a deletion, so who comes back is not asked either. `check_in`: whether
    they want one after a call.
    """

    open_until: datetime | None = None
    switch: Switch = Switch.AS_USUAL
    switch_at: datetime | None = None
    sleep: Span | None = None
    counts: Counts | None = None
    most_open: int = MOST_OPEN[0]
    rest: Rest = Rest.NONE
    said_yes_at: datetime | None = None
    glad: str = ""
    leaves: tuple[Leave, ...] = ()
    not_these: tuple[str, ...] = ()
    rang: frozenset[HourKind] = frozenset()
    check_in: bool = True
    handle: str = ""
    handle_by: str = ""

    @property
    def off_shift_counts(self) -> bool:
        """Whether hours off shift hold: only where it is known how that time is counted."""
        return self.counts not in {None, Counts.NOT_KNOWN}

    def is_open(self, now: datetime) -> bool:
        """Whether they can be asked right now by their own tap. A clock that is set back opens nobody for
        longer than can be chosen."""
        return self.open_until is not None and timedelta() < self.open_until - now <= OPEN_AT_MOST

    def rests(self, now: datetime) -> bool:
        """Whether they rest after a yes. A clock that is set back neither ends a rest nor prolongs one."""
        return self.said_yes_at is not None and abs(now - self.said_yes_at) < self.rest.lasts

    def takes_calls(self, now: datetime, with_somebody: int) -> bool:
        """Whether their switch, their rest and their limit let a call through. `with_somebody`: how many
        calls they said yes to that are not over."""
        if self.switch is Switch.NOT_NOW or self.rests(now):
            return False
        long_ago = self.said_yes_at is not None and abs(now - self.said_yes_at) >= WITH_SOMEBODY_FOR
        return long_ago or with_somebody < self.most_open

    def to_be_asked_again(self, now: datetime) -> bool:
        """Whether it is time to ask how it is now, since the switch has not been as usual for a week."""
        return (
            self.switch is not Switch.AS_USUAL
            and self.switch_at is not None
            and now - self.switch_at >= ASKED_AGAIN_AFTER
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """All that decides when one person can be asked: their choices, weekly hours and dates. `counts_until`:
    they answered a test before it was kept in which hour, and until then every hour counts as tested.
    `another_ring`: a gateway outside Slack rings them, which counts for every hour."""

    choices: Choices = field(default_factory=Choices)
    hours: tuple[Hours, ...] = ()
    dates: tuple[OneOff, ...] = ()
    counts_until: datetime | None = None
    another_ring: bool = False

    def within(self, team_ids: frozenset[str]) -> "Plan":
        """Return the plan with the hours of these teams only."""
        return replace(
            self,
            hours=tuple(row for row in self.hours if row.team_id in team_ids),
            dates=tuple(one for one in self.dates if one.team_id in team_ids),
        )

    @property
    def has_hours(self) -> bool:
        """Whether any hours were set, weekly or for a date."""
        return bool(self.hours) or any(one.span and not one.free for one in self.dates)
