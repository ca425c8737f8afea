"""Whether the phone of somebody who was asked was quiet when the alert came."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("turns", sa.Column("quiet", sa.Boolean))


def downgrade() -> None:
    op.drop_column("turns", "quiet")
