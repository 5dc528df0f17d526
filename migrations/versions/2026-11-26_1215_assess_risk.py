"""Assess risk: rules, assessments by DASH, referrals to MARAC, other tools and their assessments.

A victim and a perpetrator are bound to one another by an assessment as they are by a case, so whoever must not
see the one sees neither, nor the assessment.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sosafe_api.core.db.columns import Access
from sosafe_api.core.db.row_security import excluded, statements, visible

revision = "202611261215"
down_revision = "202611261214"
branch_labels = None
depends_on = None

APPENDED = "SELECT, INSERT"
SECURED = {
    "assessment_tools": Access.PARTNERSHIP,
    "risk_rules": Access.PARTNERSHIP,
    "scored_assessments": Access.OF_PERSON,
    "risk_assessments": Access.OF_PERSON,
    "marac_referrals": Access.OF_PERSON,
}
OF_A_PAIR = ("risk_assessments", "marac_referrals")

# As before, and the other of each pair that an assessment names.
EXCLUDED_IDS = """
CREATE OR REPLACE FUNCTION excluded_ids(the_partnership uuid, the_principal uuid) RETURNS uuid[]
LANGUAGE plpgsql AS $$
DECLARE
 own_reach text := COALESCE(current_setting('app.reach', true), '');
 own_excluded text := COALESCE(current_setting('app.excluded_ids', true), '');
 found uuid[];
BEGIN
 SET LOCAL app.reach = 'partnership';
 SET LOCAL app.excluded_ids = '{{}}';
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
{pairs} UNION SELECT id FROM same),
 touched AS (
 SELECT cp.case_id AS id FROM public.case_people cp
 WHERE cp.partnership_id = the_partnership AND cp.person_id IN (SELECT id FROM company))
 SELECT COALESCE(array_agg(hidden.id ORDER BY hidden.id), '{{}}') INTO found FROM (
 SELECT subject_id AS id FROM named
 UNION SELECT id FROM company
 UNION SELECT id FROM touched
 UNION SELECT r.id FROM public.referrals r
  WHERE r.partnership_id = the_partnership AND r.case_id IN (SELECT id FROM touched)) hidden;
 EXECUTE format('SET LOCAL app.reach = %L', own_reach);
 EXECUTE format('SET LOCAL app.excluded_ids = %L', own_excluded);
 RETURN found;
END $$"""
PAIRS = """ UNION SELECT a.perpetrator_id FROM public.risk_assessments a
 WHERE a.partnership_id = the_partnership AND a.perpetrator_id IS NOT NULL AND a.person_id IN (SELECT id FROM same)
 UNION SELECT a.person_id FROM public.risk_assessments a
 WHERE a.partnership_id = the_partnership AND a.perpetrator_id IN (SELECT id FROM same)
"""


def upgrade() -> None:
    create_tables()
    for table, access in SECURED.items():
        for statement in statements(table, access, APPENDED):
            op.execute(statement)
    for table in OF_A_PAIR:
        seen = f"{visible(table, Access.OF_PERSON)} AND (perpetrator_id IS NULL OR NOT {excluded('perpetrator_id')})"
        op.execute(f"ALTER POLICY {table}_of_person ON {table} USING ({seen}) WITH CHECK ({seen})")
    op.execute(EXCLUDED_IDS.format(pairs=PAIRS))


def create_tables() -> None:
    op.create_table(
        "assessment_tools",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tool_version", sa.Integer(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_assessment_tools_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_assessment_tools")),
        sa.UniqueConstraint(
            "partnership_id",
            "code",
            "tool_version",
            name=op.f("uq_assessment_tools_partnership_id_code_tool_version"),
        ),
    )
    op.create_table(
        "risk_rules",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_risk_rules_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_risk_rules")),
        sa.UniqueConstraint(
            "partnership_id", "rule_version", name=op.f("uq_risk_rules_partnership_id_rule_version")
        ),
    )
    op.create_table(
        "scored_assessments",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("tool_id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("before_id", sa.Uuid(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("values", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "before_id"],
            ["scored_assessments.partnership_id", "scored_assessments.id"],
            name=op.f("fk_scored_assessments_partnership_id_before_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_scored_assessments_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_scored_assessments_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "tool_id"],
            ["assessment_tools.partnership_id", "assessment_tools.id"],
            name=op.f("fk_scored_assessments_partnership_id_tool_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_scored_assessments")),
    )
    op.create_index(
        "ix_scored_assessments_person_id",
        "scored_assessments",
        ["partnership_id", "person_id", "id"],
        unique=False,
    )
    op.create_table(
        "risk_assessments",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("perpetrator_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("dash_version", sa.Text(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("domestic_events_in_12_months", sa.SmallInteger(), nullable=True),
        sa.Column("judged_grade", sa.Text(), nullable=True),
        sa.Column("judgement_rationale", sa.Text(), nullable=True),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("yes_count", sa.SmallInteger(), nullable=False),
        sa.Column("count_grade", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("grounds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("pair_history", sa.Text(), nullable=False),
        sa.Column("last_marac_referral_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assessed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "case_id"],
            ["cases.partnership_id", "cases.id"],
            name=op.f("fk_risk_assessments_partnership_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "perpetrator_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_risk_assessments_partnership_id_perpetrator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_risk_assessments_partnership_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "referral_id"],
            ["referrals.partnership_id", "referrals.id"],
            name=op.f("fk_risk_assessments_partnership_id_referral_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "rule_id"],
            ["risk_rules.partnership_id", "risk_rules.id"],
            name=op.f("fk_risk_assessments_partnership_id_rule_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_risk_assessments")),
    )
    op.create_index(
        "ix_risk_assessments_perpetrator_id",
        "risk_assessments",
        ["partnership_id", "perpetrator_id"],
        unique=False,
    )
    op.create_index(
        "ix_risk_assessments_person_id",
        "risk_assessments",
        ["partnership_id", "person_id", "id"],
        unique=False,
    )
    op.create_table(
        "marac_referrals",
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("perpetrator_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "assessment_id"],
            ["risk_assessments.partnership_id", "risk_assessments.id"],
            name=op.f("fk_marac_referrals_partnership_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "perpetrator_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_marac_referrals_partnership_id_perpetrator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "person_id"],
            ["people.partnership_id", "people.id"],
            name=op.f("fk_marac_referrals_partnership_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_marac_referrals")),
        sa.UniqueConstraint(
            "partnership_id", "assessment_id", name=op.f("uq_marac_referrals_partnership_id_assessment_id")
        ),
    )
    op.create_index(
        "ix_marac_referrals_of_pair",
        "marac_referrals",
        ["partnership_id", "person_id", "perpetrator_id", "referred_on"],
        unique=False,
    )


def downgrade() -> None:
    op.execute(EXCLUDED_IDS.format(pairs=""))
    op.drop_index("ix_marac_referrals_of_pair", table_name="marac_referrals")
    op.drop_table("marac_referrals")
    op.drop_index("ix_risk_assessments_person_id", table_name="risk_assessments")
    op.drop_index("ix_risk_assessments_perpetrator_id", table_name="risk_assessments")
    op.drop_table("risk_assessments")
    op.drop_index("ix_scored_assessments_person_id", table_name="scored_assessments")
    op.drop_table("scored_assessments")
    op.drop_table("risk_rules")
    op.drop_table("assessment_tools")
