"""Add death reviews: the record that a group keeps, its steps, what follows from it, what is published of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261243"
down_revision = "202611261232"
branch_labels = None
depends_on = None

SECURED = {
    "death_reviews": (Access.DEATH_REVIEW, "SELECT, INSERT, UPDATE"),
    "death_review_steps": (Access.OF_DEATH_REVIEW, "SELECT, INSERT"),
    "death_review_recommendations": (Access.OF_DEATH_REVIEW, "SELECT, INSERT"),
    "death_review_actions": (Access.OF_DEATH_REVIEW, "SELECT, INSERT, UPDATE"),
    "published_death_reviews": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
}


def upgrade() -> None:
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def create_tables() -> None:
    op.create_table(
        "death_reviews",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("handed_over_by", sa.Uuid(), nullable=True),
        sa.Column("victim_person_id", sa.Uuid(), nullable=True),
        sa.Column("victim_name", sa.Text(), nullable=False),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("relationship", sa.Text(), nullable=True),
        sa.Column("circumstances", sa.Text(), nullable=True),
        sa.Column("pseudonym", sa.Text(), nullable=True),
        sa.Column("agency_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('notified', 'not_conducted', 'not_conducted_told', 'conduct_decided', 'home_office_told', 'panel_formed', 'report_drafted', 'quality_assurance', 'published', 'entered_in_error')",
            name=op.f("ck_death_reviews_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_death_reviews_partnership_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "victim_person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_death_reviews_partnership_id_victim_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_death_reviews_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_death_reviews")),
        sa.UniqueConstraint(
            "partnership_id", "reference", name=op.f("uq_death_reviews_partnership_id_reference")
        ),
    )
    op.create_table(
        "death_review_recommendations",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_death_review_recommendations_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "review_id"],
            ["death_reviews.partnership_id", "death_reviews.id"],
            name=op.f("fk_death_review_recommendations_partnership_id_review_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_death_review_recommendations")),
    )
    op.create_index(
        op.f("ix_death_review_recommendations_partnership_id_review_id"),
        "death_review_recommendations",
        ["partnership_id", "review_id"],
        unique=False,
    )
    op.create_table(
        "death_review_steps",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "review_id"],
            ["death_reviews.partnership_id", "death_reviews.id"],
            name=op.f("fk_death_review_steps_partnership_id_review_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_death_review_steps")),
        sa.UniqueConstraint(
            "partnership_id",
            "review_id",
            "version",
            name=op.f("uq_death_review_steps_partnership_id_review_id_version"),
        ),
    )
    op.create_table(
        "published_death_reviews",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "id"],
            ["death_reviews.partnership_id", "death_reviews.id"],
            name=op.f("fk_published_death_reviews_partnership_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_published_death_reviews")),
    )
    op.create_table(
        "death_review_actions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'in_progress', 'done', 'dropped')",
            name=op.f("ck_death_review_actions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_death_review_actions_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "recommendation_id"],
            ["death_review_recommendations.partnership_id", "death_review_recommendations.id"],
            name=op.f("fk_death_review_actions_partnership_id_recommendation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "review_id"],
            ["death_reviews.partnership_id", "death_reviews.id"],
            name=op.f("fk_death_review_actions_partnership_id_review_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_death_review_actions")),
    )
    op.create_index(
        op.f("ix_death_review_actions_partnership_id_review_id"),
        "death_review_actions",
        ["partnership_id", "review_id"],
        unique=False,
    )


def downgrade() -> None:
    for table in reversed(SECURED):
        op.drop_table(table)
