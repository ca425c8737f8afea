"""A flow as plain text, for a peer supervisor to read on paper."""

from collections.abc import Iterator
from textwrap import fill

from debrief_flows.model import Choice, Flow, Kind, Step
from domain.people import Language

WIDTH = 88

_KIND = {
    Language.EN: {
        Kind.PAUSE: "a pause",
        Kind.CHOOSE_ONE: "tap one",
        Kind.CHOOSE_MANY: "tap any number",
        Kind.NOTE: "a note, kept only if its writer says so",
        Kind.PERSON: "offers a person",
        Kind.COVER: "practical help, tap any number",
        Kind.SELF_CARE: "self-care, tap any number",
        Kind.FOLLOW_UP: "offers check-ins",
        Kind.CLOSE: "the end",
    },
    Language.ES: {
        Kind.PAUSE: "una pausa",
        Kind.CHOOSE_ONE: "se toca una opción",
        Kind.CHOOSE_MANY: "se tocan las que sean",
        Kind.NOTE: "una nota; se guarda solo si quien la escribe lo pide",
        Kind.PERSON: "ofrece una persona",
        Kind.COVER: "ayuda práctica, se tocan las que sean",
        Kind.SELF_CARE: "cuidado propio, se tocan las que sean",
        Kind.FOLLOW_UP: "ofrece saludos más adelante",
        Kind.CLOSE: "el final",
    },
}
_WORDS = {
    Language.EN: {
        "version": "version",
        "never": "never stored",
        "next": "then",
        "skip": "skipped",
        "stop": "a stop, from anywhere",
        "several": "more than two tapped",
        "person": "opens: a person",
        "cover": "opens: cover",
        "lines": "opens: the help lines",
    },
    Language.ES: {
        "version": "versión",
        "never": "no se guarda nunca",
        "next": "luego",
        "skip": "si se salta",
        "stop": "al dejarlo, desde cualquier lugar",
        "several": "si se tocan más de dos",
        "person": "abre: una persona",
        "cover": "abre: cobertura",
        "lines": "abre: las líneas de ayuda",
    },
}


def preview(flow: Flow, language: Language) -> str:
    """Return every screen of a flow in one language, with what each tap says and where it leads."""
    words = _WORDS[language]
    head = [
        f"{flow.title.in_(language)} ({flow.id}, {words['version']} {flow.version})",
        flow.door.in_(language),
        flow.line.in_(language),
        f"{words['stop']}: -> {flow.stops_at}",
    ]
    screens = ["\n".join(_screen(step, language)) for step in flow.steps]
    return "\n\n".join(["\n".join(head), *screens]) + "\n"


def _screen(step: Step, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    kept = f"; {words['never']}" if step.keep == "never" else ""
    yield f"[{step.id}] {step.title.in_(language)} ({_KIND[language][step.kind]}{kept})"
    yield _folded(step.text.in_(language))
    if step.hint is not None:
        yield _folded(f"({step.hint.in_(language)})")
    for choice in step.choices:
        yield from _choice(choice, language)
    if step.says_many is not None:
        yield _folded(f'{words["several"]}: "{step.says_many.in_(language)}"')
    if step.next is not None:
        skipped = f"; {words['skip']}: -> {step.skips_to}" if step.skips_to else ""
        yield f"  {words['next']}: -> {step.next}{skipped}"


def _choice(choice: Choice, language: Language) -> Iterator[str]:
    does = f" [{_WORDS[language][choice.does]}]" if choice.does else ""
    goto = f" -> {choice.goto}" if choice.goto else ""
    yield f"  - {choice.text.in_(language)}{does}{goto}"
    if choice.says is not None:
        yield _folded(f'"{choice.says.in_(language)}"', indent=6)


def _folded(text: str, indent: int = 2) -> str:
    return fill(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)
