"""Casework: what a service does for the people of the referrals that it accepted."""
