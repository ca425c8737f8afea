"""The tables. Plain columns hold only what is searched for; the rest is sealed under its person's key.

Ids are random and SQLite keeps no row numbers (WITHOUT ROWID), so neither tells who came first
(anonymity.md, A11 and D5.2). Whatever points at a person goes with them.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    false,
)

from storage.columns import Hour, Moment, Plain, Sealed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *columns: Any) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _id(name: str = "id") -> Column[str]:
    return Column(name, String, primary_key=True)


def _person(name: str = "person_id", **options: Any) -> Column[str]:
    return Column(name, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, **options)


def _required(name: str, kind: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **options)


# What this database says of itself. `pair` names the key store it belongs to.
marks = _table("marks", _id("name"), _required("value", String))

people = _table(
    "people",
    _id(),
    _required("slack_user", String, unique=True),
    _required("language", String),
    _required("zone", String),
    _required("is_admin", Boolean),
    _required("active", Boolean),
    Column("dm", String),
    _required("limits_seen", Integer),
    _required("name", Sealed),
)

teams = _table(
    "teams",
    _id(),
    _required("name", Plain),
    _required("zone", String),
    _required("word_en", Plain),
    _required("word_es", Plain),
    _required("number", Plain),
    _required("server_role", Plain),
    _required("made_on", Date),
)

members = _table(
    "members",
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    _person(primary_key=True, index=True),
    _required("state", String),
    _required("ask", String),
    _required("leads", Boolean),
    _required("coordinates", Boolean),
    _required("outside", Boolean, server_default=false()),
)

# Two teams, `one` before `two` by their ids, whoever began: so there is one row for both.
neighbours = _table(
    "neighbours",
    Column("one", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    Column("two", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True, index=True),
    _required("proposed_by", String),
    _required("state", String),
)

# When teammates can be asked: planned hours, which a coordinator sees, in minutes of the local day. A date
# without them is a day off; on one that is `free`, none of its hours.
hours = _table(
    "hours",
    _id(),
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    _person(index=True),
    _required("weekday", Integer),
    _required("starts", Integer),
    _required("ends", Integer),
    _required("at_work", Boolean),
)

dates = _table(
    "dates",
    _id(),
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    _person(index=True),
    _required("day", Date, index=True),
    Column("starts", Integer),
    Column("ends", Integer),
    _required("at_work", Boolean),
    _required("free", Boolean, server_default=false()),
)

# What a person chose for themselves, all in one record. `look_at` comes every few hours, whatever was chosen,
# so that a row tells nothing.
schedules = _table(
    "schedules",
    _person(primary_key=True),
    _required("version", Integer),
    _required("look_at", Hour, index=True),
    _required("choices", Sealed),
)

# Tests of whether a phone rings, arranged or not answered in time yet; what rang is in `choices`.
ring_tests = _table(
    "ring_tests",
    _person(primary_key=True),
    Column("kind", String, primary_key=True),
    Column("due_at", Moment, index=True),
    Column("card", String),
    _required("late", Boolean),
)

# Who answered a test before its hour was kept. Rows come from the migration alone, and go when they are over.
early_rings = _table(
    "early_rings",
    _person(primary_key=True),
    _required("counts_until", Moment, index=True),
    Column("tell_at", Moment, index=True),
)

# A person has one open debrief at most. Flow, step and answers are all inside `progress`.
debriefs = _table(
    "debriefs",
    _id(),
    _person(unique=True),
    _required("version", Integer),
    _required("expires_at", Hour, index=True),
    _required("progress", Sealed),
)

notes = _table("notes", _id(), _person(index=True), _required("kept_on", Date), _required("text", Sealed))

follow_ups = _table(
    "follow_ups",
    _id(),
    _person(index=True),
    _required("due_at", Hour),
    _required("sent", Boolean),
)
Index("ix_follow_ups_sent", follow_ups.c.sent, follow_ups.c.due_at)

# What a person wrote down of their own minutes, all in one record; `look_at` as in `schedules`.
minutes = _table(
    "minutes",
    _person(primary_key=True),
    _required("version", Integer),
    _required("look_at", Hour, index=True),
    _required("ledger", Sealed),
)

# Times are exact, since the ladder counts from them and both sides are shown them; a request that is over is
# forgotten after some days.
requests = _table(
    "requests",
    _id(),
    _person("asker_id", index=True),
    _required("state", String, index=True),
    _required("version", Integer),
    _required("opened_at", Moment),
    Column("silent_at", Moment),
    _required("ends_at", Moment, index=True),
    Column("accepted_by", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("ask", Sealed),
    _required("meeting", String),
    Column("check_at", Moment),
    _required("rung", Integer),
    Column("rung_since", Moment),
    Column("wait", Integer),  # minutes
    _required("goes_on", Boolean),
)

turns = _table(
    "turns",
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True),
    _person(primary_key=True, index=True),
    _required("rung", Integer),
    _required("state", String),
    Column("delivered_at", Moment),
    Column("quiet", Boolean),
    Column("via", String),
)

# Rings outside Slack, one for each asking of somebody; without a request, a test of their own.
rings = _table(
    "rings",
    _id(),
    _person(index=True),
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), index=True),
    _required("asked", String, unique=True),
    _required("due_at", Moment),
    _required("attempts", Integer),
    Column("next_try_at", Moment, index=True),
    _required("state", String),
    Column("rung_at", Moment),
)

# Weekly hours that a team leaves empty by choice, in the team's own zone.
empty_hours = _table(
    "empty_hours",
    _id(),
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), nullable=False, index=True),
    _required("weekday", Integer),
    _required("starts", Integer),
    _required("ends", Integer),
)

# When a team's coming week is next looked at for who coordinates it; nobody's row tells of gaps.
gap_looks = _table(
    "gap_looks",
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    _person(primary_key=True, index=True),
    _required("look_at", Moment),
)

# `queued_at` orders the queue while a card waits, and is cut to its day once Slack has confirmed it.
cards = _table(
    "cards",
    _id("key"),
    _required("kind", String),
    _person("recipient_id", index=True),
    _required("subject", String, index=True),
    _required("priority", Integer),
    _required("wanted", Integer),
    _required("shown", Integer),
    Column("channel", String),
    Column("ts", String),
    _required("withdrawn", Boolean, server_default=false()),
    Column("not_after", Moment),
    Column("posting", String),
    _required("attempts", Integer),
    Column("next_try_at", Moment),
    Column("lease_until", Moment),
    Column("lease_by", String),
    _required("queued_at", Moment),
    Column("hint", Sealed),
)
# Partial in the database (what waits; waits or is in doubt; is in doubt; rests), as the migrations say. Said
# here too, SQLAlchemy would load all of PostgreSQL's drivers at every start: 3 MB and a tenth of its time.
Index("ix_cards_waiting", cards.c.priority, cards.c.queued_at)
Index("ix_cards_open", cards.c.key)
Index("ix_cards_posting", cards.c.posting)
Index("ix_cards_resting", cards.c.queued_at)

# Keys of touches seen, hashed under HEARTH_KEY: a repeat is known, and the row tells nothing.
touches = _table("touches", _id("key"), _required("seen_on", Date, index=True))
