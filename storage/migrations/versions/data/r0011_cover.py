"""Hours on a date in which somebody else is there instead: cover was asked for, and somebody said yes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dates", sa.Column("free", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.execute("DELETE FROM dates WHERE free")  # before 0011 they would read as hours
    op.drop_column("dates", "free")
