"""Tests of whether a phone rings, by kind of hour; and two weeks for those who answered one before."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TWO_WEEKS = timedelta(days=14)


def upgrade() -> None:
    op.create_table(
        "ring_tests",
        sa.Column("person_id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("due_at", MOMENT),
        sa.Column("card", sa.String),
        sa.Column("late", sa.Boolean, nullable=False),
        _of_person("ring_tests"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ring_tests_due_at", "ring_tests", ["due_at"])
    early = op.create_table(
        "early_rings",
        sa.Column("person_id", sa.String, primary_key=True),
        sa.Column("counts_until", MOMENT, nullable=False),
        sa.Column("tell_at", MOMENT),
        _of_person("early_rings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_early_rings_counts_until", "early_rings", ["counts_until"])
    op.create_index("ix_early_rings_tell_at", "early_rings", ["tell_at"])
    _keep_early_tests(early)


def downgrade() -> None:
    op.drop_table("early_rings")
    op.drop_table("ring_tests")


def _keep_early_tests(early: sa.Table) -> None:
    """Whoever can be asked today answered one test, at an hour that was not kept: it counts for two weeks."""
    connection = op.get_bind()
    now = datetime.now(UTC)
    if connection.dialect.name == "sqlite":
        now = now.replace(tzinfo=None)
    ready = sa.text("SELECT DISTINCT person_id FROM members WHERE ask = 'ready' AND state = 'joined'")
    rows = [
        {"person_id": row.person_id, "counts_until": now + TWO_WEEKS, "tell_at": now}
        for row in connection.execute(ready)
    ]
    if rows:
        connection.execute(early.insert(), rows)


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["people.id"], name=f"fk_{table}_person_id_people", ondelete="CASCADE"
    )
