"""A debrief with a death at each of its steps: what was answered is there, or can be answered again."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from debrief_flows.model import Kind, Step
from domain.people import Language
from sandbox.person import Person
from tests.e2e.doings import begins, heading, opens_home, place
from tests.e2e.house import DEE, library
from tests.torture.stories import Fate
from tests.torture.town import Life, Town

Json = dict[str, Any]

ANSWERS: dict[str, str | list[str]] = {
    "first": "go_on",
    "how_close": ["walked_with", "teammate"],
    "lately": "few",
    "colour": "yellow",
    "feelings": ["sad", "relief"],
    "practical": "nothing",
    "how_far": "more",
    "good_work": ["showed_up"],
    "follow_up": "yes",
}
NOTE = "they laughed at my jokes"


@dataclass
class Debriefs:
    """One debrief after another in one town."""

    town: Town
    life: Life
    counts: Counter[str] = field(default_factory=Counter)
    whole: list[str] = field(default_factory=list)

    async def goes_through(self, seed: int, *, deaths: bool) -> list[str]:
        """Dee goes through the flow of losses, to its close. Returns the steps that she saw."""
        chance = random.Random(seed)
        dee = await self.town.person(DEE)
        screen = await begins(dee, "loss", first=False)
        seen: list[str] = []
        while True:
            step = step_of(screen)
            seen.append(step.id if step else "ended")
            if step is None or step.kind is Kind.CLOSE:
                await dee.closes(everything=True)
                self.counts["debriefs"] += 1
                return seen
            await answers_it(dee, step)
            within = 0.03 if deaths and chance.random() < 0.6 else None
            screen = await self._next(dee, Fate(within=within, seed=chance.getrandbits(32)), chance)

    async def _next(self, dee: Person, fate: Fate, chance: random.Random) -> Json:
        before = await dee.screen()
        debrief, version = place(before)
        answer, died = await fate.strikes(self.town, self.life, dee.submits())
        if not died:
            assert answer["acknowledged"]
            return await dee.screen()
        self.counts["kills"] += 1
        self.life = await self.town.begins()
        if answer["acknowledged"]:
            return await dee.screen()
        self.counts["not acknowledged"] += 1
        kept = self.town.rows("SELECT id, version FROM debriefs")
        assert [row.id for row in kept] in ([debrief], []), "another debrief"
        assert all(row.version in {version, version + 1} for row in kept), "half a step"
        if kept and chance.random() < 0.3:
            return await self._comes_back(dee, version)
        again = await dee.submits()
        assert again["acknowledged"], again
        return await dee.screen()

    async def _comes_back(self, dee: Person, version: int) -> Json:
        """Close the window and go on from the Home: at the step before, or at the next."""
        await dee.closes(everything=True)
        await opens_home(dee)
        await dee.clicks("debrief.resume", in_="home")
        screen = await dee.waits_for(lambda s: s["modals"], what="the debrief")
        self.counts["resumed"] += 1
        if place(screen)[1] == version + 1:
            return screen
        step = step_of(screen)
        assert step is not None
        await answers_it(dee, step)
        assert (await dee.submits())["acknowledged"]
        return await dee.screen()


def step_of(screen: Json) -> Step | None:
    """Return the step of the loss flow that stands in the top modal."""
    shown = heading(screen)
    return next((one for one in library().flow("loss").steps if one.title.in_(Language.EN) == shown), None)


async def answers_it(dee: Person, step: Step) -> None:
    """Fill a step in, for Next to take along."""
    if step.kind is Kind.NOTE:
        fields = [block["block_id"] for block in (await dee.screen())["modals"][-1]["blocks"]]
        note = next(one for one in fields if one.startswith(f"{step.id}:") and not one.endswith(":keep"))
        await dee.types(note, NOTE)
        if f"{note}:keep" in fields:
            await dee.chooses(f"{note}:keep", ["yes"])
    elif chosen := ANSWERS.get(step.id):
        await dee.chooses("debrief.answer:choice", chosen)
