"""Keep the populations that a partnership states by file."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611270700"
down_revision = "202611263921"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stated_populations",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_stated_populations_partnership_id")
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "area_code", "series", "reference_date", name=op.f("pk_stated_populations")
        ),
    )
    for statement in statements("stated_populations", Access.PARTNERSHIP, "SELECT, INSERT, DELETE"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("stated_populations")
