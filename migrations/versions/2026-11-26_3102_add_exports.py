"""Add exports: lists that a worker writes to a file, and the sealed parts of each."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263102"
down_revision = "202611263101"
branch_labels = None
depends_on = None

SECURED = {"exports": "SELECT, INSERT, UPDATE, DELETE", "export_parts": "SELECT, INSERT, DELETE"}


def upgrade() -> None:
    create_exports()
    create_parts()
    for table, grants in SECURED.items():
        for statement in statements(table, Access.OWN, grants):
            op.execute(statement)


def create_exports() -> None:
    op.create_table(
        "exports",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("token_scope", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("rights", postgresql.JSONB(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("rows_written", sa.BigInteger(), nullable=False),
        sa.Column("bytes_written", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("change_cursor", sa.Text(), nullable=True),
        sa.Column("problem_code", sa.Text(), nullable=True),
        sa.Column("problem_detail", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("format IN ('csv', 'ndjson', 'parquet')", name=op.f("ck_exports_format")),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'ready', 'failed', 'expired')", name=op.f("ck_exports_status")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_exports_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_exports_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_exports")),
    )
    op.create_index(
        op.f("ix_exports_partnership_id_principal_id_id"), "exports", ["partnership_id", "principal_id", "id"]
    )


def create_parts() -> None:
    op.create_table(
        "export_parts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "export_id"],
            ["exports.partnership_id", "exports.id"],
            name=op.f("fk_export_parts_partnership_id_export_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_export_parts")),
    )
    op.create_index(
        op.f("ix_export_parts_partnership_id_export_id_number"),
        "export_parts",
        ["partnership_id", "export_id", "number"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_table("export_parts")
    op.drop_index(op.f("ix_exports_partnership_id_principal_id_id"), table_name="exports")
    op.drop_table("exports")
