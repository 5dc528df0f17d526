"""Bulk imports: created, uploaded, validated, committed."""
