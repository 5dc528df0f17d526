"""Figures of webhooks and deliveries for those who watch an installation; no identifier and no address."""

from sosafe_api.core.observability.partnerships import Reading

# Beyond 100,000 deliveries the figure stands still, so that no scrape counts millions.
FIGURES = (
    Reading(
        "sosafe_webhooks",
        "Webhooks, by their status.",
        "SELECT status, count(*)::float8 FROM webhooks WHERE partnership_id = '{partnership_id}' GROUP BY status",
        label="status",
    ),
    Reading(
        "sosafe_webhook_deliveries",
        "Deliveries that wait or are dead, by their status; at most 100,000 a partnership.",
        "SELECT status, count(*)::float8 FROM (SELECT status FROM webhook_deliveries"
        " WHERE partnership_id = '{partnership_id}' AND status IN ('waiting', 'dead')"
        " LIMIT 100000) counted GROUP BY status",
        label="status",
    ),
    Reading(
        "sosafe_webhook_deliveries_oldest_seconds",
        "For how long the oldest delivery has been due, to an active webhook whose receiver has not failed.",
        "SELECT coalesce(extract(epoch FROM now() - min(d.due_at)), 0)::float8 FROM webhook_deliveries d"
        " JOIN webhooks w ON w.partnership_id = d.partnership_id AND w.id = d.webhook_id"
        " WHERE d.partnership_id = '{partnership_id}' AND d.status = 'waiting' AND d.due_at <= now()"
        " AND w.status = 'active' AND w.held_until IS NULL",
        over_partnerships="max",
    ),
)
