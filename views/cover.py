"""The screen on which cover is asked for: whom, by name, which hours, and the exact words before Send."""

import hashlib
import json

from domain.cover import MOST_PICKED
from domain.cover_scenes import CoverForm
from domain.people import Language
from domain.scenes import Reader
from domain.support import Ask, Kind, Urgency, Way
from views import fields, metadata, names, safe
from views.calls import NUMBER, alert_words, push_words, what_else
from views.lines import line_sections
from views.not_these import not_these_row
from views.parts import (
    FEW_OPTIONS,
    OPTION_TEXT,
    SELECT_OPTIONS,
    Block,
    View,
    context,
    divider,
    entry,
    modal,
    option,
    pick_date,
    pick_many,
    pick_time,
    section,
    write,
)
from views.quiet import quiet_lines
from words import words


def cover_form(form: CoverForm) -> View:
    """Return the form: first the exact words and everyone who may see them, then what can be changed.

    It has no Send where there is nobody to pick.
    """
    reader = form.reader
    say = words(reader.language)
    title = say("form-title-cover")
    if not form.can_be_asked:
        nobody = say("cover-nobody" if form.has_team else "form-no-team")
        blocks = [section(nobody), not_these_row(reader), section(what_else(reader)), divider()]
        blocks += line_sections((reader.language,))
        return modal(reader.language, title, blocks, metadata=_carried(form))
    changed = [section(f"*{say('form-changed')}*")] if form.changed else []
    return modal(
        reader.language,
        title,
        [*changed, *_seen(form), divider(), *_inputs(form)],
        submit=say("form-send"),
        close=say("form-dont-send"),
        callback_id=names.COVER_SEND,
        metadata=_carried(form),
    )


def digest(form: CoverForm) -> str:
    """Return a short mark of what is sent and who may see it: the same for what was shown and what is sent.

    The number is left out: it goes to the one who accepts and is in nobody's preview.
    """
    hours = form.between and [form.between.starts.isoformat(), form.between.ends.isoformat()]
    told = [hours, [one.person_id for one in form.seen_by]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def sent(form: CoverForm) -> View:
    """Return what is shown after Send: who is being told, and where to follow it."""
    say = words(form.reader.language)
    who = safe.some_mentions([one.slack for one in form.seen_by])
    blocks = [section(say("sent-who", who=who)), section(say("sent-where"))]
    if form.in_debrief:
        blocks.append(section(say("sent-debrief")))
    return modal(form.reader.language, say("sent-title"), blocks)


def amiss(reader: Reader, reason: str) -> dict[str, str]:
    """Return what is said at the input that cannot be so: its block_id to a sentence."""
    field = {"past": fields.UNTIL, "gap": fields.UNTIL, "many": fields.PEOPLE}.get(reason, fields.ON)
    return {field: _why(reader, reason)}


def not_filled_in(form: CoverForm) -> dict[str, str]:
    """Return what is said at each input that has to be filled in and is not."""
    say = words(form.reader.language)
    told = {} if form.wish.day else {fields.ON: say("cover-wrong-day")}
    for field, minute in ((fields.SINCE, form.wish.since), (fields.UNTIL, form.wish.until)):
        if minute is None:
            told[field] = say("hours-wrong-time")
    return told or {fields.PEOPLE: say("cover-wrong-nobody")}


def _why(reader: Reader, reason: str) -> str:
    return words(reader.language)(f"cover-wrong-{reason}", most=MOST_PICKED)


def _carried(form: CoverForm) -> str:
    carried: dict[str, object] = {
        metadata.DRAFT: form.draft,
        metadata.DIGEST: digest(form),
        metadata.KIND: Kind.COVER.value,
    }
    return metadata.pack(**carried, **({metadata.IN_DEBRIEF: 1} if form.in_debrief else {}))


def _seen(form: CoverForm) -> list[Block]:
    """Return the exact words in both languages and everyone who may see them; or what is missing yet."""
    reader = form.reader
    say = words(reader.language)
    if form.amiss:
        return [section(f"*{_why(reader, form.amiss)}*")]
    if form.between is None or not form.seen_by:
        return [section(say("cover-fill-in"))]
    ask = Ask(Kind.COVER, Urgency.NOW, Way.MESSAGE, between=form.between)
    shown = [
        section(alert_words(form.asker_slack, ask, Reader(language, reader.zone))) for language in Language
    ]
    pushes = " / ".join(push_words(language, Kind.COVER) for language in Language)
    who = safe.some_mentions([one.slack for one in form.seen_by])
    told = [f"*{say('cover-seen-by')}*", say("cover-all-at-once", who=who), say("form-rung-else")]
    quiet = quiet_lines(form.seen_by, reader)
    then = say("form-then-you", wait=say(f"cover-wait-{form.urgency}"))
    return [
        section(f"*{say('cover-preview')}*"),
        *shown,
        context(say("form-push", text=pushes)),
        section("\n".join(told)),
        section(f"{then} {say('cover-moves' if form.moves else 'cover-moves-not')}"),
        *([section(quiet)] if quiet else []),
    ]


def _inputs(form: CoverForm) -> list[Block]:
    say = words(form.reader.language)
    wish = form.wish
    day = pick_date(_change(fields.ON), wish.day.isoformat() if wish.day else "")
    since, until = (pick_time(_change(field), _typed(minute)) for field, minute in _times(form))
    hint = say("hours-past-midnight")
    number = write(names.with_suffix(names.COVER_SEND, fields.NUMBER), wish.number, limit=NUMBER)
    return [
        entry(say("cover-day"), day, block_id=fields.ON, optional=False, dispatch=True),
        entry(say("hours-since"), since, block_id=fields.SINCE, optional=False, dispatch=True),
        entry(say("hours-until"), until, block_id=fields.UNTIL, hint=hint, optional=False, dispatch=True),
        entry(
            say("cover-whom"),
            _people(form),
            block_id=fields.PEOPLE,
            hint=say("cover-whom-hint"),
            optional=False,
            dispatch=True,
        ),
        entry(say("form-number"), number, block_id=fields.NUMBER, hint=say("form-number-hint")),
        context(say("cover-no-reason")),
        not_these_row(form.reader),
    ]


def _people(form: CoverForm) -> Block:
    """Return the choice of people, by name: boxes for few, a list for many."""
    say = words(form.reader.language)
    options = [
        option(safe.typed_plain(one.name, OPTION_TEXT), one.person_id, say("form-leads") if one.leads else "")
        for one in form.can_be_asked[:SELECT_OPTIONS]
    ]
    picked = pick_many(_change(fields.PEOPLE), options, form.wish.picked)
    return picked if len(options) <= FEW_OPTIONS else picked | {"max_selected_items": MOST_PICKED}


def _times(form: CoverForm) -> list[tuple[str, int | None]]:
    return [(fields.SINCE, form.wish.since), (fields.UNTIL, form.wish.until)]


def _typed(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60 % 24:02}:{minute % 60:02}"


def _change(field: str) -> str:
    return names.with_suffix(names.COVER_CHANGE, field)
