"""Add interventions, the stages of ASB cases, public spaces protection orders, and ASB case reviews."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261245"
down_revision = "202611261243"
branch_labels = None
depends_on = None

SECURED = {
    "asb_case_review_procedures": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "public_spaces_orders": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "public_spaces_extensions": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "public_spaces_penalties": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "asb_case_reviews": (Access.CASE_REVIEW, "SELECT, INSERT, UPDATE"),
    "asb_cases": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "interventions": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
    "asb_case_review_recommendations": (Access.CASE_REVIEW, "SELECT, INSERT, UPDATE"),
    "enforcement_transitions": (Access.OF_CASE, "SELECT, INSERT"),
    "intervention_breaches": (Access.OF_CASE, "SELECT, INSERT, UPDATE"),
}


def upgrade() -> None:
    op.create_table(
        "asb_case_review_procedures",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("complaints_needed", sa.SmallInteger(), nullable=False),
        sa.Column("complaint_within_months", sa.SmallInteger(), nullable=False),
        sa.Column("application_within_months", sa.SmallInteger(), nullable=False),
        sa.Column("acknowledge_within", sa.SmallInteger(), nullable=False),
        sa.Column("decide_within", sa.SmallInteger(), nullable=False),
        sa.Column("meet_within", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "complaints_needed BETWEEN 1 AND 3", name=op.f("ck_asb_case_review_procedures_complaints_needed")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_asb_case_review_procedures_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_asb_case_review_procedures")),
        sa.UniqueConstraint(
            "partnership_id", "starts_on", name=op.f("uq_asb_case_review_procedures_partnership_id_starts_on")
        ),
    )
    op.create_table(
        "public_spaces_orders",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("designated_areas", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("restrictions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('made', 'discharged')", name=op.f("ck_public_spaces_orders_status")),
        sa.CheckConstraint("last_day >= starts_on", name=op.f("ck_public_spaces_orders_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_public_spaces_orders_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_public_spaces_orders_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_public_spaces_orders")),
    )
    op.create_index(
        "ix_public_spaces_orders_lapse", "public_spaces_orders", ["partnership_id", "last_day"], unique=False
    )
    op.create_table(
        "public_spaces_extensions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_spaces_order_id", sa.Uuid(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("last_day_before", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "public_spaces_order_id"],
            ["public_spaces_orders.partnership_id", "public_spaces_orders.id"],
            name=op.f("fk_public_spaces_extensions_partnership_id_public_spaces_order_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_public_spaces_extensions")),
    )
    op.create_index(
        "ix_public_spaces_extensions_of",
        "public_spaces_extensions",
        ["partnership_id", "public_spaces_order_id", "id"],
        unique=False,
    )
    op.create_table(
        "public_spaces_penalties",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_spaces_order_id", sa.Uuid(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=13, scale=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "public_spaces_order_id"],
            ["public_spaces_orders.partnership_id", "public_spaces_orders.id"],
            name=op.f("fk_public_spaces_penalties_partnership_id_public_spaces_order_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_public_spaces_penalties")),
    )
    op.create_index(
        "ix_public_spaces_penalties_of",
        "public_spaces_penalties",
        ["partnership_id", "public_spaces_order_id", "id"],
        unique=False,
    )
    op.create_table(
        "asb_case_reviews",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("procedure_id", sa.Uuid(), nullable=True),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("applicant_name", sa.Text(), nullable=True),
        sa.Column("applicant_contact", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("complaints", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("qualifying_complaints", sa.SmallInteger(), nullable=False),
        sa.Column("complaints_needed", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("meet_by", sa.Date(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("threshold_met", sa.Boolean(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("recommended", sa.Boolean(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('applied', 'acknowledged', 'threshold_met', 'threshold_not_met', 'review_held', 'recommendations_made', 'no_recommendations', 'closed')",
            name=op.f("ck_asb_case_reviews_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_asb_case_reviews_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "procedure_id"],
            ["asb_case_review_procedures.partnership_id", "asb_case_review_procedures.id"],
            name=op.f("fk_asb_case_reviews_partnership_id_procedure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_asb_case_reviews_partnership_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_asb_case_reviews_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_asb_case_reviews")),
    )
    op.create_index(
        "ix_asb_case_reviews_applied", "asb_case_reviews", ["partnership_id", "applied_on"], unique=False
    )
    op.create_index(
        "ix_asb_case_reviews_of_service",
        "asb_case_reviews",
        ["partnership_id", "service_id", "id"],
        unique=False,
    )
    op.create_table(
        "asb_cases",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_as", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stage IN ('reported', 'risk_assessed', 'open', 'action_plan', 'enforcement', 'monitoring', 'closed')",
            name=op.f("ck_asb_cases_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_asb_cases_partnership_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_asb_cases")),
        sa.UniqueConstraint("partnership_id", "case_id", name=op.f("uq_asb_cases_partnership_id_case_id")),
    )
    op.create_table(
        "interventions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("ended_as", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("extensions", sa.SmallInteger(), nullable=False),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("outward_postcode", sa.Text(), nullable=True),
        sa.Column("uprn", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=True),
        sa.Column("works", sa.Text(), nullable=True),
        sa.Column("conviction", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("extent", sa.Text(), nullable=True),
        sa.Column("under_18", sa.Boolean(), nullable=True),
        sa.Column("power_of_arrest", sa.Boolean(), nullable=True),
        sa.Column("penalty", sa.Numeric(precision=13, scale=2), nullable=True),
        sa.Column("public_spaces_penalty_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('warning_letter', 'acceptable_behaviour_agreement', 'community_protection_warning', 'community_protection_notice', 'fixed_penalty_notice', 'injunction', 'criminal_behaviour_order', 'dispersal_direction', 'closure_notice', 'closure_order', 'notice_of_seeking_possession', 'possession_absolute_ground', 'welfare_check', 'single_point_of_access_referral', 'mediation')",
            name=op.f("ck_interventions_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('drafted', 'issued', 'complied', 'breached', 'ended', 'withdrawn')",
            name=op.f("ck_interventions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_interventions_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_interventions_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_interventions_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "public_spaces_penalty_id"],
            ["public_spaces_penalties.partnership_id", "public_spaces_penalties.id"],
            name=op.f("fk_interventions_partnership_id_public_spaces_penalty_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_interventions")),
        sa.UniqueConstraint(
            "partnership_id",
            "public_spaces_penalty_id",
            name=op.f("uq_interventions_partnership_id_public_spaces_penalty_id"),
        ),
    )
    op.create_index(
        "ix_interventions_of_case", "interventions", ["partnership_id", "case_id", "id"], unique=False
    )
    op.create_table(
        "asb_case_review_recommendations",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asb_case_review_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("response_note", sa.Text(), nullable=True),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_asb_case_review_recommendations_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "asb_case_review_id"],
            ["asb_case_reviews.partnership_id", "asb_case_reviews.id"],
            name=op.f("fk_asb_case_review_recommendations_partnership_id_asb_case_review_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_asb_case_review_recommendations_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_asb_case_review_recommendations_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_asb_case_review_recommendations")),
    )
    op.create_index(
        "ix_asb_case_review_recommendations_of",
        "asb_case_review_recommendations",
        ["partnership_id", "asb_case_review_id", "id"],
        unique=False,
    )
    op.create_table(
        "enforcement_transitions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.Uuid(), nullable=True),
        sa.Column("from_code", sa.Text(), nullable=False),
        sa.Column("to_code", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_enforcement_transitions_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "intervention_id"],
            ["interventions.partnership_id", "interventions.id"],
            name=op.f("fk_enforcement_transitions_partnership_id_intervention_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_enforcement_transitions")),
    )
    op.create_index(
        "ix_enforcement_transitions_of_case",
        "enforcement_transitions",
        ["partnership_id", "case_id", "id"],
        unique=False,
    )
    op.create_table(
        "intervention_breaches",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("intervention_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=False),
        sa.Column("penalty", sa.Numeric(precision=13, scale=2), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "consequence IN ('pending', 'no_action', 'warning', 'fixed_penalty', 'prosecution', 'contempt_proceedings', 'remedial_works', 'possession_proceedings')",
            name=op.f("ck_intervention_breaches_consequence"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_intervention_breaches_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "intervention_id"],
            ["interventions.partnership_id", "interventions.id"],
            name=op.f("fk_intervention_breaches_partnership_id_intervention_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_intervention_breaches")),
    )
    op.create_index(
        "ix_intervention_breaches_of",
        "intervention_breaches",
        ["partnership_id", "intervention_id", "id"],
        unique=False,
    )
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_intervention_breaches_of", table_name="intervention_breaches")
    op.drop_table("intervention_breaches")
    op.drop_index("ix_enforcement_transitions_of_case", table_name="enforcement_transitions")
    op.drop_table("enforcement_transitions")
    op.drop_index("ix_asb_case_review_recommendations_of", table_name="asb_case_review_recommendations")
    op.drop_table("asb_case_review_recommendations")
    op.drop_index("ix_interventions_of_case", table_name="interventions")
    op.drop_table("interventions")
    op.drop_table("asb_cases")
    op.drop_index("ix_asb_case_reviews_of_service", table_name="asb_case_reviews")
    op.drop_index("ix_asb_case_reviews_applied", table_name="asb_case_reviews")
    op.drop_table("asb_case_reviews")
    op.drop_index("ix_public_spaces_penalties_of", table_name="public_spaces_penalties")
    op.drop_table("public_spaces_penalties")
    op.drop_index("ix_public_spaces_extensions_of", table_name="public_spaces_extensions")
    op.drop_table("public_spaces_extensions")
    op.drop_index("ix_public_spaces_orders_lapse", table_name="public_spaces_orders")
    op.drop_table("public_spaces_orders")
    op.drop_table("asb_case_review_procedures")
