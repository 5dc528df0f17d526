"""Remember which row of a file became which record, so that a file that is sent again makes nothing twice."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263921"
down_revision = "202611263901"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imported_records",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_imported_records_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_imported_records_partnership_id_agency_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_imported_records")),
        sa.UniqueConstraint(
            "partnership_id",
            "agency_id",
            "resource",
            "reference",
            name=op.f("uq_imported_records_partnership_id_agency_id_resource_reference"),
        ),
    )
    for statement in statements("imported_records", Access.PARTNERSHIP, "SELECT, INSERT"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("imported_records")
