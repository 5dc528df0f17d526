"""Keep imports of rows about people step by step, and know where the rows that are not taken stand in the file."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263001"
down_revision = "202611262009"
branch_labels = None
depends_on = None

STATUSES = ("open", "validating", "validated", "committing", "committed", "duplicate", "failed", "cancelled")
# The service writes every column of an import, so no default is missed.
WRITTEN_BY_NOBODY_ELSE = "-- squawk-ignore ban-drop-default"


def upgrade() -> None:
    op.add_column("imports", sa.Column("mode", sa.Text(), nullable=False, server_default="atomic"))
    op.execute("UPDATE imports SET mode = 'resumable' WHERE resource = 'funding_bids'")
    op.execute(f"{WRITTEN_BY_NOBODY_ELSE}\nALTER TABLE imports ALTER COLUMN mode DROP DEFAULT")
    op.execute(
        "ALTER TABLE imports ADD CONSTRAINT ck_imports_mode CHECK (mode IN ('atomic', 'resumable')) NOT VALID"
    )
    for name, kind in (
        ("bytes_done", sa.BigInteger()),
        ("lines_done", sa.Integer()),
        ("rows_done", sa.Integer()),
    ):
        op.add_column("imports", sa.Column(name, kind, nullable=False, server_default="0"))
        op.execute(f"{WRITTEN_BY_NOBODY_ELSE}\nALTER TABLE imports ALTER COLUMN {name} DROP DEFAULT")
    check_statuses((*STATUSES, "expired"))
    op.create_table(
        "import_rejected_rows",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "import_id"],
            ["imports.partnership_id", "imports.id"],
            name=op.f("fk_import_rejected_rows_partnership_id_import_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "import_id", "row", name=op.f("pk_import_rejected_rows")),
    )
    for statement in statements("import_rejected_rows", Access.PARTNERSHIP, "SELECT, INSERT, DELETE"):
        op.execute(statement)


def check_statuses(statuses: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{status}'" for status in statuses)
    # The wider one comes at once.
    op.execute("-- squawk-ignore ban-drop-constraint\nALTER TABLE imports DROP CONSTRAINT ck_imports_status")
    op.execute(f"ALTER TABLE imports ADD CONSTRAINT ck_imports_status CHECK (status IN ({listed})) NOT VALID")


def downgrade() -> None:
    op.drop_table("import_rejected_rows")
    op.execute("UPDATE imports SET status = 'cancelled' WHERE status = 'expired'")
    check_statuses(STATUSES)
    for name in ("rows_done", "lines_done", "bytes_done"):
        op.drop_column("imports", name)
    op.drop_constraint(op.f("ck_imports_mode"), "imports", type_="check")
    op.drop_column("imports", "mode")
