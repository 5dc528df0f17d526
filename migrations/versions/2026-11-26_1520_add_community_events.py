"""Add community events, their series, what came of them, and volunteers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261520"
down_revision = "202611261510"
branch_labels = None
depends_on = None

SECURED = {
    "event_series": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "published_calendars": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "volunteers": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "community_events": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "published_event_series": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "community_event_transitions": (Access.PARTNERSHIP, "SELECT, INSERT"),
    "event_feedback": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "event_issues": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "event_reaches": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE, DELETE"),
    "published_events": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "volunteer_training_sessions": (Access.PARTNERSHIP, "SELECT, INSERT"),
}
# What everybody may read; the reader role sees no other table of this domain.
PUBLISHED = ("published_calendars", "published_events", "published_event_series")


def upgrade() -> None:
    op.create_table(
        "event_series",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("attendance_mode", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("ward_code", sa.Text(), nullable=True),
        sa.Column("lead_agency_id", sa.Uuid(), nullable=False),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("agency_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("communities_meant", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interval_unit", sa.Text(), nullable=False),
        sa.Column("interval_length", sa.Integer(), nullable=False),
        sa.Column("begins_as", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("last_starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "interval_unit IN ('weeks', 'months')", name=op.f("ck_event_series_interval_unit")
        ),
        sa.CheckConstraint("duration_minutes > 0", name=op.f("ck_event_series_duration_minutes")),
        sa.CheckConstraint("interval_length BETWEEN 1 AND 52", name=op.f("ck_event_series_interval_length")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "lead_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_event_series_partnership_id_lead_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "objective_id"],
            ["objectives.partnership_id", "objectives.id"],
            name=op.f("fk_event_series_partnership_id_objective_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_event_series_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_event_series")),
    )
    op.create_table(
        "published_calendars",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_published_calendars_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_published_calendars")),
    )
    op.create_table(
        "volunteers",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('ambassador', 'volunteer')", name=op.f("ck_volunteers_role")),
        sa.CheckConstraint("status IN ('active', 'ended')", name=op.f("ck_volunteers_status")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_volunteers_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_volunteers_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_volunteers")),
        sa.UniqueConstraint(
            "partnership_id", "reference", name=op.f("uq_volunteers_partnership_id_reference")
        ),
    )
    op.create_table(
        "community_events",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("attendance_mode", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("ward_code", sa.Text(), nullable=True),
        sa.Column("lead_agency_id", sa.Uuid(), nullable=False),
        sa.Column("objective_id", sa.Uuid(), nullable=True),
        sa.Column("agency_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("communities_meant", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("series_starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_starts", postgresql.ARRAY(sa.DateTime(timezone=True)), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("moved_online", sa.Boolean(), nullable=False),
        sa.Column("expected_attendance", sa.Integer(), nullable=True),
        sa.Column("actual_attendance", sa.Integer(), nullable=True),
        sa.Column("contacts_made", sa.Integer(), nullable=True),
        sa.Column("questionnaires_returned", sa.Integer(), nullable=True),
        sa.Column("doors_knocked", sa.Integer(), nullable=True),
        sa.Column("reports_submitted", sa.Integer(), nullable=True),
        sa.Column("intelligence_submitted", sa.Integer(), nullable=True),
        sa.Column("agency_ids_present", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("cost", sa.Numeric(precision=13, scale=2), nullable=True),
        sa.Column("results_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('personal_safety_event', 'neighbourhood_watch', 'operation_night_owl', 'silver_street_meet', 'public_spaces_order_partnership_event', 'street_meet', 'surgery', 'town_centre_stall', 'residents_meeting', 'forum', 'public_meeting', 'training', 'awards_ceremony', 'ambassadors_event', 'other')",
            name=op.f("ck_community_events_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'planned', 'confirmed', 'postponed', 'cancelled', 'held', 'entered_in_error')",
            name=op.f("ck_community_events_status"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_community_events_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "lead_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_community_events_partnership_id_lead_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "objective_id"],
            ["objectives.partnership_id", "objectives.id"],
            name=op.f("fk_community_events_partnership_id_objective_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "series_id"],
            ["event_series.partnership_id", "event_series.id"],
            name=op.f("fk_community_events_partnership_id_series_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_community_events_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_community_events")),
        sa.UniqueConstraint(
            "partnership_id",
            "series_id",
            "series_starts_at",
            name=op.f("uq_community_events_partnership_id_series_id_series_starts_at"),
        ),
    )
    op.create_index(
        "ix_community_events_calendar",
        "community_events",
        ["partnership_id", "starts_at", "id"],
        unique=False,
    )
    op.create_table(
        "published_event_series",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ward_code", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "id"],
            ["event_series.partnership_id", "event_series.id"],
            name=op.f("fk_published_event_series_partnership_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_published_event_series")),
    )
    op.create_table(
        "community_event_transitions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_community_event_transitions_partnership_id_event_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_community_event_transitions")),
    )
    op.create_index(
        "ix_community_event_transitions_of",
        "community_event_transitions",
        ["partnership_id", "event_id", "id"],
        unique=False,
    )
    op.create_table(
        "event_feedback",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("you_said", sa.Text(), nullable=False),
        sa.Column("we_did", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_event_feedback_partnership_id_event_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_event_feedback")),
    )
    op.create_index(
        "ix_event_feedback_of", "event_feedback", ["partnership_id", "event_id", "id"], unique=False
    )
    op.create_table(
        "event_issues",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("owner_agency_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status IN ('open', 'done')", name=op.f("ck_event_issues_status")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_event_issues_partnership_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_event_issues_partnership_id_owner_agency_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_event_issues")),
    )
    op.create_index("ix_event_issues_of", "event_issues", ["partnership_id", "event_id", "id"], unique=False)
    op.create_table(
        "event_reaches",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.Text(), nullable=False),
        sa.Column("attendances", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "community IN ('young_people', 'older_people', 'women_and_girls', 'parents_and_carers', 'disabled_people', 'ethnic_minority_communities', 'faith_communities', 'lgbt_communities', 'gypsy_roma_and_traveller_communities', 'people_sleeping_rough', 'new_residents', 'social_housing_tenants', 'night_time_visitors', 'business_community', 'other')",
            name=op.f("ck_event_reaches_community"),
        ),
        sa.CheckConstraint("attendances >= 0", name=op.f("ck_event_reaches_attendances")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_event_reaches_partnership_id_event_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_event_reaches")),
        sa.UniqueConstraint(
            "partnership_id",
            "event_id",
            "community",
            name=op.f("uq_event_reaches_partnership_id_event_id_community"),
        ),
    )
    op.create_table(
        "published_events",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("ward_code", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_published_events_partnership_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_published_events")),
    )
    op.create_index(
        "ix_published_events_calendar",
        "published_events",
        ["partnership_id", "starts_at", "id"],
        unique=False,
    )
    op.create_table(
        "volunteer_training_sessions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("hours", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hours > 0 AND hours <= 24", name=op.f("ck_volunteer_training_sessions_hours")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "event_id"],
            ["community_events.partnership_id", "community_events.id"],
            name=op.f("fk_volunteer_training_sessions_partnership_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "volunteer_id"],
            ["volunteers.partnership_id", "volunteers.id"],
            name=op.f("fk_volunteer_training_sessions_partnership_id_volunteer_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_volunteer_training_sessions")),
    )
    op.create_index(
        "ix_volunteer_training_sessions_of",
        "volunteer_training_sessions",
        ["partnership_id", "volunteer_id", "id"],
        unique=False,
    )
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)
    for table in PUBLISHED:
        op.execute(f"GRANT SELECT ON {table} TO sosafe_reader")


def downgrade() -> None:
    op.drop_index("ix_volunteer_training_sessions_of", table_name="volunteer_training_sessions")
    op.drop_table("volunteer_training_sessions")
    op.drop_index("ix_published_events_calendar", table_name="published_events")
    op.drop_table("published_events")
    op.drop_table("event_reaches")
    op.drop_index("ix_event_issues_of", table_name="event_issues")
    op.drop_table("event_issues")
    op.drop_index("ix_event_feedback_of", table_name="event_feedback")
    op.drop_table("event_feedback")
    op.drop_index("ix_community_event_transitions_of", table_name="community_event_transitions")
    op.drop_table("community_event_transitions")
    op.drop_table("published_event_series")
    op.drop_index("ix_community_events_calendar", table_name="community_events")
    op.drop_table("community_events")
    op.drop_table("volunteers")
    op.drop_table("published_calendars")
    op.drop_table("event_series")
