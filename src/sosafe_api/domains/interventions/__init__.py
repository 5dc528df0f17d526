"""Interventions and powers against anti-social behaviour, and the review of how complaints were answered."""
