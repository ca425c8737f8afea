"""The one screen on which a person is asked for, and what comes after Send."""

import hashlib
import json
from collections.abc import Sequence
from itertools import groupby

from domain.ladder import POLICIES
from domain.people import Language
from domain.scenes import Askable, AskForm, Reader
from domain.schedule import GLAD_MOST
from domain.support import Urgency, Way
from views import fields, metadata, names, safe
from views.calls import NUMBER, alert_words, mentions, push_words, what_else
from views.heads_up import heads_up_input
from views.lines import line_sections
from views.not_these import not_these_row
from views.parts import (
    OPTION_TEXT,
    Block,
    View,
    actions,
    context,
    divider,
    entry,
    in_both,
    modal,
    option,
    pick_from_list,
    pick_one,
    section,
    write,
)
from views.quiet import quiet_lines
from words import words

ANYONE = "anyone"
NO_PERSON = "no_person"
OUTSIDE = "outside"
LANGUAGE = "language"
LISTED = 96  # a list holds 100, and four of them are not people


def ask_form(form: AskForm) -> View:
    """Return the form, everything filled in: first the exact words and everyone who may see them, since
    that is what Send sends, then what can be changed.

    It has no Send where nobody can be asked, or where no person is wanted: then it says what else there is.
    """
    reader = form.reader
    say = words(reader.language)
    title = say("form-title")
    first = _declared_empty(form)
    last = [] if first else _else(reader)
    if not form.can_be_asked and not form.beyond and not form.seen_by:
        return modal(reader.language, title, [*first, *_nobody(form), *last], metadata=_carried(form))
    if form.whom == NO_PERSON or not form.seen_by:
        blocks = [section(f"*{say('form-whom')}*"), actions([_whom(form)], "whom"), *_when_too(form)]
        blocks.append(not_these_row(reader))
        if not form.can_be_asked:
            blocks.insert(
                0, section(f"*{say(f'form-nobody-{form.ask.urgency}')}* {say('form-only-outside')}")
            )
        return modal(reader.language, title, [*first, *blocks, *last], metadata=_carried(form))
    changed = [section(f"*{say('form-changed')}*")] if form.changed else []
    return modal(
        reader.language,
        title,
        [*first, *changed, *_preview(form), divider(), *_inputs(form)],
        submit=say("form-send"),
        close=say("form-dont-send"),
        callback_id=names.SUPPORT_SEND,
        metadata=_carried(form),
    )


def digest(form: AskForm) -> str:
    """Return a short mark of what is sent and who may see it: the same for what was shown and what is sent.

    The number is left out: it goes to the one who accepts and is in nobody's preview.
    """
    ask = form.ask
    # Of a neighbour team its name stands in the preview, so whoever is on it is one here.
    seen_by = list(dict.fromkeys((one.rung, one.via or one.person_id) for one in form.seen_by))
    told = [ask.kind, ask.urgency, ask.way, ask.heads_up, form.whom, seen_by]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def sent(form: AskForm) -> View:
    """Return what is shown after Send: who is being told, and where to follow it."""
    say = words(form.reader.language)
    first, *later = _rungs(form) or [[]]
    blocks = [
        section(say("sent-who", who=_mentions(first, form.reader.language))),
        section(say("sent-where")),
    ]
    if later:
        blocks.insert(1, section(say("sent-next" if _goes_on(form) else "sent-next-ask")))
    if form.in_debrief:
        blocks.append(section(say("sent-debrief")))
    return modal(form.reader.language, say("sent-title"), blocks)


def not_sent(reader: Reader) -> View:
    """Return that a Send failed, with the lines, the reader's language first. It needs no database."""
    spoken = (reader.language, *(language for language in Language if language is not reader.language))
    told = [section(f"*{words(language)('not-sent')}*") for language in spoken]
    return modal(spoken, in_both("not-sent-title", spoken), [*told, *line_sections(spoken)])


def _carried(form: AskForm) -> str:
    carried: dict[str, object] = {
        metadata.DRAFT: form.draft,
        metadata.DIGEST: digest(form),
        metadata.KIND: form.ask.kind.value,
    }
    return metadata.pack(**carried, **({metadata.IN_DEBRIEF: 1} if form.in_debrief else {}))


def _nobody(form: AskForm) -> list[Block]:
    """Return that nobody can be asked, in sum and without a reason, and for when somebody can."""
    say = words(form.reader.language)
    if not form.has_team:
        return [section(say("form-no-team"))]
    row = not_these_row(form.reader)
    if not form.left_out:
        return [section(say("form-nobody")), row]
    nobody = say(f"form-nobody-{form.ask.urgency}")
    if not form.offers:
        return [section(f"*{nobody}*"), row]
    offered = " ".join(say(f"form-somebody-{urgency}") for urgency in form.offers)
    return [section(f"*{nobody}* {offered}"), *_when_too(form), row]


def _declared_empty(form: AskForm) -> list[Block]:
    """Return, before all else, that the team leaves this hour empty by choice, and who answers now."""
    if not form.declared_empty:
        return []
    told = section(f"*{words(form.reader.language)('form-declared-empty')}*")
    return [told, *_else(form.reader), divider()]


def _when_too(form: AskForm) -> list[Block]:
    """Return the choice of when by itself, for a form without Send."""
    say = words(form.reader.language)
    return [section(f"*{say('form-when')}*"), actions([_when(form)], "when")]


def _when(form: AskForm) -> Block:
    say = words(form.reader.language)
    options = [option(say(f"form-when-{urgency}"), urgency.value) for urgency in Urgency]
    return pick_one(_change(fields.WHEN), options, form.ask.urgency.value)


def _else(reader: Reader) -> list[Block]:
    return [section(what_else(reader)), divider(), *line_sections((reader.language,))]


def _change(field: str) -> str:
    return names.with_suffix(names.SUPPORT_CHANGE, field)


def _whom(form: AskForm) -> Block:
    say = words(form.reader.language)
    people = [
        option(safe.typed_plain(one.name, 75), one.person_id, _of(one, form.reader))
        for one in form.can_be_asked[:LISTED]
    ]
    some = [option(say("form-anyone"), ANYONE)]
    if form.shared_language:
        some.append(option(say("form-language"), LANGUAGE))
    if form.beyond:
        some.append(option(say("form-outside"), OUTSIDE, say("form-outside-hint")))
    options = [*some, *people, option(say("form-no-person"), NO_PERSON)]
    return pick_from_list(_change(fields.WHOM), options, form.whom)


def _of(one: Askable, reader: Reader) -> str:
    """Return what stands below a name in the list: that they lead, or what they are glad to hear of."""
    if one.leads:
        return words(reader.language)("form-leads")
    return safe.typed_plain(one.glad, OPTION_TEXT)


def _glad(form: AskForm) -> list[Block]:
    """Return the line of the one who is chosen, whole: a list shortens it."""
    say = words(form.reader.language)
    chosen = next((one for one in form.can_be_asked if one.person_id == form.whom), None)
    if chosen is None or not chosen.glad:
        return []
    line = safe.typed_mrkdwn(chosen.glad, GLAD_MOST)
    return [context(say("form-glad", who=safe.mention(chosen.slack, chosen.name), line=line))]


def _inputs(form: AskForm) -> list[Block]:
    say = words(form.reader.language)
    ask = form.ask
    how = [option(say(f"form-how-{way}"), way.value) for way in Way]
    blocks = [
        entry(
            say("form-when"),
            _when(form),
            block_id="when",
            optional=False,
            dispatch=True,
        ),
        entry(
            say("form-whom"),
            _whom(form),
            block_id="whom",
            hint=say("form-left-out") if form.left_out else "",
            optional=False,
            dispatch=True,
        ),
        *_glad(form),
        entry(
            say("form-how"),
            pick_from_list(_change(fields.HOW), how, ask.way.value),
            block_id="how",
            optional=False,
            dispatch=True,
        ),
    ]
    blocks += heads_up_input(ask, form.reader.language)
    number = write(names.with_suffix(names.SUPPORT_SEND, fields.NUMBER), ask.number, limit=NUMBER)
    blocks.append(entry(say("form-number"), number, block_id="number", hint=say("form-number-hint")))
    return [*blocks, not_these_row(form.reader)]


def _preview(form: AskForm) -> list[Block]:
    """Return the exact words in both languages, and everyone who may see them, in order."""
    say = words(form.reader.language)
    readers = [Reader(language, form.reader.zone) for language in Language]
    shown = [section(alert_words(form.asker_slack, form.ask, reader)) for reader in readers]
    quiet = quiet_lines([one for one in form.seen_by if not one.via], form.reader)
    pushes = " / ".join(push_words(language, form.ask.kind) for language in Language)
    return [
        section(f"*{say('form-preview')}*"),
        *shown,
        context(say("form-push", text=pushes)),
        section("\n".join(_in_order(form))),
        *_must_act(form),
        *([section(quiet)] if quiet else []),
    ]


def _must_act(form: AskForm) -> list[Block]:
    """Return, where a lead is asked, that some things they must act on: before it is sent (field.md 45)."""
    leads = [one.slack for one in form.seen_by if one.leads]
    if not leads:
        return []
    return [section(words(form.reader.language)("form-must-act", who=safe.some_mentions(leads)))]


def _in_order(form: AskForm) -> list[str]:
    """Return everyone who may learn of it, in the order in which they do (field.md 32)."""
    say = words(form.reader.language)
    first, *later = _rungs(form) or [[]]
    wait = say(f"form-wait-{form.ask.urgency}")
    lines = [f"*{say('form-seen-by')}*"]
    near = [say("form-neighbour-name")] if any(one.via for one in form.seen_by) else []
    if not later:
        lines.append(say("form-rung-only", who=_mentions(first, form.reader.language)))
        return [*lines, *near, say("form-then-you", wait=wait)]
    lines.append(say("form-rung-first", who=_mentions(first, form.reader.language)))
    how = "form-rung-next" if _goes_on(form) else "form-rung-ask"
    for number, rung in enumerate(later, 2):
        lines.append(say(how, number=number, who=_mentions(rung, form.reader.language), wait=wait))
    return [*lines, say("form-rung-name"), *near, say("form-rung-else")]


def _rungs(form: AskForm) -> list[list[Askable]]:
    """Return those who are told, rung by rung."""
    return [list(rung) for _, rung in groupby(form.seen_by, key=lambda one: one.rung)]


def _goes_on(form: AskForm) -> bool:
    return POLICIES[form.ask.urgency].goes_on


def _mentions(rung: Sequence[Askable], language: Language) -> str:
    teams = list(dict.fromkeys(one.team for one in rung if one.via))
    return mentions([one.slack for one in rung if not one.via], teams, language, LISTED)
