"""Say of each part of an import whether it lies there compressed; those of before do not."""

import sqlalchemy as sa
from alembic import op

revision = "202611271000"
down_revision = "202611270700"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import_parts", sa.Column("compressed", sa.Boolean(), server_default="false", nullable=False)
    )


def downgrade() -> None:
    # What is compressed could not be read any more; its sender uploads it again.
    op.execute("DELETE FROM import_parts WHERE compressed")
    op.drop_column("import_parts", "compressed")
