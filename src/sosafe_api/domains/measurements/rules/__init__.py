"""The life of a figure entered by hand, and what it must say. Pure: no I/O."""

from sosafe_api.domains.measurements.rules.figures import Figure, figure_errors
from sosafe_api.domains.measurements.rules.life import allowed_transitions, reason_errors
from sosafe_api.domains.measurements.rules.periods import end_of, period_errors

__all__ = [
    "Figure",
    "allowed_transitions",
    "end_of",
    "figure_errors",
    "period_errors",
    "reason_errors",
]
