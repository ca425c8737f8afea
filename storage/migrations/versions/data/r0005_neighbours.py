"""Neighbour teams, and whether somebody may be asked by people outside their team."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("outside", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "neighbours",
        sa.Column("one", sa.String, primary_key=True),
        sa.Column("two", sa.String, primary_key=True),
        sa.Column("proposed_by", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], ["teams.id"], name=f"fk_neighbours_{name}_teams", ondelete="CASCADE"
            )
            for name in ("one", "two")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_neighbours_two", "neighbours", ["two"])


def downgrade() -> None:
    op.drop_table("neighbours")
    op.drop_column("members", "outside")
