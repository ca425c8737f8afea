"""A ladder while Slack is down, the machine asleep, the clock set back, and where clocks change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care import schedules, support
from care.audit import LOOKS
from care.mending import REPAIRS
from domain.cards import CardKind
from domain.ids import new_id
from domain.schedule import Span
from domain.support import Ask, Kind, RequestState, SupportRequest, TurnState, Urgency, Way
from storage import UnitOfWork
from tests.machine.courier import Courier
from tests.machine.house import ANA, House
from tests.machine.truths import Truths

NOON = datetime(2026, 3, 3, 17, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

CHANGES = [
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Europe/Madrid", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Madrid", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("Australia/Sydney", datetime(2026, 10, 3, 16, tzinfo=UTC)),
    ("Australia/Sydney", datetime(2026, 4, 4, 16, tzinfo=UTC)),
]
"""When clocks go forward and back, in three zones."""


@dataclass
class Street:
    """A house with its courier, all of whose truths hold after each minute."""

    house: House

    def __post_init__(self) -> None:
        self.truths = Truths(self.house)
        self.courier = Courier(self.house, self.truths.on_post)

    def asks(self, urgency: Urgency) -> str:
        """Ana asks for anyone, and it is delivered. Returns the call."""
        draft, ask, now = new_id(), Ask(Kind.COMPANY, urgency, Way.MESSAGE), self.house.clock.now()
        told = (self.house.id_of(ANA), draft, ask, support.ANYONE, lambda _: True, now)
        form = self.house.do(support.send, *told)
        self.truths.audience[draft] = {one.slack for one in form.seen_by}
        self.truths.hold()
        self.courier.round(50)
        return draft

    def passes(self, time: timedelta, step: timedelta = MINUTE) -> None:
        """Let time pass, the bot at work."""
        end = self.house.clock.now() + time
        while self.house.clock.now() < end:
            self.house.clock.moment += step
            self.house.ticks()
            self.courier.round(50)
            self.courier.round(50)
            self.truths.hold()

    def call(self, request: str) -> SupportRequest:
        """Return a call as it stands."""
        found = self.house.asks(lambda work: work.support.by_id(request))
        assert found is not None
        return found

    def told(self, request: str) -> set[str]:
        """Return whose alert of a call Slack has confirmed."""
        turns = self.house.asks(lambda work: work.support.turns(request))
        users = self.house.users()
        return {users[one.person_id] for one in turns if one.delivered_at is not None}

    def reads(self, user: str) -> str:
        """Return what the newest message in somebody's chat says."""
        return str(self.house.slack.chat(user)[-1].message.blocks)


@pytest.fixture
def street(on_sqlite: Callable[[int], House]) -> Iterator[Street]:
    """A street at noon."""
    house = on_sqlite(0)
    house.clock.moment = NOON
    yield Street(house)
    house.closes()


def _in_zone(house: House, zone: str) -> None:
    def moves(work: UnitOfWork) -> None:
        person = work.people.by_slack(ANA)
        assert person is not None
        work.people.save(replace(person, zone=zone))

    house.do(moves)


def test_slack_down_for_an_hour_in_the_middle_of_a_ladder(street: Street) -> None:
    """The second rung cannot be told: it is not burned, and counts from the minute in which Slack is back."""
    call = street.asks(Urgency.NOW)
    first = street.told(call)
    street.passes(3 * MINUTE)
    street.house.slack.down = True
    street.passes(HOUR, 4 * MINUTE)
    assert street.call(call).rung == 2, "nobody beyond the second rung, whom nobody has told"
    assert street.told(call) == first
    street.house.slack.down = False
    street.passes(MINUTE)
    assert street.told(call) > first
    street.passes(3 * MINUTE)
    assert street.call(call).silent_at is not None, "its asker is told that nobody answered, too early"
    street.passes(3 * MINUTE)
    assert street.call(call).silent_at is None
    assert "Still no answer" in street.reads(ANA)


def test_the_machine_sleeps_for_a_night(street: Street) -> None:
    """Asked in the evening, for now and for today, the machine asleep until noon: both are over, nothing old
    goes out, and the asker is told."""
    street.house.clock.moment = NOON + 8 * HOUR
    calls = [street.asks(Urgency.NOW), street.asks(Urgency.TODAY)]
    posts = len(street.house.slack.posts)
    street.house.clock.moment += 15 * HOUR
    street.house.restarts()
    street.courier = Courier(street.house, street.truths.on_post)
    for _ in range(3):
        street.courier.round(50)
        street.truths.hold()
    assert [street.call(one).state for one in calls] == [RequestState.EXPIRED] * 2
    assert not [
        one for one in street.house.slack.posts[posts:] if one.card.startswith(CardKind.ALERT.value)
    ], "something old went out"
    for one in street.house.slack.chat(ANA):
        assert "support.cancel" not in str(one.message.blocks), "its asker is not told"


@pytest.mark.parametrize("urgency", list(Urgency))
def test_the_clock_is_set_back_by_a_day(street: Street, urgency: Urgency) -> None:
    """In the middle of a ladder: within its own time, counted from now, each call goes on and ends."""
    call = street.asks(urgency)
    street.passes(2 * MINUTE)
    street.house.clock.moment -= timedelta(days=1)
    street.truths.was_set_back = True
    now = street.house.clock.now()
    for look in LOOKS:
        for finding in street.house.asks(lambda work, look=look: look(work, now, "", 50)).found:  # type: ignore[misc]
            if not finding.patience:
                street.house.do(REPAIRS[finding.sign], finding, now)
    if urgency is Urgency.NOW:
        street.passes(6 * MINUTE)
        assert street.call(call).rung == 2, "it waits for a day"
    lasts = {Urgency.NOW: 2 * HOUR, Urgency.TODAY: 30 * HOUR, Urgency.THIS_WEEK: timedelta(days=7)}
    street.passes(lasts[urgency] + HOUR, 30 * MINUTE if urgency is Urgency.NOW else 4 * HOUR)
    assert street.call(call).state in {RequestState.EXPIRED, RequestState.NOBODY}


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_a_rung_for_now_waits_five_minutes_where_clocks_change(
    street: Street, zone: str, change: datetime
) -> None:
    """Asked two minutes before: five real minutes, not sixty-five and not none; it ends after two hours."""
    _in_zone(street.house, zone)
    street.house.clock.moment = change - 2 * MINUTE
    call = street.asks(Urgency.NOW)
    assert timedelta() <= street.call(call).ends_at - (change - 2 * MINUTE + 2 * HOUR) < MINUTE
    street.passes(4 * MINUTE)
    assert street.call(call).rung == 1
    street.passes(2 * MINUTE)
    assert street.call(call).rung == 2
    street.passes(2 * HOUR, 30 * MINUTE)
    assert street.call(call).state in {RequestState.EXPIRED, RequestState.NOBODY}


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@pytest.mark.parametrize("before", [timedelta(hours=6), timedelta(minutes=15)])
def test_today_ends_by_the_askers_own_clock(
    street: Street, zone: str, change: datetime, before: timedelta
) -> None:
    """At four in the morning of the new time, or a day later where less than two real hours are left."""
    _in_zone(street.house, zone)
    street.house.clock.moment = change - before
    ends = street.call(street.asks(Urgency.TODAY)).ends_at
    assert ends.astimezone(ZoneInfo(zone)).time().hour == 4
    assert 2 * HOUR <= ends - (change - before) < 2 * HOUR + timedelta(hours=25)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_today_ends_after_a_sleep_in_which_clocks_change(street: Street, zone: str, change: datetime) -> None:
    """Who sleeps from eleven to seven is told when they are awake, by their own clock, however long it was;
    and their rung does not wake them."""
    _in_zone(street.house, zone)
    ana = street.house.id_of(ANA)
    street.house.clock.moment = change - 5 * HOUR
    plan = street.house.asks(lambda work: work.schedules.plan(ana))
    street.house.do(schedules.remove, ana, {row.key for row in plan.hours}, street.house.clock.now())
    street.house.do(schedules.set_sleep, ana, Span(23 * 60, 7 * 60), street.house.clock.now())
    call = street.asks(Urgency.TODAY)
    wakes = datetime.combine(change.astimezone(ZoneInfo(zone)).date(), datetime.min.time(), ZoneInfo(zone))
    wakes = wakes.replace(hour=7)
    assert street.call(call).ends_at >= wakes.astimezone(UTC)
    street.passes(5 * HOUR + MINUTE, 30 * MINUTE)
    posts = len(street.house.slack.chat(ANA))
    street.passes(2 * HOUR, 30 * MINUTE)
    assert len(street.house.slack.chat(ANA)) == posts, "woken"


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_the_two_are_asked_at_ten_on_the_day_after(street: Street, zone: str, change: datetime) -> None:
    """A yes for today in the night before: whether they have met is asked at ten by the asker's clock."""
    _in_zone(street.house, zone)
    street.house.clock.moment = change - 4 * HOUR
    call = street.asks(Urgency.TODAY)
    turns = street.house.asks(lambda work: work.support.turns(call))
    one = next(turn for turn in turns if turn.state is TurnState.ASKED)
    street.house.do(support.accept, one.person_id, call, street.house.clock.now())
    check_at = street.call(call).check_at
    assert check_at is not None
    local = check_at.astimezone(ZoneInfo(zone))
    asked_on = (change - 4 * HOUR).astimezone(ZoneInfo(zone)).date()
    assert (local.hour, local.date() - asked_on) == (10, timedelta(days=1))
