"""The statements by which a file of referrals is staged, judged and kept, each for all rows at once."""

from sosafe_api.core import audit_trail, outbox

STAGED = (
    "row_number", "line_number", "byte_position", "byte_length",
    "id", "transition_id", "change_id", "audit_id", "content_digest",
    "agency_reference", "service_id", "referral_source", "urgency", "referred_on",
    "full_name", "date_of_birth", "age_band", "outward_postcode", "safe_contact", "interpreter_language",
    "household", "reason_codes", "risk", "consent", "narrative",
)  # fmt: skip
_DETAILS = ", ".join(STAGED[14:])
_TYPES = {
    "row_number": "integer", "line_number": "integer", "byte_position": "bigint", "byte_length": "integer",
    "id": "uuid", "transition_id": "uuid", "change_id": "uuid", "audit_id": "uuid", "service_id": "uuid",
    "content_digest": "bytea", "referred_on": "date", "date_of_birth": "date", "safe_contact": "jsonb",
    "household": "jsonb", "reason_codes": "text[]", "risk": "jsonb", "consent": "jsonb",
}  # fmt: skip
_COLUMNS = ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in STAGED)

# As of a request: of whom nobody has declared anything, nothing has to be worked out.
EXCLUDED = """
SELECT CASE WHEN EXISTS (SELECT FROM exclusions x WHERE x.partnership_id = %(partnership_id)s
  AND x.principal_id = %(principal_id)s AND x.lifted_at IS NULL)
 THEN excluded_ids(%(partnership_id)s, %(principal_id)s) END"""
# A step drops what the step before it staged, where one transaction takes several. A tenth of the rows that
# PostgreSQL looks at unless told otherwise is enough to tell the planner how many there are.
STAGE = (
    "SET LOCAL default_statistics_target = 10;"
    " DROP TABLE IF EXISTS referral_verdicts; DROP TABLE IF EXISTS referral_stage;"
    f" CREATE TEMPORARY TABLE referral_stage ({_COLUMNS}) ON COMMIT DROP"
)
COPY = f"COPY referral_stage ({', '.join(STAGED)}) FROM STDIN"
JUDGED = (*STAGED[:4], "content_digest", "agency_reference", "service_id")
COPY_JUDGED = f"COPY referral_stage ({', '.join(JUDGED)}) FROM STDIN"
# Without figures of its own the planner takes the new table for a small one; what it joins by is enough.
MEASURE_STAGE = "ANALYZE referral_stage (row_number, agency_reference, service_id)"
MEASURE_VERDICTS = "ANALYZE referral_verdicts (row_number, verdict)"

# As a push judges: what is held counts first, then whether the service takes it, then what a row before it says.
# Nobody acts on a referral that was entered in error: a row that repeats it must not pass for one that is held.
JUDGE = """
CREATE TEMPORARY TABLE referral_verdicts ON COMMIT DROP AS
WITH known AS (
 SELECT s.row_number, s.id, s.agency_reference, s.content_digest, held.content_digest AS held,
  held.status = 'entered_in_error' AS in_error,
  CASE WHEN service.id IS NULL THEN 'unknown_reference'
   WHEN NOT (service.status = 'active' AND service.accepting) THEN 'service_not_accepting' END AS closed
 FROM referral_stage s
 LEFT JOIN services service ON service.partnership_id = %(partnership_id)s AND service.id = s.service_id
 LEFT JOIN referrals held ON held.partnership_id = %(partnership_id)s AND held.agency_id = %(agency_id)s
  AND held.agency_reference = s.agency_reference AND held.redirected_from_id IS NULL),
compared AS (
 SELECT *, first_value(row_number) OVER same AS first_row, first_value(content_digest) OVER same AS first_digest
 FROM known WINDOW same AS (PARTITION BY agency_reference, closed IS NULL ORDER BY row_number))
SELECT row_number, id, CASE
 WHEN held = content_digest AND NOT in_error THEN 'unchanged'
 WHEN held IS NOT NULL THEN 'agency_reference_in_use'
 WHEN closed IS NOT NULL THEN closed
 WHEN row_number = first_row THEN 'created'
 WHEN first_digest = content_digest THEN 'unchanged'
 ELSE 'agency_reference_in_use' END AS verdict
FROM compared"""

COUNTS = "SELECT verdict, count(*) FROM referral_verdicts GROUP BY verdict"
REJECTED = """
SELECT s.row_number, s.line_number, s.byte_position, s.byte_length, v.verdict
FROM referral_stage s JOIN referral_verdicts v USING (row_number)
WHERE v.verdict NOT IN ('created', 'unchanged') ORDER BY s.row_number"""

_NEW = "FROM referral_stage s JOIN referral_verdicts v USING (row_number)"
_AWAITS_AN_ANSWER = """
INSERT INTO referrals (partnership_id, id, agency_id, agency_reference, service_id, submitted_by, status,
 status_since, referral_source, urgency, referred_on, received_at, first_answer_by, answer_deadline_at,
 awaiting_seconds, content_digest, import_id, version, updated_at)
SELECT %(partnership_id)s, s.id, %(agency_id)s, s.agency_reference, s.service_id, %(principal_id)s, 'submitted',
 %(now)s, s.referral_source, s.urgency, s.referred_on, %(now)s,
 %(received_on)s::date + service.answer_within_days,
 (%(received_on)s::date + service.answer_within_days + 1)::timestamp AT TIME ZONE 'Europe/London',
 0, s.content_digest, %(import_id)s, 1, %(now)s"""
_SERVICE = (
    "JOIN services service ON service.partnership_id = %(partnership_id)s AND service.id = s.service_id"
)
_UNLESS_HELD = """
ORDER BY s.row_number
ON CONFLICT (partnership_id, agency_id, agency_reference) WHERE redirected_from_id IS NULL DO NOTHING"""
ADD_REFERRALS = f"""{_AWAITS_AN_ANSWER}
{_NEW} {_SERVICE}
WHERE v.verdict = 'created' {_UNLESS_HELD}"""

# A push, or somebody whom the sender does not see, has used the reference since the rows were compared.
JUDGE_AGAIN = """
UPDATE referral_verdicts v SET verdict = CASE WHEN EXISTS (SELECT FROM referral_stage s JOIN referrals held
  ON held.partnership_id = %(partnership_id)s AND held.agency_id = %(agency_id)s
  AND held.agency_reference = s.agency_reference AND held.redirected_from_id IS NULL
  AND held.content_digest = s.content_digest AND held.status <> 'entered_in_error' WHERE s.row_number = v.row_number)
 THEN 'unchanged' ELSE 'agency_reference_in_use' END
WHERE v.verdict = 'created' AND NOT EXISTS (SELECT FROM referrals r
 WHERE r.partnership_id = %(partnership_id)s AND r.id = v.id)
RETURNING v.row_number, v.verdict"""
JUDGED_SO = """
UPDATE referral_verdicts v SET verdict = so.verdict FROM unnest(%(rows)s::integer[], %(verdicts)s::text[])
 AS so (row_number, verdict) WHERE so.row_number = v.row_number"""

_CREATED = f"{_NEW} WHERE v.verdict = 'created' ORDER BY s.row_number"
ADD_DETAILS = f"""
INSERT INTO referral_details (partnership_id, id, agency_id, service_id, {_DETAILS})
SELECT %(partnership_id)s, s.id, %(agency_id)s, s.service_id, {_DETAILS} {_CREATED}"""
ADD_HISTORY = f"""
INSERT INTO referral_transitions (partnership_id, id, referral_id, agency_id, service_id, version, to_status,
 actor_id, actor_agency_id, occurred_at)
SELECT %(partnership_id)s, s.transition_id, s.id, %(agency_id)s, s.service_id, 1, 'submitted', %(principal_id)s,
 %(agency_id)s, %(now)s {_CREATED}"""
ADD_CHANGES = f"""
{outbox.INSERT}
SELECT %(partnership_id)s, s.change_id, 'referral.submitted', 'referral', s.id, 1, %(agency_id)s, s.service_id,
 %(now)s {_CREATED}"""
ADD_AUDIT = f"""
{audit_trail.INSERT}
SELECT %(partnership_id)s, s.audit_id, %(principal_id)s, %(agency_id)s, 'referral:create', 'referral', s.id, NULL,
 NULL, NULL, 'allowed', 'worker' {_CREATED}"""
ADD_THE_REST = (ADD_DETAILS, ADD_HISTORY, ADD_CHANGES, ADD_AUDIT)

# Of rows that are hoped to have no fault, the index of references itself tells which are new, without a look at what
# is held: for some thousand rows the planner would rather read all referrals, more of them with each thousand.
BEGIN_VERDICTS = (
    "CREATE TEMPORARY TABLE referral_verdicts (row_number integer, id uuid, verdict text) ON COMMIT DROP"
)
ADD_NEW_REFERRALS = f"""
WITH added AS ({_AWAITS_AN_ANSWER}
FROM referral_stage s {_SERVICE}
WHERE service.status = 'active' AND service.accepting {_UNLESS_HELD} RETURNING id)
INSERT INTO referral_verdicts SELECT s.row_number, s.id, 'created' FROM added JOIN referral_stage s USING (id)"""  # noqa: S608 - fixed parts only
# Rows that made nothing, because the same is held: of an earlier file, or of a row before them.
COUNT_HELD = """
SELECT count(*) FROM referral_stage s JOIN referrals held ON held.partnership_id = %(partnership_id)s
 AND held.agency_id = %(agency_id)s AND held.agency_reference = s.agency_reference
 AND held.redirected_from_id IS NULL AND held.content_digest = s.content_digest AND held.status <> 'entered_in_error'
WHERE NOT EXISTS (SELECT FROM referral_verdicts v WHERE v.row_number = s.row_number)"""
ADD_NEW = (MEASURE_STAGE, ADD_NEW_REFERRALS, MEASURE_VERDICTS, *ADD_THE_REST)
