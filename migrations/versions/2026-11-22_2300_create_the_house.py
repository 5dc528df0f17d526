"""Create the tables of the directory, identity, referrals, changes and the audit trail.

Every table of a partnership has row security, also for its owner; each is granted by name.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "202611222300"
down_revision = None
branch_labels = None
depends_on = None

PARTNERSHIP = "partnership_id = (SELECT NULLIF(current_setting('app.partnership_id', true), '')::uuid)"
REFERRAL = (
    PARTNERSHIP + " AND ((SELECT current_setting('app.reach', true)) = 'partnership'"
    " OR agency_id = (SELECT NULLIF(current_setting('app.agency_id', true), '')::uuid)"
    " OR service_id = ANY (COALESCE((SELECT NULLIF(current_setting('app.service_ids', true), '')::uuid[]),"
    " '{}'::uuid[])))"
)
POLICIES = {"partnership": PARTNERSHIP, "referral": REFERRAL}
SECURED = {
    "idempotency_records": ("partnership", "SELECT, INSERT, UPDATE, DELETE"),
    "partnerships": ("common", "SELECT, UPDATE"),
    "revoked_tokens": ("partnership", "SELECT, INSERT, DELETE"),
    "agencies": ("partnership", "SELECT, INSERT, UPDATE"),
    "audit_entries": ("partnership", "SELECT, INSERT"),
    "changes": ("partnership", "SELECT, INSERT"),
    "groups": ("partnership", "SELECT, INSERT, UPDATE"),
    "sharing_agreements": ("partnership", "SELECT, INSERT, UPDATE"),
    "agency_memberships": ("partnership", "SELECT, INSERT, UPDATE"),
    "group_memberships": ("partnership", "SELECT, INSERT, UPDATE"),
    "liaison_officers": ("partnership", "SELECT, INSERT, UPDATE"),
    "principals": ("partnership", "SELECT, INSERT, UPDATE"),
    "services": ("partnership", "SELECT, INSERT, UPDATE"),
    "sharing_agreement_parties": ("partnership", "SELECT, INSERT, DELETE"),
    "sharing_agreement_purposes": ("partnership", "SELECT, INSERT, DELETE"),
    "referrals": ("referral", "SELECT, INSERT, UPDATE"),
    "role_assignments": ("partnership", "SELECT, INSERT, UPDATE"),
    "used_assertions": ("partnership", "SELECT, INSERT, DELETE"),
    "referral_details": ("referral", "SELECT, INSERT"),
    "referral_questions": ("referral", "SELECT, INSERT, UPDATE"),
    "referral_transitions": ("referral", "SELECT, INSERT"),
}

# What a principal may do today; the body's plan is kept by each connection. Row security binds it as the caller.
REQUEST_RIGHTS = """
CREATE FUNCTION request_rights(the_partnership uuid, the_principal uuid, the_token uuid, with_purposes boolean)
RETURNS TABLE (kind text, client_id text, agency_id uuid, scopes text[], tokens_valid_after timestamptz,
 withdrawn boolean, roles text[], services uuid[], purposes jsonb)
LANGUAGE plpgsql STABLE AS $$
DECLARE
 today date := (now() AT TIME ZONE 'Europe/London')::date;
BEGIN
 RETURN QUERY
 SELECT p.kind, p.client_id, p.agency_id, p.scopes, p.tokens_valid_after,
  p.disabled_at IS NOT NULL OR EXISTS (SELECT FROM public.revoked_tokens t
   WHERE t.partnership_id = the_partnership AND t.token_id = the_token),
  r.roles, r.services, CASE WHEN with_purposes THEN
   (SELECT jsonb_agg(jsonb_build_array(u.code, g.id, u.lawful_basis) ORDER BY g.starts_on DESC)
   FROM public.sharing_agreement_parties y
   JOIN public.sharing_agreements g ON g.partnership_id = y.partnership_id AND g.id = y.agreement_id
   JOIN public.sharing_agreement_purposes u ON u.partnership_id = g.partnership_id AND u.agreement_id = g.id
   WHERE y.partnership_id = the_partnership AND y.agency_id = p.agency_id AND g.starts_on <= today
    AND (g.ends_on IS NULL OR g.ends_on > today)) END
 FROM public.principals p CROSS JOIN LATERAL (
  SELECT array_agg(DISTINCT a.role) AS roles,
   array_agg(DISTINCT a.service_id) FILTER (WHERE a.service_id IS NOT NULL) AS services
  FROM public.role_assignments a WHERE a.partnership_id = the_partnership
   AND a.principal_id = the_principal AND a.starts_on <= today
   AND (a.ends_on IS NULL OR a.ends_on > today)) r
 WHERE p.partnership_id = the_partnership AND p.id = the_principal;
END $$"""


def upgrade() -> None:
    op.execute("GRANT USAGE ON SCHEMA public TO sosafe_app, sosafe_reader")
    op.execute("GRANT SELECT ON alembic_version TO sosafe_app, sosafe_reader")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    create_tables()
    for table, (access, grants) in SECURED.items():
        op.execute(f"GRANT {grants} ON {table} TO sosafe_app")
        if access in POLICIES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY {table}_{access} ON {table} USING ({POLICIES[access]})")
    op.execute("GRANT SELECT (id, slug, name, area_code) ON partnerships TO sosafe_reader")
    op.execute(REQUEST_RIGHTS)
    op.execute("REVOKE ALL ON FUNCTION request_rights FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION request_rights TO sosafe_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION request_rights")
    drop_tables()
    op.execute("DROP EXTENSION IF EXISTS btree_gist")
    op.execute("REVOKE SELECT ON alembic_version FROM sosafe_app, sosafe_reader")


def create_tables() -> None:
    op.create_table(
        "idempotency_records",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("key_digest", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("resource_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "partnership_id", "principal_id", "key_digest", name=op.f("pk_idempotency_records")
        ),
    )
    op.create_index(
        op.f("ix_idempotency_records_created_at"), "idempotency_records", ["created_at"], unique=False
    )
    op.create_table(
        "partnerships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode IN ('test', 'live')", name=op.f("ck_partnerships_mode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnerships")),
        sa.UniqueConstraint("slug", name=op.f("uq_partnerships_slug")),
    )
    op.create_table(
        "revoked_tokens",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("partnership_id", "token_id", name=op.f("pk_revoked_tokens")),
    )
    op.create_table(
        "agencies",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_agencies_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_agencies")),
        sa.UniqueConstraint("partnership_id", "slug", name=op.f("uq_agencies_partnership_id_slug")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("object_type", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("field_set", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("lawful_basis", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_audit_entries_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_audit_entries")),
    )
    op.create_index(
        op.f("ix_audit_entries_partnership_id_actor_id_recorded_at"),
        "audit_entries",
        ["partnership_id", "actor_id", "recorded_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_audit_entries_partnership_id_object_id_recorded_at"),
        "audit_entries",
        ["partnership_id", "object_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "changes",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("resource_version", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_changes_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_changes")),
    )
    op.create_index(
        op.f("ix_changes_partnership_id_sequence"), "changes", ["partnership_id", "sequence"], unique=False
    )
    op.create_index(
        "ix_changes_unnumbered",
        "changes",
        ["partnership_id", "id"],
        unique=False,
        postgresql_where=sa.text("sequence IS NULL"),
    )
    op.create_table(
        "groups",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("first_meeting_on", sa.Date(), nullable=True),
        sa.Column("chair_post", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_groups_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_groups")),
        sa.UniqueConstraint("partnership_id", "slug", name=op.f("uq_groups_partnership_id_slug")),
    )
    op.create_table(
        "sharing_agreements",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_sharing_agreements_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_sharing_agreements")),
    )
    op.create_table(
        "agency_memberships",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("partnership_id"), "="),
            (sa.column("agency_id"), "="),
            (sa.text("daterange(starts_on, ends_on)"), "&&"),
            using="gist",
            name="ex_agency_memberships_period",
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on > starts_on", name=op.f("ck_agency_memberships_period")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_agency_memberships_partnership_id_agency_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_agency_memberships")),
    )
    op.create_table(
        "group_memberships",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on > starts_on", name=op.f("ck_group_memberships_period")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_group_memberships_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "group_id"],
            ["groups.partnership_id", "groups.id"],
            name=op.f("fk_group_memberships_partnership_id_group_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_group_memberships")),
    )
    op.create_table(
        "liaison_officers",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("partnership_id"), "="),
            (sa.column("agency_id"), "="),
            (sa.text("daterange(starts_on, ends_on)"), "&&"),
            using="gist",
            name="ex_liaison_officers_period",
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name=op.f("ck_liaison_officers_period")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_liaison_officers_partnership_id_agency_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_liaison_officers")),
    )
    op.create_table(
        "principals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=True),
        sa.Column("key_set", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("key_algorithm", sa.Text(), nullable=True),
        sa.Column("tokens_valid_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('client', 'user')", name=op.f("ck_principals_kind")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_principals_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_principals_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_principals")),
        sa.UniqueConstraint(
            "partnership_id", "client_id", name=op.f("uq_principals_partnership_id_client_id")
        ),
    )
    op.create_table(
        "services",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("eligibility", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("reason_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("takes_self_referrals", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("accepting", sa.Boolean(), nullable=False),
        sa.Column("next_available_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("places_free", sa.Integer(), nullable=True),
        sa.Column("capacity_updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_within_days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer_within_days BETWEEN 1 AND 90", name=op.f("ck_services_answer_within_days")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_services_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_services_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_services")),
        sa.UniqueConstraint("partnership_id", "slug", name=op.f("uq_services_partnership_id_slug")),
    )
    op.create_table(
        "sharing_agreement_parties",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_sharing_agreement_parties_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agreement_id"],
            ["sharing_agreements.partnership_id", "sharing_agreements.id"],
            name=op.f("fk_sharing_agreement_parties_partnership_id_agreement_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "agreement_id", "agency_id", name=op.f("pk_sharing_agreement_parties")
        ),
    )
    op.create_table(
        "sharing_agreement_purposes",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("lawful_basis", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("special_category_condition", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agreement_id"],
            ["sharing_agreements.partnership_id", "sharing_agreements.id"],
            name=op.f("fk_sharing_agreement_purposes_partnership_id_agreement_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "agreement_id", "code", name=op.f("pk_sharing_agreement_purposes")
        ),
    )
    op.create_table(
        "referrals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("agency_reference", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("redirected_from_id", sa.Uuid(), nullable=True),
        sa.Column("redirected_to_id", sa.Uuid(), nullable=True),
        sa.Column("referral_source", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_answer_by", sa.Date(), nullable=False),
        sa.Column("answer_deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("awaiting_seconds", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('submitted', 'received', 'under_review', 'awaiting_information', 'accepted', 'declined', 'in_progress', 'on_hold', 'completed', 'not_completed', 'withdrawn', 'entered_in_error')",
            name=op.f("ck_referrals_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_referrals_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "redirected_from_id"],
            ["referrals.partnership_id", "referrals.id"],
            name=op.f("fk_referrals_partnership_id_redirected_from_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_referrals_partnership_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_referrals_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_referrals")),
    )
    op.create_index(
        "ix_referrals_received", "referrals", ["partnership_id", "service_id", "id"], unique=False
    )
    op.create_index("ix_referrals_received_at", "referrals", ["partnership_id", "received_at"], unique=False)
    op.create_index("ix_referrals_sent", "referrals", ["partnership_id", "agency_id", "id"], unique=False)
    op.create_index(
        "ix_referrals_sent_updated",
        "referrals",
        ["partnership_id", "agency_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_referrals_undecided",
        "referrals",
        ["partnership_id", "service_id", "answer_deadline_at"],
        unique=False,
        postgresql_where=sa.text(
            "status IN ('awaiting_information', 'received', 'submitted', 'under_review')"
        ),
    )
    op.create_index(
        "uq_referrals_agency_reference",
        "referrals",
        ["partnership_id", "agency_id", "agency_reference"],
        unique=True,
        postgresql_where=sa.text("redirected_from_id IS NULL"),
    )
    op.create_index(
        "uq_referrals_redirected_from_id",
        "referrals",
        ["partnership_id", "redirected_from_id"],
        unique=True,
        postgresql_where=sa.text("redirected_from_id IS NOT NULL"),
    )
    op.create_table(
        "role_assignments",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_role_assignments_partnership_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_role_assignments_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_role_assignments")),
        sa.UniqueConstraint(
            "partnership_id",
            "principal_id",
            "role",
            "service_id",
            "starts_on",
            name=op.f("uq_role_assignments_partnership_id_principal_id_role_service_id_starts_on"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_table(
        "used_assertions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("assertion_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_used_assertions_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "principal_id", "assertion_id", name=op.f("pk_used_assertions")
        ),
    )
    op.create_table(
        "referral_details",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("age_band", sa.Text(), nullable=True),
        sa.Column("outward_postcode", sa.Text(), nullable=True),
        sa.Column("safe_contact", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("interpreter_language", sa.Text(), nullable=True),
        sa.Column("household", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("reason_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("risk", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("consent", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "id"],
            ["referrals.partnership_id", "referrals.id"],
            name=op.f("fk_referral_details_partnership_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_referral_details")),
    )
    op.create_table(
        "referral_questions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "referral_id"],
            ["referrals.partnership_id", "referrals.id"],
            name=op.f("fk_referral_questions_partnership_id_referral_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_referral_questions")),
    )
    op.create_index(
        op.f("ix_referral_questions_partnership_id_referral_id"),
        "referral_questions",
        ["partnership_id", "referral_id"],
        unique=False,
    )
    op.create_table(
        "referral_transitions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_agency_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "referral_id"],
            ["referrals.partnership_id", "referrals.id"],
            name=op.f("fk_referral_transitions_partnership_id_referral_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_referral_transitions")),
        sa.UniqueConstraint(
            "partnership_id",
            "referral_id",
            "version",
            name=op.f("uq_referral_transitions_partnership_id_referral_id_version"),
        ),
    )


def drop_tables() -> None:
    op.drop_table("referral_transitions")
    op.drop_index(op.f("ix_referral_questions_partnership_id_referral_id"), table_name="referral_questions")
    op.drop_table("referral_questions")
    op.drop_table("referral_details")
    op.drop_table("used_assertions")
    op.drop_table("role_assignments")
    op.drop_index(
        "uq_referrals_redirected_from_id",
        table_name="referrals",
        postgresql_where=sa.text("redirected_from_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_referrals_agency_reference",
        table_name="referrals",
        postgresql_where=sa.text("redirected_from_id IS NULL"),
    )
    op.drop_index(
        "ix_referrals_undecided",
        table_name="referrals",
        postgresql_where=sa.text(
            "status IN ('awaiting_information', 'received', 'submitted', 'under_review')"
        ),
    )
    op.drop_index("ix_referrals_sent_updated", table_name="referrals")
    op.drop_index("ix_referrals_sent", table_name="referrals")
    op.drop_index("ix_referrals_received_at", table_name="referrals")
    op.drop_index("ix_referrals_received", table_name="referrals")
    op.drop_table("referrals")
    op.drop_table("sharing_agreement_purposes")
    op.drop_table("sharing_agreement_parties")
    op.drop_table("services")
    op.drop_table("principals")
    op.drop_table("liaison_officers")
    op.drop_table("group_memberships")
    op.drop_table("agency_memberships")
    op.drop_table("sharing_agreements")
    op.drop_table("groups")
    op.drop_index("ix_changes_unnumbered", table_name="changes", postgresql_where=sa.text("sequence IS NULL"))
    op.drop_index(op.f("ix_changes_partnership_id_sequence"), table_name="changes")
    op.drop_table("changes")
    op.drop_index(op.f("ix_audit_entries_partnership_id_object_id_recorded_at"), table_name="audit_entries")
    op.drop_index(op.f("ix_audit_entries_partnership_id_actor_id_recorded_at"), table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_table("agencies")
    op.drop_table("revoked_tokens")
    op.drop_table("partnerships")
    op.drop_index(op.f("ix_idempotency_records_created_at"), table_name="idempotency_records")
    op.drop_table("idempotency_records")
