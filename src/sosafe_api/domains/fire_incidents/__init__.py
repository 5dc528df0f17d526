"""Fires, and violence against crews, as fire and rescue services record them, one record a reference."""
