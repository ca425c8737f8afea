"""A check-in for the one who listened, a day or two later: whoever carries somebody is asked how it is, too.

It is one of the same check-ins that people ask for (`care/follow_ups.py`): nothing in its row or on its card
says that it came of a call, or of whose. One message that the bot starts in three days, over all causes
(field.md 37), so it merges with what is planned already, and waits where something was sent lately.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.asking import is_ready
from care.follow_ups import APART, AT_HOUR
from care.readers import joined, reader_of
from domain.cards import CardKind
from domain.hours import on_leave
from domain.people import Person
from domain.scenes import FollowUpScene
from domain.support import Meeting, RequestState, SupportRequest
from storage import UnitOfWork


def after_call(work: UnitOfWork, request: SupportRequest, now: datetime) -> None:
    """Plan the check-in of who said yes to a call, when the two have met or it is over without a word.

    Called for both ends: a call that was met and is over later plans nothing anew. Cover has no meeting and
    needs none. Whoever wants none in *My hours* gets none.
    """
    over_without_a_word = request.state is RequestState.ACCEPTED and request.meeting is Meeting.ASKED
    if request.accepted_by is None or not (over_without_a_word or request.meeting is Meeting.MET):
        return
    person = work.people.by_id(request.accepted_by)
    if person is None or not person.active:
        return
    choices = work.schedules.plan(person.id).choices
    if not choices.check_in:
        return
    zone = ZoneInfo(person.zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    due = datetime.combine(tomorrow, time(AT_HOUR), zone).astimezone(now.tzinfo)
    due = max([due, *(began + APART for began in _begun(work, person.id) if began - due < APART)])
    planned = [one.due_at for one in work.follow_ups.of_person(person.id) if not one.sent]
    if not any(abs(other - due) < APART for other in planned):
        work.follow_ups.add(person.id, due)


_BEGUN = {CardKind.FOLLOW_UP, CardKind.SWITCH, CardKind.TESTS, CardKind.GAPS}


def _begun(work: UnitOfWork, person_id: str) -> list[datetime]:
    """Return when messages went out that the bot began of itself: by Slack's own time of each, since the row
    of a check-in goes when it is answered."""
    return [
        datetime.fromtimestamp(float(card.ts), UTC)
        for card in work.cards.of_recipient(person_id)
        if card.kind in _BEGUN and card.ts
    ]


def comes(work: UnitOfWork, request: SupportRequest) -> bool:
    """Whether who said yes to a call will be asked how it is with them."""
    if request.accepted_by is None or request.meeting is Meeting.NONE:
        return False
    return work.schedules.plan(request.accepted_by).choices.check_in


def is_near(work: UnitOfWork, person_id: str, now: datetime) -> bool:
    """Whether a check-in went out less than three days ago or will within three, so that whatever else the
    bot would begin of itself waits."""
    times = [*_begun(work, person_id), *(one.due_at for one in work.follow_ups.of_person(person_id))]
    return any(abs(moment - now) < APART for moment in times)


def scene_of(work: UnitOfWork, person: Person, follow_up_id: str, now: datetime) -> FollowUpScene:
    """Return a check-in as its reader sees it; one without a row is answered."""
    choices = work.schedules.plan(person.id).choices
    return FollowUpScene(
        reader_of(work, person),
        follow_up_id,
        answered=work.follow_ups.by_id(follow_up_id) is None,
        can_be_asked=can_be_asked(work, person.id),
        rests=on_leave(choices, ZoneInfo(person.zone), now),
    )


def can_be_asked(work: UnitOfWork, person_id: str) -> bool:
    """Whether somebody can be asked in some team, so that there is something to rest from."""
    return any(is_ready(member) for _, member in joined(work, person_id))
