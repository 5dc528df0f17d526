"""Incidents as agencies return them: what the returns of police, councils and fire services have in common."""
