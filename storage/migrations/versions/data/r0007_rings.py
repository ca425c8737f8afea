"""Rings outside Slack."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rings",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("request_id", sa.String),
        sa.Column("asked", sa.String, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try_at", MOMENT),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("rung_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_rings_person_id_people", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name="fk_rings_request_id_requests", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("asked", name="uq_rings_asked"),
        sqlite_with_rowid=False,
    )
    for column in ("person_id", "request_id", "next_try_at"):
        op.create_index(f"ix_rings_{column}", "rings", [column])


def downgrade() -> None:
    op.drop_table("rings")
