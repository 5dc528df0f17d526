"""Add webhooks and their deliveries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611263202"
down_revision = "202611263201"
branch_labels = None
depends_on = None

SECURED = {"webhooks": "SELECT, INSERT, UPDATE", "webhook_deliveries": "SELECT, INSERT, UPDATE, DELETE"}
FAILURES = (
    "last_failure IN ('name_not_resolved', 'address_not_public', 'not_connected', 'certificate_not_valid',"
    " 'timed_out', 'broken_answer', 'refused', 'challenge_not_echoed', 'no_longer_permitted')"
)


def upgrade() -> None:
    create_webhooks()
    create_deliveries()
    for table, grants in SECURED.items():
        for statement in statements(table, Access.PARTNERSHIP, grants):
            op.execute(statement)


def create_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("secret_key", sa.Integer(), nullable=False),
        sa.Column("previous_secret", sa.LargeBinary(), nullable=True),
        sa.Column("previous_secret_key", sa.Integer(), nullable=True),
        sa.Column("previous_secret_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failure", sa.Text(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('unverified', 'active', 'parked', 'disabled')", name=op.f("ck_webhooks_status")
        ),
        sa.CheckConstraint(FAILURES, name=op.f("ck_webhooks_last_failure")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_webhooks_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_webhooks_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint(
            "partnership_id", "principal_id", "url", name=op.f("uq_webhooks_partnership_id_principal_id_url")
        ),
    )


def create_deliveries() -> None:
    op.create_table(
        "webhook_deliveries",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("resource_version", sa.Integer(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_status", sa.Integer(), nullable=True),
        sa.Column("last_failure", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'delivered', 'dead')", name=op.f("ck_webhook_deliveries_status")
        ),
        sa.CheckConstraint(FAILURES, name=op.f("ck_webhook_deliveries_last_failure")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "webhook_id"],
            ["webhooks.partnership_id", "webhooks.id"],
            name=op.f("fk_webhook_deliveries_partnership_id_webhook_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_webhook_deliveries")),
        sa.UniqueConstraint(
            "partnership_id",
            "webhook_id",
            "change_id",
            name=op.f("uq_webhook_deliveries_partnership_id_webhook_id_change_id"),
        ),
    )
    op.create_index(
        "ix_webhook_deliveries_waiting",
        "webhook_deliveries",
        ["partnership_id", "webhook_id", "resource_id", "sequence"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index(
        "ix_webhook_deliveries_next",
        "webhook_deliveries",
        ["partnership_id", "webhook_id", "attempts", "sequence"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index(
        op.f("ix_webhook_deliveries_partnership_id_webhook_id_status_id"),
        "webhook_deliveries",
        ["partnership_id", "webhook_id", "status", "id"],
    )


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
