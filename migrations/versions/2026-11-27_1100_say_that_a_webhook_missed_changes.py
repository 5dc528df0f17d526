"""Say of a webhook that changes were forgotten before its receiver was told of them."""

import sqlalchemy as sa
from alembic import op

revision = "202611271100"
down_revision = "202611271030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("webhooks", sa.Column("changes_missed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("webhooks", "changes_missed_at")
