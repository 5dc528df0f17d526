"""Tell how far a file is read while the transaction that reads it is open."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263501"
down_revision = "202611263402"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_progress",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("bytes_read", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "import_id"],
            ["imports.partnership_id", "imports.id"],
            name=op.f("fk_import_progress_partnership_id_import_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "import_id", name=op.f("pk_import_progress")),
    )
    for statement in statements("import_progress", Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("import_progress")
