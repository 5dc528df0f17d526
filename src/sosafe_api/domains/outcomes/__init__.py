"""Outcomes: what changed for the people of a case, measured again after it closed, and counted without them."""
