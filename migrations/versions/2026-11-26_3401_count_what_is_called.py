"""Count what each client calls, by operation and month."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263401"
down_revision = "202611263202"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "operation_usage",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("caller_id", sa.Uuid(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("caller_kind", sa.Text(), nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "caller_kind IN ('client', 'agency')", name=op.f("ck_operation_usage_caller_kind")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_operation_usage_partnership_id")
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "month", "caller_id", "operation", name=op.f("pk_operation_usage")
        ),
    )
    for statement in statements("operation_usage", Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("operation_usage")
