"""The statements behind recorded counts. Nothing recorded is ever changed: a later row stands for what came after."""

LATEST_RECORDING = b"""
SELECT r.recorded_at, r.basis,
 (SELECT f.facts FROM kpi_recordings f
  WHERE f.partnership_id = r.partnership_id AND f.records = r.records AND f.recorded_at <= r.recorded_at
   AND f.facts IS NOT NULL ORDER BY f.recorded_at DESC LIMIT 1)
FROM kpi_recordings r
WHERE r.partnership_id = %(partnership_id)s AND r.records = %(records)s AND r.recorded_at <= %(until)s
ORDER BY r.recorded_at DESC LIMIT 1"""

COUNTS = b"""
SELECT DISTINCT ON (measure, month, breakdown, member) measure, month, breakdown, member, count
FROM kpi_counts
WHERE partnership_id = %(partnership_id)s AND records = %(records)s AND recorded_at <= %(until)s
ORDER BY measure, month, breakdown, member, recorded_at DESC"""

MEDIANS = b"""
SELECT DISTINCT ON (starts_on, ends_on, member) starts_on, ends_on, member, value
FROM kpi_medians
WHERE partnership_id = %(partnership_id)s AND records = %(records)s AND recorded_at <= %(until)s
ORDER BY starts_on, ends_on, member, recorded_at DESC"""

HISTORY = b"""
SELECT recorded_at, measure, month, breakdown, member, count FROM kpi_counts
WHERE partnership_id = %(partnership_id)s AND records = %(records)s AND measure = ANY (%(measures)s)
 AND month >= %(start)s AND month < %(end)s AND breakdown = ANY (%(breakdowns)s)
ORDER BY recorded_at"""

MEDIAN_HISTORY = b"""
SELECT recorded_at, starts_on, ends_on, member, value FROM kpi_medians
WHERE partnership_id = %(partnership_id)s AND records = %(records)s
 AND starts_on >= %(start)s AND ends_on <= %(end)s
ORDER BY recorded_at"""

RECORDINGS = b"""
SELECT recorded_at, facts FROM kpi_recordings
WHERE partnership_id = %(partnership_id)s AND records = %(records)s AND facts IS NOT NULL ORDER BY recorded_at"""

# One recording at a time: the lock is held to the end of the transaction.
LOCK = b"SELECT 1 FROM partnerships WHERE id = %(partnership_id)s FOR NO KEY UPDATE"

ADD_RECORDING = b"""
INSERT INTO kpi_recordings (partnership_id, id, records, recorded_at, basis, facts)
VALUES (%(partnership_id)s, %(id)s, %(records)s, %(recorded_at)s, %(basis)s, %(facts)s::text::jsonb)"""

ADD_COUNTS = b"""
INSERT INTO kpi_counts (partnership_id, records, measure, month, breakdown, member, recorded_at, count)
SELECT %(partnership_id)s, %(records)s, c.measure, c.month, c.breakdown, c.member, %(recorded_at)s, c.count
FROM unnest(%(measures)s::text[], %(months)s::date[], %(breakdowns)s::text[], %(members)s::text[],
 %(counts)s::bigint[]) AS c (measure, month, breakdown, member, count)"""

ADD_MEDIANS = b"""
INSERT INTO kpi_medians (partnership_id, records, starts_on, ends_on, member, recorded_at, value)
SELECT %(partnership_id)s, %(records)s, m.starts_on, m.ends_on, m.member, %(recorded_at)s, m.value
FROM unnest(%(starts)s::date[], %(ends)s::date[], %(members)s::text[], %(values)s::float8[])
 AS m (starts_on, ends_on, member, value)"""
