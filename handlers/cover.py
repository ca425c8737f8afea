"""Asking for cover: one form with everything filled in, Send, and the same promises as for any call."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace as changed
from datetime import UTC, date, datetime, timedelta

from care import cover
from care.errors import DoesNotFit, NobodyToAsk, NotSent
from domain.cover_scenes import CoverForm, Wish
from domain.ids import new_id
from domain.support import Between, Kind
from handlers.desk import Desk, NotActive
from handlers.effects import replace_unless_changed, show
from handlers.home import draw_home
from handlers.quiet import with_quiet
from handlers.router import Handler
from handlers.touch import Answer, Touch
from views import cover as views
from views import fields, metadata, names
from views.parts import View
from views.schedule_steps import minute_of

SINCE_1970 = datetime(1970, 1, 1, tzinfo=UTC)


async def open_form(touch: Touch, desk: Desk, hours: Between | None = None) -> Answer:
    """Open the form, filled in with these hours, else with one's own next ones: two taps from anywhere."""
    in_debrief = touch.in_modal and metadata.DEBRIEF in touch.metadata
    form = await desk.do(touch, cover.opened, new_id(), hours, desk.now(), in_debrief=in_debrief)
    return Answer.then(show(touch, await _drawn(form, desk)))


def hours_of(value: str) -> Between | None:
    """Return the hours in a button's value, "1|2" in minutes since 1970; None where there are none."""
    typed = value.split("|")
    if len(typed) != 2 or not all(one.isascii() and one.isdigit() and len(one) < 10 for one in typed):
        return None
    starts, ends = (SINCE_1970 + timedelta(minutes=int(one)) for one in typed)
    return Between(starts, ends) if timedelta() < ends - starts <= timedelta(hours=25) else None


async def change(touch: Touch, desk: Desk) -> Answer:
    """Something in the form was changed: show the words and the people as they are now."""
    return Answer.then(replace_unless_changed(touch, await _anew(touch, desk, _filled(touch))))


async def send(touch: Touch, desk: Desk) -> Answer:
    """Send, if it is exactly what was shown; else show it once more. A second Send makes no second call."""
    wish = _filled(touch)
    shown = str(touch.metadata.get(metadata.DIGEST, ""))
    try:
        outcome = await desk.do(
            touch,
            cover.send,
            _draft(touch),
            wish,
            lambda form: views.digest(form) == shown,
            desk.now(),
            in_debrief=_in_debrief(touch),
        )
    except NotActive:
        raise
    except (DoesNotFit, NobodyToAsk) as refused:
        return await _refused(touch, desk, wish, refused)
    except Exception as failed:
        raise NotSent from failed  # said only where it is so: what fails after this was sent
    if outcome.changed:
        return Answer.update(await _drawn(outcome, desk))
    return Answer.update(views.sent(outcome), draw_home(touch, desk))


async def _refused(touch: Touch, desk: Desk, wish: Wish, refused: DoesNotFit | NobodyToAsk) -> Answer:
    """Say what is missing or cannot be so, at its input; where whoever was picked cannot be asked any more,
    show who can be."""
    form = await desk.do(touch, cover.form, _draft(touch), wish, desk.now(), in_debrief=_in_debrief(touch))
    if isinstance(refused, DoesNotFit):
        return Answer.errors(views.amiss(form.reader, refused.reason))
    if form.between is not None and (wish.picked or not form.can_be_asked):
        return Answer.update(await _drawn(changed(form, changed=True), desk))
    return Answer.errors(views.not_filled_in(form))


def chosen_in(touch: Touch) -> dict[str, object]:
    """Return what was chosen in the form, for a screen on top of it to carry: not what was typed."""
    wish = _filled(touch)
    carried = (metadata.DRAFT, metadata.KIND, metadata.IN_DEBRIEF)
    return {key: touch.metadata[key] for key in carried if key in touch.metadata} | {
        fields.ON: wish.day.isoformat() if wish.day else "",
        fields.SINCE: fields.text(touch.filled, fields.SINCE),
        fields.UNTIL: fields.text(touch.filled, fields.UNTIL),
        fields.PEOPLE: list(wish.picked),
    }


async def form_with(touch: Touch, desk: Desk, chosen: Mapping[str, object]) -> View:
    """Return the form with these choices, and with what is so now."""
    picked = chosen.get(fields.PEOPLE)
    told = {key: str(value) for key, value in chosen.items()}
    people = tuple(map(str, picked)) if isinstance(picked, list) else ()
    wish = _wish({**told, fields.PEOPLE: people})
    draft = str(chosen.get(metadata.DRAFT) or new_id())
    in_debrief = bool(chosen.get(metadata.IN_DEBRIEF))
    form = await desk.do(touch, cover.form, draft, wish, desk.now(), in_debrief=in_debrief)
    return await _drawn(form, desk)


def is_cover(carried: Mapping[str, object]) -> bool:
    """Whether what a view carries belongs to the form for cover."""
    return carried.get(metadata.KIND) == Kind.COVER.value


async def _anew(touch: Touch, desk: Desk, wish: Wish) -> View:
    in_debrief = _in_debrief(touch)
    form = await desk.do(touch, cover.form, _draft(touch), wish, desk.now(), in_debrief=in_debrief)
    return await _drawn(form, desk)


async def _drawn(form: CoverForm, desk: Desk) -> View:
    """Return the form with whose phone is quiet now: looked at before Send (slack.md)."""
    return views.cover_form(changed(form, seen_by=await with_quiet(form.seen_by, desk.quiet, form.urgency)))


def _filled(touch: Touch) -> Wish:
    return _wish(touch.filled)


def _wish(filled: fields.Filled) -> Wish:
    """Return what the form holds; what cannot be read is as if it was not filled in."""
    day = None
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(fields.text(filled, fields.ON))
    return Wish(
        day=day if day is None or 2000 < day.year < 9000 else None,
        since=minute_of(fields.text(filled, fields.SINCE)),
        until=minute_of(fields.text(filled, fields.UNTIL)),
        picked=tuple(dict.fromkeys(fields.several(filled, fields.PEOPLE))),
        number=fields.text(filled, fields.NUMBER).strip(),
    )


def _draft(touch: Touch) -> str:
    return str(touch.metadata.get(metadata.DRAFT) or new_id())


def _in_debrief(touch: Touch) -> bool:
    return bool(touch.metadata.get(metadata.IN_DEBRIEF))


HANDLERS: dict[str, Handler] = {names.COVER_CHANGE: change, names.COVER_SEND: send}
