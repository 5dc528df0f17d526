"""Referrals: a request about a person to a service, from its push to its last status."""
