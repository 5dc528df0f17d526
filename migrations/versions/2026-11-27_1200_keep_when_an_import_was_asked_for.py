"""Keep when its sender last asked for work on an import; those of before are filled by the next revision.

Nullable: the version before goes on making imports without it, and those count as asked for when they were made.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611271200"
down_revision = "202611271130"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("imports", "asked_at")
