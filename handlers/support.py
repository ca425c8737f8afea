"""Asking for a person, from anywhere: one form with everything filled in, Send, and what follows."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace as changed
from enum import StrEnum
from typing import TypeVar

from care import ladder, meetings, support
from care.errors import NobodyToAsk, NotSent
from domain.ids import new_id
from domain.scenes import AskForm
from domain.support import Ask, HeadsUp, Kind, Urgency, Way
from handlers import cover, schedule
from handlers.desk import Desk, NotActive
from handlers.effects import replace_unless_changed, show
from handlers.home import draw_home
from handlers.quiet import with_quiet
from handlers.router import Handler
from handlers.touch import Answer, Touch
from views import fields, metadata, names
from views.parts import View
from views.support import ask_form, digest, sent

E = TypeVar("E", bound=StrEnum)


async def open_form(touch: Touch, desk: Desk, urgency: Urgency = Urgency.NOW) -> Answer:
    """Open the form, filled in: now, whoever can be asked, by message. Two taps from anywhere."""
    ask = Ask(Kind.COMPANY, urgency, Way.MESSAGE)
    in_debrief = touch.in_modal and metadata.DEBRIEF in touch.metadata
    form = await desk.do(
        touch, support.form, new_id(), ask, support.ANYONE, desk.now(), in_debrief=in_debrief
    )
    return Answer.then(show(touch, ask_form(await _with_quiet(form, desk))))


async def opened(touch: Touch, desk: Desk) -> Answer:
    """ "I need a person", or "ask for cover", wherever it stands."""
    kind, _, more = touch.value.partition("|")
    if kind == Kind.COVER:
        return await cover.open_form(touch, desk, cover.hours_of(more))
    return await open_form(touch, desk, _one_of(Urgency, more, Urgency.NOW))


async def change(touch: Touch, desk: Desk) -> Answer:
    """Something in the form was changed: show the words and the people as they are now."""
    return Answer.then(replace_unless_changed(touch, await _anew(touch, desk, *_filled(touch))))


async def send(touch: Touch, desk: Desk) -> Answer:
    """Send, if it is exactly what was shown; else show it once more. A second Send makes no second call."""
    ask, whom = _filled(touch)
    shown = str(touch.metadata.get(metadata.DIGEST, ""))
    try:
        outcome = await desk.do(
            touch,
            support.send,
            _draft(touch),
            ask,
            whom,
            lambda form: digest(form) == shown,
            desk.now(),
            in_debrief=_in_debrief(touch),
        )
    except NotActive:
        raise
    except NobodyToAsk:
        return Answer.update(await _anew(touch, desk, ask, whom))
    except Exception as failed:
        raise NotSent from failed  # said only where it is so: what fails after this was sent
    if outcome.changed:
        return Answer.update(ask_form(await _with_quiet(outcome, desk)))
    return Answer.update(sent(outcome), draw_home(touch, desk))


async def accept(touch: Touch, desk: Desk) -> Answer:
    """ "I can be there"."""
    await desk.do(touch, support.accept, _request(touch), desk.now())
    return Answer.then(*await schedule.anew(touch, desk), draw_home(touch, desk))


async def pass_on(touch: Touch, desk: Desk) -> Answer:
    """ "Not this time"."""
    await desk.do(touch, support.pass_on, _request(touch), desk.now())
    return Answer.then(*await schedule.anew(touch, desk), draw_home(touch, desk))


async def cancel(touch: Touch, desk: Desk) -> Answer:
    """The asker takes it back."""
    await desk.do(touch, support.cancel, _request(touch), desk.now())
    return Answer.then(*await schedule.anew(touch, desk), draw_home(touch, desk))


async def _anew(touch: Touch, desk: Desk, ask: Ask, whom: str) -> View:
    """Return the form with what is so now; where nobody can be asked (any more), that says who answers."""
    in_debrief = _in_debrief(touch)
    form = await desk.do(touch, support.form, _draft(touch), ask, whom, desk.now(), in_debrief=in_debrief)
    return ask_form(await _with_quiet(form, desk))


def chosen_in(touch: Touch) -> dict[str, object]:
    """Return what was chosen in a form, for a screen on top of it to carry: not what was typed, which stays
    in the form by itself."""
    if cover.is_cover(touch.metadata):
        return cover.chosen_in(touch)
    ask, whom = _filled(touch)
    carried = (metadata.DRAFT, metadata.KIND, metadata.IN_DEBRIEF)
    return {key: touch.metadata[key] for key in carried if key in touch.metadata} | {
        fields.WHEN: ask.urgency.value,
        fields.WHOM: whom,
        fields.HOW: ask.way.value,
        fields.HEADS_UP: ask.heads_up.value,
    }


async def form_with(touch: Touch, desk: Desk, chosen: Mapping[str, object]) -> View:
    """Return the form with these choices, and with what is so now."""
    if cover.is_cover(chosen):
        return await cover.form_with(touch, desk, chosen)
    ask = _ask_of({key: str(value) for key, value in chosen.items()})
    whom = str(chosen.get(fields.WHOM, support.ANYONE))
    draft = str(chosen.get(metadata.DRAFT) or new_id())
    in_debrief = bool(chosen.get(metadata.IN_DEBRIEF))
    form = await desk.do(touch, support.form, draft, ask, whom, desk.now(), in_debrief=in_debrief)
    return ask_form(await _with_quiet(form, desk))


async def met(touch: Touch, desk: Desk) -> Answer:
    """One of the two says that they found each other."""
    await desk.do(touch, meetings.met, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def next_rung(touch: Touch, desk: Desk) -> Answer:
    """The asker lets the next people be asked now."""
    request_id, _, rung = touch.value.partition("|")
    await desk.do(touch, ladder.next_rung, request_id, int(rung) if rung.isdecimal() else 0, desk.now())
    return Answer.then(draw_home(touch, desk))


async def others(touch: Touch, desk: Desk) -> Answer:
    """The asker has not found the one who said yes: ask the others too."""
    await desk.do(touch, support.others_too, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def _with_quiet(form: AskForm, desk: Desk) -> AskForm:
    """Return the form with whose phone is quiet now: looked at before Send (slack.md)."""
    return changed(form, seen_by=await with_quiet(form.seen_by, desk.quiet, form.ask.urgency))


def _filled(touch: Touch) -> tuple[Ask, str]:
    """Return what the form holds; what cannot be read is as it was at first."""
    return _ask_of(touch.filled), fields.text(touch.filled, fields.WHOM) or support.ANYONE


def _ask_of(filled: fields.Filled) -> Ask:
    return Ask(
        kind=Kind.COMPANY,
        urgency=_one_of(Urgency, fields.text(filled, fields.WHEN), Urgency.NOW),
        way=_one_of(Way, fields.text(filled, fields.HOW), Way.MESSAGE),
        number=fields.text(filled, fields.NUMBER).strip(),
        heads_up=_one_of(HeadsUp, fields.text(filled, fields.HEADS_UP), HeadsUp.NONE),
    )


def _draft(touch: Touch) -> str:
    return str(touch.metadata.get(metadata.DRAFT) or new_id())


def _in_debrief(touch: Touch) -> bool:
    return bool(touch.metadata.get(metadata.IN_DEBRIEF))


def _request(touch: Touch) -> str:
    return touch.value.partition("|")[0]


def _one_of(kind: type[E], value: str, otherwise: E) -> E:
    with contextlib.suppress(ValueError):
        return kind(value)
    return otherwise


HANDLERS: dict[str, Handler] = {
    names.SUPPORT_OPEN: opened,
    names.SUPPORT_AGAIN: opened,
    names.SUPPORT_CHANGE: change,
    names.SUPPORT_SEND: send,
    names.SUPPORT_ACCEPT: accept,
    names.SUPPORT_PASS: pass_on,
    names.SUPPORT_CANCEL: cancel,
    names.SUPPORT_MET: met,
    names.SUPPORT_OTHERS: others,
    names.SUPPORT_NEXT: next_rung,
}
