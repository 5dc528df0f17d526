"""Reports to the partnership's groups: what is measured, how it stands, what changed and what is late."""
