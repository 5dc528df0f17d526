"""The demonstration: a fictional partnership in the shape of a real one, and the commands to try on it."""

from sosafe_api.demo.commands import commands
from sosafe_api.demo.events import plan_events
from sosafe_api.demo.release import administrator_token, analyst_token, publish
from sosafe_api.demo.seed import ensure

__all__ = ["administrator_token", "analyst_token", "commands", "ensure", "plan_events", "publish"]
