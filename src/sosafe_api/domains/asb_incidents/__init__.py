"""Incidents of anti-social behaviour as police and councils record them, one record a reference."""
