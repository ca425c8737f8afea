"""Hours that a team leaves empty by choice; when who coordinates it is next told of gaps."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "empty_hours",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("team_id", sa.String, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        _foreign("empty_hours", "team_id", "teams"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_empty_hours_team_id", "empty_hours", ["team_id"])
    op.create_table(
        "gap_looks",
        sa.Column("team_id", sa.String, primary_key=True),
        sa.Column("person_id", sa.String, primary_key=True),
        sa.Column("look_at", MOMENT, nullable=False),
        _foreign("gap_looks", "team_id", "teams"),
        _foreign("gap_looks", "person_id", "people"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_gap_looks_person_id", "gap_looks", ["person_id"])


def downgrade() -> None:
    op.drop_table("gap_looks")
    op.drop_table("empty_hours")


def _foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete="CASCADE"
    )
