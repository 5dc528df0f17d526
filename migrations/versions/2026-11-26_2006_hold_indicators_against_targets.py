"""Add yearly targets of indicators with every version of each, and the baselines of control charts.

All new and about no person.
"""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611262006"
down_revision = "202611262005"
branch_labels = None
depends_on = None

TABLES = {
    "kpi_baselines": "SELECT, INSERT, UPDATE",
    "kpi_targets": "SELECT, INSERT, UPDATE",
    "kpi_target_versions": "SELECT, INSERT",
}


def upgrade() -> None:
    create_baselines()
    create_targets()
    create_versions()
    for table, grants in TABLES.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def create_baselines() -> None:
    op.create_table(
        "kpi_baselines",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kpi_code", sa.Text(), nullable=False),
        sa.Column("period_kind", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('in_force', 'withdrawn')", name=op.f("ck_kpi_baselines_status")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_kpi_baselines_days")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_kpi_baselines_partnership_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_kpi_baselines_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_baselines")),
    )
    op.create_index(
        "uq_kpi_baselines_in_force",
        "kpi_baselines",
        ["partnership_id", "kpi_code", "period_kind", "starts_on"],
        unique=True,
        postgresql_where=sa.text("status = 'in_force'"),
    )


def create_targets() -> None:
    op.create_table(
        "kpi_targets",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kpi_code", sa.Text(), nullable=False),
        sa.Column("financial_year", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'agreed', 'withdrawn')", name=op.f("ck_kpi_targets_status")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_kpi_targets_partnership_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_kpi_targets_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_targets")),
        sa.UniqueConstraint(
            "partnership_id",
            "kpi_code",
            "financial_year",
            name=op.f("uq_kpi_targets_partnership_id_kpi_code_financial_year"),
        ),
    )


def create_versions() -> None:
    op.create_table(
        "kpi_target_versions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("percent_change", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("baseline_start", sa.Date(), nullable=True),
        sa.Column("baseline_end", sa.Date(), nullable=True),
        sa.Column("baseline_value", sa.Numeric(precision=24, scale=8), nullable=True),
        sa.Column("tolerance_percent", sa.Numeric(precision=7, scale=4), nullable=False),
        sa.Column("owner_agency_id", sa.Uuid(), nullable=True),
        sa.Column("owner_group_id", sa.Uuid(), nullable=True),
        sa.Column("specific", sa.Text(), nullable=False),
        sa.Column("measurable", sa.Text(), nullable=False),
        sa.Column("achievable", sa.Text(), nullable=False),
        sa.Column("relevant", sa.Text(), nullable=False),
        sa.Column("time_bound", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'threshold') = (baseline_value IS NULL)", name=op.f("ck_kpi_target_versions_baseline")
        ),
        sa.CheckConstraint(
            "kind IN ('threshold', 'percent_change_on_baseline', 'maintain')",
            name=op.f("ck_kpi_target_versions_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'agreed', 'withdrawn')", name=op.f("ck_kpi_target_versions_status")
        ),
        sa.CheckConstraint("wanted IN ('higher', 'lower')", name=op.f("ck_kpi_target_versions_wanted")),
        sa.CheckConstraint(
            "num_nonnulls(owner_agency_id, owner_group_id) = 1", name=op.f("ck_kpi_target_versions_owner")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "changed_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_kpi_target_versions_partnership_id_changed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_kpi_target_versions_partnership_id_owner_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_kpi_target_versions_partnership_id_owner_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "target_id"],
            ["kpi_targets.partnership_id", "kpi_targets.id"],
            name=op.f("fk_kpi_target_versions_partnership_id_target_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_kpi_target_versions")),
        sa.UniqueConstraint(
            "partnership_id",
            "target_id",
            "number",
            name=op.f("uq_kpi_target_versions_partnership_id_target_id_number"),
        ),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
