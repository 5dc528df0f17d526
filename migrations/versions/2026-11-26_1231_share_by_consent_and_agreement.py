"""Share by consent and agreement: consents, disclosures and notices of them; exclusions that two people lift.

An exclusion hides referrals about the same person before any case has taken them up: those whose name and date
of birth are those of somebody hidden. They are compared when the excluded person asks, so that none is missed
which came later and none has to be looked for when a referral comes in. It hides whom the person lives or lived
with as well, and their cases: who knows the household's address knows the person's.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import statements

revision = "202611261231"
down_revision = "202611261227"
branch_labels = None
depends_on = None

SECURED = {
    "consents": (Access.OF_PERSON, "SELECT, INSERT, UPDATE"),
    "consent_transitions": (Access.OF_PERSON, "SELECT, INSERT"),
    "disclosures": (Access.OF_PERSON, "SELECT, INSERT"),
    "disclosure_notices": (Access.RECIPIENT, "SELECT, INSERT, UPDATE"),
}

# A name's words without accents, stops and apostrophes, in no order: "Person, O'Example" is "oexample person".
NAME_KEY = r"""
CREATE FUNCTION name_key(the_name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
 SELECT string_agg(word, ' ' ORDER BY word COLLATE "C") FROM regexp_split_to_table(
  regexp_replace(lower(normalize(the_name, NFKD)), '[\u0300-\u036f\u2019''.]', '', 'g'), '[[:space:],-]+') AS word
 WHERE word <> ''
$$"""

# Planned once a connection, since planning it takes several times as long as running it.
EXCLUDED_IDS = """

CREATE OR REPLACE FUNCTION excluded_ids(the_partnership uuid, the_principal uuid) RETURNS uuid[]
LANGUAGE plpgsql SET plan_cache_mode = 'force_generic_plan' AS $$
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
 of_named_referrals AS (
 SELECT public.name_key(d.full_name) AS name, d.date_of_birth AS born FROM public.referral_details d
 WHERE d.partnership_id = the_partnership
  AND d.id IN (SELECT subject_id FROM named WHERE subject_type = 'referral')),
 persons AS (
 SELECT subject_id AS id FROM named WHERE subject_type = 'person' UNION SELECT person_id FROM in_named_cases
 UNION SELECT p.id FROM public.people p JOIN of_named_referrals r
  ON r.born = p.date_of_birth AND r.name = public.name_key(p.full_name)
 WHERE p.partnership_id = the_partnership),
 roots AS (
 SELECT COALESCE(p.merged_into_id, p.id) AS id FROM public.people p
 WHERE p.partnership_id = the_partnership AND p.id IN (SELECT id FROM persons)),
 same AS (
 SELECT p.id FROM public.people p
 WHERE p.partnership_id = the_partnership AND p.merged_into_id IN (SELECT id FROM roots)
 UNION SELECT id FROM roots UNION SELECT id FROM persons),
 alike AS (
 SELECT q.id FROM public.people p JOIN public.people q ON q.partnership_id = p.partnership_id
  AND q.date_of_birth = p.date_of_birth AND public.name_key(q.full_name) = public.name_key(p.full_name)
 WHERE p.partnership_id = the_partnership AND p.id IN (SELECT id FROM same)
 UNION SELECT id FROM same),
 homes AS (
 SELECT m.household_id FROM public.household_members m
 WHERE m.partnership_id = the_partnership AND m.person_id IN (SELECT id FROM alike)),
 shared AS (
 SELECT cp.case_id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.person_id IN (SELECT id FROM alike)),
 company AS (
 SELECT cp.person_id AS id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.case_id IN (SELECT case_id FROM shared)
 UNION SELECT a.perpetrator_id FROM public.risk_assessments a
 WHERE a.partnership_id = the_partnership AND a.perpetrator_id IS NOT NULL
  AND a.person_id IN (SELECT id FROM alike)
 UNION SELECT a.person_id FROM public.risk_assessments a
 WHERE a.partnership_id = the_partnership AND a.perpetrator_id IN (SELECT id FROM alike)
 UNION SELECT m.person_id FROM public.household_members m
 WHERE m.partnership_id = the_partnership AND m.household_id IN (SELECT household_id FROM homes)
 UNION SELECT id FROM alike),
 namesakes AS (
 SELECT q.id FROM public.people p JOIN public.people q ON q.partnership_id = p.partnership_id
  AND q.date_of_birth = p.date_of_birth AND public.name_key(q.full_name) = public.name_key(p.full_name)
 WHERE p.partnership_id = the_partnership AND p.id IN (SELECT id FROM company)
 UNION SELECT id FROM company),
 circle AS (
 SELECT p.id, public.name_key(p.full_name) AS name, p.date_of_birth AS born FROM public.people p
 WHERE p.partnership_id = the_partnership AND p.id IN (SELECT id FROM namesakes)),
 touched AS (
 SELECT cp.case_id AS id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.person_id IN (SELECT id FROM circle)),
 known AS (SELECT name, born FROM circle UNION SELECT name, born FROM of_named_referrals)
 SELECT COALESCE(array_agg(hidden.id ORDER BY hidden.id), '{}') INTO found FROM (
 SELECT subject_id AS id FROM named
 UNION SELECT id FROM company
 UNION SELECT id FROM circle
 UNION SELECT id FROM touched
 UNION SELECT r.id FROM public.referrals r
  WHERE r.partnership_id = the_partnership AND r.case_id IN (SELECT id FROM touched)
 UNION SELECT d.id FROM public.referral_details d JOIN known k
  ON d.date_of_birth = k.born AND public.name_key(d.full_name) = k.name
 WHERE d.partnership_id = the_partnership) hidden;
 EXECUTE format('SET LOCAL app.reach = %L', own_reach);
 EXECUTE format('SET LOCAL app.excluded_ids = %L', own_excluded);
 RETURN found;
END $$"""
EXCLUDED_IDS_BEFORE = """

CREATE OR REPLACE FUNCTION excluded_ids(the_partnership uuid, the_principal uuid) RETURNS uuid[]
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
 UNION SELECT a.perpetrator_id FROM public.risk_assessments a
 WHERE a.partnership_id = the_partnership AND a.perpetrator_id IS NOT NULL AND a.person_id IN (SELECT id FROM same)
 UNION SELECT a.person_id FROM public.risk_assessments a
 WHERE a.partnership_id = the_partnership AND a.perpetrator_id IN (SELECT id FROM same)
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


def upgrade() -> None:
    create_tables()
    for table, (access, grants) in SECURED.items():
        for statement in statements(table, access, grants):
            op.execute(statement)
    extend_tables()
    op.execute(NAME_KEY)
    op.execute("REVOKE ALL ON FUNCTION name_key(text) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION name_key(text) TO sosafe_app")
    op.execute(EXCLUDED_IDS)


def create_tables() -> None:
    op.create_table(
        "consents",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_consents_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_consents_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_consents")),
        sa.UniqueConstraint(
            "partnership_id",
            "person_id",
            "service_id",
            name=op.f("uq_consents_partnership_id_person_id_service_id"),
        ),
    )
    op.create_table(
        "disclosures",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_agency_id", sa.Uuid(), nullable=False),
        sa.Column("disclosed_on", sa.Date(), nullable=False),
        sa.Column("data_classes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("lawful_basis", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=True),
        sa.Column("special_category_condition", sa.Text(), nullable=True),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("consent_status", sa.Text(), nullable=False),
        sa.Column("without_consent_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("disclosed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agreement_id"],
            ["sharing_agreements.partnership_id", "sharing_agreements.id"],
            name=op.f("fk_disclosures_partnership_id_agreement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_disclosures_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "recipient_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_disclosures_partnership_id_recipient_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_disclosures_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_disclosures")),
    )
    op.create_index(
        "ix_disclosures_person_id", "disclosures", ["partnership_id", "person_id", "id"], unique=False
    )
    op.create_table(
        "consent_transitions",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "consent_id"],
            ["consents.partnership_id", "consents.id"],
            name=op.f("fk_consent_transitions_partnership_id_consent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_consent_transitions_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_consent_transitions")),
    )
    op.create_index(
        "ix_consent_transitions_consent_id",
        "consent_transitions",
        ["partnership_id", "consent_id", "id"],
        unique=False,
    )
    op.create_table(
        "disclosure_notices",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_agency_id", sa.Uuid(), nullable=False),
        sa.Column("consent_transition_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("disclosure_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "consent_transition_id"],
            ["consent_transitions.partnership_id", "consent_transitions.id"],
            name=op.f("fk_disclosure_notices_partnership_id_consent_transition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_disclosure_notices_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "recipient_agency_id"],
            ["agencies.partnership_id", "agencies.id"],
            name=op.f("fk_disclosure_notices_partnership_id_recipient_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "service_id"],
            ["services.partnership_id", "services.id"],
            name=op.f("fk_disclosure_notices_partnership_id_service_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_disclosure_notices")),
        sa.UniqueConstraint(
            "partnership_id",
            "consent_transition_id",
            "recipient_agency_id",
            name="uq_disclosure_notices_each_recipient_once",
        ),
    )
    op.create_index(
        "ix_disclosure_notices_recipient",
        "disclosure_notices",
        ["partnership_id", "recipient_agency_id", "id"],
        unique=False,
    )


def extend_tables() -> None:
    op.add_column("exclusions", sa.Column("lifting_reason_code", sa.Text(), nullable=True))
    op.add_column("exclusions", sa.Column("lifting_requested_by", sa.Uuid(), nullable=True))
    op.add_column("exclusions", sa.Column("lifting_requested_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("exclusions", sa.Column("lifted_by", sa.Uuid(), nullable=True))
    op.add_column(
        "exclusions", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    # Exclusions are few, so nobody waits for the new index.
    op.execute("-- squawk-ignore require-concurrent-index-deletion\nDROP INDEX uq_exclusions_subject")
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE UNIQUE INDEX uq_exclusions_declared ON exclusions"
        " (partnership_id, principal_id, subject_id, declared_by) WHERE lifted_at IS NULL"
    )
    op.add_column(
        "sharing_agreement_parties",
        sa.Column("receives", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    op.add_column("sharing_agreements", sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column(
        "sharing_agreements",
        sa.Column(
            "data_classes", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
    )


def downgrade() -> None:
    op.execute(EXCLUDED_IDS_BEFORE)
    op.execute("DROP FUNCTION name_key(text)")
    op.drop_column("sharing_agreements", "data_classes")
    op.drop_column("sharing_agreements", "review_on")
    op.drop_column("sharing_agreement_parties", "receives")
    op.drop_index(
        "uq_exclusions_declared", table_name="exclusions", postgresql_where=sa.text("lifted_at IS NULL")
    )
    op.create_index(
        op.f("uq_exclusions_subject"),
        "exclusions",
        ["partnership_id", "principal_id", "subject_id"],
        unique=True,
        postgresql_where="(lifted_at IS NULL)",
    )
    op.drop_column("exclusions", "version")
    op.drop_column("exclusions", "lifted_by")
    op.drop_column("exclusions", "lifting_requested_at")
    op.drop_column("exclusions", "lifting_requested_by")
    op.drop_column("exclusions", "lifting_reason_code")
    op.drop_index("ix_disclosure_notices_recipient", table_name="disclosure_notices")
    op.drop_table("disclosure_notices")
    op.drop_index("ix_consent_transitions_consent_id", table_name="consent_transitions")
    op.drop_table("consent_transitions")
    op.drop_index("ix_disclosures_person_id", table_name="disclosures")
    op.drop_table("disclosures")
    op.drop_table("consents")
