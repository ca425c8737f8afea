"""What a flow is made of: frozen types that a YAML file is read into.

A flow is a set of steps. Each step is one screen: a few plain words, perhaps something to tap, and where
to go next. English and Spanish stand side by side, so that neither can fall behind the other.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.people import Language

SOMEONE = "{someone}"
"""The one placeholder: the team's own word for those it serves (field.md, rule 40)."""

DEFAULT_SOMEONE = {Language.EN: "someone I walk with", Language.ES: "alguien a quien acompaño"}

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$", strict=True)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]


class _Part(BaseModel):
    """A piece of a flow: frozen, and a key nobody knows is an error rather than a lost intention."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Text(_Part):
    """The same words in each language."""

    en: Words
    es: Words

    def in_(self, language: Language, someone: str = "") -> str:
        """Return the words in one language, with the placeholder filled.

        `someone` is the team's own word for those it serves, as a phrase that can stand in the middle of a
        sentence ("a neighbor"); empty means the default of that language. It is put in as it is: whoever
        draws it escapes it for where it is shown.
        """
        words = self.es if language is Language.ES else self.en
        return words.replace(SOMEONE, someone or DEFAULT_SOMEONE[language])


class Kind(StrEnum):
    """What a screen does. Views draw each of these, and nothing else."""

    PAUSE = "pause"  # a quiet moment; nothing has to be tapped
    CHOOSE_ONE = "choose_one"
    CHOOSE_MANY = "choose_many"
    NOTE = "note"  # a short text, kept only if its writer says so
    PERSON = "person"  # offers a person
    COVER = "cover"  # what would help in a practical way, asking for cover among it
    SELF_CARE = "self_care"  # a few small ideas; any number of them
    FOLLOW_UP = "follow_up"  # one yes, or not now
    CLOSE = "close"  # the last screen


SEVERAL = frozenset({Kind.CHOOSE_MANY, Kind.COVER, Kind.SELF_CARE})
"""Kinds in which more than one thing may be tapped."""

FOLLOW_UP_YES = "yes"
FOLLOW_UP_NOT_NOW = "not_now"

Wants = Literal["person", "cover", "lines"]
Keep = Literal["debrief", "never"]


class Choice(_Part):
    """One thing that can be tapped.

    `says` is one line shown on top of the next screen. `goto` is where this choice leads instead of the
    step's `next`. `does` opens a way out on top of the debrief: to a person, to cover, to the help lines.
    """

    id: Id
    text: Text
    says: Text | None = None
    goto: Id | None = None
    does: Wants | None = None


class Step(_Part):
    """One screen.

    `keep: never` says that an answer is routed in memory and never written down, which holds only if it
    does not change the way: the name of the step that comes next is written down. `next` is None in a
    close and only there. `skips_to` is where an empty answer leads if not to `next`. `says_many` is one
    line in place of a choice's own where more than two things were tapped.
    """

    id: Id
    kind: Kind
    keep: Keep = "debrief"
    title: Text
    text: Text
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    says_many: Text | None = None
    next: Id | None = None
    skips_to: Id | None = None

    @property
    def several(self) -> bool:
        """Whether more than one choice may be tapped."""
        return self.kind in SEVERAL

    @property
    def skip(self) -> str | None:
        """Where an empty answer leads; None from a close."""
        return self.skips_to or self.next

    def ways(self) -> frozenset[str]:
        """Return the ids of every step that this one can lead to by an answer or a skip."""
        ways = {self.next, self.skips_to, *(choice.goto for choice in self.choices)}
        return frozenset(way for way in ways if way is not None)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        where = f"step '{self.id}'"
        if (self.kind is Kind.CLOSE) != (self.next is None):
            raise ValueError(f"{where}: every step but a close needs a 'next', and a close has none")
        if self.kind is Kind.CLOSE and (self.choices or self.skips_to):
            raise ValueError(f"{where}: a close is the end; take its choices and 'skips_to' away")
        if self.keep == "never" and self.ways() != {self.next}:
            raise ValueError(
                f"{where}: 'keep: never' must lead to the same step whatever is tapped, since where a "
                "person is gets written down; take 'goto' and 'skips_to' away and use 'says'"
            )
        twice = _twice(choice.id for choice in self.choices)
        if twice:
            raise ValueError(f"{where}: the choice '{twice}' is there twice; rename one")
        return self


class Flow(_Part):
    """One way through. It begins at its first step; a stop leads to `stops_at`, from anywhere.

    `door` is the short label of the way in, `line` one line about it.
    """

    id: Id
    version: int = Field(ge=1, strict=True)
    title: Text
    door: Text
    line: Text
    stops_at: Id
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    def step(self, step_id: str) -> Step | None:
        """Return the step of that id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        twice = _twice(step.id for step in self.steps)
        if twice:
            raise ValueError(f"the step '{twice}' is there twice; rename one")
        for step in self.steps:
            for way in sorted(step.ways()):
                if self.step(way) is None:
                    raise ValueError(f"step '{step.id}': leads to '{way}', which is not there")
        end = self.step(self.stops_at)
        if end is None or end.kind is not Kind.CLOSE:
            raise ValueError(f"'stops_at' names '{self.stops_at}', which is not a close of this flow")
        return self


def _twice(ids: Iterable[str]) -> str | None:
    return next((name for name, times in Counter(ids).items() if times > 1), None)
