"""Add action plans: yearly plans, actions, milestones, updates, problem-solving plans. All new, about no person."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261505"
down_revision = "202611261500"
branch_labels = None
depends_on = None

SECURED = {
    "action_plans": "SELECT, INSERT, UPDATE",
    "problem_solving_plans": "SELECT, INSERT, UPDATE",
    "plan_actions": "SELECT, INSERT, UPDATE",
    "plan_milestones": "SELECT, INSERT, UPDATE",
    "plan_updates": "SELECT, INSERT",
}


def upgrade() -> None:
    op.create_table(
        "action_plans",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("financial_year", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'agreed', 'closed', 'discarded')", name=op.f("ck_action_plans_status")
        ),
        sa.CheckConstraint("agreed_by <> created_by", name=op.f("ck_action_plans_second_person")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agreed_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_action_plans_partnership_id_agreed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "created_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_action_plans_partnership_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_action_plans_partnership_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategies.partnership_id", "strategies.id"],
            name=op.f("fk_action_plans_partnership_id_strategy_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_action_plans_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_action_plans")),
    )
    op.create_index(
        "uq_action_plans_year",
        "action_plans",
        ["partnership_id", "strategy_id", "financial_year"],
        unique=True,
        postgresql_where=sa.text("status <> 'discarded'"),
    )
    op.create_table(
        "problem_solving_plans",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("owner_agency_id", sa.Uuid(), nullable=False),
        sa.Column("kpi", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("scanning", sa.Text(), nullable=True),
        sa.Column("analysis", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('scanning', 'analysis', 'response', 'assessment', 'closed', 'abandoned')",
            name=op.f("ck_problem_solving_plans_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "objective_id"],
            ["objectives.partnership_id", "objectives.id"],
            name=op.f("fk_problem_solving_plans_partnership_id_objective_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_problem_solving_plans_partnership_id_owner_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_problem_solving_plans_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_problem_solving_plans")),
    )
    op.create_table(
        "plan_actions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Uuid(), nullable=False),
        sa.Column("owner_agency_id", sa.Uuid(), nullable=False),
        sa.Column("problem_solving_plan_id", sa.Uuid(), nullable=True),
        sa.Column("kpi", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("specific", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("target_value", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("achievable", sa.Text(), nullable=False),
        sa.Column("realistic", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("latest_value", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("carried_from_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('not_started', 'on_track', 'at_risk', 'off_track', 'completed', 'cancelled', 'carried_over')",
            name=op.f("ck_plan_actions_status"),
        ),
        sa.CheckConstraint("due_on >= starts_on", name=op.f("ck_plan_actions_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "carried_from_id"],
            ["plan_actions.partnership_id", "plan_actions.id"],
            name=op.f("fk_plan_actions_partnership_id_carried_from_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "objective_id"],
            ["objectives.partnership_id", "objectives.id"],
            name=op.f("fk_plan_actions_partnership_id_objective_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_plan_actions_partnership_id_owner_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "plan_id"],
            ["action_plans.partnership_id", "action_plans.id"],
            name=op.f("fk_plan_actions_partnership_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "problem_solving_plan_id"],
            ["problem_solving_plans.partnership_id", "problem_solving_plans.id"],
            name=op.f("fk_plan_actions_partnership_id_problem_solving_plan_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_plan_actions")),
        sa.UniqueConstraint(
            "partnership_id", "carried_from_id", name=op.f("uq_plan_actions_partnership_id_carried_from_id")
        ),
        sa.UniqueConstraint(
            "partnership_id", "plan_id", "number", name=op.f("uq_plan_actions_partnership_id_plan_id_number")
        ),
    )
    op.create_index(
        op.f("ix_plan_actions_partnership_id_problem_solving_plan_id"),
        "plan_actions",
        ["partnership_id", "problem_solving_plan_id"],
        unique=False,
    )
    op.create_table(
        "plan_milestones",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "action_id"],
            ["plan_actions.partnership_id", "plan_actions.id"],
            name=op.f("fk_plan_milestones_partnership_id_action_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_plan_milestones")),
    )
    op.create_index(
        op.f("ix_plan_milestones_partnership_id_action_id"),
        "plan_milestones",
        ["partnership_id", "action_id"],
        unique=False,
    )
    op.create_table(
        "plan_updates",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('not_started', 'on_track', 'at_risk', 'off_track', 'completed', 'cancelled', 'carried_over')",
            name=op.f("ck_plan_updates_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "action_id"],
            ["plan_actions.partnership_id", "plan_actions.id"],
            name=op.f("fk_plan_updates_partnership_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_plan_updates_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "meeting_id"],
            ["meetings.partnership_id", "meetings.id"],
            name=op.f("fk_plan_updates_partnership_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "recorded_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_plan_updates_partnership_id_recorded_by"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_plan_updates")),
    )
    op.create_index(
        op.f("ix_plan_updates_partnership_id_action_id_noted_on"),
        "plan_updates",
        ["partnership_id", "action_id", "noted_on"],
        unique=False,
    )
    for table, grants in SECURED.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_updates_partnership_id_action_id_noted_on"), table_name="plan_updates")
    op.drop_table("plan_updates")
    op.drop_index(op.f("ix_plan_milestones_partnership_id_action_id"), table_name="plan_milestones")
    op.drop_table("plan_milestones")
    op.drop_index(op.f("ix_plan_actions_partnership_id_problem_solving_plan_id"), table_name="plan_actions")
    op.drop_table("plan_actions")
    op.drop_table("problem_solving_plans")
    op.drop_index(
        "uq_action_plans_year", table_name="action_plans", postgresql_where=sa.text("status <> 'discarded'")
    )
    op.drop_table("action_plans")
