"""Rows of "Who sees what" about what somebody does alone: a debrief, a note, a message, a check-in."""

import json
import re
from datetime import timedelta

from domain.people import Person as Known
from sandbox.person import Person
from storage import UnitOfWork
from tests.e2e.doings import answers, begins, heading, opens, opens_home, redrawn
from tests.e2e.house import ANA, DEE, has_button
from tests.e2e.test_follow_ups import asks_for_them
from tests.privacy.audience import ELSE, Stage, has, lacks, row
from tests.privacy.eyes import shown

WRITTEN, KEPT, SAID = "canarydropped", "canarykept", "canarymessage"
KEPT_MEANWHILE, NEVER = "walked_with", ("afraid_for_me", "my_people")
"""What is tapped at a step that is kept until the end, and at steps of which nothing is ever kept."""
TAPPED = (KEPT_MEANWHILE, *NEVER)
TAPS = {
    "Right now": "go_on",
    "How close to you": "walked_with",
    "What is here": "afraid_for_me",
    "How far today": "more",
    "And you": "my_people",
}
"""What is tapped on the way through a loss, by the step's heading."""

FLOWS = ("loss", "refused_help", "A loss", "pérdida")
FOR_ITS_TIME = timedelta(hours=73)


async def goes_on_to(dee: Person, step: str) -> None:
    """Go on through a loss to a step, tapping what there is to tap."""
    screen = await dee.screen()
    while heading(screen) != step:
        screen = await answers(dee, *filter(None, [TAPS.get(heading(screen))]))


async def writes(dee: Person, text: str, *, keep: bool) -> None:
    """Write a note at its step, and go on."""
    await dee.types("debrief.answer:note", text)
    if keep:
        await dee.chooses("debrief.answer:keep", ["yes"])
    await dee.submits()


async def is_there_again(dee: Person) -> None:
    """Go on with what was put down, and find what was tapped, some steps back."""
    await opens_home(dee)
    await opens(dee, "debrief.resume", "home")
    while heading(await dee.screen()) != "How close to you":
        await redrawn(dee, dee.clicks("debrief.back"))
    has(shown((await dee.screen())["modals"][-1]), '"value": "walked_with"')


def progress(work: UnitOfWork, person: Known) -> object:
    """Read how far somebody is, with the key."""
    return work.debriefs.of_person(person.id)


@row(
    "what you tap and write in a debrief",
    "until it ends",
    "no",
    "no",
    "no message holds it; Slack carries it and may keep traces",
    "with effort and the key, until it ends",
)
async def a_debrief(stage: Stage) -> None:
    """Dee goes through a loss, writes, puts it down, stops it; another time she leaves it lying."""
    house = stage.house
    dee = await house.person(DEE)
    async with stage.the_same_for(*ELSE):
        await begins(dee, "loss")
        await goes_on_to(dee, "The seed")
        await writes(dee, WRITTEN, keep=False)
        await goes_on_to(dee, "A check-in later")
        await dee.closes()
    await is_there_again(dee)
    has(stage.with_key(progress), KEPT_MEANWHILE)
    lacks(stage.with_key(progress), WRITTEN, *NEVER)  # what is written and not kept is not there at all
    await redrawn(dee, dee.clicks("debrief.stop"))
    await dee.closes(everything=True)
    assert stage.with_key(progress) == "None", "it has ended"
    assert "debrief.resume" not in str((await opens_home(dee))["home"])
    await begins(dee, "loss", first=False)
    await goes_on_to(dee, "How far today")
    await dee.closes()
    has(stage.with_key(progress), KEPT_MEANWHILE)
    await house.push(FOR_ITS_TIME)
    assert stage.with_key(progress) == "None", "it lay for more than 72 hours"
    for told in (stage.messages(), stage.server()):
        lacks(told, WRITTEN, *TAPPED)


@row(
    "which debrief, and that you did one",
    "yes",
    "no",
    "no",
    "as above",
    "that one is open, and that you were shown the limits before a first one: yes; which: with the key",
)
async def which_debrief(stage: Stage) -> None:
    """Dee puts a loss down, Ana a no: each finds her own again; on the server the two look alike."""
    dee, ana = await stage.house.person(DEE), await stage.house.person(ANA)
    async with stage.the_same_for(*(user for user in ELSE if user != ANA)):
        for person, flow in ((dee, "loss"), (ana, "refused_help")):
            await begins(person, flow)
            await answers(person, "go_on")
            await person.closes()
    await opens_home(dee)
    await dee.sees("You paused", in_="home")
    await opens(dee, "debrief.resume", "home")
    assert heading(await dee.screen()) == "First a pause"
    await dee.closes(everything=True)
    lacks(stage.messages(), "You paused", "First a pause", "debrief.resume")
    server = stage.server()
    for user in (DEE, ANA):
        assert re.search(rf"debriefs .*'person_id': '{stage.id_of(user)}'.*'expires_at'", server)
    [shown] = stage.house.rows("SELECT limits_seen FROM people WHERE slack_user = 'U0DEE'")
    assert shown.limits_seen == 1
    lacks(server, *FLOWS)
    sizes = {len(one.progress) for one in stage.house.rows("SELECT progress FROM debriefs")}
    assert len(sizes) == 1, "their lengths do not tell them apart"
    has(stage.with_key(progress), "loss")
    has(stage.with_key(progress, ANA), "refused_help")


@row(
    "a note you chose to keep",
    "yes, under *My data*",
    "no",
    "no",
    "no message holds it",
    "that you keep one, and since which day: yes; what it says: with effort and the key",
)
async def a_kept_note(stage: Stage) -> None:
    """Dee keeps a note, reads it again, and deletes it."""
    dee = await stage.house.person(DEE)
    async with stage.the_same_for(*ELSE):
        await begins(dee, "loss")
        await goes_on_to(dee, "The seed")
        await writes(dee, KEPT, keep=True)
        await goes_on_to(dee, "A check-in later")
        await answers(dee, "not_now")
        await dee.closes(everything=True)
    await opens_home(dee)
    await opens(dee, "my_data.open", "home")
    has(await dee.reads("modal"), KEPT)
    lacks(stage.messages(), KEPT)
    lacks(stage.server(), KEPT)
    has(stage.server(), f"'person_id': '{stage.id_of(DEE)}', 'kept_on': ")
    has(stage.with_key(lambda work, person: work.notes.of_person(person.id)), KEPT)
    await redrawn(dee, dee.clicks("my_data.delete_note"))
    lacks(await dee.reads("modal"), KEPT)
    assert stage.with_key(lambda work, person: work.notes.of_person(person.id)) == "[]"


@row(
    "that I check in with you: after a debrief if you asked for it, or after you said yes to a call",
    "yes, on the Home and under *My data*",
    "no",
    "no",
    "the check-in is in your chat; it says neither why nor for whom",
    "the hour of each: yes; neither why nor for whom",
)
async def a_check_in(stage: Stage) -> None:
    """Dee asks for check-ins at the end of a loss; one comes."""
    house = stage.house
    dee = await house.person(DEE)
    async with stage.the_same_for(*ELSE):
        await asks_for_them(dee)
    await opens_home(dee)
    has(await dee.reads("home"), "I'll check in with you on")
    await opens(dee, "my_data.open", "home")
    has(await dee.reads("modal"), "heck-in")
    await dee.closes(everything=True)
    rows = house.rows("SELECT * FROM follow_ups")
    assert rows
    assert {frozenset(one._mapping) for one in rows} == {frozenset({"id", "person_id", "due_at", "sent"})}
    has(stage.server(), f"'person_id': '{stage.id_of(DEE)}', 'due_at': ")
    for _ in range(6):
        await house.push(timedelta(hours=12))
    await house.settles()
    has(stage.messages(DEE), "I said I would check in")
    lacks(stage.messages(), *FLOWS)
    lacks(stage.server(), *FLOWS)
    lacks(stage.rest_of_messages(DEE), "I said I would check in")


@row(
    "what you write to the bot in the chat",
    "yes",
    "no",
    "no",
    "owners of some plans",
    "it is answered and not kept",
)
async def a_message(stage: Stage) -> None:
    """Dee writes what happened; doors come, and nothing of it is said back or kept."""
    dee = await stage.house.person(DEE)
    async with stage.the_same_for(*ELSE):
        await dee.says(f"we lost someone tonight {SAID}")
        await dee.waits_for(has_button("debrief.start"))
        await stage.house.settles()
    has(await dee.reads("dm"), SAID)
    has(stage.messages(DEE), SAID)
    lacks(stage.rest_of_messages(DEE), SAID)
    lacks(stage.server(), SAID, *FLOWS)
    cards = stage.with_key(lambda work, person: [one.hint for one in work.cards.of_recipient(person.id)])
    assert set(json.loads(cards.replace("'", '"'))) == {""}, "not even which doors came first"
