"""Indexes for what is asked every second, so that a long past and a long queue cost it nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PARTIAL = {
    "ix_cards_open": ("key", "shown < wanted OR posting IS NOT NULL"),
    "ix_cards_posting": ("posting", "posting IS NOT NULL"),
    "ix_cards_resting": ("queued_at", "shown >= wanted AND posting IS NULL"),
}


def upgrade() -> None:
    """Check-ins by whether they were sent and when they are due; calls by their state; cards by what waits,
    what is in doubt, and what rests."""
    op.drop_index("ix_follow_ups_due_at", "follow_ups")
    op.create_index("ix_follow_ups_sent", "follow_ups", ["sent", "due_at"])
    op.create_index("ix_requests_state", "requests", ["state"])
    for name, (column, which) in PARTIAL.items():
        where = sa.text(which)
        op.create_index(name, "cards", [column], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in PARTIAL:
        op.drop_index(name, "cards")
    op.drop_index("ix_requests_state", "requests")
    op.drop_index("ix_follow_ups_sent", "follow_ups")
    op.create_index("ix_follow_ups_due_at", "follow_ups", ["due_at"])
