"""The auditor's looks: does every promise still have something that will keep it?

Each look goes through one subject in slices (`look(work, now, after, limit)`) and changes nothing. What
takes time in Slack's world is judged by real time and never by `now`, which a sandbox pushes by weeks: such
a finding carries its patience, and who runs the looks counts the seconds (delivery/auditing.py).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from care import accounts, asking, ladder, turns
from domain.audit import Finding, Sign, Slice, WaitingCard
from domain.cards import Card, CardKind, Priority
from domain.support import RequestState, SupportRequest, Turn, TurnState, Urgency
from storage import UnitOfWork
from storage.errors import KeyGone, Unreadable

Look = Callable[[UnitOfWork, datetime, str, int], Slice]

CARD_WITHIN: Mapping[Priority, float] = {Priority.CALL: 60.0, Priority.ANSWER: 300.0, Priority.REST: 3600.0}
"""Seconds of real time within which a card should stand in Slack."""

FOUND_WITHIN: Mapping[Priority, float] = {Priority.CALL: 60.0, Priority.ANSWER: 300.0, Priority.REST: 300.0}
"""Seconds within which it should be known whether a post went out."""

A_CARD_TAKES = 3.0
"""Seconds more for each card that waits as well: changing a message, at half of Slack's Tier 3, is 25 a
minute. So a flood of check-ins is no alarm."""

DUE_CALL_WITHIN = 60.0
DUE_WITHIN = 600.0
"""Seconds for what the clock's ticks do every second: calls, and the rest."""

ACCOUNTS_WITHIN = 6 * 3600.0
"""Seconds for the nightly look at accounts: a hundred a minute at most, and a large workspace."""

LEASE_AHEAD = timedelta(minutes=5)
"""No lease reaches further than a minute; one that does was written while the clock was wrong."""

TRY_AHEAD: Mapping[Priority, timedelta] = {
    Priority.CALL: timedelta(minutes=5),
    Priority.ANSWER: timedelta(minutes=15),
    Priority.REST: timedelta(days=1),
}
"""How far ahead the next try of a card can lie; of the rest, as far as a long line of them reaches."""

LONGEST: Mapping[Urgency, timedelta] = {
    Urgency.NOW: asking.NOW_LASTS,
    Urgency.TODAY: timedelta(hours=30),
    Urgency.THIS_WEEK: asking.WEEK_LASTS,
}
LONGEST_ACCEPTED = timedelta(days=3)
SLACKNESS = timedelta(minutes=1)
"""How far apart the clocks of two machines may be."""


def calls(work: UnitOfWork, now: datetime, after: str, limit: int) -> Slice:
    """Look at calls that are not over: each counts on somebody who has a card, and has something due."""
    ids = work.audit.running(after, limit)
    found = tuple(finding for request_id in ids for finding in of_call(work, request_id, now))
    return Slice(found, ids[-1] if len(ids) == limit else None)


def of_call(work: UnitOfWork, request_id: str, now: datetime) -> list[Finding]:
    """Return what is wrong with one call; nothing if it is over."""
    try:
        request = work.support.by_id(request_id)
    except (KeyGone, Unreadable):
        return [Finding(Sign.UNREADABLE, request_id, reference=request_id)]
    if request is None or request.state not in {RequestState.OPEN, RequestState.ACCEPTED}:
        return []
    found = [] if request.ends_at <= now else [*_of_times(request, now), *_of_asker(work, request)]
    if request.ends_at > now:
        found += _of_turns(work, request)
    if is_due(request, now):
        mark = str(request.version)
        due = Finding(Sign.CALL_DUE, request.id, patience=DUE_CALL_WITHIN, mark=mark, reference=request.id)
        found.append(due)
    return found


def is_due(request: SupportRequest, now: datetime) -> bool:
    """Whether the time of something has come for a call: its end, a word to its asker, a question."""
    told = request.silent_at if request.state is RequestState.OPEN else request.check_at
    return request.ends_at <= now or (told is not None and told <= now)


def _of_times(request: SupportRequest, now: datetime) -> list[Finding]:
    if request.ask is None:
        return [Finding(Sign.UNREADABLE, request.id, reference=request.id)]
    hours = request.ask.between
    lasts = LONGEST[request.ask.urgency] if hours is None else asking.WEEK_LASTS
    if request.state is RequestState.ACCEPTED:
        far = request.ends_at - now > LONGEST_ACCEPTED if hours is None else request.ends_at > hours.ends
    else:
        longest = request.wait if request.goes_on and request.wait else lasts
        silent = request.silent_at is not None and request.silent_at - now > longest + SLACKNESS
        far = silent or request.ends_at - now > lasts + SLACKNESS
    return [Finding(Sign.TOO_FAR, request.id, reference=request.id)] if far else []


def _of_asker(work: UnitOfWork, request: SupportRequest) -> list[Finding]:
    asker = work.people.by_id(request.asker_id)
    if asker is None or not asker.active:
        return [Finding(Sign.ASKER_GONE, request.id, reference=request.id)]
    if not turns.asker_cards(work, request):
        return [Finding(Sign.NO_OWN_CARD, request.id, reference=request.id)]
    return []


def _of_turns(work: UnitOfWork, request: SupportRequest) -> list[Finding]:
    """Return what is wrong with those a call counts on: who is asked, or the one who said yes."""
    every = work.support.turns(request.id)
    if request.state is RequestState.OPEN:
        counted_on = [turn for turn in every if turn.state is TurnState.ASKED]
    else:
        counted_on = [turn for turn in every if turn.person_id == request.accepted_by]
    if request.state is RequestState.OPEN and not _has_something_due(work, request):
        return [Finding(Sign.NOTHING_DUE, request.id, reference=request.id)]
    if not counted_on and request.state is RequestState.OPEN and ladder.waits_for_its_asker(work, request):
        return []
    if not counted_on:
        return [Finding(Sign.NOBODY_ASKED, request.id, reference=request.id)]
    newest = turns.newest_alerts(work, request.id)
    signs = [(turn, _of_turn(request, turn, newest.get(turn.person_id))) for turn in counted_on]
    return [Finding(sign, request.id, turn.person_id, reference=request.id) for turn, sign in signs if sign]


def _has_something_due(work: UnitOfWork, request: SupportRequest) -> bool:
    """Whether an open call that goes on by itself still has a moment at which it does."""
    return request.silent_at is not None or not request.goes_on or not ladder.next_turns(work, request)


def _of_turn(request: SupportRequest, turn: Turn, card: Card | None) -> Sign | None:
    """Return what is wrong with somebody's turn, by the card by which they were last asked."""
    if card is None or (card.withdrawn and card.ts is None):
        return Sign.NO_CARD
    if request.state is not RequestState.OPEN:
        return None
    if card.ts is None and card.posting is None and card.shown >= card.wanted:
        return Sign.GIVEN_UP
    return Sign.NOT_COUNTED if card.ts is not None and turn.delivered_at is None else None


def cards(work: UnitOfWork, now: datetime, after: str, limit: int) -> Slice:
    """Look at cards that Slack has to be told of: each is on its way, and its post is known or looked for."""
    waiting = work.audit.waiting_cards(after, limit)
    if not waiting:
        return Slice(())
    counts = work.audit.how_many_wait()
    found = []
    for card in waiting:
        ahead = sum(count for priority, count in counts.items() if priority <= card.priority)
        found += _of_card(card, ahead * A_CARD_TAKES, now)
    return Slice(tuple(found), waiting[-1].key if len(waiting) == limit else None)


def _of_card(card: WaitingCard, for_others: float, now: datetime) -> list[Finding]:
    # A request's or a check-in's id may be logged; a team's or a person's may not.
    known = card.kind in {CardKind.ALERT, CardKind.ASKER, CardKind.FOLLOW_UP}
    reference = card.subject if known else ""
    within = CARD_WITHIN[card.priority] + for_others
    found = [Finding(Sign.CARD_WAITS, card.key, "", within, str(card.shown), reference)] if card.waits else []
    if card.posting is not None:
        # Beside the wait, which goes on: while Slack is away a card is now in doubt and now not.
        within = FOUND_WITHIN[card.priority] + for_others
        found.append(Finding(Sign.POST_IN_DOUBT, card.key, "", within, card.posting, reference))
    if is_held_back(card, now):
        found.append(Finding(Sign.HELD_BACK, card.key, reference=reference))
    return found


def is_held_back(card: WaitingCard, now: datetime) -> bool:
    """Whether a card waits for a moment that no lease and no next try can lie at."""
    lease = card.lease_until is not None and card.lease_until - now > LEASE_AHEAD
    return lease or (card.next_try_at is not None and card.next_try_at - now > TRY_AHEAD[card.priority])


def due_work(work: UnitOfWork, now: datetime, _after: str, limit: int) -> Slice:
    """Look at what is due beside calls, the earliest of each kind: what is stuck stays at the head."""
    found = [
        Finding(Sign.FOLLOW_UP_DUE, one, patience=DUE_WITHIN, reference=one)
        for one in work.audit.follow_ups_due(now, limit)
    ]
    found += [
        Finding(Sign.DEBRIEF_DUE, one, patience=DUE_WITHIN, reference=one)
        for one in work.audit.debriefs_expired(now, limit)
    ]
    if accounts.due(work, now):
        found.append(Finding(Sign.ACCOUNTS_DUE, accounts.MARK, patience=ACCOUNTS_WITHIN))
    return Slice(tuple(found))


LOOKS: Mapping[Look, int] = {calls: 2, cards: 200, due_work: 50}
"""Every look, and how much of it makes a slice: none holds SQLite's one thread for 50 ms."""
