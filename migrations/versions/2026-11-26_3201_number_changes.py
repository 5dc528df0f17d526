"""Number the changes of each partnership, once they are committed, and forget them after 30 days."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263201"
down_revision = "202611263102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_feeds",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("numbered", sa.BigInteger(), nullable=False),
        sa.Column("forgotten", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_change_feeds_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", name=op.f("pk_change_feeds")),
    )
    for statement in statements("change_feeds", Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"):
        op.execute(statement)
    # Of a change nothing is altered but its number, which it has none of when it is written.
    op.execute("GRANT UPDATE (sequence), DELETE ON changes TO sosafe_app")


def downgrade() -> None:
    op.execute("REVOKE UPDATE (sequence), DELETE ON changes FROM sosafe_app")
    op.drop_table("change_feeds")
