"""The change feed: what changed, in an order that never skips, for whoever may read the record."""
