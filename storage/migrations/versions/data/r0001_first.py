"""The first tables: people, teams, debriefs, calls for a person, cards."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people_and_teams()
    _schedules()
    _debriefs()
    _requests()
    _cards()


def downgrade() -> None:
    for name in (
        "touches", "cards", "turns", "requests", "follow_ups", "notes", "debriefs",
        "schedules", "dates", "hours", "members", "teams", "people", "marks",
    ):  # fmt: skip
        op.drop_table(name)


def _people_and_teams() -> None:
    _table("marks", _key("name"), _required("value", sa.String))
    _table(
        "people",
        _key("id"),
        _required("slack_user", sa.String),
        _required("language", sa.String),
        _required("zone", sa.String),
        _required("is_admin", sa.Boolean),
        _required("active", sa.Boolean),
        sa.Column("dm", sa.String),
        _required("limits_seen", sa.Integer),
        _required("name", sa.LargeBinary),
        sa.UniqueConstraint("slack_user", name="uq_people_slack_user"),
    )
    _table(
        "teams",
        _key("id"),
        *(
            _required(name, sa.String)
            for name in ("name", "zone", "word_en", "word_es", "number", "server_role")
        ),
        _required("made_on", sa.Date),
    )
    _table(
        "members",
        _key("team_id"),
        _key("person_id"),
        _required("state", sa.String),
        _required("ask", sa.String),
        _required("leads", sa.Boolean),
        _required("coordinates", sa.Boolean),
        _foreign("members", "team_id", "teams"),
        _foreign("members", "person_id", "people"),
    )
    _index("members", "person_id")


def _schedules() -> None:
    for table, columns in (
        ("hours", [_required(name, sa.Integer) for name in ("weekday", "starts", "ends")]),
        ("dates", [_required("day", sa.Date), *(sa.Column(name, sa.Integer) for name in ("starts", "ends"))]),
    ):
        _table(
            table,
            _key("id"),
            _required("team_id", sa.String),
            _required("person_id", sa.String),
            *columns,
            _required("at_work", sa.Boolean),
            _foreign(table, "team_id", "teams"),
            _foreign(table, "person_id", "people"),
        )
        _index(table, "person_id")
    _index("dates", "day")
    _table(
        "schedules",
        _key("person_id"),
        _required("version", sa.Integer),
        _required("look_at", MOMENT),
        _required("choices", sa.LargeBinary),
        _foreign("schedules", "person_id", "people"),
    )
    _index("schedules", "look_at")


def _debriefs() -> None:
    _table(
        "debriefs",
        _key("id"),
        _required("person_id", sa.String),
        _required("version", sa.Integer),
        _required("expires_at", MOMENT),
        _required("progress", sa.LargeBinary),
        _foreign("debriefs", "person_id", "people"),
        sa.UniqueConstraint("person_id", name="uq_debriefs_person_id"),
    )
    _index("debriefs", "expires_at")
    _table(
        "notes",
        _key("id"),
        _required("person_id", sa.String),
        _required("kept_on", sa.Date),
        _required("text", sa.LargeBinary),
        _foreign("notes", "person_id", "people"),
    )
    _index("notes", "person_id")
    _table(
        "follow_ups",
        _key("id"),
        _required("person_id", sa.String),
        _required("due_at", MOMENT),
        _required("sent", sa.Boolean),
        _foreign("follow_ups", "person_id", "people"),
    )
    _index("follow_ups", "person_id")
    _index("follow_ups", "due_at")


def _requests() -> None:
    _table(
        "requests",
        _key("id"),
        _required("asker_id", sa.String),
        _required("state", sa.String),
        _required("version", sa.Integer),
        _required("opened_at", MOMENT),
        sa.Column("silent_at", MOMENT),
        _required("ends_at", MOMENT),
        sa.Column("accepted_by", sa.String),
        sa.Column("ask", sa.LargeBinary),
        _required("meeting", sa.String),
        sa.Column("check_at", MOMENT),
        _foreign("requests", "asker_id", "people"),
        _foreign("requests", "accepted_by", "people", "SET NULL"),
    )
    for column in ("asker_id", "ends_at", "accepted_by"):
        _index("requests", column)
    _table(
        "turns",
        _key("request_id"),
        _key("person_id"),
        _required("rung", sa.Integer),
        _required("state", sa.String),
        sa.Column("delivered_at", MOMENT),
        _foreign("turns", "request_id", "requests"),
        _foreign("turns", "person_id", "people"),
    )
    _index("turns", "person_id")


def _cards() -> None:
    _table(
        "cards",
        _key("key"),
        _required("kind", sa.String),
        _required("recipient_id", sa.String),
        _required("subject", sa.String),
        _required("priority", sa.Integer),
        _required("wanted", sa.Integer),
        _required("shown", sa.Integer),
        sa.Column("channel", sa.String),
        sa.Column("ts", sa.String),
        sa.Column("withdrawn", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("not_after", MOMENT),
        sa.Column("posting", sa.String),
        _required("attempts", sa.Integer),
        sa.Column("next_try_at", MOMENT),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_by", sa.String),
        _required("queued_at", MOMENT),
        sa.Column("hint", sa.LargeBinary),
        _foreign("cards", "recipient_id", "people"),
    )
    _index("cards", "recipient_id")
    _index("cards", "subject")
    waiting = sa.text("shown < wanted")
    op.create_index(
        "ix_cards_waiting",
        "cards",
        ["priority", "queued_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    _table("touches", _key("key"), _required("seen_on", sa.Date))
    _index("touches", "seen_on")


def _table(name: str, *columns: Any) -> None:
    op.create_table(name, *columns, sqlite_with_rowid=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, primary_key=True)


def _required(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _foreign(table: str, column: str, to: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete=ondelete
    )


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])
