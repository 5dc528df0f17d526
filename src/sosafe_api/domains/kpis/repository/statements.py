"""The statements behind indicators. None of them reads a person, or an incident row by row."""

from sosafe_api.domains.incidents.populations import KNOWN_POPULATIONS

DISTRICT = b"""
SELECT p.slug, p.area_code, coalesce(a.code_type, 'NMD'), a.vintage, p.name
FROM partnerships p LEFT JOIN areas a ON a.code = p.area_code WHERE p.id = %(partnership_id)s"""

FIRST_REFERRAL = b"""
SELECT (received_at AT TIME ZONE 'Europe/London')::date FROM referrals
WHERE partnership_id = %(partnership_id)s AND status <> 'entered_in_error' ORDER BY received_at LIMIT 1"""

MEMBERS = b"""
SELECT 'agency', id, slug, name FROM agencies WHERE partnership_id = %(partnership_id)s
UNION ALL SELECT 'service', id, slug, name FROM services WHERE partnership_id = %(partnership_id)s
ORDER BY 1, 3"""

SERVICE_KINDS = b"SELECT slug, kind FROM services WHERE partnership_id = %(partnership_id)s"

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

# By the month in which the service ended its work.
REFERRALS_ENDED = b"""
SELECT date_trunc('month', status_since AT TIME ZONE 'Europe/London')::date, service_id, count(*),
 count(*) FILTER (WHERE status = 'completed')
FROM referrals
WHERE partnership_id = %(partnership_id)s AND status IN ('completed', 'not_completed')
 AND status_since >= %(start)s AND status_since < %(end)s
GROUP BY 1, 2"""

# What was added or changed since, by an index that senders' programs read by as well. A month in which work once
# ended is touched too where the referral no longer says so.
TOUCHED_REFERRALS = b"""
WITH touched AS (
 SELECT t.id, t.received_at
 FROM agencies a CROSS JOIN LATERAL (
  SELECT r.id, r.received_at FROM referrals r
  WHERE r.partnership_id = a.partnership_id AND r.agency_id = a.id AND r.updated_at >= %(since)s) t
 WHERE a.partnership_id = %(partnership_id)s)
SELECT date_trunc('month', received_at AT TIME ZONE 'Europe/London')::date FROM touched
UNION SELECT date_trunc('month', n.occurred_at AT TIME ZONE 'Europe/London')::date
FROM touched t JOIN referral_transitions n ON n.partnership_id = %(partnership_id)s AND n.referral_id = t.id
WHERE n.to_status IN ('completed', 'not_completed')"""

WAITS = b"""
SELECT date_trunc('month', received_at AT TIME ZONE 'Europe/London')::date, service_id,
 array_agg(seconds ORDER BY seconds)
FROM (SELECT received_at, service_id,
  greatest(extract(epoch FROM decided_at - received_at)::float8 - awaiting_seconds, 0) AS seconds
 FROM referrals
 WHERE partnership_id = %(partnership_id)s AND received_at >= %(start)s AND received_at < %(end)s
  AND decided_at IS NOT NULL AND status <> 'entered_in_error') waited
GROUP BY 1, 2"""

ENTERED_IN_ERROR = b"""
SELECT count(*) FROM referrals
WHERE partnership_id = %(partnership_id)s AND received_at >= %(start)s AND received_at < %(end)s
 AND status = 'entered_in_error'"""

# The district's own force: a neighbour's file holds a few of its incidents as well, and a month that only a
# neighbour's file is loaded for must not look like a quiet one. Where the area does not say, it is the force
# that records most of the district.
OWN_FORCE = b"""
WITH most AS (
 SELECT f.force FROM incident_counts c
 JOIN incident_files f ON f.partnership_id = c.partnership_id AND f.id = c.file_id
 WHERE c.partnership_id = %(partnership_id)s AND c.district_code = %(district)s AND f.kind = 'street'
 GROUP BY f.force ORDER BY sum(c.count) DESC, f.force LIMIT 1),
home AS (
 SELECT coalesce((SELECT police_force FROM areas WHERE code = %(district)s), (SELECT force FROM most)) AS force)"""
INCIDENTS = (
    OWN_FORCE
    + b"""
SELECT f.month, c.crime_type, coalesce(sum(c.count), 0)::int
FROM home JOIN incident_files f ON f.partnership_id = %(partnership_id)s AND f.force = home.force
 AND f.kind = 'street'
LEFT JOIN incident_counts c ON c.partnership_id = %(partnership_id)s AND c.file_id = f.id
 AND c.district_code = %(district)s
GROUP BY f.month, c.crime_type"""
)

INCIDENT_FILES = b"""
WITH most AS (
 SELECT f.force FROM incident_counts c
 JOIN incident_files f ON f.partnership_id = c.partnership_id AND f.id = c.file_id
 WHERE c.partnership_id = %(partnership_id)s AND c.district_code = %(district)s AND f.kind = 'street'
 GROUP BY f.force ORDER BY sum(c.count) DESC, f.force LIMIT 1)
SELECT month, force, import_id, digest, rows, loaded_at FROM incident_files
WHERE partnership_id = %(partnership_id)s AND kind = 'street' AND month = ANY (%(months)s::date[])
 AND force = coalesce((SELECT police_force FROM areas WHERE code = %(district)s), (SELECT force FROM most))
ORDER BY month"""

POPULATIONS = (
    KNOWN_POPULATIONS
    + b"""
SELECT population, series, reference_date, source FROM known_populations ORDER BY series, reference_date"""
)
