"""Indicators: definitions, values with their evidence, published releases."""
