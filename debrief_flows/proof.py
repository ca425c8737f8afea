"""The proof that every flow has to pass before anybody is shown it (design.md, Flows).

This file proves the way; `proof_words` proves the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from debrief_flows import proof_words
from debrief_flows.model import (
    FOLLOW_UP_NOT_NOW,
    FOLLOW_UP_YES,
    SEVERAL,
    Flow,
    Kind,
    Step,
)

CHOICES_SHOWN = 10
"""Slack draws at most 10 checkboxes or radio buttons in a group."""

TAPPED = {Kind.CHOOSE_ONE, Kind.CHOOSE_MANY, Kind.PERSON, Kind.COVER, Kind.SELF_CARE, Kind.FOLLOW_UP}
"""Kinds that need something to tap."""

OFFERS = {Kind.PERSON: "person", Kind.COVER: "cover"}
"""Kinds named for what one of their choices does."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend in a flow. `step` is None where it is the flow as a whole."""

    flow: str
    step: str | None
    what: str

    def __str__(self) -> str:
        where = f"step '{self.step}'" if self.step else f"flow '{self.flow}'"
        return f"{where}: {self.what}"


def prove(flow: Flow) -> list[Problem]:
    """Return everything to mend in a flow; an empty list means that it may be used.

    What the schema already refuses at reading (a step that leads nowhere, a `keep: never` that changes the
    way, a missing language, a kind that no view draws) is not said twice here.
    """
    problems = [Problem(flow.id, step, what) for step, what in _ways(flow)]
    for step in flow.steps:
        problems += [Problem(flow.id, step.id, what) for what in _choices(step)]
        problems += [Problem(flow.id, step.id, what) for what in proof_words.of_step(step)]
    problems += [Problem(flow.id, None, what) for what in proof_words.of_flow(flow)]
    return problems


def reachable(flow: Flow) -> frozenset[str]:
    """Return the ids of the steps that can be come to: by answers and skips, and the close of a stop."""
    found = {flow.stops_at}
    ahead = [flow.steps[0].id]
    while ahead:
        here = ahead.pop()
        step = flow.step(here)
        if here not in found and step is not None:
            found.add(here)
            ahead.extend(step.ways())
    return frozenset(found)


def _ways(flow: Flow) -> Iterator[tuple[str | None, str]]:
    come_to = reachable(flow)
    for step in flow.steps:
        if step.id not in come_to:
            yield step.id, "nothing leads here; lead to it or take it out"
        if not _skips_to_a_close(flow, step):
            yield step.id, "skipping from here goes round and never reaches a close; mend 'next'"
    if flow.steps[0].kind is Kind.CLOSE:
        yield flow.steps[0].id, "the flow closes before it begins; put a step in front"
    if not any(step.id in come_to and _does(step, "person") for step in flow.steps):
        yield None, "nobody is offered a person; add a step of kind person, or 'does: person' to a choice"


def _skips_to_a_close(flow: Flow, step: Step) -> bool:
    """Whether skipping alone leads out. So no answer is ever needed, and no loop is without an exit."""
    here: Step | None = step
    for _ in flow.steps:
        if here is None or here.skip is None:
            return here is not None
        here = flow.step(here.skip)
    return here is not None and here.kind is Kind.CLOSE


def _does(step: Step, what: str) -> bool:
    return any(choice.does == what for choice in step.choices)


def _choices(step: Step) -> Iterator[str]:
    count = len(step.choices)
    if step.kind in TAPPED and count < 2:
        yield f"a step of kind {step.kind.value} needs two choices or more"
    if step.kind is Kind.NOTE and count:
        yield "a note has no choices; ask in a step before or after it"
    if count > CHOICES_SHOWN:
        yield f"has {count} choices; at most {CHOICES_SHOWN} can be drawn"
    offered = OFFERS.get(step.kind)
    if offered and not _does(step, offered):
        yield f"a step of kind {step.kind.value} needs a choice with 'does: {offered}'"
    if step.kind is Kind.FOLLOW_UP:
        ids = tuple(choice.id for choice in step.choices)
        if ids != (FOLLOW_UP_YES, FOLLOW_UP_NOT_NOW):
            yield 'a follow-up has the choices "yes" and "not_now", in this order (quote the yes)'
    yield from _several(step)


def _several(step: Step) -> Iterator[str]:
    """Where several may be tapped, only one thing may open and only one way may be taken."""
    if step.kind not in SEVERAL:
        if step.says_many is not None:
            yield "'says_many' is for steps where several may be tapped; take it away"
        return
    if sum(choice.does is not None for choice in step.choices) > 1:
        yield "several may be tapped here, so only one choice can have a 'does'; move the other elsewhere"
    if len({choice.goto for choice in step.choices if choice.goto}) > 1:
        yield "several may be tapped here, so choices cannot lead to different steps; use one 'goto'"
    if sum(choice.says is not None for choice in step.choices) > 2 and step.says_many is None:
        yield "several may be tapped here; add 'says_many', one line for when more than two are"
