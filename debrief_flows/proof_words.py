"""The proof of a flow's words: both languages, plain, short enough, and never asking what happened."""

import re
from collections.abc import Iterator

from debrief_flows.model import SOMEONE, Flow, Step, Text
from debrief_flows.normal import normal
from debrief_flows.plain_words import ASKING, FORBIDDEN, broken, on_own_recovery, reads_as_other
from debrief_flows.reading import EASE_LIMIT, GRADE_LIMIT, english_grade, spanish_ease
from domain.people import Language

SOMEONE_LENGTH = 40
"""The longest word of a team's own for those it serves, in characters: texts are measured with it."""

TITLE_LENGTH = 24  # Slack's limit for a modal's title
TEXT_LENGTH = 500  # ours: what a tired person takes in on one screen
LINE_LENGTH = 300  # ours: a hint, or what is said about a tap
CHOICE_LENGTH = 70  # Slack's limit for an option is 75
DOOR_LENGTH = 75  # Slack's limit for a button

MEASURED_ALONE = 16  # words: the formulas say nothing of fewer

_RULES = FORBIDDEN + ASKING
_SAME_IN_BOTH = frozenset({"no"})
_BRACES = re.compile(r"[{}]")
_OPENING = re.compile(r"(?:^|[.?:]\s+)[¿]?\{someone\}")


def of_step(step: Step) -> Iterator[str]:
    """Yield what is to be mended in a step's words."""
    for name, text, limit in _texts(step):
        yield from (f"{name}: {what}" for what in _of_text(text, limit))
    yield from _own_recovery(step)
    yield from _reading(step)


def of_flow(flow: Flow) -> Iterator[str]:
    """Yield what is to be mended in a flow's own words: its title, its door and its line."""
    named = (
        ("title", flow.title, TITLE_LENGTH),
        ("door", flow.door, DOOR_LENGTH),
        ("line", flow.line, LINE_LENGTH),
    )
    for name, text, limit in named:
        yield from (f"{name}: {what}" for what in _of_text(text, limit))


def _texts(step: Step) -> Iterator[tuple[str, Text, int]]:
    yield "title", step.title, TITLE_LENGTH
    yield "text", step.text, TEXT_LENGTH
    if step.hint is not None:
        yield "hint", step.hint, LINE_LENGTH
    if step.says_many is not None:
        yield "says_many", step.says_many, LINE_LENGTH
    for choice in step.choices:
        yield f"choice '{choice.id}'", choice.text, CHOICE_LENGTH
        if choice.says is not None:
            yield f"says of '{choice.id}'", choice.says, LINE_LENGTH


def _of_text(text: Text, limit: int) -> Iterator[str]:
    if (plain := normal(text.en)) == normal(text.es) and plain not in _SAME_IN_BOTH:
        yield "Spanish is a copy of the English; translate it"
    if (SOMEONE in text.en) != (SOMEONE in text.es):
        yield f"{SOMEONE} is in one language only"
    for language in Language:
        raw = text.es if language is Language.ES else text.en
        yield from (f"{language.value}: {what}" for what in _of_words(raw, language, limit))


def _of_words(raw: str, language: Language, limit: int) -> Iterator[str]:
    length = len(raw.replace(SOMEONE, "x" * SOMEONE_LENGTH))
    if length > limit:
        yield f"is {length} characters long; at most {limit}"
    if _BRACES.search(raw.replace(SOMEONE, "")):
        yield f"{SOMEONE} is the only placeholder there is"
    if _OPENING.search(raw):
        yield f"{SOMEONE} stands where a sentence begins; put it further in, as it is in lower case"
    plain = normal(raw)
    if reads_as_other(plain, language):
        yield "reads as the other language; are the two mixed up?"
    for words, mend in broken(_RULES, plain, language):
        yield f"'{words}': {mend}"


def _own_recovery(step: Step) -> Iterator[str]:
    if step.keep == "never":
        return
    for language in Language:
        told = normal("\n".join(text.in_(language) for _, text, _ in _texts(step)))
        if on_own_recovery(told, language):
            yield f"{language.value}: speaks of one's own recovery; set 'keep: never' (field.md, rule 35)"


def _reading(step: Step) -> Iterator[str]:
    """Measure the screen as a whole, and each longer text alone; a label alone is too short to measure."""
    texts = [(name, text) for name, text, _ in _texts(step) if name != "title"]
    for language in Language:
        pieces = [(name, text.in_(language)) for name, text in texts]
        long = [(name, words) for name, words in pieces if len(words.split()) >= MEASURED_ALONE]
        for name, words in [("the screen", "\n".join(words for _, words in pieces)), *long]:
            yield from _hard(name, words, language)


def _hard(name: str, words: str, language: Language) -> Iterator[str]:
    if language is Language.EN:
        grade = english_grade(words)
        if grade > GRADE_LIMIT:
            yield f"{name}: en: reads at grade {grade:.1f}, at most {GRADE_LIMIT:.0f}; shorten sentences"
        return
    ease = spanish_ease(words)
    if ease < EASE_LIMIT:
        yield f"{name}: es: reads at ease {ease:.0f}, {EASE_LIMIT:.0f} or more; shorten sentences"
