"""Look for those who share name and birthday with few people, not for all pairs that do.

The planner began with every pair of a partnership's people born on one day wherever it took them for few, as it does
before it has figures, and compared the names of all of them at each request of somebody who is excluded from a record.
"""

from alembic import op

revision = "202611271130"
down_revision = "202611271100"
branch_labels = None
depends_on = None

OF_ALL = """{found} AS (
 SELECT q.id FROM public.people p JOIN public.people q ON q.partnership_id = p.partnership_id
  AND q.date_of_birth = p.date_of_birth AND public.name_key(q.full_name) = public.name_key(p.full_name)
 WHERE p.partnership_id = the_partnership AND p.id IN (SELECT id FROM {few})
 UNION SELECT id FROM {few}),"""
OF_FEW = """names_of_{few} AS MATERIALIZED (
 SELECT DISTINCT public.name_key(p.full_name) AS name, p.date_of_birth AS born FROM public.people p
 WHERE p.partnership_id = the_partnership AND p.id IN (SELECT id FROM {few})),
 {found} AS (
 SELECT q.id FROM public.people q JOIN names_of_{few} n ON q.date_of_birth = n.born
  AND public.name_key(q.full_name) = n.name
 WHERE q.partnership_id = the_partnership
 UNION SELECT id FROM {few}),"""
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
 <alike>
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
 <namesakes>
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


def excluded_ids(namesakes: str) -> str:
    """The function, with one way to find namesakes."""
    text = EXCLUDED_IDS.replace("<alike>", namesakes.format(found="alike", few="same"))
    return text.replace("<namesakes>", namesakes.format(found="namesakes", few="company"))


def upgrade() -> None:
    op.execute(excluded_ids(OF_FEW))


def downgrade() -> None:
    op.execute(excluded_ids(OF_ALL))
