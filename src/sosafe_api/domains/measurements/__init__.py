"""Measurements: figures entered by hand, with their evidence, released by a second person."""
