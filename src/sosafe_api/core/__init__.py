"""Plumbing shared by every domain; knows no domain and imports none."""
