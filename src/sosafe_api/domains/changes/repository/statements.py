"""The statements of the feed, the same for a request and for the background process.

A number is given after the commit of the change, by whoever holds the lock of the partnership's row. The lock is
kept to the end of that transaction, so numbers become visible in their order; a change that commits later gets a later
number. Nothing rests on a sequence or on transaction numbers, which run out of the order of commits (ADR 0039).
"""

WINDOW = 5000  # changes looked at for one page, whatever the reader may see of them

UNNUMBERED = b"""
SELECT EXISTS (SELECT FROM changes WHERE partnership_id = %(partnership_id)s AND sequence IS NULL)"""
BEGIN_FEED = b"""
INSERT INTO change_feeds (partnership_id, numbered, forgotten) VALUES (%(partnership_id)s, 0, 0)
ON CONFLICT (partnership_id) DO NOTHING"""
FEED = b"SELECT numbered, forgotten FROM change_feeds WHERE partnership_id = %(partnership_id)s"
# In a statement of its own: the next one sees all that was committed before the lock was had.
LOCK_FEED = b"""
SELECT numbered FROM change_feeds WHERE partnership_id = %(partnership_id)s FOR UPDATE SKIP LOCKED"""
# By identifier, hence nearly by time. Clocks differ: within a resource the versions take their places in order, and
# all that waits of a resource is numbered together. So many at a time that a large import keeps no reader waiting.
NUMBER = b"""
WITH first AS (
    SELECT resource_id FROM changes WHERE partnership_id = %(partnership_id)s AND sequence IS NULL
    ORDER BY id LIMIT 5000
), batch AS (
    SELECT id, resource, resource_id, resource_version FROM changes
    WHERE partnership_id = %(partnership_id)s AND sequence IS NULL
    AND resource_id IN (SELECT resource_id FROM first)
), places AS (
    SELECT row_number() OVER (ORDER BY id) AS place, resource, resource_id,
    row_number() OVER (PARTITION BY resource, resource_id ORDER BY id) AS turn FROM batch
), turns AS (
    SELECT id, resource, resource_id,
    row_number() OVER (PARTITION BY resource, resource_id ORDER BY resource_version, id) AS turn FROM batch
), numbered AS (
    UPDATE changes SET sequence = feed.numbered + places.place
    FROM turns JOIN places USING (resource, resource_id, turn), change_feeds feed
    WHERE changes.partnership_id = %(partnership_id)s AND changes.id = turns.id
    AND feed.partnership_id = %(partnership_id)s RETURNING 1
)
UPDATE change_feeds SET numbered = numbered + (SELECT count(*) FROM numbered)
WHERE partnership_id = %(partnership_id)s"""
FORGET = b"""
WITH gone AS (
    DELETE FROM changes WHERE partnership_id = %(partnership_id)s AND id IN (
        SELECT id FROM changes WHERE partnership_id = %(partnership_id)s AND sequence IS NOT NULL
        AND occurred_at < %(before)s ORDER BY sequence LIMIT 5000)
    RETURNING sequence
)
UPDATE change_feeds SET forgotten = greatest(forgotten, (SELECT max(sequence) FROM gone))
WHERE partnership_id = %(partnership_id)s AND EXISTS (SELECT FROM gone)"""


def page(told: str) -> bytes:
    """What follows `after` up to `until`, as far as the reader is told of it; `told` is the condition of the rules."""
    return f"""
SELECT change.sequence, change.id, change.type, change.resource, change.resource_id, change.resource_version,
change.occurred_at
FROM changes change
WHERE change.partnership_id = %(partnership_id)s AND change.sequence > %(after)s AND change.sequence <= %(until)s
AND (cardinality(%(types)s::text[]) = 0 OR change.type = ANY(%(types)s::text[])
OR change.resource || '.*' = ANY(%(types)s::text[]))
AND {told}
ORDER BY change.sequence LIMIT %(limit)s""".encode()  # noqa: S608  # built of the rules' own words
