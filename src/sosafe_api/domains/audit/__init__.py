"""The audit trail: recording refusals, reading the trail."""
