"""Codes of targets, of ratings by them, and of what a control chart tells."""

from enum import StrEnum


class TargetKind(StrEnum):
    """How a target's value is set."""

    THRESHOLD = "threshold"
    PERCENT_CHANGE_ON_BASELINE = "percent_change_on_baseline"
    MAINTAIN = "maintain"


class TargetStatus(StrEnum):
    """Where a target stands; only what was agreed rates an indicator."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class WantedDirection(StrEnum):
    """Which way an indicator is to go, or to stay beyond."""

    HIGHER = "higher"
    LOWER = "lower"


class Rating(StrEnum):
    """How a value stands against its target."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class Travel(StrEnum):
    """How a value lies to an earlier one: better or worse where one way is better, else higher or lower."""

    IMPROVING = "improving"
    STATIC = "static"
    WORSENING = "worsening"
    HIGHER = "higher"
    SAME = "same"
    LOWER = "lower"


class ChartSignal(StrEnum):
    """A pattern on a control chart that chance alone would rarely make, in the order in which one names a point."""

    OUTSIDE_LIMITS = "outside_limits"
    SEVEN_TRENDING = "seven_trending"
    TWO_OF_THREE_NEAR_LIMIT = "two_of_three_near_limit"
    SEVEN_ON_ONE_SIDE = "seven_on_one_side"


class ChartVariation(StrEnum):
    """What a point of a control chart tells: chance alone, or a cause of its own."""

    COMMON_CAUSE = "common_cause"
    SPECIAL_CAUSE_IMPROVEMENT = "special_cause_improvement"
    SPECIAL_CAUSE_CONCERN = "special_cause_concern"
    SPECIAL_CAUSE_NEUTRAL_HIGH = "special_cause_neutral_high"
    SPECIAL_CAUSE_NEUTRAL_LOW = "special_cause_neutral_low"


class ChartAssurance(StrEnum):
    """Whether a process that goes on as it does will meet its target."""

    CONSISTENT_PASS = "consistent_pass"  # noqa: S105 - a code, no password
    CONSISTENT_FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


class BaselineStatus(StrEnum):
    """Whether a baseline counts."""

    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
