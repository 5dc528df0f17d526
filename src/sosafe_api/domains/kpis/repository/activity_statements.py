"""The statements behind indicators of events, funding, action plans and surveys: rows of one shape, none of a person.

Each row is a month, what was counted in it, for which part of a breakdown (or none), and how many.
"""

EVENTS = b"""
WITH held AS (
 SELECT id, kind, coalesce(actual_attendance, 0) AS attendances,
  date_trunc('month', starts_at AT TIME ZONE 'Europe/London')::date AS month
 FROM community_events
 WHERE partnership_id = %(partnership_id)s AND status = 'held' AND starts_at >= %(start)s AND starts_at < %(end)s),
reached AS (
 SELECT h.month, h.id, r.community FROM held h
 JOIN event_reaches r ON r.partnership_id = %(partnership_id)s AND r.event_id = h.id AND r.attendances > 0)
SELECT month, 'events_held', NULL, NULL, count(*) FROM held GROUP BY month
UNION ALL SELECT month, 'events_held', 'event_kind', kind, count(*) FROM held GROUP BY month, kind
UNION ALL SELECT month, 'event_attendances', NULL, NULL, sum(attendances) FROM held GROUP BY month
UNION ALL SELECT month, 'events_reaching_communities', NULL, NULL, count(DISTINCT id) FROM reached GROUP BY month
UNION ALL SELECT month, 'events_reaching_communities', 'community', community, count(*)
FROM reached GROUP BY month, community"""

# Known to the year only, a date is in no month.
FUNDING = b"""
SELECT date_trunc('month', received_on)::date, 'funding_brought_in', NULL, NULL, (sum(amount_awarded) * 100)::bigint
FROM funding_bids
WHERE partnership_id = %(partnership_id)s AND amount_awarded IS NOT NULL AND received_on_precision <> 'year'
 AND received_on >= %(start_day)s AND received_on < %(end_day)s GROUP BY 1
UNION ALL
SELECT date_trunc('month', spent_on)::date, 'funding_spent', NULL, NULL, (sum(amount) * 100)::bigint
FROM funding_spend_entries
WHERE partnership_id = %(partnership_id)s AND spent_on_precision <> 'year'
 AND spent_on >= %(start_day)s AND spent_on < %(end_day)s GROUP BY 1
UNION ALL
SELECT date_trunc('month', b.decided_on)::date, m.measure, NULL, NULL,
 count(*) FILTER (WHERE m.measure = 'bids_decided' OR b.decision <> 'rejected')
FROM funding_bids b CROSS JOIN (VALUES ('bids_awarded'), ('bids_decided')) m (measure)
WHERE b.partnership_id = %(partnership_id)s AND b.decision IS NOT NULL AND b.decided_on_precision <> 'year'
 AND b.decided_on >= %(start_day)s AND b.decided_on < %(end_day)s GROUP BY 1, 2"""

# How each action stood on the last day of each month, by the latest word on it until then. `ends` is the day after; a
# plan that was closed on the last day still stood on it.
ACTIONS = b"""
WITH months AS (
 SELECT month::date, (month + interval '1 month')::date AS ends
 FROM generate_series(%(start_day)s::date, %(end_day)s::date - 1, interval '1 month') month),
stood AS (
 SELECT m.month, coalesce(u.status, 'not_started') AS status
 FROM months m
 JOIN action_plans p ON p.partnership_id = %(partnership_id)s AND p.agreed_on < m.ends
  AND (p.closed_on IS NULL OR p.closed_on >= m.ends - 1)
 JOIN plan_actions a ON a.partnership_id = p.partnership_id AND a.plan_id = p.id AND a.starts_on < m.ends
 LEFT JOIN LATERAL (
  SELECT u.status FROM plan_updates u
  WHERE u.partnership_id = a.partnership_id AND u.action_id = a.id AND u.noted_on < m.ends
  ORDER BY u.noted_on DESC, u.id DESC LIMIT 1) u ON true)
SELECT month, n.measure, NULL, NULL,
 count(*) FILTER (WHERE n.measure = 'actions_under_way' OR status IN ('on_track', 'completed'))
FROM stood CROSS JOIN (VALUES ('actions_on_track'), ('actions_under_way')) n (measure)
WHERE status NOT IN ('cancelled', 'carried_over') GROUP BY 1, 2"""

# Of a weighted wave the numbers are of its effective base, as its results have it: by the design effect that is stated,
# which covers weights as well, else by Kish. Of counts stated by hand they are of their base. Where one of the answers
# that count as safe was not stated, nobody knows how many feel safe: the sum of the others would be too low.
PERCEPTION = b"""
WITH asked AS (
 SELECT w.id, w.material, w.counts, w.weighted, w.design_effect,
  date_trunc('month', w.ends_on)::date AS month, q.question ->> 'code' AS code,
  q.question -> 'indicator' ->> 'kpi' AS kpi,
  ARRAY(SELECT jsonb_array_elements_text(q.question -> 'indicator' -> 'answers')) AS safe
 FROM survey_waves w
 JOIN partnerships p ON p.id = w.partnership_id
 JOIN questionnaires k ON k.partnership_id = w.partnership_id AND k.id = w.questionnaire_id
 CROSS JOIN LATERAL jsonb_array_elements(k.questions) q (question)
 WHERE w.partnership_id = %(partnership_id)s AND w.status = 'closed'
  AND w.ends_on >= %(start_day)s AND w.ends_on < %(end_day)s
  AND CASE WHEN q.question -> 'indicator' ->> 'kpi' = 'event_visitors_satisfied'
   THEN w.audience = 'event_visitors' ELSE w.audience = 'residents' AND p.area_code = w.area_code END
  AND q.question -> 'indicator' ->> 'kpi' IN (
   'feeling_safe_by_day', 'feeling_safe_after_dark', 'aware_of_partnership', 'event_visitors_satisfied')),
responses AS (
 SELECT a.month, a.kpi, a.id, count(*) AS answers, sum(r.weight) AS weights, sum(r.weight * r.weight) AS squares,
  sum(r.weight) FILTER (WHERE r.answers ->> a.code = ANY (a.safe)) AS safe, a.weighted, a.design_effect
 FROM asked a JOIN survey_responses r ON r.partnership_id = %(partnership_id)s AND r.wave_id = a.id
 WHERE a.material = 'responses' AND r.answers ? a.code
 GROUP BY a.month, a.kpi, a.id, a.weighted, a.design_effect),
stated AS (
 SELECT a.month, a.kpi, (c.value ->> 'base')::numeric AS base, a.design_effect,
  (SELECT CASE WHEN count(*) = cardinality(a.safe) THEN sum(coalesce((n.value ->> 'count')::numeric,
    (n.value ->> 'percent')::numeric * (c.value ->> 'base')::numeric / 100)) END
   FROM jsonb_array_elements(c.value -> 'answers') n WHERE n.value ->> 'answer' = ANY (a.safe)) AS safe
 FROM asked a CROSS JOIN LATERAL jsonb_array_elements(a.counts) c
 WHERE a.material = 'counts' AND c.value ->> 'question' = a.code),
shares AS (
 SELECT month, kpi, coalesce(safe, 0) / weights AS share,
  CASE WHEN design_effect IS NOT NULL THEN answers / design_effect WHEN weighted THEN weights * weights / squares
   ELSE answers END AS base
 FROM responses WHERE weights > 0
 UNION ALL SELECT month, kpi, safe / base, base / coalesce(design_effect, 1) FROM stated
 WHERE safe IS NOT NULL AND base > 0),
whole AS (
 SELECT month, kpi, round(sum(share * base))::bigint AS safe, round(sum(base))::bigint AS base
 FROM shares GROUP BY month, kpi)
SELECT month, replace(kpi, 'feeling_', ''), NULL, NULL, safe FROM whole
UNION ALL SELECT month, 'not_' || replace(kpi, 'feeling_', ''), NULL, NULL, base - safe FROM whole"""

COMPLAINANTS = b"""
SELECT date_trunc('month', surveyed_on)::date, n.measure, NULL, NULL,
 count(*) FILTER (WHERE n.measure = 'complainants_surveyed' OR satisfaction IN ('very_satisfied', 'fairly_satisfied'))
FROM complainant_surveys CROSS JOIN (VALUES ('complainants_surveyed'), ('complainants_satisfied')) n (measure)
WHERE partnership_id = %(partnership_id)s AND surveyed_on >= %(start_day)s AND surveyed_on < %(end_day)s
GROUP BY 1, 2"""
