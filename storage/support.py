"""Calls for a person, and the turns of those who are asked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, not_, or_, select, update

from domain.support import (
    Ask,
    Between,
    HeadsUp,
    Kind,
    Meeting,
    RequestState,
    SupportRequest,
    ToldTurn,
    Turn,
    TurnState,
    Urgency,
    Way,
)
from storage.errors import AlreadyThere, Stale
from storage.tables import cards, people, requests, turns
from storage.vault import Vault

_ASK = "requests.ask"
_STEP = 512
MINUTE = timedelta(minutes=1)
_RUNNING = (RequestState.OPEN.value, RequestState.ACCEPTED.value)


class Support:
    """The support requests of one unit of work."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(
        self, request: SupportRequest, rungs: Sequence[Sequence[str]], via: Mapping[str, str] | None = None
    ) -> None:
        """Keep a new request and everybody's turn: the first rung is asked, those after it wait. `via`: the
        neighbour team, by their id, of whom it is asked by way of one.

        Raises AlreadyThere for a second Send.
        """
        if self._connection.execute(select(requests.c.id).where(requests.c.id == request.id)).first():
            raise AlreadyThere("This was sent already.")
        self._connection.execute(
            insert(requests).values(**self._values(request), id=request.id, asker_id=request.asker_id)
        )
        for number, person_ids in enumerate(rungs, 1):
            state = TurnState.ASKED if number == 1 else TurnState.WAITING
            for person_id in person_ids:
                by_way = (via or {}).get(person_id)
                self.save_turn(Turn(request.id, person_id, number, state, None, via=by_way))

    def by_id(self, request_id: str) -> SupportRequest | None:
        """Return the request, or None."""
        return next(iter(self._all(requests.c.id == request_id)), None)

    def save(self, request: SupportRequest, expected_version: int) -> SupportRequest:
        """Write a request with version + 1 and return it; without `ask`, what was asked is erased.

        Raises Stale when the stored version is not `expected_version`.
        """
        saved = replace(request, version=expected_version + 1)
        done = self._connection.execute(
            update(requests)
            .where(requests.c.id == request.id, requests.c.version == expected_version)
            .values(self._values(saved))
        )
        if not done.rowcount:
            raise Stale("This request has changed since it was shown.")
        return saved

    def turns(self, request_id: str) -> list[Turn]:
        """Return everybody's turn in a request, rung by rung."""
        query = select(turns).where(turns.c.request_id == request_id)
        rows = self._connection.execute(query.order_by(turns.c.rung, turns.c.person_id))
        return [
            Turn(
                row.request_id,
                row.person_id,
                row.rung,
                TurnState(row.state),
                row.delivered_at,
                row.quiet,
                row.via,
            )
            for row in rows
        ]

    def save_turn(self, turn: Turn) -> None:
        """Write one person's turn, new or changed."""
        values = {
            "rung": turn.rung,
            "state": turn.state.value,
            "delivered_at": turn.delivered_at,
            "quiet": turn.quiet,
            "via": turn.via,
        }
        where = (turns.c.request_id == turn.request_id) & (turns.c.person_id == turn.person_id)
        if not self._connection.execute(update(turns).where(where).values(values)).rowcount:
            self._connection.execute(
                insert(turns).values(**values, request_id=turn.request_id, person_id=turn.person_id)
            )

    def not_looked_at(self, now: datetime, limit: int) -> list[ToldTurn]:
        """Return turns that wait for an answer to a delivered alert, and of which it is not known whether the
        phone is quiet, the last first: those of which Slack does not tell hold up no others."""
        query = (
            select(turns.c.request_id, turns.c.person_id, people.c.slack_user, turns.c.delivered_at)
            .join(requests, requests.c.id == turns.c.request_id)
            .join(people, people.c.id == turns.c.person_id)
            .where(
                turns.c.state == TurnState.ASKED.value,
                turns.c.delivered_at.is_not(None),
                turns.c.quiet.is_(None),
                requests.c.state == RequestState.OPEN.value,
                requests.c.ends_at > now,
            )
        )
        rows = self._connection.execute(
            query.order_by(turns.c.delivered_at.desc(), turns.c.person_id).limit(limit)
        )
        return [ToldTurn(*row) for row in rows]

    def open_of(self, asker_id: str) -> list[SupportRequest]:
        """Return the asker's requests that are not over, the oldest first."""
        return self._all(requests.c.asker_id == asker_id, requests.c.state.in_(_RUNNING))

    def asked_of(self, person_id: str) -> list[SupportRequest]:
        """Return requests that are this person's to answer or that they accepted, and that are not over."""
        waiting = select(turns.c.request_id).where(
            turns.c.person_id == person_id, turns.c.state == TurnState.ASKED.value
        )
        theirs = (requests.c.state == RequestState.OPEN.value) & requests.c.id.in_(waiting)
        accepted = (requests.c.state == RequestState.ACCEPTED.value) & (requests.c.accepted_by == person_id)
        return self._all(or_(theirs, accepted))

    def waiting_for(self, person_id: str) -> list[SupportRequest]:
        """Return requests that are not over and would ask this person in a later rung."""
        waiting = select(turns.c.request_id).where(
            turns.c.person_id == person_id, turns.c.state == TurnState.WAITING.value
        )
        return self._all(requests.c.state.in_(_RUNNING), requests.c.id.in_(waiting))

    def with_somebody(self, person_ids: Sequence[str]) -> dict[str, int]:
        """Return how many calls each of these said yes to that are not over; who has none is left out.

        Cover is none: hours that somebody takes on keep nobody from sitting with a person before they begin.
        It is told by its having no meeting, since what is asked for is sealed.
        """
        counted = func.count().label("calls")
        query = select(requests.c.accepted_by, counted).where(
            requests.c.state == RequestState.ACCEPTED.value,
            requests.c.accepted_by.in_(person_ids),
            requests.c.meeting != Meeting.NONE.value,
        )
        rows = self._connection.execute(query.group_by(requests.c.accepted_by))
        return {row.accepted_by: row.calls for row in rows}

    def due(self, now: datetime, limit: int = 100) -> list[SupportRequest]:
        """Return requests that somebody has to be told about: an open one whose `silent_at` has passed, an
        accepted one whose `check_at` has, or either whose `ends_at` has."""
        silent = (requests.c.state == RequestState.OPEN.value) & (requests.c.silent_at <= now)
        ended = requests.c.state.in_(_RUNNING) & (requests.c.ends_at <= now)
        check = (requests.c.state == RequestState.ACCEPTED.value) & (requests.c.check_at <= now)
        return self._all(or_(silent, check, ended), limit=limit)

    def left_alone(self) -> list[SupportRequest]:
        """Return requests that count on nobody any more, since whoever it was is gone: accepted by nobody,
        or open with nobody asked, unless it waits for its asker to say who is next."""
        asked, waiting = (
            select(turns.c.request_id).where(turns.c.state == state.value)
            for state in (TurnState.ASKED, TurnState.WAITING)
        )
        chooses = requests.c.silent_at.is_(None) & ~requests.c.goes_on & requests.c.id.in_(waiting)
        unanswered = (
            (requests.c.state == RequestState.OPEN.value) & requests.c.id.not_in(asked) & not_(chooses)
        )
        lost = (requests.c.state == RequestState.ACCEPTED.value) & requests.c.accepted_by.is_(None)
        return self._all(or_(unanswered, lost))

    def forget_over(self, before: date, limit: int = 100) -> int:
        """Destroy requests that are over and whose end lay before a day (UTC), with the rows of their cards:
        who asked whom is then in no table. Return how many."""
        day = datetime.combine(before, time.min, UTC)
        query = select(requests.c.id).where(requests.c.ends_at < day, requests.c.state.not_in(_RUNNING))
        over = list(self._connection.scalars(query.limit(limit)))
        if over:
            self._connection.execute(delete(requests).where(requests.c.id.in_(over)))
            self._connection.execute(delete(cards).where(cards.c.subject.in_(over)))
        return len(over)

    def _all(self, *where: Any, limit: int | None = None) -> list[SupportRequest]:
        query = select(requests).where(*where).order_by(requests.c.opened_at, requests.c.id)
        rows: Iterable[Row[Any]] = self._connection.execute(query.limit(limit))
        return [self._request(row) for row in rows]

    def _values(self, request: SupportRequest) -> dict[str, Any]:
        ask = request.ask
        return {
            "state": request.state.value,
            "version": request.version,
            "opened_at": request.opened_at,
            "silent_at": request.silent_at,
            "ends_at": request.ends_at,
            "accepted_by": request.accepted_by,
            "meeting": request.meeting.value,
            "check_at": request.check_at,
            "rung": request.rung,
            "rung_since": request.rung_since,
            "wait": None if request.wait is None else request.wait // MINUTE,
            "goes_on": request.goes_on,
            "ask": ask and self._vault.seal(request.asker_id, _ASK, request.id, _packed(ask)),
        }

    def _request(self, row: Row[Any]) -> SupportRequest:
        text = row.ask and self._vault.open(row.asker_id, _ASK, row.id, row.ask)
        return SupportRequest(
            id=row.id,
            asker_id=row.asker_id,
            state=RequestState(row.state),
            version=row.version,
            opened_at=row.opened_at,
            silent_at=row.silent_at,
            ends_at=row.ends_at,
            accepted_by=row.accepted_by,
            ask=_ask(text) if text else None,
            meeting=Meeting(row.meeting),
            check_at=row.check_at,
            rung=row.rung,
            rung_since=row.rung_since,
            wait=None if row.wait is None else row.wait * MINUTE,
            goes_on=row.goes_on,
        )


def _packed(ask: Ask) -> str:
    """Return an ask to be sealed, filled up to whole steps: no length tells a heads-up from none."""
    told = asdict(ask)
    if ask.between is not None:
        told["between"] = [ask.between.starts.isoformat(), ask.between.ends.isoformat()]
    text = json.dumps(told)
    return text.ljust(-len(text) // _STEP * -_STEP)


def _ask(text: str) -> Ask:
    told = json.loads(text)
    kind, urgency, way = Kind(told.pop("kind")), Urgency(told.pop("urgency")), Way(told.pop("way"))
    # An ask that was sealed before there were such things has none.
    heads_up = HeadsUp(told.pop("heads_up", HeadsUp.NONE))
    between, moved = told.pop("between", None), tuple(told.pop("moved", ()))
    hours = Between(*map(datetime.fromisoformat, between)) if between else None
    return Ask(kind, urgency, way, heads_up=heads_up, between=hours, moved=moved, **told)
