"""The ladder: a call asks rung by rung, by the policy that held when it was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("rung", "rung_since", "wait", "goes_on")


def upgrade() -> None:
    """Calls under way asked everybody at once: that is their first rung, and their only one."""
    moment = sa.DateTime(timezone=True)
    op.add_column("requests", sa.Column("rung", sa.Integer, nullable=False, server_default="1"))
    op.add_column("requests", sa.Column("rung_since", moment))
    op.add_column("requests", sa.Column("wait", sa.Integer))
    op.add_column("requests", sa.Column("goes_on", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE turns SET rung = 1")
    op.execute("UPDATE cards SET key = key || '\\:0' WHERE kind = 'asker'")
    op.execute("UPDATE requests SET wait = 5, rung_since = opened_at")


def downgrade() -> None:
    """Whoever was not told yet is not asked any more; the others stay asked. An asker whose card had rung
    anew gets one from the auditor."""
    op.execute("DELETE FROM turns WHERE state = 'waiting'")
    op.execute("UPDATE turns SET rung = 0")
    op.execute("DELETE FROM cards WHERE kind = 'asker' AND key NOT LIKE '%\\:0'")
    op.execute("UPDATE cards SET key = substr(key, 1, length(key) - 2) WHERE kind = 'asker'")
    for column in COLUMNS:
        op.drop_column("requests", column)
