"""Recorded crime by offence code, from the Home Office's tables, and comparison with most similar areas."""
