"""Open casework: people, cases and who works on them, exclusions; referrals that a case takes up.

Who may see a case, or must not see it, is decided by row security; `request_rights` brings what it needs.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import OWN_SERVICE, PARTNERSHIP, WHOLE_PARTNERSHIP, excluded, statements

revision = "202611261144"
down_revision = "202611230405"
branch_labels = None
depends_on = None

SECURED = {
    "people": (Access.PERSON, "SELECT, INSERT, UPDATE"),
    "cases": (Access.CASE, "SELECT, INSERT, UPDATE"),
    "exclusions": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
    "case_people": (Access.OF_CASE, "SELECT, INSERT, DELETE"),
    "case_workers": (Access.PARTNERSHIP, "SELECT, INSERT, UPDATE"),
}
SENT_BY_OWN_AGENCY = "agency_id = (SELECT NULLIF(current_setting('app.agency_id', true), '')::uuid)"
OWN_REFERRAL = f"{PARTNERSHIP} AND ({WHOLE_PARTNERSHIP} OR {SENT_BY_OWN_AGENCY} OR {OWN_SERVICE})"
# Which column of each table names the referral that an exclusion can hide.
REFERRALS = {
    "referrals": "id",
    "referral_details": "id",
    "referral_transitions": "referral_id",
    "referral_questions": "referral_id",
}

# Everything that an excluded person's record would lead to: the same person's merged records, the cases of
# each, everybody in those cases, all their cases, and the referrals of these. It looks at the whole
# partnership, since the caller's own view would miss what leads there.
EXCLUDED_IDS = """
CREATE FUNCTION excluded_ids(the_partnership uuid, the_principal uuid) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
 own_reach text := COALESCE(current_setting('app.reach', true), '');
 own_excluded text := COALESCE(current_setting('app.excluded_ids', true), '');
 found uuid[];
BEGIN
 SET LOCAL app.reach = 'partnership';
 SET LOCAL app.excluded_ids = '{}';
 WITH named AS (
 SELECT x.subject_type, x.subject_id FROM public.exclusions x
 WHERE x.partnership_id = the_partnership AND x.principal_id = the_principal AND x.lifted_at IS NULL),
 in_named_cases AS (
 SELECT cp.person_id FROM public.case_people cp WHERE cp.partnership_id = the_partnership
  AND (cp.case_id IN (SELECT subject_id FROM named WHERE subject_type = 'case')
  OR cp.case_id IN (SELECT r.case_id FROM public.referrals r WHERE r.partnership_id = the_partnership
   AND r.id IN (SELECT subject_id FROM named WHERE subject_type = 'referral')))),
 persons AS (
 SELECT subject_id AS id FROM named WHERE subject_type = 'person' UNION SELECT person_id FROM in_named_cases),
 same AS (
 SELECT p.id FROM public.people p WHERE p.partnership_id = the_partnership
  AND COALESCE(p.merged_into_id, p.id) IN (
   SELECT COALESCE(q.merged_into_id, q.id) FROM public.people q
   WHERE q.partnership_id = the_partnership AND q.id IN (SELECT id FROM persons))
 UNION SELECT id FROM persons),
 shared AS (
 SELECT cp.case_id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.person_id IN (SELECT id FROM same)),
 company AS (
 SELECT cp.person_id AS id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.case_id IN (SELECT case_id FROM shared)
 UNION SELECT id FROM same),
 touched AS (
 SELECT cp.case_id AS id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.person_id IN (SELECT id FROM company))
 SELECT COALESCE(array_agg(hidden.id ORDER BY hidden.id), '{}') INTO found FROM (
 SELECT subject_id AS id FROM named
 UNION SELECT id FROM company
 UNION SELECT id FROM touched
 UNION SELECT r.id FROM public.referrals r
  WHERE r.partnership_id = the_partnership AND r.case_id IN (SELECT id FROM touched)) hidden;
 EXECUTE format('SET LOCAL app.reach = %L', own_reach);
 EXECUTE format('SET LOCAL app.excluded_ids = %L', own_excluded);
 RETURN found;
END $$"""

FUNCTION = "request_rights(uuid, uuid, uuid, boolean)"
REQUEST_RIGHTS = """
CREATE FUNCTION request_rights(the_partnership uuid, the_principal uuid, the_token uuid, with_purposes boolean)
RETURNS TABLE (kind text, client_id text, agency_id uuid, scopes text[], tokens_valid_after timestamptz,
 withdrawn boolean, roles text[], services uuid[], {more_columns}purposes jsonb)
LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
 today date := (now() AT TIME ZONE 'Europe/London')::date;
BEGIN
 RETURN QUERY
 SELECT p.kind, p.client_id, p.agency_id, p.scopes, p.tokens_valid_after,
  p.disabled_at IS NOT NULL OR EXISTS (SELECT FROM public.revoked_tokens t
   WHERE t.partnership_id = the_partnership AND t.token_id = the_token),
  r.roles, r.services, {more_values}CASE WHEN with_purposes THEN
   (SELECT jsonb_agg(jsonb_build_array(u.code, g.id, u.lawful_basis) ORDER BY g.starts_on DESC)
   FROM public.sharing_agreement_parties y
   JOIN public.sharing_agreements g ON g.partnership_id = y.partnership_id AND g.id = y.agreement_id
   JOIN public.sharing_agreement_purposes u ON u.partnership_id = g.partnership_id AND u.agreement_id = g.id
   WHERE y.partnership_id = the_partnership AND y.agency_id = p.agency_id AND g.starts_on <= today
    AND (g.ends_on IS NULL OR g.ends_on > today)) END
 FROM public.principals p CROSS JOIN LATERAL (
  SELECT array_agg(DISTINCT a.role) AS roles{more_aggregates},
   array_agg(DISTINCT a.service_id) FILTER (WHERE a.service_id IS NOT NULL) AS services
  FROM public.role_assignments a WHERE a.partnership_id = the_partnership
   AND a.principal_id = the_principal AND a.starts_on <= today
   AND (a.ends_on IS NULL OR a.ends_on > today)) r
 WHERE p.partnership_id = the_partnership AND p.id = the_principal;
END $$"""
# The usual caller is excluded from nothing, so the long way is taken only where an exclusion is found.
WITH_CASEWORK = {
    "more_columns": "groups uuid[], excluded uuid[], ",
    "more_values": """r.groups, CASE WHEN EXISTS (SELECT FROM public.exclusions x
   WHERE x.partnership_id = the_partnership AND x.principal_id = the_principal AND x.lifted_at IS NULL)
   THEN public.excluded_ids(the_partnership, the_principal) END, """,
    "more_aggregates": ", array_agg(DISTINCT a.group_id) FILTER (WHERE a.group_id IS NOT NULL) AS groups",
}
WITHOUT_CASEWORK = dict.fromkeys(WITH_CASEWORK, "")


def upgrade() -> None:
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)
    link_referrals_and_roles()
    for table, column in REFERRALS.items():
        op.execute(
            f"ALTER POLICY {table}_referral ON {table} USING ({OWN_REFERRAL} AND NOT {excluded(column)})"
        )
    op.execute(EXCLUDED_IDS)
    allow("excluded_ids(uuid, uuid)")
    replace_request_rights(WITH_CASEWORK)


def replace_request_rights(parts: dict[str, str]) -> None:
    op.execute(f"-- squawk-ignore ban-drop-function\nDROP FUNCTION {FUNCTION}")
    op.execute(REQUEST_RIGHTS.format(**parts))
    allow(FUNCTION)


def allow(function: str) -> None:
    op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO sosafe_app")


def create_tables() -> None:
    op.create_table(
        "people",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("age_band", sa.Text(), nullable=True),
        sa.Column("outward_postcode", sa.Text(), nullable=True),
        sa.Column("safe_contact", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("interpreter_language", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "merged_into_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_people_partnership_id_merged_into_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_people_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_people")),
    )
    op.create_table(
        "cases",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("access IN ('service', 'workers')", name=op.f("ck_cases_access")),
        sa.CheckConstraint(
            "status IN ('open', 'paused', 'closing', 'closed', 'entered_in_error')",
            name=op.f("ck_cases_status"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_cases_partnership_id_service_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_cases_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_of_service", "cases", ["partnership_id", "service_id", "id"], unique=False)
    op.create_table(
        "exclusions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "subject_type IN ('person', 'case', 'referral')", name=op.f("ck_exclusions_subject_type")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_exclusions_partnership_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_exclusions_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_exclusions")),
    )
    op.create_index(
        "ix_exclusions_in_force",
        "exclusions",
        ["partnership_id", "principal_id"],
        unique=False,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_index(
        "uq_exclusions_subject",
        "exclusions",
        ["partnership_id", "principal_id", "subject_id"],
        unique=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "case_people",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_case_people_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_case_people_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_case_people")),
        sa.UniqueConstraint(
            "partnership_id",
            "case_id",
            "person_id",
            "role",
            name=op.f("uq_case_people_partnership_id_case_id_person_id_role"),
        ),
    )
    op.create_index("ix_case_people_person_id", "case_people", ["partnership_id", "person_id"], unique=False)
    op.create_table(
        "case_workers",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_case_workers_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "principal_id"],
            ["principals.partnership_id", "principals.id"],
            name=op.f("fk_case_workers_partnership_id_principal_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_case_workers")),
    )
    op.create_index(
        "uq_case_workers_at_work",
        "case_workers",
        ["partnership_id", "case_id", "principal_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_case_workers_lead",
        "case_workers",
        ["partnership_id", "case_id"],
        unique=True,
        postgresql_where=sa.text("lead AND ended_at IS NULL"),
    )


def link_referrals_and_roles() -> None:
    op.add_column("referrals", sa.Column("case_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_referrals_partnership_id_case_id"),
        "referrals",
        "cases",
        ["partnership_id", "case_id"],
        ["partnership_id", "id"],
        postgresql_not_valid=True,
    )
    # The column is new and empty, and the index leaves empty values out: it takes one short scan.
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX ix_referrals_case_id ON referrals (partnership_id, case_id) WHERE case_id IS NOT NULL"
    )
    op.add_column("role_assignments", sa.Column("group_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_role_assignments_partnership_id_group_id"),
        "role_assignments",
        "groups",
        ["partnership_id", "group_id"],
        ["partnership_id", "id"],
        postgresql_not_valid=True,
    )
    # One may sit in two panels from the same day on. Roles are few, so nobody waits for the new constraint.
    replace_unique_role(
        "uq_role_assignments_partnership_id_principal_id_role_se_24e1",
        "uq_role_assignments_partnership_id_principal_id_role_se_7e70",
        "partnership_id, principal_id, role, service_id, group_id, starts_on",
    )


def replace_unique_role(old: str, new: str, columns: str) -> None:
    op.execute(f"-- squawk-ignore ban-drop-constraint\nALTER TABLE role_assignments DROP CONSTRAINT {old}")
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint\n"
        f"ALTER TABLE role_assignments ADD CONSTRAINT {new} UNIQUE NULLS NOT DISTINCT ({columns})"
    )


def downgrade() -> None:
    replace_request_rights(WITHOUT_CASEWORK)
    op.execute("DROP FUNCTION excluded_ids(uuid, uuid)")
    for table in ("people", "cases"):  # their policies ask about tables that go first
        op.execute(f"DROP POLICY {table}_{SECURED[table][0].value} ON {table}")
    for table in REFERRALS:
        op.execute(f"ALTER POLICY {table}_referral ON {table} USING ({OWN_REFERRAL})")
    op.drop_constraint(
        op.f("fk_role_assignments_partnership_id_group_id"), "role_assignments", type_="foreignkey"
    )
    replace_unique_role(
        "uq_role_assignments_partnership_id_principal_id_role_se_7e70",
        "uq_role_assignments_partnership_id_principal_id_role_se_24e1",
        "partnership_id, principal_id, role, service_id, starts_on",
    )
    op.drop_column("role_assignments", "group_id")
    op.drop_constraint(op.f("fk_referrals_partnership_id_case_id"), "referrals", type_="foreignkey")
    op.drop_index(
        "ix_referrals_case_id", table_name="referrals", postgresql_where=sa.text("case_id IS NOT NULL")
    )
    op.drop_column("referrals", "case_id")
    op.drop_index(
        "uq_case_workers_lead",
        table_name="case_workers",
        postgresql_where=sa.text("lead AND ended_at IS NULL"),
    )
    op.drop_index(
        "uq_case_workers_at_work", table_name="case_workers", postgresql_where=sa.text("ended_at IS NULL")
    )
    op.drop_table("case_workers")
    op.drop_index("ix_case_people_person_id", table_name="case_people")
    op.drop_table("case_people")
    op.drop_index(
        "uq_exclusions_subject", table_name="exclusions", postgresql_where=sa.text("lifted_at IS NULL")
    )
    op.drop_index(
        "ix_exclusions_in_force", table_name="exclusions", postgresql_where=sa.text("lifted_at IS NULL")
    )
    op.drop_table("exclusions")
    op.drop_index("ix_cases_of_service", table_name="cases")
    op.drop_table("cases")
    op.drop_table("people")
