"""Codes of recorded crime: levels of the offence tree, and where an area stands among similar ones."""

from enum import StrEnum


class OffenceLevel(StrEnum):
    """How far down the tree of offences something stands."""

    GROUP = "group"
    SUBGROUP = "subgroup"
    OFFENCE = "offence"


class SimilarAreaPosition(StrEnum):
    """Where an area's rate lies against the limits of the areas most similar to it."""

    ABOVE = "above"
    INLINE = "inline"
    BELOW = "below"


class RateTrend(StrEnum):
    """How a rate moved against the same quarter of the year before."""

    RISING = "rising"
    STATIC = "static"
    FALLING = "falling"


class ComparisonGap(StrEnum):
    """Why an area cannot be compared."""

    NO_GROUP = "no_group"
    NO_OWN_RATE = "no_own_rate"
    TOO_FEW_RATES = "too_few_rates"
