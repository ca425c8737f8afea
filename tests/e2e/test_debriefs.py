"""A private debrief, from its door to its end."""

from datetime import timedelta

import pytest

from debrief_flows.engine import Progress
from debrief_flows.model import Flow, Kind, Step
from domain.people import Language
from sandbox.person import Person
from tests.e2e.doings import (
    Json,
    answers,
    begins,
    bot_messages,
    buttons,
    elements,
    heading,
    opens,
    opens_home,
    place,
    redrawn,
    title,
    words_of,
)
from tests.e2e.house import ANA, DEE, House, has_button, library

FLOWS = ("loss", "refused_help")


def step_shown(flow: Flow, screen: Json, language: Language) -> Step:
    """Return the step that stands in the top modal."""
    shown = heading(screen)
    return next(step for step in flow.steps if step.title.in_(language) == shown)


async def goes_on(person: Person, step: Step, choice: str) -> Json:
    """Answer a step by one choice; close what it opens on top."""
    screen = await answers(person, choice) if choice else await answers(person)
    wants = next((one.does for one in step.choices if one.id == choice), None)
    if wants:
        await person.waits_for(lambda s: len(s["modals"]) == 2, what=f"the way to {wants}")
        await person.closes()
        screen = await person.screen()
    return screen


@pytest.mark.parametrize(
    ("flow_id", "user", "language"), [("loss", ANA, Language.ES), ("refused_help", DEE, Language.EN)]
)
async def test_every_choice_of_every_step_leads_on(
    team: House, flow_id: str, user: str, language: Language
) -> None:
    """Walk until every choice of every step was tapped once: each shows the next step, to the close."""
    flow, person = library().flow(flow_id), await team.person(user)
    left = {(step.id, one.id) for step in flow.steps for one in step.choices}
    first = True
    walks = 0
    while left:
        walks += 1
        assert walks < 60, left
        screen = await begins(person, flow_id, first=first)
        first = False
        while True:
            step = step_shown(flow, screen, language)
            if step.kind is Kind.CLOSE:
                break
            choice = _next(flow, step, left)
            left.discard((step.id, choice))
            screen = await goes_on(person, step, choice)
        assert buttons(screen, "modal")[-1] == "help.lines"
        await person.closes(everything=True)
    assert not team.rows("SELECT 1 FROM debriefs")


def _next(flow: Flow, step: Step, left: set[tuple[str, str]]) -> str:
    """Return a choice that was not tapped yet, or one that leads to such a one, or the first."""
    fresh = [one for one in step.choices if (step.id, one.id) in left]
    if fresh:
        return fresh[0].id
    for one in step.choices:
        if _leads(flow, one.goto or step.next or "", left, set()):
            return one.id
    return ""


def _leads(flow: Flow, step_id: str, left: set[tuple[str, str]], seen: set[str]) -> bool:
    step = flow.step(step_id)
    if step is None or step_id in seen:
        return False
    seen.add(step_id)
    if any(there == step_id for there, _ in left):
        return True
    return any(_leads(flow, way, left, seen) for way in step.ways())


@pytest.mark.parametrize("flow_id", FLOWS)
@pytest.mark.parametrize(("user", "close"), [(ANA, "Cerrar"), (DEE, "Close")])
async def test_everything_can_be_skipped(team: House, flow_id: str, user: str, close: str) -> None:
    """Next, with nothing tapped, from the first screen to the close, in both languages."""
    person = await team.person(user)
    screen = await begins(person, flow_id)
    steps = 0
    while screen["modals"][-1]["submit"]:
        screen = await answers(person)
        steps += 1
        assert steps < 30
    assert title(screen)
    assert screen["modals"][-1]["close"]["text"] == close
    assert not team.rows("SELECT 1 FROM debriefs")


async def test_limits_are_shown_once(team: House) -> None:
    """The whole card before the first debrief; one line of it on the first screen of each after."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens(dee, "debrief.start:loss", "home")
    limits = await dee.reads("modal")
    for word in ("IT of the agency", "72 hours", "privilege", "crisis service", "Slack"):
        assert word in limits
    await dee.submits()
    assert "Not a report, not a crisis service" in await dee.reads("modal")
    await answers(dee)
    assert "Not a report" not in await dee.reads("modal")
    await redrawn(dee, dee.clicks("debrief.stop"))
    await dee.closes(everything=True)
    screen = await begins(dee, "refused_help", first=False)
    assert heading(screen)
    assert "Not a report, not a crisis service" in await dee.reads("modal")


async def test_turning_back_at_the_limits_leaves_nothing(team: House) -> None:
    """ "Not now" at the limits: nothing was begun, and they are shown again the next time."""
    dee = await team.person(DEE)
    await opens_home(dee)
    await opens(dee, "debrief.start:loss", "home")
    await dee.closes()
    assert not team.rows("SELECT 1 FROM debriefs")
    await opens(dee, "debrief.start:refused_help", "home")
    assert title(await dee.screen()) == "Before you begin"


async def test_back_shows_what_was_tapped(team: House) -> None:
    """Back leads one screen back with the choice still there; from the first screen there is none."""
    dee = await team.person(DEE)
    screen = await begins(dee)
    assert "debrief.back" not in buttons(screen, "modal")
    await answers(dee, "go_on")
    await answers(dee)
    await answers(dee, "walked_with", "own_life")
    screen = await redrawn(dee, dee.clicks("debrief.back"))
    assert heading(screen) == "How close to you"
    [boxes] = [one for one in elements(screen, "modal") if one["type"] == "checkboxes"]
    assert [one["value"] for one in boxes["initial_options"]] == ["walked_with", "own_life"]
    screen = await redrawn(dee, dee.clicks("debrief.back"))
    assert heading(screen) == "First a pause"


async def test_stop_destroys_what_was_answered(team: House) -> None:
    """Stop, from anywhere: a kind close, and no row of it is left."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    assert team.rows("SELECT 1 FROM debriefs")
    screen = await redrawn(dee, dee.clicks("debrief.stop"))
    assert heading(screen) == "Enough for now"
    assert not team.rows("SELECT 1 FROM debriefs")
    await dee.closes()
    await dee.opens_home()
    await dee.waits_for(lambda s: "debrief.resume" not in buttons(s, "home"))


async def test_a_pause_goes_on_from_the_home(team: House) -> None:
    """Closing the window is a pause: the Home offers to go on at the same screen."""
    dee = await team.person(DEE)
    await begins(dee)
    screen = await answers(dee, "go_on")
    was = heading(screen)
    await dee.closes()
    await dee.opens_home()
    await dee.waits_for(lambda s: "debrief.resume" in buttons(s, "home"))
    screen = await opens(dee, "debrief.resume", "home")
    assert heading(screen) == was


async def test_a_pause_goes_on_from_the_dm(team: House) -> None:
    """Whoever writes to the bot while a debrief waits is offered to go on; which one it is stays unsaid."""
    dee = await team.person(DEE)
    await begins(dee)
    was = heading(await answers(dee, "go_on"))
    await dee.closes()
    await dee.says("hi again")
    screen = await dee.waits_for(has_button("debrief.resume"))
    assert "loss" not in words_of(bot_messages(screen)[-1]).replace("After losing", "")
    assert heading(await opens(dee, "debrief.resume", "dm")) == was


async def test_the_dm_does_not_offer_to_go_on_when_it_is_over(team: House) -> None:
    """ "You paused" leaves the card in the chat when the debrief ends: it would stay there for years."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    await dee.closes()
    await dee.says("hi again")
    await dee.waits_for(has_button("debrief.resume"))
    await opens(dee, "debrief.resume", "dm")
    await redrawn(dee, dee.clicks("debrief.stop"))
    await dee.waits_for(lambda s: not has_button("debrief.resume")(s), what="the card without the pause")


async def test_start_fresh_destroys_what_was_paused(team: House) -> None:
    """Another door while one waits: go on, or begin again; beginning again leaves nothing of the first."""
    dee = await team.person(DEE)
    await begins(dee)
    screen = await answers(dee, "go_on")
    old, _ = place(screen)
    await dee.closes()
    screen = await opens(dee, "debrief.start:refused_help", "home")
    assert title(screen) == "You paused"
    screen = await redrawn(dee, dee.clicks("debrief.fresh"))
    assert title(screen) != "After a loss"
    [row] = team.rows("SELECT id FROM debriefs")
    assert row.id != old


async def test_an_unfinished_debrief_is_destroyed_after_72_hours(team: House) -> None:
    """Not a row is left after 72 hours (it ends with its hour), and what stood open ends kindly."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    await team.push(timedelta(hours=70))
    assert team.rows("SELECT 1 FROM debriefs")
    await team.push(timedelta(hours=3))
    assert not team.rows("SELECT 1 FROM debriefs")
    screen = await answers(dee)
    assert title(screen) == "Put away"
    await dee.closes(everything=True)
    await dee.opens_home()
    await dee.waits_for(lambda s: "debrief.resume" not in buttons(s, "home"))


async def test_nothing_in_the_dm_tells_which_flow(team: House) -> None:
    """After the same message and two different debriefs, two people's chats are word for word the same."""
    ana, dee = await team.person(ANA), await team.person(DEE)
    await _speaks_english(ana)
    for person, flow in ((ana, "loss"), (dee, "refused_help")):
        await person.says("hello")
        await person.waits_for(has_button("debrief.start"))
        await opens(person, f"debrief.start:{flow}", "dm")
        await person.submits()
        screen = await person.screen()
        while screen["modals"][-1]["submit"]:
            screen = await answers(person)
        await person.closes()
    await team.settles()
    told = [[words_of(message) for message in bot_messages(await person.screen())] for person in (ana, dee)]
    assert told[0] == told[1]


async def _speaks_english(person: Person) -> None:
    await opens_home(person)
    await person.clicks("home.language", in_="home")
    await person.sees("You don't have to carry it alone", in_="home")


async def test_a_way_out_keeps_the_debrief_underneath(team: House) -> None:
    """Asking for a person on the way opens on top; after Send the debrief is where it was."""
    dee = await team.person(DEE)
    await begins(dee)
    await dee.chooses("debrief.answer:choice", "person")
    await dee.submits()
    await dee.waits_for(lambda s: len(s["modals"]) == 2)
    await dee.submits()
    assert "your debrief is where you left it" in await dee.reads("modal")
    await dee.closes()
    screen = await dee.screen()
    assert heading(screen) == "In the meantime"


async def test_a_reply_is_never_needed(team: House) -> None:
    """Who was asked, and never answers anything, gets no nudge in forty days."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    await dee.closes()
    before = len(bot_messages(await dee.screen()))
    for _ in range(8):
        await team.push(timedelta(days=5))
    await team.settles()
    assert len(bot_messages(await dee.screen())) == before


async def test_own_recovery_is_never_written(team: House) -> None:
    """A step marked `keep: never` is in no stored progress, not for a moment."""
    dee = await team.person(DEE)
    await begins(dee, "loss")
    await answers(dee, "go_on")
    await answers(dee)
    await answers(dee, "walked_with")
    await answers(dee, "first")
    await answers(dee, "green")
    await answers(dee, "afraid_for_me")
    with team.bot.storage.work() as work:
        person = work.people.by_slack(DEE)
        assert person is not None
        debrief = work.debriefs.of_person(person.id)
    assert debrief is not None
    kept = Progress.from_json(debrief.progress)
    assert kept.answers["colour"] == ("green",)
    assert "feelings" not in kept.answers


async def test_the_language_changes_under_an_open_debrief(team: House) -> None:
    """Another language, chosen while one is paused: it goes on at the same step, in that language."""
    dee = await team.person(DEE)
    await begins(dee)
    await answers(dee, "go_on")
    await dee.closes()
    await dee.clicks("home.language", in_="home")
    await dee.sees("No tienes que cargarlo a solas", in_="home")
    assert heading(await opens(dee, "debrief.resume", "home")) == "Primero una pausa"
