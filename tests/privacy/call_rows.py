"""Rows of "Who sees what" about a call for a person."""

import re
from datetime import timedelta

from domain.people import Language
from domain.people import Person as Known
from sandbox.person import Person
from storage import UnitOfWork
from tests.e2e.doings import (
    answers,
    asks,
    begins,
    opens,
    opens_form,
    opens_home,
    request_id,
    sends_it,
    tap,
)
from tests.e2e.house import DEE, JO, KIT, MORGAN, ROSA, SAM, TONI, has_button, until
from tests.e2e.test_cover import asks_cover
from tests.e2e.test_neighbour_rung import passes
from tests.e2e.test_neighbours import proposes
from tests.privacy.audience import (
    COORDINATOR,
    EAST,
    ELSE,
    LEAD,
    NOT_ASKED,
    WES,
    WEST,
    WILLA,
    Stage,
    has,
    lacks,
    row,
)
from words import words

NAME = "<@U0DEE>"
NUMBER = "4435550142"
PUSH = words(Language.EN)("push-alert")
PUSHED = {words(language)(f"push-{name}") for language in Language for name in ("alert", "other")}
"""All that a locked phone shows of a call."""
A_WEEK_AND_A_BIT = timedelta(days=8, hours=3)
BUT_THE_ASKED = tuple(user for user in ELSE if user != SAM)
FLOWS = ("loss", "refused", "pérdida")


def asked_for(work: UnitOfWork, person: Known) -> object:
    """Read somebody's open call, with the key."""
    return [one.ask for one in work.support.open_of(person.id)]


@row(
    "that you asked for a person, when and how",
    "yes",
    "yes, if you sent it to them",
    "only if you picked them",
    "it is in both chats: owners of some plans can read those",
    "that you did, and for when: yes, until a week after it is over; how: with the key, until it ends",
)
async def a_call(stage: Stage) -> None:
    """Dee asks: Sam and Rosa are told, nobody else; then she takes it back, and asks Morgan, who leads."""
    house = stage.house
    dee, sam = await house.person(DEE), await house.person(SAM)
    async with stage.the_same_for(JO, *BUT_THE_ASKED):
        await asks(dee, how="cannot_speak", number=NUMBER)
        await house.settles()
    how = "in writing only"
    has(await dee.reads("dm"), "<@U0SAM>: told at", "<@U0ROSA>: told at")
    has(await sam.reads("dm"), NAME, how)
    lacks(await sam.reads("dm"), NUMBER)
    has(stage.messages(DEE), "<@U0SAM>")
    has(stage.messages(SAM), NAME, how, PUSH)
    lacks(stage.rest_of_messages(DEE, SAM, ROSA), "U0DEE", PUSH)
    pushed = {one.text for one in stage.pushed()}
    assert PUSH in pushed
    assert pushed <= PUSHED
    has(stage.server(), f"'asker_id': '{stage.id_of(DEE)}'")
    lacks(stage.server(), NUMBER, "cannot_speak")
    has(stage.with_key(asked_for), NUMBER, "cannot_speak")
    await dee.clicks("support.cancel", in_="dm")
    await house.settles()
    assert [(one.ask, one.wait) for one in house.rows("SELECT ask, wait FROM requests")] == [(None, 5)]
    lacks(await sam.reads("dm"), NAME)
    first = request_id(house)
    stage.touched = True
    async with stage.the_same_for(JO, *(user for user in ELSE if user != MORGAN)):
        await asks(dee, whom="Morgan Hale")
        await house.settles()
    has(await (await house.person(MORGAN)).reads("dm"), NAME)
    await dee.clicks("support.cancel", in_="dm")
    await house.push(A_WEEK_AND_A_BIT)
    lacks("".join(stage.rows()), f"'asker_id': '{stage.id_of(DEE)}'", first)


@row(
    "why you asked",
    "yes",
    'no, unless you tell them, or add the heads-up ("a loss", "about me", "just company") that you see '
    "before you send it",
    "no",
    "nowhere; a heads-up is in the chats of those you asked",
    "nowhere; a heads-up: with the key, until it ends",
)
async def why(stage: Stage) -> None:
    """Out of the middle of a debrief of a loss nothing goes along; then a heads-up does, that was chosen."""
    house = stage.house
    dee, sam = await house.person(DEE), await house.person(SAM)
    async with stage.the_same_for(JO, *BUT_THE_ASKED):
        await begins(dee, "loss")
        await answers(dee, "go_on")
        await opens_form(dee, button="support.open", in_="modal")
        await sends_it(dee)
        await house.settles()
    assert has_button("support.accept")(await sam.screen())
    lacks(stage.messages(), *FLOWS)
    lacks(stage.server(), *FLOWS)
    lacks(stage.with_key(asked_for), *FLOWS)
    await dee.clicks("support.cancel", in_="dm")
    await house.settles()
    await opens_home(dee)
    await opens_form(dee, heads_up="a_loss")
    has(await dee.reads("modal"), "A heads-up: it is about a loss.")
    stage.touched = True
    async with stage.the_same_for(*BUT_THE_ASKED):
        await sends_it(dee)
        await house.settles()
    has(await sam.reads("dm"), "A heads-up: it is about a loss.")
    has(stage.messages(SAM), "A heads-up: it is about a loss.")
    lacks(stage.rest_of_messages(SAM, ROSA), *FLOWS)
    lacks("".join(one.text for one in stage.pushed()), *FLOWS)
    lacks(stage.server(), *FLOWS)
    has(stage.with_key(asked_for), "a_loss")
    await dee.clicks("support.cancel", in_="dm")
    await house.settles()
    assert {one.ask for one in house.rows("SELECT ask FROM requests")} == {None}


@row(
    "who passed, who could not be reached",
    "yes, of those you asked",
    "no",
    "no",
    "it is in your chat, and a pass in the chat of who passed",
    "yes, for about a week",
)
async def a_pass(stage: Stage) -> None:
    """Sam passes, then Rosa, and Jo cannot be reached: Dee reads it of each, and nobody of another."""
    house = stage.house
    dee, sam, rosa = [await house.person(user) for user in (DEE, SAM, ROSA)]
    house.fails("chat.postMessage", "error", error="user_not_visible", times=99, match={"channel": "D0JO"})
    await asks(dee)
    await rosa.waits_for(has_button("support.accept"))
    await house.settles()
    stage.touched = True
    async with stage.the_same_for(JO, ROSA, *BUT_THE_ASKED):
        await sam.clicks("support.pass", in_="dm")
        await house.settles()
    async with stage.the_same_for(JO, *(user for user in ELSE if user != ROSA)):
        await rosa.clicks("support.pass", in_="dm")
        await until(lambda: house.rows("SELECT 1 FROM turns WHERE state = 'unreached'"))
        await house.settles()
    passed = ("<@U0SAM>: can't this time", "<@U0ROSA>: can't this time", "<@U0JO>: not reached")
    has(await dee.reads("dm"), *passed)
    has(stage.messages(DEE), *passed)
    lacks(stage.rest_of_messages(DEE, SAM, ROSA), "can't this time", "not reached")
    lacks(stage.messages(SAM), "U0ROSA", "U0JO", "not reached")
    turns = {
        (one.slack_user, one.state)
        for one in house.rows("SELECT slack_user, state FROM turns JOIN people ON person_id = id")
    }
    assert turns == {(SAM, "passed"), (ROSA, "passed"), (JO, "unreached")}
    await house.push(A_WEEK_AND_A_BIT)
    assert not house.rows("SELECT 1 FROM turns")
    assert not re.search("passed|unreached", "".join(stage.rows()))


@row(
    "how long answering took you, if you write it down",
    "yes, under *My minutes*, for 13 weeks",
    "no",
    "no",
    "only the question is in your chat",
    "that you write some down: yes; how many: with effort and the key",
)
async def minutes(stage: Stage) -> None:
    """Sam came, and writes 45 minutes down: not even Dee, for whom they were, learns of it."""
    house = stage.house
    dee, sam = await house.person(DEE), await house.person(SAM)
    await asks(dee)
    await sam.waits_for(has_button("support.accept"))
    await sam.clicks("support.accept", in_="dm")
    await house.settles()
    await house.push(timedelta(minutes=10, seconds=1))
    await house.settles()
    await sam.clicks("support.met", in_="dm")
    await house.settles()
    has(stage.messages(SAM), "minutes.note:45")
    stage.touched = True
    async with stage.the_same_for(DEE, ROSA, *BUT_THE_ASKED):
        await sam.clicks("minutes.note:45", in_="dm")
        await house.settles()
    await opens_home(sam)
    await opens(sam, "schedule.open", "home")
    await opens(sam, "minutes.open", "modal")
    has(await sam.reads("modal"), "45 minutes")
    await sam.closes(everything=True)
    lacks(stage.messages(), "'minutes': 45", "you wrote")
    has(stage.server(), f"minutes {{'person_id': '{stage.id_of(SAM)}'")
    [kept] = [one for one in stage.rows() if one.startswith("minutes ")]
    assert set(re.findall(r"'(\w+)':", kept)) == {"person_id", "version", "look_at"}
    has(stage.with_key(lambda work, person: work.minutes.of_person(person.id), SAM), "minutes=45")
    await rests(stage, sam)
    for _ in range(7):
        await house.push(timedelta(weeks=2))
    assert not house.rows("SELECT 1 FROM minutes")


async def rests(stage: Stage, sam: Person) -> None:
    """Sam is asked how it is, a day or two later, and takes a rest: that is in his chat, and in no other."""
    for _ in range(8):
        await stage.house.push(timedelta(hours=6))
    await sam.waits_for(has_button("follow_ups.rest"))
    await sam.clicks("follow_ups.rest", in_="dm")
    await stage.house.settles()
    taken = "Nobody asks you today and tomorrow"
    has(stage.messages(SAM), "I said I would check in", taken)
    lacks(stage.rest_of_messages(SAM), "I said I would check in", taken)


@row(
    "that you asked for cover, and for which hours",
    "yes",
    "yes, if you picked them",
    "only if you picked them",
    "it is in both chats",
    "that you asked, until when it is open, and by that, that it may be cover: yes, until a week after it is "
    "over; the hours: with the key, until it ends",
)
async def cover(stage: Stage) -> None:
    """Dee asks Sam for cover, two to six; then Sam and Morgan, who leads."""
    house = stage.house
    dee, sam = await house.person(DEE), await house.person(SAM)
    async with stage.the_same_for(ROSA, JO, *BUT_THE_ASKED):
        await asks_cover(house, dee, people=["Sam Okafor"])
    hours = "2:00 PM to 6:00 PM"
    has(await dee.reads("dm"), "<@U0SAM>: told at")
    has(await sam.reads("dm"), "<@U0DEE> is asking for cover", hours)
    has(stage.messages(SAM), hours)
    lacks(stage.rest_of_messages(DEE, SAM), "U0DEE", "cover")
    lacks("".join(one.text for one in stage.pushed()), "Dee", hours)
    lacks(stage.server(), "'cover'")
    has(stage.with_key(asked_for), "Kind.COVER")
    await dee.clicks("support.cancel", in_="dm")
    await house.settles()
    assert {one.ask for one in house.rows("SELECT ask FROM requests")} == {None}
    stage.touched = True
    async with stage.the_same_for(ROSA, *(user for user in BUT_THE_ASKED if user != MORGAN)):
        await asks_cover(house, dee, people=["Sam Okafor", "Morgan Hale"])
    has(await (await house.person(MORGAN)).reads("dm"), "<@U0DEE> is asking for cover", hours)


@row(
    "that you asked, to a neighbor team",
    "yes, by the team's name",
    '"Someone on a neighbor team", until one of them says yes',
    "no",
    "it is in both chats, without a name until a yes",
    "that you asked, and who was asked there: yes, until a week after it is over",
)
async def the_neighbour_rung(stage: Stage) -> None:
    """Everybody on Eastside passes, and Westside is asked: no name goes over before Wes says yes."""
    house = stage.house
    dee, sam, wes = [await house.person(user) for user in (DEE, SAM, WES)]
    await are_neighbours(stage)
    await asks(dee)
    stage.touched = True
    async with stage.the_same_for(*NOT_ASKED, LEAD, COORDINATOR, KIT, TONI, WILLA):
        for user in (SAM, ROSA, JO):
            await passes(house, await house.person(user))
        await wes.sees("Someone on a neighbor team", in_="dm")
    await house.settles()
    has(await dee.reads("dm"), f"someone on {WEST}")
    lacks(stage.messages(), WES)
    lacks(stage.messages(WES), DEE, EAST)
    lacks(stage.messages(SAM, ROSA, JO), WEST)
    await wes.clicks("support.accept", in_="dm")
    await house.settles()
    has(stage.messages(WES), DEE)
    has(await dee.reads("dm"), "<@U0WES>")
    lacks(stage.rest_of_messages(DEE, WES), WES)
    lacks(await sam.reads("dm"), WEST, WES)
    turn = f"'person_id': '{stage.id_of(WES)}'"
    assert [one for one in stage.rows() if one.startswith("turns ") and turn in one]


async def are_neighbours(stage: Stage) -> None:
    """Eastside and Westside are neighbours, and Wes said that people outside his team may ask him."""
    house = stage.house
    erika, willa, wes = [await house.person(user) for user in (COORDINATOR, WILLA, WES)]
    await proposes(erika, WEST)
    await willa.waits_for(has_button("neighbours.agree"), what="the card")
    await willa.clicks("neighbours.agree", in_="dm")
    [west] = house.rows("SELECT id FROM teams WHERE name = :name", name=WEST)
    await wes.sends(tap("schedule.outside", f"{west.id}|1"))
    await house.settles()
    stage.forgets()
