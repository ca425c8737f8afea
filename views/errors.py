"""What a person sees when something went wrong: a kind sentence, a short reference, the lines of help."""

from collections.abc import Sequence
from enum import StrEnum

from domain.people import Language
from views import safe
from views.lines import line_sections
from views.message import Message
from views.parts import BOTH, Block, View, card, context, divider, in_both, modal, section
from words import words


class Sorry(StrEnum):
    """What went wrong, as far as the person has to know."""

    DOWN = "down"  # the database or a key is out of reach
    UNKNOWN = "unknown"
    GONE = "gone"
    NOT_YOURS = "not_yours"
    SLACK = "slack"


def sorry(languages: Sequence[Language], reference: str, kind: Sorry = Sorry.UNKNOWN) -> View:
    """Return the error as a modal. `languages`: the reader's, or both where it is not known."""
    spoken = tuple(languages) or BOTH
    title = "sorry-short" if len(spoken) > 1 else "sorry-title"
    return modal(spoken, in_both(title, spoken), _blocks(spoken, reference, kind))


def sorry_message(languages: Sequence[Language], reference: str, kind: Sorry = Sorry.UNKNOWN) -> Message:
    """Return the error as a message to the person who acted, and to nobody else."""
    spoken = tuple(languages) or BOTH
    return Message(in_both("push-other", spoken), card(spoken, _blocks(spoken, reference, kind)))


def _blocks(spoken: tuple[Language, ...], reference: str, kind: Sorry) -> list[Block]:
    told = "\n".join(words(language)(f"sorry-{kind}") for language in spoken)
    shown = safe.typed_mrkdwn(reference, 40)
    marks = [words(language)("sorry-reference", reference=shown) for language in spoken] if shown else []
    return [
        section(told),
        *([context("\n".join(marks))] if marks else []),
        divider(),
        *line_sections(spoken),
    ]
