"""What the auditor repairs: only what can be repaired without doubt. The rest is raised to people.

Each repair is one unit of work of its own and looks again first: what was found may have passed meanwhile.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from care import doors, follow_ups, support, turns
from care.asking import may_be_asked
from care.audit import is_due, is_held_back, of_call
from domain.audit import Finding, Sign
from domain.support import RequestState, SupportRequest
from storage import UnitOfWork

Repair = Callable[[UnitOfWork, Finding, datetime], None]
_OfCall = Callable[[UnitOfWork, SupportRequest, Finding, datetime], None]


def _still(repair: _OfCall) -> Repair:
    """Return the repair of a call, done only if the call still shows the sign."""

    def done(work: UnitOfWork, finding: Finding, now: datetime) -> None:
        request = work.support.by_id(finding.subject)
        if request and finding.place in {one.place for one in of_call(work, request.id, now)}:
            repair(work, request, finding, now)

    return done


def _nobody_asked(work: UnitOfWork, request: SupportRequest, _finding: Finding, now: datetime) -> None:
    support.mend_one(work, request, now)


def _nothing_due(work: UnitOfWork, request: SupportRequest, _finding: Finding, now: datetime) -> None:
    turns.settle(work, replace(request, silent_at=now))


def _no_card(work: UnitOfWork, request: SupportRequest, finding: Finding, now: datetime) -> None:
    """Tell them again, if they may still be asked; else the asker is told that they could not be."""
    asker = work.people.by_id(request.asker_id)
    if finding.person_id in {one.person_id for one in may_be_asked(work, asker, request.ask, now)}:
        turns.tell(work, request, finding.person_id)
    else:
        support.unreached(work, request.id, finding.person_id, now)


def _given_up(work: UnitOfWork, request: SupportRequest, finding: Finding, now: datetime) -> None:
    support.unreached(work, request.id, finding.person_id, now)


def _not_counted(work: UnitOfWork, request: SupportRequest, finding: Finding, now: datetime) -> None:
    support.delivered(work, request.id, finding.person_id, now)


def _no_own_card(work: UnitOfWork, request: SupportRequest, _finding: Finding, _now: datetime) -> None:
    turns.tell_asker(work, request)


def _asker_gone(work: UnitOfWork, request: SupportRequest, _finding: Finding, _now: datetime) -> None:
    turns.end(work, request, RequestState.CANCELLED)


def _too_far(work: UnitOfWork, request: SupportRequest, _finding: Finding, now: datetime) -> None:
    support.time_anew(work, request, now)


def _call_due(work: UnitOfWork, finding: Finding, now: datetime) -> None:
    request = work.support.by_id(finding.subject)
    running = request is not None and request.state in {RequestState.OPEN, RequestState.ACCEPTED}
    if request is not None and running and is_due(request, now):
        support.run_one(work, request, now)


def _held_back(work: UnitOfWork, finding: Finding, now: datetime) -> None:
    for card in work.audit.waiting_cards("", 1, key=finding.subject):
        if is_held_back(card, now):
            work.audit.free(card.key)


def _follow_up_due(work: UnitOfWork, finding: Finding, now: datetime) -> None:
    follow_ups.run_one(work, finding.subject, now)


def _debrief_due(work: UnitOfWork, finding: Finding, now: datetime) -> None:
    person_id = work.audit.debrief_expired(finding.subject, now)
    if person_id is not None:
        work.debriefs.end(person_id)
        doors.even_out(work, person_id)


REPAIRS: Mapping[Sign, Repair] = {
    Sign.NOTHING_DUE: _still(_nothing_due),
    Sign.NOBODY_ASKED: _still(_nobody_asked),
    Sign.NO_CARD: _still(_no_card),
    Sign.GIVEN_UP: _still(_given_up),
    Sign.NOT_COUNTED: _still(_not_counted),
    Sign.NO_OWN_CARD: _still(_no_own_card),
    Sign.ASKER_GONE: _still(_asker_gone),
    Sign.TOO_FAR: _still(_too_far),
    Sign.CALL_DUE: _call_due,
    Sign.HELD_BACK: _held_back,
    Sign.FOLLOW_UP_DUE: _follow_up_due,
    Sign.DEBRIEF_DUE: _debrief_due,
}
"""A card that only waits is not among them: with Slack away, whoever is asked must not be called unreachable.
It is raised, and its asker is told by the call's own time that nobody has answered."""
