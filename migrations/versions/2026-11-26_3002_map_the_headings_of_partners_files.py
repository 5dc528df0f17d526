"""Keep what the headings of an agency's own files mean, and what an import read its file by."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263002"
down_revision = "202611263001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("imports", sa.Column("mapping", sa.Text(), nullable=True))
    op.add_column("imports", sa.Column("headings", postgresql.JSONB(), nullable=True))
    op.create_table(
        "import_mappings",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("headings", postgresql.JSONB(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_import_mappings_partnership_id_partnerships"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_import_mappings_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_import_mappings_partnership_id_created_by"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint(
            "partnership_id",
            "agency_id",
            "name",
            name=op.f("uq_import_mappings_partnership_id_agency_id_name"),
        ),
    )
    for statement in statements("import_mappings", Access.PARTNERSHIP, "SELECT, INSERT, UPDATE, DELETE"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("import_mappings")
    for name in ("headings", "mapping"):
        op.drop_column("imports", name)
