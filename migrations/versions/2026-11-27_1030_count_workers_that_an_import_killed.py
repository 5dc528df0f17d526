"""Count the workers that died of an import, so that it is given up one day."""

import sqlalchemy as sa
from alembic import op

revision = "202611271030"
down_revision = "202611271000"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import_progress", sa.Column("starts_without_end", sa.Integer(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("import_progress", "starts_without_end")
