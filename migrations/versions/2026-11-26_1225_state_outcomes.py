"""State outcomes: results of cases, follow-ups and their rules, approvals of extracts; what a sender is told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261225"
down_revision = "202611261223"
branch_labels = None
depends_on = None

SECURED = {
    "case_results": (Access.OF_CASE, "SELECT, INSERT"),
    "family_assessments": (Access.OF_CASE, "SELECT, INSERT"),
    "follow_up_rules": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "follow_ups": (Access.OF_CASE, "SELECT, INSERT"),
    "extract_approvals": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
}


def upgrade() -> None:
    op.add_column("referrals", sa.Column("ending", sa.Text(), nullable=True))
    op.add_column(
        "referrals",
        sa.Column(
            "result_codes",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )
    create_results()
    create_follow_ups()
    create_extract_approvals()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def to_record(table: str, target: str, column: str) -> sa.ForeignKeyConstraint:
    """A reference that carries the partnership."""
    return sa.ForeignKeyConstraint(
        ["partnership_id", column],
        [f"{target}.partnership_id", f"{target}.id"],
        name=op.f(f"fk_{table}_partnership_id_{column}"),
    )


def to_partnership(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["partnership_id"], ["partnerships.id"], name=op.f(f"fk_{table}_partnership_id")
    )


def key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f(f"pk_{table}"))


def create_results() -> None:
    op.create_table(
        "case_results",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("result_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("follow_up_months", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("entered_in_error", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "point IN ('baseline', 'closure', 'follow_up')", name=op.f("ck_case_results_point")
        ),
        to_record("case_results", "cases", "case_id"),
        to_record("case_results", "case_needs", "need_id"),
        to_record("case_results", "principals", "recorded_by"),
        key("case_results"),
        sa.UniqueConstraint(
            "partnership_id",
            "result_id",
            "version",
            name=op.f("uq_case_results_partnership_id_result_id_version"),
        ),
        sa.UniqueConstraint(
            "partnership_id",
            "case_id",
            "area",
            "point",
            "follow_up_months",
            "version",
            name=op.f("uq_case_results_measured_once"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "family_assessments",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("whole_family", sa.Boolean(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("plan_agreed_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        to_record("family_assessments", "cases", "case_id"),
        key("family_assessments"),
    )
    op.create_index(
        "ix_family_assessments_of_case",
        "family_assessments",
        ["partnership_id", "case_id", "id"],
        unique=False,
    )


def create_follow_ups() -> None:
    op.create_table(
        "follow_up_rules",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("months", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        to_partnership("follow_up_rules"),
        to_record("follow_up_rules", "services", "service_id"),
        key("follow_up_rules"),
        sa.UniqueConstraint(
            "partnership_id",
            "service_id",
            "starts_on",
            name=op.f("uq_follow_up_rules_partnership_id_service_id_starts_on"),
        ),
    )
    op.create_table(
        "follow_ups",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=False),
        sa.Column("concluded_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'unable')", name=op.f("ck_follow_ups_outcome")),
        to_record("follow_ups", "cases", "case_id"),
        to_record("follow_ups", "principals", "concluded_by"),
        key("follow_ups"),
        sa.UniqueConstraint(
            "partnership_id", "case_id", "months", name=op.f("uq_follow_ups_partnership_id_case_id_months")
        ),
    )


def create_extract_approvals() -> None:
    op.create_table(
        "extract_approvals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("closed_from", sa.Date(), nullable=False),
        sa.Column("closed_before", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('requested', 'approved', 'refused', 'withdrawn')",
            name=op.f("ck_extract_approvals_status"),
        ),
        sa.CheckConstraint(
            "status <> 'approved' OR decided_by <> requested_by",
            name=op.f("ck_extract_approvals_second_person"),
        ),
        to_partnership("extract_approvals"),
        to_record("extract_approvals", "principals", "requested_by"),
        to_record("extract_approvals", "principals", "decided_by"),
        to_record("extract_approvals", "services", "service_id"),
        key("extract_approvals"),
    )


def downgrade() -> None:
    op.drop_table("extract_approvals")
    op.drop_table("follow_ups")
    op.drop_table("follow_up_rules")
    op.drop_index("ix_family_assessments_of_case", table_name="family_assessments")
    op.drop_table("family_assessments")
    op.drop_table("case_results")
    op.drop_column("referrals", "result_codes")
    op.drop_column("referrals", "ending")
