"""Add surveys: questionnaires, waves, responses with their free texts apart, and what complainants say."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261530"
down_revision = "202611261520"
branch_labels = None
depends_on = None


SECURED = {
    "questionnaires": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "survey_waves": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "survey_responses": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "survey_texts": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "complainant_surveys": (Access.OF_CASE, "SELECT, INSERT"),
}


def upgrade() -> None:
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)


def create_tables() -> None:
    op.create_table(
        "questionnaires",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_version_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=True),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'retired')", name=op.f("ck_questionnaires_status")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_questionnaires_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_questionnaires")),
        sa.UniqueConstraint(
            "partnership_id",
            "previous_version_id",
            name=op.f("uq_questionnaires_partnership_id_previous_version_id"),
        ),
        sa.UniqueConstraint(
            "partnership_id",
            "series_id",
            "number",
            name=op.f("uq_questionnaires_partnership_id_series_id_number"),
        ),
    )
    op.create_table(
        "survey_waves",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("base_note", sa.Text(), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("weighted", sa.Boolean(), nullable=False),
        sa.Column("weighting_note", sa.Text(), nullable=True),
        sa.Column("design_effect", sa.Numeric(precision=6, scale=3), nullable=True),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("material IN ('responses', 'counts')", name=op.f("ck_survey_waves_material")),
        sa.CheckConstraint(
            "status IN ('open', 'closed', 'entered_in_error')", name=op.f("ck_survey_waves_status")
        ),
        sa.CheckConstraint("design_effect >= 1", name=op.f("ck_survey_waves_design_effect")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_survey_waves_fieldwork")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_survey_waves_partnership_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "questionnaire_id"],
            ["questionnaires.partnership_id", "questionnaires.id"],
            name=op.f("fk_survey_waves_partnership_id_questionnaire_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_survey_waves_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_survey_waves")),
    )
    op.create_index(
        op.f("ix_survey_waves_partnership_id_questionnaire_id"),
        "survey_waves",
        ["partnership_id", "questionnaire_id"],
        unique=False,
    )
    op.create_table(
        "survey_responses",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("weight", sa.Numeric(precision=8, scale=4), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "wave_id"],
            ["survey_waves.partnership_id", "survey_waves.id"],
            name=op.f("fk_survey_responses_partnership_id_wave_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_survey_responses")),
        sa.UniqueConstraint(
            "partnership_id",
            "wave_id",
            "reference",
            name=op.f("uq_survey_responses_partnership_id_wave_id_reference"),
        ),
    )
    op.create_table(
        "complainant_surveys",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("complainant_number", sa.Integer(), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("satisfaction", sa.Text(), nullable=False),
        sa.Column("would_report_again", sa.Boolean(), nullable=True),
        sa.Column("feels_safer", sa.Boolean(), nullable=True),
        sa.Column("further_case", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "satisfaction IN ('very_satisfied', 'fairly_satisfied', 'neither', 'fairly_dissatisfied', 'very_dissatisfied')",
            name=op.f("ck_complainant_surveys_satisfaction"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_complainant_surveys_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "recorded_by"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_complainant_surveys_partnership_id_recorded_by"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_complainant_surveys")),
        sa.UniqueConstraint(
            "partnership_id",
            "case_id",
            "complainant_number",
            name="uq_complainant_surveys_asked_once",
        ),
    )
    op.create_index(
        op.f("ix_complainant_surveys_partnership_id_surveyed_on"),
        "complainant_surveys",
        ["partnership_id", "surveyed_on"],
        unique=False,
    )
    op.create_table(
        "survey_texts",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "response_id"],
            ["survey_responses.partnership_id", "survey_responses.id"],
            name=op.f("fk_survey_texts_partnership_id_response_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "wave_id"],
            ["survey_waves.partnership_id", "survey_waves.id"],
            name=op.f("fk_survey_texts_partnership_id_wave_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_survey_texts")),
    )
    op.create_index(
        op.f("ix_survey_texts_partnership_id_wave_id_id"),
        "survey_texts",
        ["partnership_id", "wave_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    for table in reversed(SECURED):
        op.drop_table(table)
