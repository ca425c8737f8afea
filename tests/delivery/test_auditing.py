"""The auditor on real databases of both kinds: what it finds, what it repairs, and what it never takes for
damage."""

import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from care import accounts, support
from care import cards as care_cards
from care.audit import A_CARD_TAKES, CARD_WITHIN
from care.mending import REPAIRS
from delivery.auditing import FRESH, MOST_LINES, Auditor, Seen, Watching
from domain.audit import Finding, Sign, Wrong
from domain.cards import Priority
from domain.clock import AdjustableClock
from domain.support import RequestState, TurnState
from sandbox import Sandbox
from storage import Storage
from storage.tables import cards, requests
from tests.damages import DAMAGES, Case, Damage
from tests.delivery.bot import DEE, JO, ROSA, SAM, Bot

MANY = 30


class Leaps:
    """Real time that a test lets pass at once."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.seconds


@pytest.fixture
def leaps() -> Leaps:
    return Leaps()


@pytest.fixture
async def town(storage: Storage, sandbox: Sandbox, clock: AdjustableClock) -> AsyncIterator[Bot]:
    """A bot without its courier on SQLite and on PostgreSQL, with a team."""
    async with Bot(storage, sandbox, clock) as made:
        made.team(SAM, ROSA, JO, others=(DEE,))
        with storage.work() as work:
            accounts.asked_after(work, accounts.night_of(clock.now()))
            work.commit()
        yield made


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    with capture_logs() as caught:
        yield caught  # type: ignore[misc] # structlog's own dicts


def auditor(bot: Bot, leaps: Leaps, *, repairs: bool = True) -> Auditor:
    watching = Watching(monotonic=leaps, repairs=REPAIRS if repairs else {})
    return Auditor(bot.seam, bot.lead, bot.clock, watching)


def deliver(bot: Bot) -> None:
    """Let every card stand in Slack as it is wanted, without a Slack."""
    with bot.storage.work() as work:
        for card in work.audit.waiting_cards("", 1000):
            found = work.cards.by_key(card.key)
            assert found is not None
            care_cards.delivered(work, card.key, "D1", found.ts or "1.1", found.wanted, bot.clock.now())
        work.commit()
    with bot.storage.work() as work:
        again = work.audit.waiting_cards("", 1)
    if again:
        deliver(bot)


async def a_call(bot: Bot, whom: str = support.ANYONE) -> Case:
    """Let Dee ask, and everybody who is asked be told."""
    sent = await bot.ask(DEE, whom)
    deliver(bot)
    return Case(bot.storage, sent.id, bot.person(DEE).id, bot.person(SAM).id, bot.clock.now())


async def looked(looks: Auditor, leaps: Leaps, damage: Damage) -> tuple[Wrong, ...]:
    """Look; where a damage is one by its length only, let that pass first."""
    if damage.after:
        assert await looks.look_now() == ()
        leaps.seconds += damage.after
    return await looks.look_now()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
async def test_every_damage_is_found(town: Bot, leaps: Leaps, damage: Damage, lines: list) -> None:  # type: ignore[type-arg]
    """With its repairs switched off the auditor raises each kind, under its own name and no other."""
    case = await a_call(town)
    looks = auditor(town, leaps, repairs=False)
    assert await looks.look_now() == ()
    damage.do(case)
    assert await looked(looks, leaps, damage) == (damage.wrong,)
    assert looks.wrong == (damage.wrong,)
    signs = {line["kind"] for line in lines if line["event"] == "audit_found"}
    assert damage.sign in signs


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
async def test_what_is_beyond_doubt_is_repaired(town: Bot, leaps: Leaps, damage: Damage) -> None:
    """Repaired within one look where it can be, and raised for as long as it is so where it cannot."""
    case = await a_call(town)
    looks = auditor(town, leaps)
    damage.do(case)
    assert await looked(looks, leaps, damage) == (() if damage.mends else (damage.wrong,))
    assert await looks.look_now() == (() if damage.mends else (damage.wrong,))


async def test_a_repair_that_does_not_last_is_raised(town: Bot, leaps: Leaps) -> None:
    """What needs the same repair again within the hour is repaired, and people hear of it."""
    case = await a_call(town)
    looks, damage = auditor(town, leaps), DAMAGES["no card"]
    damage.do(case)
    assert await looks.look_now() == ()
    damage.do(case)
    assert await looks.look_now() == (Wrong.HALF_DONE,)
    assert await looks.look_now() == ()
    leaps.seconds += 3601
    deliver(town)
    damage.do(case)
    assert await looks.look_now() == ()


async def test_somebody_who_cannot_be_asked_any_more_is_not(town: Bot, leaps: Leaps) -> None:
    """Without a card and without their consent they are not told again; the asker sees it instead."""
    case = await a_call(town)
    DAMAGES["no card"].do(case)
    with town.storage.work() as work:
        [(_, member)] = work.teams.of_person(case.asked_id)
        work.teams.remove_member(member.team_id, case.asked_id)
        work.commit()
    assert await auditor(town, leaps).look_now() == ()
    assert town.turns(case.request_id)[case.asked_id].state is TurnState.UNREACHED


async def test_the_last_one_unreached_ends_the_wait(town: Bot, leaps: Leaps) -> None:
    """The card of the only one who was asked is given up: the asker is told that nobody is free, at once."""
    case = await a_call(town, town.person(SAM).id)
    DAMAGES["a card given up"].do(case)
    assert await auditor(town, leaps).look_now() == ()
    with town.storage.work() as work:
        request = work.support.by_id(case.request_id)
        own = [one for one in work.audit.waiting_cards("", 10) if one.kind == "asker"]
    assert request is not None
    assert request.state is RequestState.NOBODY
    assert own


async def test_a_clean_call_stays_clean(town: Bot, leaps: Leaps) -> None:
    """Open, told, told of the silence, accepted, asked whether they met, over: nothing is ever found."""
    looks = auditor(town, leaps, repairs=False)
    case = await a_call(town)

    async def look() -> None:
        deliver(town)
        assert await looks.look_now() == ()
        leaps.seconds += 120

    await look()
    for by in (timedelta(minutes=6), timedelta(minutes=10)):
        town.clock.push(by)  # type: ignore[attr-defined] # it is adjustable
        await town.seam.do(support.run_due, town.clock.now(), 50)
        await look()
    await town.seam.do(support.accept, case.asked_id, case.request_id, town.clock.now())
    await look()
    for by in (timedelta(minutes=11), timedelta(minutes=6), timedelta(days=9)):
        town.clock.push(by)  # type: ignore[attr-defined]
        await town.seam.do(support.run_due, town.clock.now(), 50)
        await look()


async def test_a_push_of_a_week_is_no_alarm(town: Bot, leaps: Leaps) -> None:
    """Whatever waits or has become due by a push is judged by real time: there is none gone."""
    await a_call(town)
    await town.ask(JO)
    looks = auditor(town, leaps, repairs=False)
    assert await looks.look_now() == ()
    town.clock.push(timedelta(days=7))  # type: ignore[attr-defined]
    assert await looks.look_now() == ()
    leaps.seconds += 30
    assert await looks.look_now() == ()


async def test_a_waiting_card_counts_from_its_last_progress(town: Bot, leaps: Leaps) -> None:
    """Wanted again and again it is still the same wait; once shown, a new one begins."""
    case = await a_call(town)
    looks = auditor(town, leaps)
    waits = DAMAGES["a card waits"]
    for _ in range(3):
        waits.do(case)
        assert await looks.look_now() == ()
        leaps.seconds += 25
    assert await looks.look_now() == (Wrong.CARD_OVERDUE,)
    deliver(town)
    waits.do(case)
    assert await looks.look_now() == ()


async def test_now_in_doubt_and_now_not_is_one_wait(town: Bot, leaps: Leaps) -> None:
    """While Slack is away a card is posted, not answered, given back, again and again: it counts on."""
    case = await a_call(town)
    looks = auditor(town, leaps)
    DAMAGES["a card waits"].do(case)
    for posting in ("one.2", None, "two.2"):
        case.run(update(cards).where(case.alert).values(posting=posting))
        assert await looks.look_now() == ()
        leaps.seconds += 25
    assert await looks.look_now() == (Wrong.CARD_OVERDUE,)


async def test_a_flood_of_check_ins_is_no_alarm(town: Bot, leaps: Leaps) -> None:
    """Each card that waits gives the others time; a call among them is still a matter of a minute."""
    for _ in range(MANY):
        await town.want(SAM, Priority.REST)
    looks = auditor(town, leaps)
    assert await looks.look_now() == ()
    leaps.seconds += CARD_WITHIN[Priority.REST] + 1
    assert await looks.look_now() == ()
    leaps.seconds += MANY * A_CARD_TAKES
    assert await looks.look_now() == (Wrong.CARD_OVERDUE,)
    with town.storage.work() as work:
        for card in work.audit.waiting_cards("", 100):
            work.cards.give_up(card.key)
        work.commit()
    for _ in range(MANY):
        await town.want(SAM, Priority.REST)
    case = await a_call(town)
    DAMAGES["a card waits"].do(case)
    assert await looks.look_now() == ()
    leaps.seconds += 70
    assert await looks.look_now() == (Wrong.CARD_OVERDUE,)


async def test_a_look_in_slices_sees_everything(town: Bot, leaps: Leaps, lines: list) -> None:  # type: ignore[type-arg]
    """More calls and cards than a slice takes: none is passed over, and the log is not flooded."""
    for _ in range(MANY):
        await town.ask(DEE)
    deliver(town)
    with town.storage.engine.begin() as connection:
        connection.execute(update(requests).values(ask=None))
    assert await auditor(town, leaps).look_now() == (Wrong.HALF_DONE,)
    assert len([line for line in lines if line["event"] == "audit_found"]) == MOST_LINES
    [summary] = [line for line in lines if line["event"] == "audit_wrong"]
    assert summary["count"] == MANY


async def test_what_is_raised_names_nobody(town: Bot, leaps: Leaps, lines: list) -> None:  # type: ignore[type-arg]
    """The log holds the sign and the call's id; no person's id, and no key that holds one."""
    case = await a_call(town)
    await town.want(SAM)
    looks = auditor(town, leaps)
    DAMAGES["a card waits"].do(case)
    DAMAGES["what was asked is lost"].do(case)
    await looks.look_now()
    leaps.seconds += 3600
    assert set(await looks.look_now()) == {Wrong.CARD_OVERDUE, Wrong.HALF_DONE}
    said = str(lines)
    assert case.request_id in said
    for user in (SAM, DEE, ROSA, JO):
        assert user not in said
        assert town.person(user).id not in said


async def test_before_the_first_look_and_when_it_is_late_it_is_not_well(town: Bot, leaps: Leaps) -> None:
    """An audit that is older than three minutes says nothing about now."""
    looks = auditor(town, leaps)
    assert list(looks.wrong) == [Wrong.AUDIT]
    await looks.look_now()
    assert not looks.wrong
    leaps.seconds += FRESH + 1
    assert list(looks.wrong) == [Wrong.AUDIT]


async def test_two_processes_repair_the_same_without_harm(town: Bot, leaps: Leaps) -> None:
    """Both look at once: one card comes of it."""
    case = await a_call(town)
    DAMAGES["no card"].do(case)
    one, other = auditor(town, leaps), auditor(town, leaps)
    assert await one.look_now() == ()
    assert await other.look_now() == ()
    with town.storage.engine.connect() as connection:
        found = connection.execute(select(cards.c.wanted).where(case.alert)).scalars().all()
    assert len(found) == 1


def test_a_thing_is_ripe_after_its_patience() -> None:
    """It counts from the first look that saw it as it is, and begins anew when it moves or was not there."""
    seen = Seen()
    still = Finding(Sign.CARD_WAITS, "k", patience=60, mark="1")
    moved = Finding(Sign.CARD_WAITS, "k", patience=60, mark="2")
    assert [bool(seen.ripe([still], at)) for at in (0, 59, 60)] == [False, False, True]
    assert [bool(seen.ripe([moved], at)) for at in (61, 120, 121)] == [False, False, True]
    assert not seen.ripe([], 122)
    assert not seen.ripe([moved], 500)


def test_more_patience_later_does_not_count() -> None:
    """How long it may take is settled when it is first seen: a queue that shortens does not hurry it."""
    seen = Seen()
    assert not seen.ripe([Finding(Sign.CARD_WAITS, "k", patience=100)], 0)
    assert not seen.ripe([Finding(Sign.CARD_WAITS, "k", patience=10)], 50)
