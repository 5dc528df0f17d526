"""The statements behind releases and what everybody reads of them."""

# One release at a time: the lock is held to the end of the transaction, and leaves the referrals' own be.
LOCK_PARTNERSHIP = b"SELECT 1 FROM partnerships WHERE id = %(partnership_id)s FOR NO KEY UPDATE"

NO_HURRY = (
    b"SET LOCAL statement_timeout = '10min'",
    b"SET LOCAL idle_in_transaction_session_timeout = '10min'",
)

DRAFT = b"""
SELECT r.partnership_id, r.id, r.before, p.id, p.kind, p.client_id, p.agency_id FROM kpi_releases r
JOIN principals p ON p.partnership_id = r.partnership_id AND p.id = r.created_by
WHERE r.partnership_id = %(partnership_id)s AND r.id = %(release_id)s AND r.status = 'draft'"""

NOTE_PROGRESS = b"""
UPDATE kpi_releases SET tables_done = %(done)s, tables_total = %(total)s
WHERE partnership_id = %(partnership_id)s AND id = %(release_id)s AND status = 'draft'"""

FINISH = b"""
UPDATE kpi_releases SET status = %(status)s, findings = %(findings)s::jsonb, follows = %(follows)s,
 tables_done = %(tables)s, tables_total = %(tables)s, data_cut_off = %(now)s, updated_at = %(now)s,
 version = version + 1
WHERE partnership_id = %(partnership_id)s AND id = %(release_id)s AND status = 'draft' RETURNING version"""

ADD_TABLE = b"""
INSERT INTO kpi_release_tables (partnership_id, id, release_id, path, kpi_code, period_kind, breakdown,
 media_type, body, content_digest)
VALUES (%(partnership_id)s, %(id)s, %(release_id)s, %(path)s, %(kpi_code)s, %(period_kind)s, %(breakdown)s,
 %(media_type)s, %(body)s, %(content_digest)s)"""

ADD_PAGE = b"""
INSERT INTO kpi_release_pages (partnership_id, id, release_id, records, policy, content)
VALUES (%(partnership_id)s, %(id)s, %(release_id)s, %(records)s, %(policy)s, %(content)s)"""

LATEST_NUMBER = b"SELECT coalesce(max(number), 0) FROM kpi_releases WHERE partnership_id = %(partnership_id)s"

PAGES = b"""
SELECT p.policy, p.content FROM kpi_release_pages p
JOIN kpi_releases r ON r.partnership_id = p.partnership_id AND r.id = p.release_id
WHERE p.partnership_id = %(partnership_id)s AND p.records = %(records)s AND r.status IN ('published', 'withdrawn')
ORDER BY r.number"""

SERVICES_OF_KINDS = b"""
SELECT slug FROM services WHERE partnership_id = %(partnership_id)s AND kind = ANY (%(kinds)s::text[])"""

TABLES = b"""
SELECT id, path, media_type, kpi_code, content_digest, length(body) FROM kpi_release_tables
WHERE partnership_id = %(partnership_id)s AND release_id = %(release_id)s
 AND (%(after)s::uuid IS NULL OR id > %(after)s::uuid)
ORDER BY id LIMIT %(limit)s"""

PARTNERSHIP_OF_SLUG = b"SELECT id FROM partnerships WHERE slug = %(slug)s"

LATEST_RELEASE = b"""
SELECT id, number, published_at FROM kpi_releases
WHERE partnership_id = %(partnership_id)s AND status = 'published' ORDER BY number DESC LIMIT 1"""

PUBLISHED_RELEASES = b"""
SELECT id, number, status, notes, revisions::text, published_at, data_cut_off, withdrawn_at, withdrawn_reason
FROM kpi_releases WHERE partnership_id = %(partnership_id)s AND status IN ('published', 'withdrawn')
ORDER BY number DESC LIMIT 200"""

RENDITIONS = b"""
SELECT path, media_type FROM kpi_release_tables
WHERE partnership_id = %(partnership_id)s AND release_id = %(release_id)s ORDER BY id"""

TABLE = b"""
SELECT t.body FROM kpi_release_tables t
JOIN kpi_releases r ON r.partnership_id = t.partnership_id AND r.id = t.release_id AND r.status = 'published'
WHERE t.partnership_id = %(partnership_id)s AND t.release_id = %(release_id)s AND t.path = %(path)s
 AND t.media_type = %(media_type)s"""
