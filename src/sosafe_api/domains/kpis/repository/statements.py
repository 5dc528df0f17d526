"""The statements behind indicators. None of them reads a person, or an incident row by row."""

DISTRICT = b"""
SELECT p.slug, p.area_code, coalesce(a.code_type, 'NMD'), a.vintage
FROM partnerships p LEFT JOIN areas a ON a.code = p.area_code WHERE p.id = %(partnership_id)s"""

FIRST_REFERRAL = b"""
SELECT min(received_at AT TIME ZONE 'Europe/London')::date FROM referrals
WHERE partnership_id = %(partnership_id)s AND status <> 'entered_in_error'"""

MEMBERS = b"""
SELECT 'agency', id, slug, name FROM agencies WHERE partnership_id = %(partnership_id)s
UNION ALL SELECT 'service', id, slug, name FROM services WHERE partnership_id = %(partnership_id)s
ORDER BY 1, 3"""

# A referral that was withdrawn after its decision was accepted before: a refusal ends a referral.
REFERRALS = b"""
WITH counted AS (
 SELECT date_trunc('month', received_at AT TIME ZONE 'Europe/London')::date AS month, agency_id, service_id,
  status, decided_at, CASE WHEN status = 'declined' THEN coalesce(reason_code, 'not_recorded') END AS reason
 FROM referrals
 WHERE partnership_id = %(partnership_id)s AND received_at >= %(start)s AND received_at < %(end)s
  AND status <> 'entered_in_error')
SELECT month, agency_id, service_id, reason, grouping(agency_id, service_id, reason), count(*),
 count(*) FILTER (WHERE decided_at IS NOT NULL AND status <> 'declined'),
 count(*) FILTER (WHERE status = 'declined'),
 count(*) FILTER (WHERE decided_at IS NULL AND status <> 'withdrawn')
FROM counted
GROUP BY GROUPING SETS ((month), (month, agency_id), (month, service_id), (month, reason))
HAVING grouping(reason) = 1 OR reason IS NOT NULL"""

MEDIANS = b"""
SELECT w.number::int, r.service_id,
 percentile_cont(0.5) WITHIN GROUP (ORDER BY
  greatest(extract(epoch FROM r.decided_at - r.received_at) - r.awaiting_seconds, 0) / 86400.0)
FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY AS w (starts, ends, number)
JOIN referrals r ON r.partnership_id = %(partnership_id)s
 AND r.received_at >= w.starts AND r.received_at < w.ends
WHERE r.decided_at IS NOT NULL AND r.status <> 'entered_in_error'
GROUP BY GROUPING SETS ((w.number), (w.number, r.service_id))"""

# The district's own force: a neighbour's file holds a few of its incidents as well, and a month that only a
# neighbour's file is loaded for must not look like a quiet one. Where the area does not say, it is the force
# that records most of the district.
INCIDENTS = b"""
WITH most AS (
 SELECT f.force FROM incident_counts c
 JOIN incident_files f ON f.partnership_id = c.partnership_id AND f.id = c.file_id
 WHERE c.partnership_id = %(partnership_id)s AND c.district_code = %(district)s AND f.kind = 'street'
 GROUP BY f.force ORDER BY sum(c.count) DESC, f.force LIMIT 1),
home AS (
 SELECT coalesce((SELECT police_force FROM areas WHERE code = %(district)s), (SELECT force FROM most)) AS force)
SELECT f.month,
 coalesce(sum(c.count) FILTER (WHERE c.crime_type <> 'anti_social_behaviour'), 0)::int,
 coalesce(sum(c.count) FILTER (WHERE c.crime_type = 'anti_social_behaviour'), 0)::int
FROM home JOIN incident_files f ON f.partnership_id = %(partnership_id)s AND f.force = home.force
 AND f.kind = 'street'
LEFT JOIN incident_counts c ON c.partnership_id = %(partnership_id)s AND c.file_id = f.id
 AND c.district_code = %(district)s
GROUP BY f.month"""

POPULATIONS = b"""
SELECT population, series, reference_date, source FROM populations
WHERE area_code = %(district)s AND series = %(series)s"""
