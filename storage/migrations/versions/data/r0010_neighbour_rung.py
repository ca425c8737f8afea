"""The neighbour rung: by way of which neighbour team somebody is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("turns", sa.Column("via", sa.String))


def downgrade() -> None:
    """Whoever was asked by way of a neighbour team is let go: without it, the name would be shown."""
    op.execute("DELETE FROM turns WHERE via IS NOT NULL")
    op.drop_column("turns", "via")
