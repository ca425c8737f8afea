"""The screen that stands while something takes longer than Slack waits."""

from domain.people import Language
from views.parts import View, modal, section
from words import words


def moment(language: Language) -> View:
    """Return the "one moment" screen; it is replaced as soon as the answer is there."""
    say = words(language)
    return modal(language, say("moment-title"), [section(say("moment-text"))])
