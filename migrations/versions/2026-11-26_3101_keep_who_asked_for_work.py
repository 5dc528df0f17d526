"""Keep who asked for work in the background; what waits at the moment was asked for by nobody known."""

import sqlalchemy as sa
from alembic import op

revision = "202611263101"
down_revision = "202611263002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work_items", sa.Column("asked_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("work_items", "asked_by")
