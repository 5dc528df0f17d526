"""The demonstration: a fictional partnership in the shape of a real one, and the commands to try on it."""

from sosafe_api.demo.commands import commands
from sosafe_api.demo.events import plan_events
from sosafe_api.demo.release import (
    OfAnotherRelease,
    administrator_token,
    analyst_token,
    figure_clients,
    publish,
    publish_figures,
)
from sosafe_api.demo.seed import ensure
from sosafe_api.demo.strategy_figures import load_figures

__all__ = [
    "OfAnotherRelease",
    "administrator_token",
    "analyst_token",
    "commands",
    "ensure",
    "figure_clients",
    "load_figures",
    "plan_events",
    "publish",
    "publish_figures",
]
