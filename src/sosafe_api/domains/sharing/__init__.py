"""Consent, sharing and exclusions: who may be told of a person, who was told, who must never know."""
