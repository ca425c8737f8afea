"""One heads-up on an ask, if the asker wants one: what stands in the alert, and the choice in the form.

An alert that says nothing can catch somebody who carries the same death (field.md 31). It is chosen, never
worked out, and there is none unless it is chosen.
"""

from domain.people import Language
from domain.support import Ask, HeadsUp, Kind
from views import fields, names
from views.parts import Block, entry, option, pick_from_list
from words import words


def heads_up_lines(ask: Ask, language: Language) -> list[str]:
    """Return the line that an asked teammate reads; none where there is no heads-up."""
    if ask.heads_up is HeadsUp.NONE:
        return []
    return [words(language)(f"alert-heads-up-{ask.heads_up}")]


def heads_up_input(ask: Ask, language: Language) -> list[Block]:
    """Return the choice; nothing for cover, which is asked for without any reason (field.md 39)."""
    if ask.kind is Kind.COVER:
        return []
    say = words(language)
    options = [option(say(f"form-heads-up-{one}"), one.value) for one in HeadsUp]
    picker = pick_from_list(
        names.with_suffix(names.SUPPORT_CHANGE, fields.HEADS_UP), options, ask.heads_up.value
    )
    hint = say("form-heads-up-hint")
    return [
        entry(say("form-heads-up"), picker, block_id="heads_up", hint=hint, optional=False, dispatch=True)
    ]
