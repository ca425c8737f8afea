"""Cards: what somebody should see, and what Slack has confirmed (design.md, "A card, on its way out").

A card is waiting while `shown` is behind `wanted`. Who claims it has it until the lease runs out. Before a
first post `begin_post` writes the post's own random key; while that stands, nobody knows whether Slack has
the message, and the card is claimed by nobody: `posting` lists it, to be looked for.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    insert,
    not_,
    or_,
    select,
    update,
)

from domain.cards import Card, CardKind, Priority
from domain.clock import Clock
from storage.tables import cards
from storage.vault import Vault

_HINT = "cards.hint"
_FREE: dict[str, Any] = {"posting": None, "lease_until": None, "lease_by": None}
_WAITING = and_(cards.c.shown < cards.c.wanted, cards.c.posting.is_(None))
_IN_TURN = (cards.c.priority, cards.c.queued_at, cards.c.key)
_ENDED_AT_ONCE = 20  # rounds of ended cards that one claim ends

# Wanted by thousands at once: built once, since building a statement costs more than running it.
_AGAIN = update(cards).where(cards.c.key == bindparam("which")).values(wanted=cards.c.wanted + 1)
_NEW = insert(cards)


class Cards:
    """The cards of one unit of work.

    `changed`: keys of cards that the courier has something to do for; `calls`: those of them that call
    for a person.
    """

    def __init__(self, connection: Connection, vault: Vault, clock: Clock) -> None:
        self._connection = connection
        self._vault = vault
        self._clock = clock
        self.changed: set[str] = set()
        self.calls: set[str] = set()

    def want(
        self,
        key: str,
        kind: CardKind,
        recipient_id: str,
        subject: str,
        priority: Priority,
        not_after: datetime | None = None,
        hint: str = "",
    ) -> None:
        """Let a card be shown, new or again. It is never first posted after `not_after`; `hint` is sealed
        under the recipient's key and serves the first drawing only."""
        sealed = self._vault.seal(recipient_id, _HINT, key, hint) if hint else None
        values = {
            "kind": kind.value,
            "recipient_id": recipient_id,
            "subject": subject,
            "priority": priority.value,
            "withdrawn": False,
            "not_after": not_after,
            "attempts": 0,
            "next_try_at": None,
            "queued_at": self._clock.now(),
            "hint": sealed,
        }
        if not self._connection.execute(_AGAIN, {**values, "which": key}).rowcount:
            self._connection.execute(_NEW, {**values, "key": key, "wanted": 1, "shown": 0})
        self._note(key, priority)

    def withdraw(self, key: str) -> None:
        """Take a card back: never posted, it never will be; posted, it is drawn once more and then rests."""
        self._raise_wanted(cards.c.key == key, withdrawn=True)

    def bump(self, key: str, priority: Priority | None = None) -> None:
        """Let one card be drawn anew, unless it was withdrawn; as urgently as `priority` says, if given."""
        urgency = {} if priority is None else {"priority": priority.value}
        self._raise_wanted(cards.c.key == key, **urgency)

    def refresh(self, subject: str) -> None:
        """Let every card of this subject be drawn anew, but for those that were withdrawn."""
        self._raise_wanted(cards.c.subject == subject)

    def by_key(self, key: str) -> Card | None:
        """Return the card, or None."""
        return next(iter(self._all(cards.c.key == key)), None)

    def of_recipient(self, person_id: str) -> list[Card]:
        """Return all cards of a person."""
        return self._all(cards.c.recipient_id == person_id)

    def of_subject(self, subject: str, person_id: str | None = None) -> list[Card]:
        """Return all cards of a subject; with `person_id` those for this person."""
        whose = () if person_id is None else (cards.c.recipient_id == person_id,)
        return self._all(cards.c.subject == subject, *whose)

    def claim(
        self,
        now: datetime,
        limit: int,
        lease_until: datetime,
        lease_by: str,
        least: Priority = Priority.REST,
    ) -> list[Card]:
        """Take at most `limit` waiting cards until `lease_until`: calls first, then the oldest; none that is
        less urgent than `least`.

        Never-posted cards that were withdrawn or are past their `not_after` are ended when it is their turn,
        and not returned. On PostgreSQL cards that another process is taking are passed over.
        """
        rows = self._in_turn(now, limit, least)
        for _ in range(_ENDED_AT_ONCE):
            ended = [row.key for row in rows if _is_ended(row, now)]
            if not ended:
                break
            self._connection.execute(delete(cards).where(cards.c.key.in_(ended)))
            rows = self._in_turn(now, limit, least)
        rows = [row for row in rows if not _is_ended(row, now)]
        if rows:
            taken = cards.c.key.in_([row.key for row in rows])
            lease = {"lease_until": lease_until, "lease_by": lease_by}
            self._connection.execute(update(cards).where(taken).values(lease))
        return [self._card(row) for row in rows]

    def begin_post(self, key: str, nonce: str) -> bool:
        """Write that a first post is about to go out under `nonce`; return whether it still may.

        False means: withdrawn or gone since it was claimed, so do not post.
        """
        done = self._connection.execute(
            update(cards).where(cards.c.key == key, not_(cards.c.withdrawn)).values(posting=nonce)
        )
        return done.rowcount == 1

    def confirm(self, key: str, channel: str, ts: str, version: int) -> None:
        """Write that Slack shows `version` (the card's `wanted` when it was drawn) at `channel` and `ts`."""
        row = self._connection.execute(
            select(cards.c.wanted, cards.c.queued_at, cards.c.priority).where(cards.c.key == key)
        ).first()
        if row is None:
            return  # its person was forgotten meanwhile
        settled = version >= row.wanted
        queued_at = _day(row.queued_at) if settled else row.queued_at
        self._update(
            key,
            channel=channel,
            ts=ts,
            shown=min(version, row.wanted),
            attempts=0,
            next_try_at=None,
            hint=None,
            queued_at=queued_at,
            **_FREE,
        )
        if not settled:
            self._note(key, Priority(row.priority))

    def release(self, key: str, next_try_at: datetime | None, failed: bool) -> None:
        """Give a card back, to be claimed from `next_try_at` on (None: at once). It is known that nothing
        was posted: `posting` is cleared. `failed` counts an attempt."""
        attempts = cards.c.attempts + (1 if failed else 0)
        self._update(key, next_try_at=next_try_at, attempts=attempts, **_FREE)

    def give_up(self, key: str) -> None:
        """Try no more: the card rests as it is until it is wanted again."""
        self._update(key, shown=cards.c.wanted, attempts=0, next_try_at=None, hint=None, **_FREE)

    def posting(self, now: datetime | None = None) -> list[Card]:
        """Return cards of which nobody knows whether Slack has them; with `now`, only those that nobody
        holds by a lease."""
        unknown = cards.c.posting.is_not(None)
        if now is None:
            return self._all(unknown)
        return self._all(unknown, or_(cards.c.lease_until.is_(None), cards.c.lease_until <= now))

    def drop(self, key: str) -> None:
        """Forget a card that has nothing to show any more; its message in Slack stays as it is."""
        self._connection.execute(delete(cards).where(cards.c.key == key))

    def forget_old(self, before: date, limit: int = 100) -> int:
        """Forget cards at rest that were last wanted before a day (UTC); return how many."""
        day = datetime.combine(before, time.min, UTC)
        query = select(cards.c.key).where(
            cards.c.queued_at < day, cards.c.shown >= cards.c.wanted, cards.c.posting.is_(None)
        )
        old = list(self._connection.scalars(query.limit(limit)))
        if old:
            self._connection.execute(delete(cards).where(cards.c.key.in_(old)))
        return len(old)

    def _in_turn(self, now: datetime, limit: int, least: Priority) -> Sequence[Row[Any]]:
        """Return waiting cards that nobody holds and whose next try has come, the most urgent first."""
        query = select(cards).where(
            _WAITING,
            or_(cards.c.lease_until.is_(None), cards.c.lease_until <= now),
            or_(cards.c.next_try_at.is_(None), cards.c.next_try_at <= now),
        )
        if least is not Priority.REST:
            query = query.where(cards.c.priority <= least.value)
        query = query.order_by(*_IN_TURN).limit(limit)
        return self._connection.execute(query.with_for_update(skip_locked=True)).all()

    def _raise_wanted(self, where: ColumnElement[bool], **values: Any) -> None:
        query = select(cards.c.key, cards.c.priority).where(where, not_(cards.c.withdrawn))
        rows = self._connection.execute(query).all()
        if not rows:
            return
        found = cards.c.key.in_([row.key for row in rows])
        values |= {"wanted": cards.c.wanted + 1, "next_try_at": None, "queued_at": self._clock.now()}
        self._connection.execute(update(cards).where(found).values(values))
        for row in rows:
            self._note(row.key, Priority(values.get("priority", row.priority)))

    def _update(self, key: str, **values: Any) -> None:
        self._connection.execute(update(cards).where(cards.c.key == key).values(values))

    def _note(self, key: str, priority: Priority) -> None:
        self.changed.add(key)
        if priority is Priority.CALL:
            self.calls.add(key)

    def _all(self, *where: ColumnElement[bool]) -> list[Card]:
        rows: Iterable[Row[Any]] = self._connection.execute(select(cards).where(*where).order_by(*_IN_TURN))
        return [self._card(row) for row in rows]

    def _card(self, row: Row[Any]) -> Card:
        hint = self._vault.open(row.recipient_id, _HINT, row.key, row.hint) if row.hint else ""
        return Card(
            key=row.key,
            kind=CardKind(row.kind),
            recipient_id=row.recipient_id,
            subject=row.subject,
            priority=Priority(row.priority),
            wanted=row.wanted,
            shown=row.shown,
            channel=row.channel,
            ts=row.ts,
            withdrawn=row.withdrawn,
            not_after=row.not_after,
            posting=row.posting,
            attempts=row.attempts,
            hint=hint,
        )


def _is_ended(row: Row[Any], now: datetime) -> bool:
    """Whether a card is never to be posted any more."""
    over = row.withdrawn or (row.not_after is not None and row.not_after <= now)
    return row.ts is None and row.posting is None and over


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
