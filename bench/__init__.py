"""Measures the service against a hand-written one of the same statements and the same answers."""
