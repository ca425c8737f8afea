"""Rings outside Slack: who is rung, how often, what the gateway learns, and what a bad gateway can do."""

import logging
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care import rings
from domain.rings import LONGEST_WAIT, Ring
from storage import Storage
from tests.e2e.doings import asks, redrawn
from tests.e2e.gateways import Told, example_gateway, told_gateway
from tests.e2e.hours import NOBODY, form, hours, refused, saves, shut, to, until_local
from tests.e2e.house import DEE, ROSA, SAM, House, Prepared, until
from tests.storage.someone import add_person

HANDLE = "+1 410 555 0101"


@pytest.fixture
async def told() -> AsyncIterator[Told]:
    async with told_gateway() as running:
        yield running


async def has_a_ring(house: House, told: Told, user: str = SAM) -> None:
    """Somebody says their handle, hears the test, and says so."""
    person = await house.person(user)
    await hours(person)
    await to(person, "schedule.ring")
    await person.types("schedule.ring:handle", HANDLE)
    await saves(person)
    await until(lambda: told.posts)
    await until(lambda: not waiting(house))
    await redrawn(person, person.clicks("schedule.ring_heard", in_="modal"))
    assert "It rang in a test" in await person.reads("modal")
    await person.closes(everything=True)
    told.posts.clear()


def posted(told: Told, count: int) -> Callable[[], bool]:
    """Return whether the gateway was told so often, to be waited for."""
    return lambda: len(told.posts) >= count


def waiting(house: House) -> int:
    return len(house.rows("SELECT 1 FROM rings WHERE state = 'waiting'"))


async def test_a_teammate_is_rung_once_when_they_are_asked_for_now(
    prepared: Prepared, tmp_path: Path, told: Told
) -> None:
    """One post for one asking, genuine, under its own id; the gateway learns a handle and a time, no more."""
    async with prepared.house(tmp_path, gateway=told.gateway) as house:
        dee = await house.person(DEE)
        await has_a_ring(house, told)
        await asks(dee)
        await until(lambda: told.posts)
        await house.settles()
        [post] = told.posts
        assert set(post) == {"id", "handle", "purpose", "at"}
        assert (post["handle"], post["purpose"]) == (HANDLE, "ring")
        assert re.fullmatch(r"[0-9A-Za-z_-]+", post["id"])
        assert told.headers[-1]["Idempotency-Key"] == post["id"]
        assert "User-Agent" not in told.headers[-1]
        assert all(told.genuine)
        told.posts.clear()
        await dee.clicks("support.cancel", in_="dm")
        await house.settles()
        await asks(dee, when="today")
        await house.push(timedelta(minutes=1))
        assert told.posts == [], "only for now"


async def test_a_ring_is_tried_again_while_its_turn_is_open_and_dropped_after(
    prepared: Prepared, tmp_path: Path
) -> None:
    """500, a dropped connection, 429, 401: the same id again and again; somebody else came: no more of it."""
    async with told_gateway() as told, prepared.house(tmp_path, gateway=told.gateway) as house:
        await has_a_ring(house, told)
        told.answers = [500, "drop", 429, 401, *[503] * 500]
        await asks(await house.person(DEE))
        for count in range(1, 6):
            await until(posted(told, count))
            await until(lambda: not house.bot.rings._under_way)  # type: ignore[union-attr] # there is a gateway
            await house.push(LONGEST_WAIT + timedelta(seconds=1))
            house.bot.rings.wake()  # type: ignore[union-attr] # as above
        assert len({post["id"] for post in told.posts}) == 1
        rosa = await house.person(ROSA)
        await rosa.sees("<@U0DEE>", in_="dm")
        await rosa.clicks("support.accept", in_="dm")
        await until(lambda: not house.bot.rings._under_way)  # type: ignore[union-attr] # as above
        count = len(told.posts)
        await house.push(timedelta(minutes=1))
        await until(lambda: not waiting(house))
        assert len(told.posts) == count
        assert [row.state for row in house.rows("SELECT state FROM rings")] == ["dropped"]


async def test_a_slow_gateway_holds_up_no_alert(prepared: Prepared, tmp_path: Path) -> None:
    """It never answers; alerts, answers and the stop are as quick as ever."""
    async with told_gateway() as told, prepared.house(tmp_path, gateway=told.gateway) as house:
        await has_a_ring(house, told)
        told.answers = ["slow"] * 50
        dee, sam = await house.person(DEE), await house.person(SAM)
        await asks(dee)
        await until(lambda: told.posts)
        await sam.sees("<@U0DEE>", in_="dm")
        await sam.clicks("support.accept", in_="dm")
        await dee.sees("<@U0SAM> can be there", in_="dm")


async def test_a_gateway_that_refuses_for_good_is_left_alone(prepared: Prepared, tmp_path: Path) -> None:
    """404: it does not know the handle. One post, and the teammate reads that it does not count."""
    async with told_gateway(404) as told, prepared.house(tmp_path, gateway=told.gateway) as house:
        sam = await house.person(SAM)
        await hours(sam)
        await to(sam, "schedule.ring")
        await sam.types("schedule.ring:handle", "sam")
        await saves(sam)
        await until(lambda: told.posts and not waiting(house))
        await house.push(timedelta(minutes=2))
        await sam.closes(everything=True)
        await hours(sam)
        assert "It does not count yet" in await sam.reads("modal")
        assert len(told.posts) == 1


async def test_redirects_are_not_followed(prepared: Prepared, tmp_path: Path) -> None:
    """A handle goes to the address that was set, and to no other."""
    async with told_gateway(302) as told, prepared.house(tmp_path, gateway=told.gateway) as house:
        sam = await house.person(SAM)
        await hours(sam)
        await to(sam, "schedule.ring")
        await sam.types("schedule.ring:handle", "sam")
        await saves(sam)
        await until(lambda: told.posts)
        await until(lambda: not house.bot.rings._under_way)  # type: ignore[union-attr] # there is a gateway
        assert house.rows("SELECT state FROM rings")[0].state == "waiting"


async def test_hours_count_with_another_ring_and_only_with_it(
    prepared: Prepared, tmp_path: Path, told: Told
) -> None:
    """Nights untested: nobody for now; with a handle whose test was heard, Sam; without a gateway, nobody."""
    async with prepared.house(tmp_path, gateway=told.gateway) as house:
        await shut(house, SAM, ROSA, "U0JO")
        sam, dee = await house.person(SAM), await house.person(DEE)
        await hours(sam)
        await to(sam, "schedule.add")
        await redrawn(sam, sam.clicks("schedule.preset:nights"))
        await sam.chooses("schedule.add:mark", "at_work")
        await saves(sam)
        await sam.closes(everything=True)
        with house.bot.storage.work() as work:  # nothing of his was tested
            person = work.people.by_slack(SAM)
            assert person is not None
            choices = work.schedules.plan(person.id).choices
            work.schedules.keep(person.id, replace(choices, rang=frozenset()), house.clock.now())
            work.commit()
        await until_local(house, 1, 2)
        assert NOBODY in await form(dee)
        await has_a_ring(house, told)
        assert "<@U0SAM>" in await form(dee)
        await dee.closes(everything=True)
        house.gateway = None
        await house.restart()
        assert NOBODY in await form(dee)
        await hours(sam)
        assert "Slack alone may stay silent at night" in await sam.reads("modal")


async def test_a_test_that_nobody_heard_does_not_count(
    prepared: Prepared, tmp_path: Path, told: Told
) -> None:
    """ "It rang" eleven minutes later, or by hand without any test: it is no ring."""
    async with prepared.house(tmp_path, gateway=told.gateway) as house:
        sam = await house.person(SAM)
        await hours(sam)
        await to(sam, "schedule.ring")
        await sam.types("schedule.ring:handle", "1;DROP")
        assert await refused(sam) == {"handle"}
        await sam.types("schedule.ring:handle", HANDLE)
        await saves(sam)
        await until(lambda: told.posts and not waiting(house))
        await house.push(timedelta(minutes=11))
        await redrawn(sam, sam.clicks("schedule.ring_heard", in_="modal"))
        assert "It does not count yet" in await sam.reads("modal")
        [row] = house.rows("SELECT choices FROM schedules WHERE person_id IN (SELECT person_id FROM rings)")
        assert HANDLE.encode() not in bytes(row.choices)


async def test_the_worked_example_rings_for_the_bot(prepared: Prepared, tmp_path: Path) -> None:
    """From "I need a person" to a call file, through both programs."""
    async with (
        example_gateway(tmp_path) as gateway,
        prepared.house(tmp_path, gateway=gateway) as house,
    ):
        sam = await house.person(SAM)
        await hours(sam)
        await to(sam, "schedule.ring")
        await sam.types("schedule.ring:handle", HANDLE)
        await saves(sam)
        await until(lambda: list((tmp_path / "outgoing").glob("*.call")) and not waiting(house))
        await redrawn(sam, sam.clicks("schedule.ring_heard", in_="modal"))
        await sam.closes(everything=True)
        await asks(await house.person(DEE))
        await until(lambda: len(list((tmp_path / "outgoing").glob("*.call"))) == 2)


async def test_after_a_crash_it_comes_again_under_the_same_id(storage: Storage) -> None:
    """Claimed and never heard of again: it is free after its hold, and what was taken is never sent again."""
    person, gateway = add_person(storage), "a gateway"
    with storage.work() as work:
        rings.set_gateway(work, gateway)
        now = storage._clock.now()
        rings.set_handle(work, person.id, HANDLE, now)
        work.commit()

    def claimed(after: timedelta) -> list[str]:
        with storage.work() as work:
            found = [one.id for one in rings.claim(work, now + after, 10)]
            work.commit()
            return found

    first = claimed(timedelta(seconds=1))
    assert len(first) == 1
    assert claimed(timedelta(seconds=10)) == []
    assert claimed(timedelta(seconds=25)) == first
    with storage.work() as work:
        rings.taken(work, first[0], now + timedelta(seconds=26))
        rings.failed(work, first[0], now + timedelta(seconds=27))
        work.commit()
    assert claimed(timedelta(minutes=5)) == []


def test_waits_grow_to_their_bound() -> None:
    """2, 4, 8, 16, 30, 30 seconds."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    waits = [Ring("r", "p", None, "a", now, attempts).next_wait().seconds for attempts in (1, 2, 3, 4, 5, 99)]
    assert waits == [2, 4, 8, 16, 30, 30]


async def test_neither_address_nor_handle_is_ever_logged(
    prepared: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """The query of the address, the secret, the handle: in no line, whatever the gateway does."""
    caplog.set_level(logging.DEBUG)
    async with (
        told_gateway(500, "drop", 404) as told,
        prepared.house(tmp_path, gateway=told.gateway) as house,
    ):
        sam = await house.person(SAM)
        await hours(sam)
        await to(sam, "schedule.ring")
        await sam.types("schedule.ring:handle", "handle-canary")
        await saves(sam)
        for count in (1, 2, 3):
            await until(posted(told, count))
            await until(lambda: not house.bot.rings._under_way)  # type: ignore[union-attr] # there is a gateway
            await house.push(timedelta(seconds=31))
            house.bot.rings.wake()  # type: ignore[union-attr] # as above
        await until(lambda: not waiting(house))
    of_aiohttp = [record.getMessage() for record in caplog.records if record.name.startswith("aiohttp")]
    said = "".join([*capsys.readouterr(), *of_aiohttp])  # all that is handed to a logger by who posts
    assert said.count("ring_failed") == 2
    assert "ring_refused" in said
    assert "canary" not in said
    assert "a secret" not in said
