"""Add funding bids with their organisations, instalments, spending and reports; let imports warn.

All new and about no person; the new columns of imports have a default or may be null.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261510"
down_revision = "202611261505"
branch_labels = None
deplast_funded_on = None

TABLES = (
    "funding_organisations",
    "funding_bids",
    "funding_instalments",
    "funding_reports",
    "funding_spend_entries",
)
COUNTS = ("warnings", "rows_created", "rows_unchanged", "rows_refused")


def upgrade() -> None:
    create_bids()
    create_money()
    for table in TABLES:
        for statement in statements(table, Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"):
            op.execute(statement)
    for count in COUNTS:
        op.add_column("imports", sa.Column(count, sa.Integer(), nullable=True))
    op.add_column("import_faults", sa.Column("severity", sa.Text(), nullable=False, server_default="error"))


def create_bids() -> None:
    op.create_table(
        "funding_organisations",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("org_identifier", sa.Text(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_funding_organisations_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_funding_organisations_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_funding_organisations")),
        sa.UniqueConstraint(
            "partnership_id",
            "org_identifier",
            name=op.f("uq_funding_organisations_partnership_id_org_identifier"),
        ),
    )
    op.create_table(
        "funding_bids",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("intermediary_id", sa.Uuid(), nullable=True),
        sa.Column("deliverer_id", sa.Uuid(), nullable=False),
        sa.Column("follows_bid_id", sa.Uuid(), nullable=True),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("amount_requested", sa.Numeric(precision=13, scale=2), nullable=True),
        sa.Column("amount_awarded", sa.Numeric(precision=13, scale=2), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("applied_on_precision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_on_precision", sa.Text(), nullable=True),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("awarded_on_precision", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_on_precision", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("starts_on_precision", sa.Text(), nullable=True),
        sa.Column("last_funded_on", sa.Date(), nullable=True),
        sa.Column("last_funded_on_precision", sa.Text(), nullable=True),
        sa.Column("budget_lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("documents", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("grant_identifier", sa.Text(), nullable=True),
        sa.Column("grant_details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("grant_digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(applied_on IS NULL) = (applied_on_precision IS NULL) AND (applied_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_bids_applied_on"),
        ),
        sa.CheckConstraint(
            "(awarded_on IS NULL) = (awarded_on_precision IS NULL) AND (awarded_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_bids_awarded_on"),
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (decided_on_precision IS NULL) AND (decided_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_bids_decided_on"),
        ),
        sa.CheckConstraint(
            "(last_funded_on IS NULL) = (last_funded_on_precision IS NULL) AND (last_funded_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_bids_last_funded_on"),
        ),
        sa.CheckConstraint(
            "(received_on IS NULL) = (received_on_precision IS NULL) AND (received_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_bids_received_on"),
        ),
        sa.CheckConstraint(
            "(starts_on IS NULL) = (starts_on_precision IS NULL) AND (starts_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_bids_starts_on"),
        ),
        sa.CheckConstraint(
            "decision IN ('awarded', 'part_awarded', 'rejected')", name=op.f("ck_funding_bids_decision")
        ),
        sa.CheckConstraint(
            "status IN ('idea', 'drafted', 'submitted', 'shortlisted', 'awarded', 'part_awarded', 'rejected', 'withdrawn', 'accepted', 'in_delivery', 'reported', 'closed')",
            name=op.f("ck_funding_bids_status"),
        ),
        sa.CheckConstraint(
            "amount_requested >= 0 AND amount_awarded >= 0", name=op.f("ck_funding_bids_amounts")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "deliverer_id"],
            ["funding_organisations.partnership_id", "funding_organisations.id"],
            name=op.f("fk_funding_bids_partnership_id_deliverer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "follows_bid_id"],
            ["funding_bids.partnership_id", "funding_bids.id"],
            name=op.f("fk_funding_bids_partnership_id_follows_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "funder_id"],
            ["funding_organisations.partnership_id", "funding_organisations.id"],
            name=op.f("fk_funding_bids_partnership_id_funder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "intermediary_id"],
            ["funding_organisations.partnership_id", "funding_organisations.id"],
            name=op.f("fk_funding_bids_partnership_id_intermediary_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_funding_bids_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "objective_id"],
            ["objectives.partnership_id", "objectives.id"],
            name=op.f("fk_funding_bids_partnership_id_objective_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_funding_bids")),
        sa.UniqueConstraint(
            "partnership_id", "grant_identifier", name=op.f("uq_funding_bids_partnership_id_grant_identifier")
        ),
    )
    op.create_index(
        op.f("ix_funding_bids_partnership_id_last_funded_on"),
        "funding_bids",
        ["partnership_id", "last_funded_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_funding_bids_partnership_id_received_on"),
        "funding_bids",
        ["partnership_id", "received_on"],
        unique=False,
    )


def create_money() -> None:
    op.create_table(
        "funding_instalments",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bid_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=13, scale=2), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_on_precision", sa.Text(), nullable=True),
        sa.Column("received", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_on_precision", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(due_on IS NULL) = (due_on_precision IS NULL) AND (due_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_instalments_due_on"),
        ),
        sa.CheckConstraint(
            "(received_on IS NULL) = (received_on_precision IS NULL) AND (received_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_instalments_received_on"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_funding_instalments_amount")),
        sa.CheckConstraint("received OR received_on IS NULL", name=op.f("ck_funding_instalments_received")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "bid_id"],
            ["funding_bids.partnership_id", "funding_bids.id"],
            name=op.f("fk_funding_instalments_partnership_id_bid_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_funding_instalments")),
    )
    op.create_index(
        op.f("ix_funding_instalments_partnership_id_bid_id"),
        "funding_instalments",
        ["partnership_id", "bid_id"],
        unique=False,
    )
    op.create_table(
        "funding_reports",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bid_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "bid_id"],
            ["funding_bids.partnership_id", "funding_bids.id"],
            name=op.f("fk_funding_reports_partnership_id_bid_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_funding_reports")),
    )
    op.create_index(
        op.f("ix_funding_reports_partnership_id_bid_id"),
        "funding_reports",
        ["partnership_id", "bid_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_funding_reports_partnership_id_due_on"),
        "funding_reports",
        ["partnership_id", "due_on"],
        unique=False,
    )
    op.create_table(
        "funding_spend_entries",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bid_id", sa.Uuid(), nullable=False),
        sa.Column("budget_line", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=13, scale=2), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("spent_on_precision", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("noted_by_group_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(spent_on IS NULL) = (spent_on_precision IS NULL) AND (spent_on_precision IN ('day', 'month', 'year')) IS NOT FALSE",
            name=op.f("ck_funding_spend_entries_spent_on"),
        ),
        sa.CheckConstraint(
            "(noted_on IS NULL) = (noted_by_group_id IS NULL)", name=op.f("ck_funding_spend_entries_noted")
        ),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_funding_spend_entries_amount")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "bid_id"],
            ["funding_bids.partnership_id", "funding_bids.id"],
            name=op.f("fk_funding_spend_entries_partnership_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "noted_by_group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_funding_spend_entries_partnership_id_noted_by_group_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_funding_spend_entries")),
    )
    op.create_index(
        op.f("ix_funding_spend_entries_partnership_id_bid_id"),
        "funding_spend_entries",
        ["partnership_id", "bid_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_column("import_faults", "severity")
    for count in COUNTS:
        op.drop_column("imports", count)
    for table in reversed(TABLES):
        op.drop_table(table)
