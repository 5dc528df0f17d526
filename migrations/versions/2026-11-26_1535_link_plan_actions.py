"""Link actions of a plan with the bids that pay for them and the events held for them. New tables, about no person."""

import sqlalchemy as sa
from alembic import op

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261535"
down_revision = "202611261530"
branch_labels = None
depends_on = None

SECURED = {
    "plan_action_bids": "SELECT, INSERT, DELETE",
    "plan_action_events": "SELECT, INSERT, DELETE",
}


def upgrade() -> None:
    op.create_table(
        "plan_action_bids",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("bid_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "action_id"],
            ["plan_actions.partnership_id", "plan_actions.id"],
            name=op.f("fk_plan_action_bids_partnership_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "bid_id"],
            ["funding_bids.partnership_id", "funding_bids.id"],
            name=op.f("fk_plan_action_bids_partnership_id_bid_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_plan_action_bids")),
        sa.UniqueConstraint(
            "partnership_id",
            "action_id",
            "bid_id",
            name=op.f("uq_plan_action_bids_partnership_id_action_id_bid_id"),
        ),
    )
    op.create_index(
        op.f("ix_plan_action_bids_partnership_id_bid_id"),
        "plan_action_bids",
        ["partnership_id", "bid_id"],
        unique=False,
    )
    op.create_table(
        "plan_action_events",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "action_id"],
            ["plan_actions.partnership_id", "plan_actions.id"],
            name=op.f("fk_plan_action_events_partnership_id_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_plan_action_events_partnership_id_event_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_plan_action_events")),
        sa.UniqueConstraint(
            "partnership_id",
            "action_id",
            "event_id",
            name=op.f("uq_plan_action_events_partnership_id_action_id_event_id"),
        ),
    )
    op.create_index(
        op.f("ix_plan_action_events_partnership_id_event_id"),
        "plan_action_events",
        ["partnership_id", "event_id"],
        unique=False,
    )
    for table, grants in SECURED.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_action_events_partnership_id_event_id"), table_name="plan_action_events")
    op.drop_table("plan_action_events")
    op.drop_index(op.f("ix_plan_action_bids_partnership_id_bid_id"), table_name="plan_action_bids")
    op.drop_table("plan_action_bids")
