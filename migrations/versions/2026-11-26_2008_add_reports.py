"""Add reports: what is frozen for a meeting of a group, and its documents."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262008"
down_revision = "202611262007"
branch_labels = None
depends_on = None

SECURED = {"reports": "SELECT, INSERT, UPDATE", "report_documents": "SELECT, INSERT"}


def upgrade() -> None:
    create_reports()
    op.create_table(
        "report_documents",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "report_id"],
            ["reports.partnership_id", "reports.id"],
            name=op.f("fk_report_documents_partnership_id_report_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "report_id", "media_type", name=op.f("pk_report_documents")
        ),
    )
    for table, grants in SECURED.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("stands_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("previous_report_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('joint_action_group', 'responsible_authorities_group')", name=op.f("ck_reports_kind")
        ),
        sa.CheckConstraint("status IN ('preparing', 'ready', 'failed')", name=op.f("ck_reports_status")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_reports_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_reports_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_reports_partnership_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "previous_report_id"],
            ["reports.partnership_id", "reports.id"],
            name=op.f("fk_reports_partnership_id_previous_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_reports_partnership_id_created_by"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_reports")),
    )
    op.create_index(
        op.f("ix_reports_partnership_id_kind_stands_on"), "reports", ["partnership_id", "kind", "stands_on"]
    )


def downgrade() -> None:
    op.drop_table("report_documents")
    op.drop_index(op.f("ix_reports_partnership_id_kind_stands_on"), table_name="reports")
    op.drop_table("reports")
