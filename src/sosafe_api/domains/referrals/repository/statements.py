"""The statements of the busiest operations: one round trip each, whatever is written beside the referral."""

from sosafe_api.core import audit_trail, outbox
from sosafe_api.domains.referrals.repository.rows import ReferralRow

# One referral, its details, its first history line, its change and its audit line, or nothing at all. The
# key is claimed first: a request that finds it claimed waits for the other, then writes nothing. Keys go by the true
# clock, whatever a test partnership's says.
CREATE = f"""
WITH service AS (
 SELECT id FROM services WHERE partnership_id = %(partnership_id)s AND id = %(service_id)s
  AND status = 'active' AND accepting),
timing AS (
 SELECT (%(received_on)s::date + answer_within_days) AS answer_by,
  ((%(received_on)s::date + answer_within_days + 1)::timestamp AT TIME ZONE 'Europe/London') AS deadline_at
 FROM services WHERE partnership_id = %(partnership_id)s AND id = %(service_id)s),
claim AS (
 INSERT INTO idempotency_records (partnership_id, principal_id, key_digest, fingerprint, status, resource_id,
  created_at)
 SELECT %(partnership_id)s, %(actor_id)s, %(key_digest)s, %(fingerprint)s, 201, %(id)s, now()
 FROM service WHERE %(key_digest)s::bytea IS NOT NULL
 ON CONFLICT (partnership_id, principal_id, key_digest) DO NOTHING RETURNING 1),
referral AS (
 INSERT INTO referrals (partnership_id, id, agency_id, agency_reference, service_id, submitted_by, status,
  status_since, referral_source, urgency, referred_on, received_at, first_answer_by, answer_deadline_at,
  awaiting_seconds, content_digest, version, updated_at)
 SELECT %(partnership_id)s, %(id)s, %(actor_agency_id)s, %(agency_reference)s, service.id, %(actor_id)s,
  'submitted', %(now)s, %(referral_source)s, %(urgency)s, %(referred_on)s, %(now)s, timing.answer_by,
  timing.deadline_at, 0, %(content_digest)s, 1, %(now)s
 FROM service, timing WHERE %(key_digest)s::bytea IS NULL OR EXISTS (SELECT FROM claim)
 ON CONFLICT (partnership_id, agency_id, agency_reference) WHERE redirected_from_id IS NULL DO NOTHING
 RETURNING first_answer_by),
details AS (
 INSERT INTO referral_details (partnership_id, id, agency_id, service_id, full_name, date_of_birth, age_band,
  outward_postcode, safe_contact, interpreter_language, household, reason_codes, risk, consent, narrative)
 SELECT %(partnership_id)s, %(id)s, %(actor_agency_id)s, %(service_id)s, %(full_name)s, %(date_of_birth)s,
  %(age_band)s, %(outward_postcode)s, %(safe_contact)s, %(interpreter_language)s, %(household)s,
  %(reason_codes)s, %(risk)s, %(consent)s, %(narrative)s FROM referral),
history AS (
 INSERT INTO referral_transitions (partnership_id, id, referral_id, agency_id, service_id, version, to_status,
  actor_id, actor_agency_id, occurred_at)
 SELECT %(partnership_id)s, %(transition_id)s, %(id)s, %(actor_agency_id)s, %(service_id)s, 1, 'submitted',
  %(actor_id)s, %(actor_agency_id)s, %(now)s FROM referral),
change AS (
 {outbox.INSERT}
 SELECT %(partnership_id)s, %(change_id)s, 'referral.submitted', 'referral', %(id)s, 1, %(actor_agency_id)s,
  %(service_id)s, %(now)s FROM referral),
audit AS (
 {audit_trail.INSERT}
 SELECT {audit_trail.VALUES}, %(audit_decision)s, %(request_id)s FROM referral)
SELECT EXISTS (SELECT FROM service), EXISTS (SELECT FROM claim), (SELECT first_answer_by FROM referral)
""".replace("\n ", " ").encode()  # noqa: S608 - fixed parts only

# The last day for the answer: the deadline is the first instant that is too late.
_ANSWER_BY = (
    "((r.answer_deadline_at - interval '1 millisecond') AT TIME ZONE 'Europe/London')::date AS answer_by"
)
_COLUMNS = ", ".join(_ANSWER_BY if name == "answer_by" else f"r.{name}" for name in ReferralRow._fields)
_FOUND = ", ".join(f"found.{name}" for name in ReferralRow._fields)

# Whose rows: sent by the caller's agency, or to one of the caller's services. Row security says the same.
_VISIBLE = (
    "r.partnership_id = %(partnership_id)s"
    " AND (r.agency_id = %(sender_agency_id)s OR r.service_id = ANY(%(service_ids)s))"
)

# The receiving service reads everything; the user who sent it reads the person for thirty days.
READ = f"""
WITH found AS (
 SELECT {_COLUMNS}, r.service_id = ANY(%(service_ids)s) AS receiving,
  r.submitted_by = %(reader_id)s AND r.received_at >= %(sent_since)s AS sent_lately
 FROM referrals r WHERE {_VISIBLE} AND r.id = %(id)s),
recorded AS (
 {audit_trail.INSERT}
 SELECT {
    audit_trail.VALUES.replace(
        "%(audit_field_set)s::text",
        "CASE WHEN receiving THEN 'F0 F2 F3' WHEN sent_lately THEN 'F0 F2' ELSE 'F0' END",
    )
},
  %(audit_decision)s, %(request_id)s FROM found)
SELECT {_FOUND}, found.receiving, d.full_name, d.date_of_birth, d.age_band,
 d.outward_postcode, d.safe_contact, d.interpreter_language,
 CASE WHEN found.receiving THEN jsonb_build_object('reason_codes', to_jsonb(d.reason_codes), 'household',
  d.household, 'risk', d.risk, 'consent', d.consent, 'narrative', d.narrative) END,
 CASE WHEN found.status = 'awaiting_information' THEN
  (SELECT jsonb_agg(jsonb_build_array(q.id, q.code, q.asked_at) ORDER BY q.id) FROM referral_questions q
  WHERE q.partnership_id = %(partnership_id)s AND q.referral_id = found.id AND q.answered_at IS NULL) END
FROM found LEFT JOIN referral_details d ON d.partnership_id = %(partnership_id)s AND d.id = found.id
 AND (found.receiving OR found.sent_lately)
""".replace("\n ", " ").encode()  # noqa: S608 - fixed parts only

FIND = f"SELECT {_COLUMNS} FROM referrals r WHERE {_VISIBLE} AND r.id = %(id)s".encode()  # noqa: S608
LOCK = FIND + b" FOR UPDATE"

OF_CASE = (
    f"SELECT {_COLUMNS} FROM referrals r WHERE {_VISIBLE} AND r.case_id = %(case_id)s ORDER BY r.id".encode()  # noqa: S608
)
LOCK_OF_CASE = OF_CASE + b" FOR UPDATE"
LINK_CASE = b"""
UPDATE referrals SET case_id = %(case_id)s WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""

STATE_OUTCOME = b"""
UPDATE referrals SET ending = %(ending)s, result_codes = %(result_codes)s
WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""

LIST_COLUMNS = _COLUMNS

FIND_BY_REFERENCE = b"""
SELECT id, received_at, first_answer_by, content_digest, agency_reference, status = 'entered_in_error' FROM referrals
WHERE partnership_id = %(partnership_id)s AND agency_id = %(actor_agency_id)s
 AND agency_reference = %(agency_reference)s AND redirected_from_id IS NULL"""

FIND_RECEIPT = b"""
SELECT id, received_at, first_answer_by, content_digest, agency_reference, status = 'entered_in_error' FROM referrals
WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""

POINT_KEY_AT = b"""
UPDATE idempotency_records SET status = 200, resource_id = %(id)s WHERE partnership_id = %(partnership_id)s
 AND principal_id = %(actor_id)s AND key_digest = %(key_digest)s"""

MOVE = b"""
UPDATE referrals SET status = %(to)s, status_since = %(now)s, reason_code = %(reason_code)s,
 updated_at = %(now)s, version = version + 1,
 answer_deadline_at = %(deadline_at)s, clock_stopped_at = %(stopped_at)s,
 awaiting_seconds = awaiting_seconds + %(awaited)s,
 redirected_to_id = coalesce(%(redirected_to_id)s, redirected_to_id),
 decided_at = coalesce(decided_at, CASE WHEN %(decided)s THEN %(now)s::timestamptz END)
WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""

ADD_TRANSITION = b"""
INSERT INTO referral_transitions (partnership_id, id, referral_id, agency_id, service_id, version,
 from_status, to_status, reason_code, note, actor_id, actor_agency_id, occurred_at)
VALUES (%(partnership_id)s, %(transition_id)s, %(id)s, %(agency_id)s, %(service_id)s, %(version)s, %(from)s,
 %(to)s, %(reason_code)s, %(note)s, %(actor_id)s, %(actor_agency_id)s, %(now)s)"""

TOUCH = b"""
UPDATE referrals SET version = version + 1, updated_at = %(now)s
WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""

# The new referral continues the old one: same sender, same reference, same content, another service.
REDIRECT = b"""
INSERT INTO referrals (partnership_id, id, agency_id, agency_reference, service_id, submitted_by, status,
 status_since, redirected_from_id, referral_source, urgency, referred_on, received_at, first_answer_by,
 answer_deadline_at, awaiting_seconds, content_digest, version, updated_at)
SELECT r.partnership_id, %(new_id)s, r.agency_id, r.agency_reference, s.id, r.submitted_by, 'submitted',
 %(now)s, r.id, r.referral_source,
 r.urgency, r.referred_on, %(now)s, %(received_on)s::date + s.answer_within_days,
 (%(received_on)s::date + s.answer_within_days + 1)::timestamp AT TIME ZONE 'Europe/London', 0,
 r.content_digest, 1, %(now)s
FROM referrals r JOIN services s ON s.partnership_id = r.partnership_id AND s.id = %(to_service_id)s
 AND s.status = 'active' AND s.accepting
WHERE r.partnership_id = %(partnership_id)s AND r.id = %(id)s"""

REDIRECT_DETAILS = b"""
INSERT INTO referral_details (partnership_id, id, agency_id, service_id, full_name, date_of_birth, age_band,
 outward_postcode, safe_contact, interpreter_language, household, reason_codes, risk, consent, narrative)
SELECT partnership_id, %(new_id)s, agency_id, %(to_service_id)s, full_name, date_of_birth, age_band,
 outward_postcode, safe_contact, interpreter_language, household, reason_codes, risk, consent, narrative
FROM referral_details WHERE partnership_id = %(partnership_id)s AND id = %(id)s"""

HISTORY = b"""
SELECT id, from_status, to_status, reason_code, occurred_at, actor_agency_id, actor_id, note
FROM referral_transitions WHERE partnership_id = %(partnership_id)s AND referral_id = %(id)s
ORDER BY version LIMIT 1000"""

QUESTIONS = b"""
SELECT id, code, question, asked_at, answer, answered_at FROM referral_questions
WHERE partnership_id = %(partnership_id)s AND referral_id = %(id)s ORDER BY id LIMIT 100"""

ASK = b"""
INSERT INTO referral_questions (partnership_id, id, referral_id, agency_id, service_id, code, question,
 asked_at, asked_by)
SELECT %(partnership_id)s, %(question_id)s, %(id)s, %(agency_id)s, %(service_id)s, %(code)s, %(question)s,
 %(now)s, %(actor_id)s
WHERE (SELECT count(*) FROM referral_questions
 WHERE partnership_id = %(partnership_id)s AND referral_id = %(id)s) < %(most)s RETURNING 1"""

ANSWER = b"""
UPDATE referral_questions SET answer = %(answer)s, answered_at = %(now)s, answered_by = %(actor_id)s
WHERE partnership_id = %(partnership_id)s AND referral_id = %(id)s AND id = %(question_id)s
 AND answered_at IS NULL RETURNING 1"""

UNANSWERED = b"""
SELECT count(*) FROM referral_questions
WHERE partnership_id = %(partnership_id)s AND referral_id = %(id)s AND answered_at IS NULL"""

SERVICE_STATE = b"""
SELECT status, accepting FROM services WHERE partnership_id = %(partnership_id)s AND id = %(service_id)s"""
