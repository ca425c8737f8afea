"""Rows of "Who sees what" about when somebody can be asked, and what they choose for themselves."""

import re
from dataclasses import replace
from datetime import timedelta

from domain.people import Person as Known
from sandbox.person import Person
from storage import UnitOfWork
from tests.e2e.doings import asks, opens, opens_home, submit, tap
from tests.e2e.gateways import told_gateway
from tests.e2e.hours import shown_hours
from tests.e2e.house import DEE, ERIKA, KIT, MORGAN, ROSA, SAM, until
from tests.e2e.test_not_these import does_not_ask
from tests.e2e.test_rings import HANDLE, has_a_ring
from tests.privacy.audience import ELSE, WES, WILLA, Json, Stage, assert_same, has, lacks, row
from tests.privacy.eyes import whole

COVER = "support.open:cover"
BUT_SAM = (DEE, ROSA, *(user for user in ELSE if user != SAM))
CHOSEN = ("a_day", "both_ways", "time_back", "1320")
"""A rest, the switch, how the time is counted, sleep from ten: as they would stand in a row."""


def choices(work: UnitOfWork, person: Known) -> object:
    """Read what somebody chose for themselves, with the key."""
    return work.schedules.plan(person.id).choices


async def saves(person: Person, name: str, **filled: str) -> None:
    """Send a screen of one's hours, filled in."""
    values: Json = {}
    for field, value in filled.items():
        shape = {"selected_option": {"value": value}, "selected_time": value, "selected_date": value}
        values[f"{name}:{field}"] = {"type": "static_select", "value": value, **shape}
    told = await person.sends(submit(name, "", {"b": values}))
    assert "errors" not in (told["ack"] or {}), told


async def works_by_day(stage: Stage) -> None:
    """Sam plans Monday to Friday, nine to five."""
    [member] = stage.house.rows("SELECT team_id FROM members WHERE person_id = :sam", sam=stage.id_of(SAM))
    await (await stage.house.person(SAM)).sends(tap("schedule.work_hours", member.team_id))
    await stage.house.settles()


@row(
    "that you can be asked, and the hours you plan",
    "yes",
    "whether you can be asked for the time they ask for",
    "the same; who coordinates sees planned hours in which a phone rings, and gaps, for a week",
    "that you can be asked: a card in your chat; gaps: a card in the chat of who coordinates",
    "yes",
)
async def planned_hours(stage: Stage) -> None:
    """Sam plans hours: who coordinates sees them, and whoever could ask him before sees what they saw."""
    house = stage.house
    sam, dee = await house.person(SAM), await house.person(DEE)
    async with stage.the_same_for(*(user for user in BUT_SAM if user != ERIKA)):
        await works_by_day(stage)
    has(await shown_hours(sam), "Mon, Tue, Wed, Thu, Fri: 9:00 AM to 5:00 PM")
    seen = await stage.eyes.sees(ERIKA)
    has(seen["schedule.team"], "9:00 AM to 5:00 PM: <@U0SAM>")
    lacks(whole({way: told for way, told in seen.items() if way != "schedule.team"}), "9:00 AM to 5:00")
    has((await stage.eyes.sees(MORGAN))["support.open:top"], "<@U0SAM>")
    await sam.sends(tap("schedule.now", "0"))
    await house.push(timedelta(hours=7))
    await house.settles()
    evening = await stage.eyes.sees(MORGAN)
    lacks(evening["support.open:top"], "<@U0SAM>")
    has(evening["support.open:top > this_week"], "<@U0SAM>")
    has(stage.messages(SAM), "can ask you in your hours")
    await house.push(timedelta(days=8))
    await house.settles()
    has(stage.messages(ERIKA), "in the coming week nobody would ring", "9:00 AM")
    lacks(stage.rest_of_messages(ERIKA, WILLA), "nobody would ring", "9:00 AM")
    has(stage.server(), "'starts': 540, 'ends': 1020")
    lacks(await dee.reads("dm"), "nobody would ring")


@row(
    "what you choose about it: in which kinds of hours your phone rang, right now, leave, sleep, limit, "
    "rest, switch, how time is counted",
    "yes, under *My hours*",
    "no; your own line, if you write one",
    "no",
    "in your chat: until when you opened yourself, in which kinds of your hours no test rang, a rest that "
    'you took on a check-in, and a question after a week that says only "How is it with you now?"',
    "with effort and the key; that a test of yours is to come, and that you were asked that question: yes",
)
async def own_choices(stage: Stage) -> None:
    """Sam chooses: nobody sees any of it; and closed, on leave or not now, he looks the same to all."""
    house = stage.house
    sam = await house.person(SAM)
    async with stage.the_same_for(*BUT_SAM):
        await saves(sam, "schedule.limit", most="2", rest="a_day")
        await saves(sam, "schedule.counts", counts="time_back")
        await saves(sam, "schedule.sleep", since="22:00", until="06:00")
        await saves(sam, "schedule.switch", switch="both_ways")
        await house.settles()
    told = await shown_hours(sam)
    has(told, "2 calls at a time", "A day of rest", "given back", "10:00 PM", "Company both ways")
    lacks(stage.messages(), "at a time", "of rest", "given back", "10:00 PM", "both ways")
    lacks(stage.server(), *CHOSEN)
    has(stage.with_key(choices, SAM), *CHOSEN)
    assert len({len(one.choices) for one in house.rows("SELECT choices FROM schedules")}) == 1
    await his_line_is_for_teammates(stage, sam)
    await looks_the_same_however_he_is_away(stage, sam)
    await is_tested_and_asked(stage, sam)


async def looks_the_same_however_he_is_away(stage: Stage, sam: Person) -> None:
    """Not now or on leave: no screen tells one from the other. Nor does closed, but that cover, which is
    asked for at any hour, can still be asked of somebody who is closed."""
    today = stage.house.clock.now().date()
    looked = []
    for away in ("closed", "not now", "leave"):
        await sam.sends(tap("schedule.now", "4"))
        if away == "not now":
            await saves(sam, "schedule.switch", switch="not_now")
        else:
            await sam.sends(tap("schedule.now", "0"))
        if away == "leave":
            await saves(sam, "schedule.leave", since=f"{today}", until=f"{today}")
        await stage.house.settles()
        looked.append({user: await stage.eyes.sees(user) for user in (DEE, MORGAN, ERIKA)})
    closed, not_now, leave = looked
    for user, seen in leave.items():
        assert_same(user, not_now[user], seen)
        but_cover = {way for way in seen if not way.startswith(COVER)}
        assert_same(
            user, {way: closed[user][way] for way in but_cover}, {way: seen[way] for way in but_cover}
        )


async def his_line_is_for_teammates(stage: Stage, sam: Person) -> None:
    """What he is glad to be asked about stands where he can be asked, and nowhere else."""
    await saves(sam, "schedule.glad", glad="canarysoup")
    await sam.sends(tap("schedule.now", "4"))
    has((await stage.eyes.sees(DEE))["support.open:top"], "canarysoup")
    for user in (KIT, WES, WILLA, ERIKA):
        seen = await stage.eyes.sees(user)
        lacks(
            whole({way: told for way, told in seen.items() if user != ERIKA or "form" in way}), "canarysoup"
        )
    lacks(stage.messages(), "canarysoup")
    lacks(stage.server(), "canarysoup")


async def is_tested_and_asked(stage: Stage, sam: Person) -> None:
    """A test he arranged waits in a row; a week later he is asked how it is, and not why."""
    house = stage.house
    with house.bot.storage.work() as work:
        plan = work.schedules.plan(stage.id_of(SAM))
        work.schedules.keep(stage.id_of(SAM), replace(plan.choices, rang=frozenset()), house.clock.now())
        work.commit()
    await works_by_day(stage)
    await sam.sends(tap("schedule.now", "0"))
    await house.settles()
    has(stage.messages(SAM), "You can be asked right now", "Not tested yet: weekdays by day")
    await sam.sends(tap("schedule.test"))
    await house.settles()
    has("".join(stage.rows()), f"ring_tests {{'person_id': '{stage.id_of(SAM)}', 'kind': 'workday_day'")
    await saves(sam, "schedule.switch", switch="both_ways")
    for _ in range(10):
        await house.push(timedelta(days=1))
    await house.settles()
    has(stage.messages(SAM), "How is it with you now?")
    lacks(stage.rest_of_messages(SAM), "How is it with you now?")
    assert re.search(rf"cards .*'kind': 'how_is_it', 'recipient_id': '{stage.id_of(SAM)}'", stage.server())


@row(
    "by what a gateway outside Slack knows you, if you want to be rung there",
    "yes, under *My hours*",
    "no",
    "no",
    "no",
    "with effort and the key; that you were rung, for about a week; the gateway's owner learns that you were "
    "rung, and when",
)
async def a_ring(stage: Stage) -> None:
    """Sam gives a handle, and is rung for Dee."""
    house = stage.house
    async with told_gateway() as told:
        house.gateway = told.gateway
        await house.restart()
        stage.touched = True
        async with stage.the_same_for(*BUT_SAM):
            await has_a_ring(house, told)
        has(await shown_hours(await house.person(SAM)), HANDLE)
        await asks(await house.person(DEE))
        await until(lambda: told.posts)
        await house.settles()
        [post] = told.posts
        assert set(post) == {"id", "handle", "purpose", "at"}
        lacks(stage.messages(), HANDLE, "gateway")
        lacks(stage.server(), HANDLE)
        has(stage.with_key(choices, SAM), HANDLE)
        call = "SELECT rung_at FROM rings WHERE request_id IS NOT NULL"
        await until(lambda: [one.rung_at is not None for one in house.rows(call)] == [True])
        await (await house.person(DEE)).clicks("support.cancel", in_="dm")
        await house.push(timedelta(days=8, hours=3))
        assert not house.rows(call)
        assert not house.rows("SELECT 1 FROM rings")


@row(
    "whom you don't ask",
    "yes, under *Whom I don't ask*",
    "no; whoever is on it sees no difference",
    "no",
    "it is in a window, not in a message",
    "with effort and the key",
)
async def whom_not(stage: Stage) -> None:
    """Dee names Rosa and Morgan."""
    dee = await stage.house.person(DEE)
    rows = {*stage.rows()}
    async with stage.the_same_for(ROSA, *ELSE):
        await does_not_ask(dee, ROSA, MORGAN)
        await stage.house.settles()
        changed = {one.split(" ")[0] for one in rows ^ {*stage.rows()}}
    assert changed <= {"schedules", "touches"}, "and everybody on a team has such a record"
    await opens_home(dee)
    await opens(dee, "my_data.page", "home")
    has(str((await dee.screen())["modals"][-1]["blocks"]), ROSA, MORGAN)
    await dee.closes(everything=True)
    lacks(stage.messages(), ROSA, MORGAN)
    lacks(stage.server(), "not_these")
    has(stage.with_key(choices), ROSA, MORGAN)
    assert len({len(one.choices) for one in stage.house.rows("SELECT choices FROM schedules")}) == 1
