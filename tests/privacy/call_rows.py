"""Rows of "Who sees what" about a call for a person."""

import re
from datetime import timedelta

from domain.people import Person as Known
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
)
from tests.e2e.house import DEE, JO, MORGAN, ROSA, SAM, has_button, until
from tests.privacy.audience import ELSE, Stage, has, lacks, row

NAME = "<@U0DEE>"
NUMBER = "4435550142"
PUSH = "A teammate has asked for company."
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
    "that you did: yes, until a week after it is over; how: with the key, until it ends",
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
    assert pushed == {PUSH, "Alguien de tu equipo pide compañía.", "There is a message here for you."}
    has(stage.server(), f"'asker_id': '{stage.id_of(DEE)}'")
    lacks(stage.server(), NUMBER, "cannot_speak")
    has(stage.with_key(asked_for), NUMBER, "cannot_speak")
    await dee.clicks("support.cancel", in_="dm")
    await house.settles()
    assert {one.ask for one in house.rows("SELECT ask FROM requests")} == {None}
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
    for _ in range(7):
        await house.push(timedelta(weeks=2))
    assert not house.rows("SELECT 1 FROM minutes")
