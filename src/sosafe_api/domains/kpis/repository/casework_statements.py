"""The statements behind indicators of casework: rows of one shape, none of a person.

Each row is a month, what was counted in it, for which part of a breakdown (never any here), and how many. A service is
found by its kind in the directory. Of a share every judged row is of the base, and the good ones count.
"""

_JUDGED = """
SELECT month, base, NULL, NULL, count(*) FROM judged GROUP BY 1, 2
UNION ALL SELECT month, counted, NULL, NULL, count(*) FILTER (WHERE good) FROM judged GROUP BY 1, 2"""

# The latest version of every result of the cases that closed; what was entered in error says nothing.
_RESULTS = """
WITH closed AS (
 SELECT c.id, s.kind, date_trunc('month', c.closed_at AT TIME ZONE 'Europe/London')::date AS month
 FROM cases c JOIN services s ON s.partnership_id = c.partnership_id AND s.id = c.service_id
 WHERE c.partnership_id = %(partnership_id)s AND c.status = 'closed' AND c.ending <> 'duplicate'
  AND c.closed_at >= %(start)s AND c.closed_at < %(end)s),
latest AS (
 SELECT DISTINCT ON (r.result_id) c.month, c.kind, r.case_id, r.area, r.point, r.follow_up_months, r.value,
  r.entered_in_error
 FROM closed c JOIN case_results r ON r.partnership_id = %(partnership_id)s AND r.case_id = c.id
 ORDER BY r.result_id, r.version DESC),
said AS (SELECT * FROM latest WHERE NOT entered_in_error)"""

RESULTS = f"""{_RESULTS},
judged AS (
 SELECT month, 'clients_housed' AS counted, 'clients_with_housing_result' AS base,
  value IN ('sustained', 'gained') AS good
 FROM said WHERE kind = 'one_to_one_support' AND area = 'housing' AND point = 'closure'
 UNION ALL
 SELECT month, 'clients_without_asb_case', 'clients_followed_up_on_asb', value = 'none_after_closure'
 FROM said WHERE kind = 'one_to_one_support' AND area = 'asb_case' AND point = 'follow_up' AND follow_up_months = 6
 UNION ALL
 SELECT month, 'survivors_feeling_safer', 'survivors_asked', value = 'safer'
 FROM said WHERE kind = 'domestic_abuse_support' AND area = 'feels_safer' AND point = 'closure'
 UNION ALL
 SELECT month, 'offenders_without_reoffending', 'offenders_followed_up', bool_and(value = 'none_known')
 FROM said WHERE kind = 'offender_management' AND area = 'reoffending' AND point = 'follow_up'
 GROUP BY month, case_id)
{_JUDGED}""".encode()  # noqa: S608 - fixed parts only

# By DASH for each victim of a case, by each scored tool before and after, and among the results; a case that rose in
# one way is not at lower risk, whatever fell in another. Grades are ranked, a rise is above 0.
RISK = f"""{_RESULTS},
graded AS (
 SELECT c.month, c.id, a.person_id, a.assessed_on, a.id AS assessment_id,
  array_position(ARRAY['low', 'standard', 'medium', 'high'], a.grade) AS rank
 FROM closed c JOIN risk_assessments a ON a.partnership_id = %(partnership_id)s AND a.case_id = c.id),
compared AS (
 SELECT month, id, (array_agg(rank ORDER BY assessed_on DESC, assessment_id DESC))[1]
  - (array_agg(rank ORDER BY assessed_on, assessment_id))[1] AS change
 FROM graded GROUP BY month, id, person_id HAVING count(*) > 1
 UNION ALL
 SELECT month, case_id, sum(array_position(ARRAY['low', 'standard', 'medium', 'high'], value)
  * CASE point WHEN 'closure' THEN 1 ELSE -1 END)::int
 FROM said WHERE area = 'risk' AND point IN ('baseline', 'closure') GROUP BY month, case_id HAVING count(*) = 2
 UNION ALL
 (SELECT DISTINCT ON (o.id) c.month, c.id,
   CASE t.direction WHEN 'higher_is_worse' THEN n.total - o.total ELSE o.total - n.total END
  FROM closed c
  JOIN scored_assessments n ON n.partnership_id = %(partnership_id)s AND n.case_id = c.id AND n.phase = 'after'
  JOIN scored_assessments o ON o.partnership_id = n.partnership_id AND o.id = n.before_id
  JOIN assessment_tools t ON t.partnership_id = n.partnership_id AND t.id = n.tool_id
  ORDER BY o.id, n.assessed_on DESC, n.id DESC)),
judged AS (
 SELECT month, 'cases_at_lower_risk' AS counted, 'cases_assessed_twice' AS base,
  bool_or(change < 0) AND bool_and(change <= 0) AS good
 FROM compared GROUP BY month, id)
{_JUDGED}""".encode()  # noqa: S608 - fixed parts only

PROGRAMMES = f"""
WITH judged AS (
 SELECT date_trunc('month', e.status_since AT TIME ZONE 'Europe/London')::date AS month,
  'programmes_completed' AS counted, 'programmes_ended' AS base, e.status = 'completed' AS good
 FROM programme_enrolments e
 JOIN programmes p ON p.partnership_id = e.partnership_id AND p.id = e.programme_id
 JOIN services s ON s.partnership_id = p.partnership_id AND s.id = p.service_id
 WHERE e.partnership_id = %(partnership_id)s AND s.kind = 'perpetrator_programme'
  AND e.status IN ('completed', 'left') AND e.status_since >= %(start)s AND e.status_since < %(end)s)
{_JUDGED}""".encode()  # noqa: S608 - fixed parts only

# A case put before the panel again, or as its referral first, is one case.
PANELS = f"""
WITH decided AS (
 SELECT coalesce(a.case_id, r.case_id, a.referral_id) AS subject, d.outcome_code,
  date_trunc('month', m.starts_at AT TIME ZONE 'Europe/London')::date AS month
 FROM meetings m
 JOIN agenda_items a ON a.partnership_id = m.partnership_id AND a.meeting_id = m.id AND a.status = 'decided'
 JOIN panel_decisions d ON d.partnership_id = a.partnership_id AND d.agenda_item_id = a.id
 LEFT JOIN referrals r ON r.partnership_id = a.partnership_id AND r.id = a.referral_id
 WHERE m.partnership_id = %(partnership_id)s AND m.panel_kind = 'sada_panel'
  AND m.starts_at >= %(start)s AND m.starts_at < %(end)s),
first AS (SELECT subject, min(month) AS month FROM decided WHERE month >= %(since)s GROUP BY subject),
judged AS (
 SELECT month, 'panel_decisions_with_action' AS counted, 'panel_decisions' AS base,
  outcome_code IN ('actions_agreed', 'referred_to_marac', 'referred_to_service', 'safeguarding_referral') AS good
 FROM decided)
SELECT standing::date, 'panel_cases_to_date', NULL, NULL, count(*)
FROM generate_series(%(since)s::date, %(end_day)s::date - 1, interval '1 month') standing
JOIN first ON first.month <= standing GROUP BY 1
UNION ALL {_JUDGED}""".encode()  # noqa: S608 - fixed parts only

# A merged record stands for the one that it was merged into.
SURVIVORS = b"""
WITH first AS (
 SELECT coalesce(p.merged_into_id, p.id) AS person,
  date_trunc('month', min(c.opened_at) AT TIME ZONE 'Europe/London')::date AS month
 FROM cases c
 JOIN services s ON s.partnership_id = c.partnership_id AND s.id = c.service_id AND s.kind = 'domestic_abuse_support'
 JOIN case_people q ON q.partnership_id = c.partnership_id AND q.case_id = c.id AND q.role IN ('client', 'victim')
 JOIN people p ON p.partnership_id = q.partnership_id AND p.id = q.person_id
 WHERE c.partnership_id = %(partnership_id)s AND c.status <> 'entered_in_error'
  AND (c.ending IS NULL OR c.ending <> 'duplicate')
  AND c.opened_at >= (%(since)s::date::timestamp AT TIME ZONE 'Europe/London') AND c.opened_at < %(end)s
 GROUP BY 1)
SELECT standing::date, 'survivors_to_date', NULL, NULL, count(*)
FROM generate_series(%(since)s::date, %(end_day)s::date - 1, interval '1 month') standing
JOIN first ON first.month <= standing GROUP BY 1"""

PLACEMENTS = f"""
WITH stays AS (
 SELECT p.* FROM placements p JOIN cases c ON c.partnership_id = p.partnership_id AND c.id = p.case_id
 WHERE p.partnership_id = %(partnership_id)s AND p.kind = 'safe_space' AND p.status IN ('occupied', 'ended')
  AND c.status <> 'entered_in_error'),
judged AS (
 SELECT date_trunc('month', ended_on)::date AS month, 'safe_space_ended_safely' AS counted,
  'safe_space_ended' AS base, reason_code IN (
   'moved_to_own_home', 'moved_to_other_refuge', 'moved_to_family_or_friends', 'returned_home_safely') AS good
 FROM stays WHERE status = 'ended' AND ended_on >= %(start_day)s AND ended_on < %(end_day)s)
SELECT date_trunc('month', starts_on)::date, 'safe_space_stays', NULL, NULL, count(*) FROM stays
WHERE starts_on >= %(start_day)s AND starts_on < %(end_day)s GROUP BY 1
UNION ALL {_JUDGED}""".encode()  # noqa: S608 - fixed parts only

# By the day on which the last action of a recommendation is due.
DEATH_REVIEWS = f"""
WITH followed AS (
 SELECT a.recommendation_id, max(a.due_on) AS due_on, bool_and(a.status = 'done') AS good
 FROM death_review_actions a
 JOIN death_reviews r ON r.partnership_id = a.partnership_id AND r.id = a.review_id AND r.status <> 'entered_in_error'
 WHERE a.partnership_id = %(partnership_id)s AND a.status <> 'dropped' GROUP BY 1),
judged AS (
 SELECT date_trunc('month', due_on)::date AS month, 'recommendations_implemented' AS counted,
  'recommendations_due' AS base, good
 FROM followed WHERE due_on >= %(start_day)s AND due_on < %(end_day)s)
{_JUDGED}""".encode()  # noqa: S608 - fixed parts only

DASH = f"""
WITH opened AS (
 SELECT c.id, date_trunc('month', c.opened_at AT TIME ZONE 'Europe/London')::date AS month
 FROM cases c
 JOIN services s ON s.partnership_id = c.partnership_id AND s.id = c.service_id AND s.kind = 'domestic_abuse_support'
 WHERE c.partnership_id = %(partnership_id)s AND c.status <> 'entered_in_error'
  AND (c.ending IS NULL OR c.ending <> 'duplicate') AND c.opened_at >= %(start)s AND c.opened_at < %(end)s),
assessed AS (
 SELECT case_id FROM risk_assessments WHERE partnership_id = %(partnership_id)s AND case_id IS NOT NULL
 UNION
 SELECT r.case_id FROM referrals r
 JOIN risk_assessments a ON a.partnership_id = r.partnership_id AND a.referral_id = r.id
 WHERE r.partnership_id = %(partnership_id)s AND r.case_id IS NOT NULL
 UNION
 SELECT r.case_id FROM referrals r
 JOIN referral_details d ON d.partnership_id = r.partnership_id AND d.id = r.id
 WHERE r.partnership_id = %(partnership_id)s AND r.case_id IS NOT NULL
  AND d.risk ->> 'tool' IN ('dash_24', 'dash_27')),
judged AS (
 SELECT month, 'cases_with_dash' AS counted, 'cases_opened' AS base, a.case_id IS NOT NULL AS good
 FROM opened o LEFT JOIN assessed a ON a.case_id = o.id)
{_JUDGED}""".encode()  # noqa: S608 - fixed parts only

EVENT_FEEDBACK = f"""
WITH judged AS (
 SELECT date_trunc('month', e.starts_at AT TIME ZONE 'Europe/London')::date AS month,
  'feedback_answered' AS counted, 'feedback_given' AS base, f.we_did IS NOT NULL AS good
 FROM event_feedback f JOIN community_events e ON e.partnership_id = f.partnership_id AND e.id = f.event_id
 WHERE f.partnership_id = %(partnership_id)s AND e.status = 'held'
  AND e.starts_at >= %(start)s AND e.starts_at < %(end)s)
{_JUDGED}""".encode()  # noqa: S608 - fixed parts only

MEASURED = b"""
SELECT kpi_code, starts_on, ends_on, released_at, status = 'released' OR status_since > %(until)s,
 numerator, denominator, evidence_title
FROM measurements
WHERE partnership_id = %(partnership_id)s AND released_at <= %(until)s ORDER BY released_at, id"""

# Of a statement's versions the latest approved one stands, by the last day of the time that it is about. Its first
# month is told too, with nothing in it: the time between is covered.
SAVINGS = b"""
WITH standing AS (
 SELECT DISTINCT ON (series_id) partnership_id, id, date_trunc('month', starts_on)::date AS first_month,
  date_trunc('month', ends_on - 1)::date AS month
 FROM savings_statements
 WHERE partnership_id = %(partnership_id)s AND status = 'approved' ORDER BY series_id, number DESC),
told AS (
 SELECT first_month AS month, 0 AS pounds FROM standing
 UNION ALL SELECT s.month, (t.value -> 'total' ->> 'amount')::numeric
 FROM standing s
 JOIN savings_calculations k ON k.partnership_id = s.partnership_id AND k.id = s.id
 CROSS JOIN LATERAL jsonb_array_elements(convert_from(k.body, 'UTF8')::jsonb -> 'totals') t
 WHERE t.value ->> 'kind' = 'fiscal')
SELECT month, 'predicted_savings', NULL, NULL, (sum(pounds) * 100)::bigint FROM told
WHERE month >= %(start_day)s AND month < %(end_day)s GROUP BY 1"""
