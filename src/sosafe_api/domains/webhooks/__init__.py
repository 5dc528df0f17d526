"""Webhooks: where an agency's program is told of changes as they happen, and what became of each delivery."""
