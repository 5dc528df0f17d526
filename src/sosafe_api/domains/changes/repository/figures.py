"""Figures of the feed for those who watch an installation; no identifier."""

from sosafe_api.core.observability.partnerships import Reading

# Beyond 100,000 the first figure stands still, so that no scrape counts millions.
FIGURES = (
    Reading(
        "sosafe_changes_unnumbered",
        "Changes that nobody who reads the feed has come to yet; at most 100,000 a partnership.",
        "SELECT count(*)::float8 FROM (SELECT 1 FROM changes"
        " WHERE partnership_id = '{partnership_id}' AND sequence IS NULL LIMIT 100000) counted",
    ),
    Reading(
        "sosafe_changes_unnumbered_oldest_seconds",
        "For how long the oldest of them has lain there.",
        "SELECT coalesce(extract(epoch FROM greatest(now() - min(occurred_at), interval '0')), 0)::float8 FROM changes"
        " WHERE partnership_id = '{partnership_id}' AND sequence IS NULL",
        over_partnerships="max",
    ),
)
