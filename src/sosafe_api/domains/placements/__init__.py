"""Stays in safe and other accommodation: places, their calendars, and the one way to a secret location."""
