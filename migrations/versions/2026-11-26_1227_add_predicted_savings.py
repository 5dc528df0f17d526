"""Add predicted savings: unit costs, price indices, statements and what they say. All new, about no person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261227"
down_revision = "202611261225"
branch_labels = None
depends_on = None

MOVED_ON, NEVER_CHANGED = "SELECT, INSERT, UPDATE", "SELECT, INSERT"
SECURED = {
    "price_indices": NEVER_CHANGED,
    "unit_cost_sets": MOVED_ON,
    "unit_costs": NEVER_CHANGED,
    "savings_statements": MOVED_ON,
    "savings_calculations": NEVER_CHANGED,
}


def upgrade() -> None:
    create_costs()
    create_statements()
    for table, grants in SECURED.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def create_costs() -> None:
    op.create_table(
        "price_indices",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("vintage", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("year_kind", sa.Text(), nullable=False),
        sa.Column("values", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_price_indices_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_price_indices")),
        sa.UniqueConstraint(
            "partnership_id", "code", "vintage", name=op.f("uq_price_indices_partnership_id_code_vintage")
        ),
    )
    op.create_table(
        "unit_cost_sets",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'superseded', 'discarded')",
            name=op.f("ck_unit_cost_sets_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_unit_cost_sets_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_unit_cost_sets")),
        sa.UniqueConstraint(
            "partnership_id", "code", "number", name=op.f("uq_unit_cost_sets_partnership_id_code_number")
        ),
    )
    op.create_index(
        "uq_unit_cost_sets_published",
        "unit_cost_sets",
        ["partnership_id", "code"],
        unique=True,
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_table(
        "unit_costs",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("set_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.Column("price_year_kind", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_unit_costs_amount")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "set_id"],
            ["unit_cost_sets.partnership_id", "unit_cost_sets.id"],
            name=op.f("fk_unit_costs_partnership_id_set_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_unit_costs")),
        sa.UniqueConstraint(
            "partnership_id", "set_id", "code", name=op.f("uq_unit_costs_partnership_id_set_id_code")
        ),
    )


def create_statements() -> None:
    op.create_table(
        "savings_statements",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_version_id", sa.Uuid(), nullable=True),
        sa.Column("next_version_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.Column("price_index_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("calculation_digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'approved', 'withdrawn')", name=op.f("ck_savings_statements_status")
        ),
        sa.CheckConstraint("approved_by <> created_by", name=op.f("ck_savings_statements_second_person")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_savings_statements_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "approved_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_savings_statements_partnership_id_approved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_savings_statements_partnership_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "next_version_id"],
            ["savings_statements.partnership_id", "savings_statements.id"],
            name=op.f("fk_savings_statements_partnership_id_next_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "previous_version_id"],
            ["savings_statements.partnership_id", "savings_statements.id"],
            name=op.f("fk_savings_statements_partnership_id_previous_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "price_index_id"],
            ["price_indices.partnership_id", "price_indices.id"],
            name=op.f("fk_savings_statements_partnership_id_price_index_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "series_id"],
            ["savings_statements.partnership_id", "savings_statements.id"],
            name=op.f("fk_savings_statements_partnership_id_series_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_savings_statements_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_savings_statements")),
        sa.UniqueConstraint(
            "partnership_id",
            "series_id",
            "number",
            name=op.f("uq_savings_statements_partnership_id_series_id_number"),
        ),
    )
    op.create_index(
        "uq_savings_statements_input_hash",
        "savings_statements",
        ["partnership_id", "input_hash"],
        unique=True,
        postgresql_where=sa.text("status <> 'withdrawn'"),
    )
    op.create_index(
        "uq_savings_statements_previous_version_id",
        "savings_statements",
        ["partnership_id", "previous_version_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'withdrawn'"),
    )
    op.create_table(
        "savings_calculations",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "id"],
            ["savings_statements.partnership_id", "savings_statements.id"],
            name=op.f("fk_savings_calculations_partnership_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_savings_calculations")),
    )


def downgrade() -> None:
    for table in reversed(SECURED):
        op.drop_table(table)
