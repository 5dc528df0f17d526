"""Add strategies: versions with aims, objectives by number, measures, corrections. All new, about no person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261500"
down_revision = "202611261245"
branch_labels = None
depends_on = None

SECURED = {
    "strategies": "SELECT, INSERT, UPDATE",
    "objectives": "SELECT, INSERT, UPDATE, DELETE",
    "strategy_corrections": "SELECT, INSERT",
    "objective_measures": "SELECT, INSERT, UPDATE, DELETE",
}


def upgrade() -> None:
    op.create_table(
        "strategies",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("aims", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("adopted_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("partnership_id"), "="),
            (sa.text("daterange(starts_on, ends_on)"), "&&"),
            where=sa.text("status = 'adopted'"),
            using="gist",
            name="ex_strategies_term",
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'adopted', 'superseded', 'discarded')", name=op.f("ck_strategies_status")
        ),
        sa.CheckConstraint("adopted_by <> created_by", name=op.f("ck_strategies_second_person")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_strategies_term")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "adopted_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_strategies_partnership_id_adopted_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_strategies_partnership_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_strategies_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_strategies")),
        sa.UniqueConstraint(
            "partnership_id", "name", "number", name=op.f("uq_strategies_partnership_id_name_number")
        ),
    )
    op.create_index(
        "uq_strategies_draft",
        "strategies",
        ["partnership_id", "name"],
        unique=True,
        postgresql_where=sa.text("status = 'draft'"),
    )
    op.create_table(
        "objectives",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_objectives_number")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategies.partnership_id", "strategies.id"],
            name=op.f("fk_objectives_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_objectives")),
        sa.UniqueConstraint(
            "partnership_id",
            "strategy_id",
            "number",
            name=op.f("uq_objectives_partnership_id_strategy_id_number"),
        ),
    )
    op.create_table(
        "strategy_corrections",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "corrected_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_strategy_corrections_partnership_id_corrected_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategies.partnership_id", "strategies.id"],
            name=op.f("fk_strategy_corrections_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_strategy_corrections")),
    )
    op.create_index(
        op.f("ix_strategy_corrections_partnership_id_strategy_id"),
        "strategy_corrections",
        ["partnership_id", "strategy_id"],
        unique=False,
    )
    op.create_table(
        "objective_measures",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("objective_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("kpi", sa.Text(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_objective_measures_number")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "objective_id"],
            ["objectives.partnership_id", "objectives.id"],
            name=op.f("fk_objective_measures_partnership_id_objective_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_objective_measures")),
        sa.UniqueConstraint(
            "partnership_id",
            "objective_id",
            "number",
            name=op.f("uq_objective_measures_partnership_id_objective_id_number"),
        ),
    )
    op.create_index(
        op.f("ix_objective_measures_partnership_id_kpi"),
        "objective_measures",
        ["partnership_id", "kpi"],
        unique=False,
    )
    for table, grants in SECURED.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_objective_measures_partnership_id_kpi"), table_name="objective_measures")
    op.drop_table("objective_measures")
    op.drop_index(
        op.f("ix_strategy_corrections_partnership_id_strategy_id"), table_name="strategy_corrections"
    )
    op.drop_table("strategy_corrections")
    op.drop_table("objectives")
    op.drop_index(
        "uq_strategies_draft", table_name="strategies", postgresql_where=sa.text("status = 'draft'")
    )
    op.drop_table("strategies")
