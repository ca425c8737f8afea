"""The lines of help: the same for everyone, in both languages, without a database and without a reader."""

from collections.abc import Sequence

from domain.people import Language
from views import safe
from views.message import Message
from views.parts import BOTH, Block, View, card, divider, in_both, modal, section
from words import HelpLine, Reach, help_lines, words
from words.lines import Contact


def lines() -> View:
    """Return the modal with every line, in both languages."""
    return modal(BOTH, in_both("lines-title"), line_sections(), close=in_both("close"))


def lines_message() -> Message:
    """Return the same as a message, for when no window can be opened."""
    push = " / ".join(words(language)("push-other") for language in BOTH)
    return Message(push, card(BOTH, line_sections()))


def line_sections(languages: Sequence[Language] = BOTH) -> list[Block]:
    """Return every line, each once, its words in the given languages."""
    known = [line for line in help_lines() if line.reaches_someone_who_may_know_you]
    unknown = [line for line in help_lines() if not line.reaches_someone_who_may_know_you]
    return [
        *(_line(line, languages) for line in known),
        divider(),
        section("\n".join(f"*{words(language)('lines-nobody-knows')}*" for language in languages)),
        *(_line(line, languages) for line in unknown),
        section("\n".join(words(language)("lines-dispatch") for language in languages)),
    ]


def _line(line: HelpLine, languages: Sequence[Language]) -> Block:
    titles = dict.fromkeys(line.name[language] for language in languages)
    told = [f"*{safe.escape(' · '.join(titles))}* ({line.country})"]
    for language in languages:
        ways = ". ".join(_contact(contact, language) for contact in line.contacts)
        told.append(f"{safe.escape(line.what_for[language])} {ways}.")
    return section("\n".join(told))


def _contact(contact: Contact, language: Language) -> str:
    say = words(language)
    first = "-first" if contact.first else ""
    return say(f"lines-{contact.reach}{first}", to=_link(contact), first=contact.first)


def _link(contact: Contact) -> str:
    match contact.reach:
        case Reach.CHAT:
            return f"<{contact.to}|{contact.to.removeprefix('https://').removeprefix('www.')}>"
        case Reach.EMAIL:
            return f"<mailto:{contact.to}|{contact.to}>"
        case _:
            return safe.tel(contact.to)
