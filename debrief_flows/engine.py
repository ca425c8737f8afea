"""The walk through a flow: a place and an answer in, the next place out. Pure: no clock, no store.

What `Progress` holds is what gets written down, sealed, while a debrief is open (design.md). So a step
with `keep: never` leaves nothing in it, nor does a note whose writer did not ask to keep it. Errors name
neither flow nor step, so that a log that carries one does not tell who did what.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from debrief_flows.model import FOLLOW_UP_YES, Choice, Flow, Kind, Step, Text, Wants

NOTE_LENGTH = 500
"""The longest note, in characters: a thought, not a report."""

TRAIL_LENGTH = 50
"""How many steps back are remembered, so that going round in a flow does not grow what is stored."""

LINES_SAID = 2
"""How many choices' own lines fit on top of a screen; for more, the step's `says_many` speaks."""

Kept = tuple[str, ...] | str
"""What was answered at a step: ids of choices, or the text of a note that its writer keeps."""


class FlowChanged(Exception):
    """The flow was changed while a debrief in it was open, so its place is no longer there.

    The person is told: "We changed this page since you were here, so we can't go on from the same spot.
    You can begin again or leave it." Their doors and the help lines are shown.
    """


class AnswerNotUnderstood(ValueError):
    """An answer that its step does not know: an unknown choice, several where one is asked, a long note.

    The person is told that this did not come through and is shown the same step again. Only a long note
    can come from an honest hand; the rest means a stale or a forged payload.
    """


class ProgressUnreadable(ValueError):
    """What was stored is no `Progress`. The person is told the same as for `FlowChanged`."""


def _nothing() -> Mapping[str, Kept]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody is in a flow. `trail` holds the steps behind, for Back, oldest first."""

    flow: str
    version: int
    step: str
    trail: tuple[str, ...] = ()
    answers: Mapping[str, Kept] = field(default_factory=_nothing)

    def to_json(self) -> str:
        """Return the text that is sealed and stored."""
        answers = {step: kept if isinstance(kept, str) else list(kept) for step, kept in self.answers.items()}
        told = {"flow": self.flow, "version": self.version, "step": self.step}
        return json.dumps(
            {**told, "trail": list(self.trail), "answers": answers},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "Progress":
        """Read what `to_json` wrote. Raises `ProgressUnreadable`."""
        try:
            told = json.loads(text)
            answers: dict[str, Kept] = {
                str(step): kept if isinstance(kept, str) else tuple(str(item) for item in kept)
                for step, kept in told["answers"].items()
            }
            return cls(
                flow=str(told["flow"]),
                version=int(told["version"]),
                step=str(told["step"]),
                trail=tuple(str(step) for step in told["trail"]),
                answers=MappingProxyType(answers),
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            # Without its cause: the cause would carry a piece of what somebody answered.
            raise ProgressUnreadable("What was stored is not the place of a debrief.") from None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from a screen. Empty means Skip.

    `keep_note` is the writer's own word that their note may be kept; without it the note goes nowhere.
    """

    choices: tuple[str, ...] = ()
    note: str = ""
    keep_note: bool = False

    @property
    def is_skip(self) -> bool:
        """Whether nothing was tapped and nothing written."""
        return not self.choices and not self.note.strip()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from an answer.

    `progress` is to be stored; `says` goes on top of the next screen and is never stored; `wants` is a
    way to open on top of the debrief. `kept_note` is what the writer keeps of the note step they just
    answered: None there means that nothing is kept, nor anything kept from it earlier in this debrief.
    `follow_up` is the answer to the offer of a check-in, None where none was given. `finished` means that
    the next screen is a close: show it, and destroy the stored progress.
    """

    progress: Progress
    says: tuple[Text, ...] = ()
    wants: Wants | None = None
    kept_note: str | None = None
    follow_up: Literal["yes", "not_now"] | None = None
    finished: bool = False


def begin(flow: Flow) -> Progress:
    """Return the place at a flow's first step."""
    return Progress(flow=flow.id, version=flow.version, step=flow.steps[0].id)


def step_of(flow: Flow, progress: Progress) -> Step:
    """Return the step somebody is at. Raises `FlowChanged` if the flow is not the one they began."""
    step = flow.step(progress.step)
    if (progress.flow, progress.version) != (flow.id, flow.version) or step is None:
        raise FlowChanged("The flow is not the one that was begun.")
    return step


def is_finished(flow: Flow, progress: Progress) -> bool:
    """Whether the place is a close. Raises `FlowChanged`."""
    return step_of(flow, progress).kind is Kind.CLOSE


def advance(flow: Flow, progress: Progress, answer: Answer) -> Outcome:
    """Take an answer to the step somebody is at, and return what follows.

    Raises `FlowChanged`, and `AnswerNotUnderstood` where the answer does not fit the step. A close
    answered again stays the same close: a repeat does no harm.
    """
    step = step_of(flow, progress)
    tapped = _tapped(step, answer)
    note = _note(step, answer)
    if step.next is None or step.skip is None:
        return Outcome(progress=progress, finished=True)
    following = step.skip if answer.is_skip else _way(tapped, step.next)
    kept_note = note if note and answer.keep_note and step.keep != "never" else None
    answers = _answers(step, progress.answers, tapped, kept_note)
    moved = _at(flow, replace(progress, answers=answers), following)
    return Outcome(
        progress=moved,
        says=_says(step, tapped),
        wants=next((choice.does for choice in tapped if choice.does), None),
        kept_note=kept_note,
        follow_up=_follow_up(step, tapped),
        finished=is_finished(flow, moved),
    )


def back(flow: Flow, progress: Progress) -> Progress:
    """Return the place one step back, with the answers as they were; the first step stays where it is.

    Raises `FlowChanged`.
    """
    step_of(flow, progress)
    if not progress.trail:
        return progress
    before = replace(progress, step=progress.trail[-1], trail=progress.trail[:-1])
    step_of(flow, before)
    return before


def stop(flow: Flow, progress: Progress) -> Progress:
    """Return the place at the flow's close, with nothing kept on the way. Raises `FlowChanged`."""
    if is_finished(flow, progress):
        return progress
    return _at(flow, progress, flow.stops_at)


def _tapped(step: Step, answer: Answer) -> tuple[Choice, ...]:
    """Return the choices of an answer in the flow's own order."""
    wanted = set(answer.choices)
    tapped = tuple(choice for choice in step.choices if choice.id in wanted)
    if len(tapped) != len(wanted):
        raise AnswerNotUnderstood("The step has no such choice.")
    if len(tapped) > 1 and not step.several:
        raise AnswerNotUnderstood("The step takes one choice.")
    return tapped


def _note(step: Step, answer: Answer) -> str:
    note = answer.note.strip()
    if note and step.kind is not Kind.NOTE:
        raise AnswerNotUnderstood("The step takes no note.")
    if len(note) > NOTE_LENGTH:
        raise AnswerNotUnderstood(f"A note is at most {NOTE_LENGTH} characters.")
    return note


def _way(tapped: tuple[Choice, ...], following: str) -> str:
    return next((choice.goto for choice in tapped if choice.goto), following)


def _at(flow: Flow, progress: Progress, step_id: str) -> Progress:
    """Return the place at a step. At a close nothing of the way is left (field.md, rule 35)."""
    step = flow.step(step_id)
    if step is not None and step.kind is Kind.CLOSE:
        return Progress(flow=flow.id, version=flow.version, step=step_id)
    trail = (*progress.trail, progress.step)[-TRAIL_LENGTH:]
    return replace(progress, step=step_id, trail=trail)


def _answers(
    step: Step, before: Mapping[str, Kept], tapped: tuple[Choice, ...], kept_note: str | None
) -> Mapping[str, Kept]:
    """Return the answers with this step's replaced; an empty one, or one never kept, leaves none."""
    answers = {name: kept for name, kept in before.items() if name != step.id}
    if step.keep != "never":
        kept: Kept = kept_note or tuple(choice.id for choice in tapped)
        if kept:
            answers[step.id] = kept
    return MappingProxyType(answers)


def _says(step: Step, tapped: tuple[Choice, ...]) -> tuple[Text, ...]:
    if len(tapped) > LINES_SAID and step.says_many is not None:
        return (step.says_many,)
    return tuple(choice.says for choice in tapped if choice.says)[:LINES_SAID]


def _follow_up(step: Step, tapped: tuple[Choice, ...]) -> Literal["yes", "not_now"] | None:
    if step.kind is not Kind.FOLLOW_UP or not tapped:
        return None
    return "yes" if tapped[0].id == FOLLOW_UP_YES else "not_now"
