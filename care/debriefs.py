"""A private debrief: begun, gone through at one's own pace, put down, ended.

Answers are destroyed at the end, an unfinished debrief after 72 hours (field.md 35). A screen carries the
version it answers, so that a repeat or a stale screen is answered with the current one and does no harm.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care import doors, follow_ups
from care.errors import NothingThere
from care.readers import reader_of
from debrief_flows import engine
from debrief_flows.engine import Answer, FlowChanged, Outcome, Progress, ProgressUnreadable
from debrief_flows.library import Library
from debrief_flows.model import Flow, Kind, Step, Text, Wants
from domain.debriefs import Debrief
from domain.people import Person
from domain.scenes import Reader
from storage import UnitOfWork

LIMITS = 1
"""The version of the limits card. A new one is shown to everybody once before their next debrief."""

KEPT_FOR = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a debrief.

    `first`: it is the first one, with one line of the limits. `elsewhere`: what was answered was not this
    screen but an older one. `finished`: this is the close, and the answers are already destroyed.
    """

    reader: Reader
    flow: Flow
    step: Step
    progress: Progress
    debrief_id: str
    version: int
    says: tuple[Text, ...] = ()
    wants: Wants | None = None
    first: bool = False
    elsewhere: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class LimitsFirst:
    """Before the first debrief: what is kept, who can see, who runs the server (field.md 8.4, 36)."""

    reader: Reader
    flow: Flow
    server_role: str


@dataclass(frozen=True, slots=True)
class Paused:
    """A debrief is open already: go on, or start fresh. It is not said which one it is."""

    reader: Reader
    flow: Flow


Opened = Screen | LimitsFirst | Paused


def open_door(work: UnitOfWork, person_id: str, library: Library, flow_id: str, now: datetime) -> Opened:
    """Go through a door: to the limits the first time, to a paused debrief, or to the first step.

    Raises `NothingThere` when there is no such flow (any more).
    """
    person = _person(work, person_id)
    flow = _flow(library, flow_id)
    if person.limits_seen < LIMITS:
        role = next((team.server_role for team, _ in work.teams.of_person(person_id)), "")
        return LimitsFirst(reader_of(work, person), flow, role)
    if work.debriefs.of_person(person_id) is not None:
        return Paused(reader_of(work, person), flow)
    return start(work, person_id, library, flow_id, now)


def limits_seen(work: UnitOfWork, person_id: str, library: Library, flow_id: str, now: datetime) -> Opened:
    """The limits were read; go on through the same door. A repeat shows the first step again."""
    person = _person(work, person_id)
    if person.limits_seen >= LIMITS and work.debriefs.of_person(person_id) is not None:
        return replace(resume(work, person_id, library, now), first=True)
    work.people.save(replace(person, limits_seen=LIMITS))
    return open_door(work, person_id, library, flow_id, now)


def start(work: UnitOfWork, person_id: str, library: Library, flow_id: str, now: datetime) -> Screen:
    """Begin a flow at its first step; an open debrief is destroyed, since its person chose to start fresh."""
    person = _person(work, person_id)
    flow = _flow(library, flow_id)
    progress = engine.begin(flow)
    debrief = work.debriefs.start(person_id, progress.to_json(), now + KEPT_FOR)
    doors.even_out(work, person_id)
    return replace(_screen(work, person, flow, debrief, progress), first=True)


def resume(work: UnitOfWork, person_id: str, library: Library, now: datetime) -> Screen:
    """Go on where the person paused. Raises `NothingThere` when it was put away in the meantime."""
    person = _person(work, person_id)
    flow, debrief, progress = _open(work, library, person_id, now)
    return _screen(work, person, flow, debrief, progress)


def answer(
    work: UnitOfWork,
    person_id: str,
    library: Library,
    debrief_id: str,
    version: int,
    given: Answer,
    now: datetime,
) -> Screen:
    """Take the answer to one screen and return the next; a repeat or a stale one returns the current.

    Raises `NothingThere` when the debrief is over, `AnswerNotUnderstood` for what does not fit the step.
    """
    person = _person(work, person_id)
    flow, debrief, progress = _open(work, library, person_id, now)
    if debrief.id != debrief_id:
        raise NothingThere("another debrief")
    if debrief.version != version:
        return _current(work, person, flow, debrief, progress, version)
    step = engine.step_of(flow, progress)
    outcome = engine.advance(flow, progress, given)
    _keep_note(work, person, step, progress, outcome, now)
    _follow_up(work, person, step, progress, outcome, now)
    return _moved(work, person, flow, debrief, outcome)


def back(
    work: UnitOfWork, person_id: str, library: Library, debrief_id: str, version: int, now: datetime
) -> Screen:
    """Go one screen back, with what was chosen there. Raises like `answer`."""
    person = _person(work, person_id)
    flow, debrief, progress = _open(work, library, person_id, now)
    if debrief.id != debrief_id:
        raise NothingThere("another debrief")
    if debrief.version != version:
        return _current(work, person, flow, debrief, progress, version)
    return _moved(work, person, flow, debrief, Outcome(engine.back(flow, progress)))


def stop(
    work: UnitOfWork, person_id: str, library: Library, debrief_id: str, version: int, now: datetime
) -> Screen:
    """Stop here, from any screen, however old: to the kind close, with the answers destroyed.

    `version` does not matter for once: a stop is a stop. Raises `NothingThere` when it is over already.
    """
    del version
    person = _person(work, person_id)
    flow, debrief, progress = _open(work, library, person_id, now)
    if debrief.id != debrief_id:
        raise NothingThere("another debrief")
    return _moved(work, person, flow, debrief, Outcome(engine.stop(flow, progress), finished=True))


def end_expired(work: UnitOfWork, now: datetime, limit: int) -> bool:
    """Destroy debriefs that were left open for 72 hours. Return whether there is more to do."""
    ended = work.debriefs.end_expired(now, limit)
    for person_id in ended:
        doors.even_out(work, person_id)
    return len(ended) == limit


def _person(work: UnitOfWork, person_id: str) -> Person:
    person = work.people.by_id(person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    return person


def _flow(library: Library, flow_id: str) -> Flow:
    try:
        return library.flow(flow_id)
    except KeyError:
        raise NothingThere("no such flow") from None


def _open(
    work: UnitOfWork, library: Library, person_id: str, now: datetime
) -> tuple[Flow, Debrief, Progress]:
    """Return the open debrief; one whose flow changed under it, or whose time is over, is put away."""
    debrief = work.debriefs.of_person(person_id)
    if debrief is None or debrief.expires_at <= now:
        raise NothingThere("no open debrief")
    try:
        progress = Progress.from_json(debrief.progress)
        flow = _flow(library, progress.flow)
        engine.step_of(flow, progress)
    except (FlowChanged, ProgressUnreadable) as changed:
        raise NothingThere("the flow changed under an open debrief") from changed
    return flow, debrief, progress


def _current(
    work: UnitOfWork, person: Person, flow: Flow, debrief: Debrief, progress: Progress, answered: int
) -> Screen:
    """Return the current screen to an answer to an older one. One behind is a repeat, and nothing to speak
    of; further behind is a window that was left open."""
    elsewhere = debrief.version - answered > 1
    return replace(_screen(work, person, flow, debrief, progress), elsewhere=elsewhere)


def _moved(work: UnitOfWork, person: Person, flow: Flow, debrief: Debrief, outcome: Outcome) -> Screen:
    if outcome.finished:
        work.debriefs.end(person.id)
        doors.even_out(work, person.id)
    else:
        debrief = work.debriefs.step(debrief, outcome.progress.to_json())
    return _screen(work, person, flow, debrief, outcome.progress, outcome)


def _screen(
    work: UnitOfWork,
    person: Person,
    flow: Flow,
    debrief: Debrief,
    progress: Progress,
    outcome: Outcome | None = None,
) -> Screen:
    return Screen(
        reader=reader_of(work, person),
        flow=flow,
        step=engine.step_of(flow, progress),
        progress=progress,
        debrief_id=debrief.id,
        version=debrief.version,
        says=outcome.says if outcome else (),
        wants=outcome.wants if outcome else None,
        finished=outcome.finished if outcome else False,
    )


def _keep_note(
    work: UnitOfWork, person: Person, step: Step, before: Progress, outcome: Outcome, now: datetime
) -> None:
    """Keep a note its writer asked to keep; going back and answering anew replaces what was kept."""
    if step.kind is not Kind.NOTE:
        return
    earlier = before.answers.get(step.id)
    for note in work.notes.of_person(person.id):
        if note.text == earlier:
            work.notes.delete(person.id, note.id)
            break
    if outcome.kept_note:
        work.notes.keep(person.id, outcome.kept_note, now.astimezone(ZoneInfo(person.zone)).date())


def _follow_up(
    work: UnitOfWork, person: Person, step: Step, before: Progress, outcome: Outcome, now: datetime
) -> None:
    """Ask for check-ins, or take them back where the person went Back and changed their mind."""
    if outcome.follow_up == "yes":
        follow_ups.ask(work, person, now)
    elif outcome.follow_up == "not_now" and before.answers.get(step.id) == ("yes",):
        work.follow_ups.delete_of(person.id)
