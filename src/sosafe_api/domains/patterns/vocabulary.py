"""Codes of patterns: which areas are compared, over which periods, and with what."""

from enum import StrEnum


class ComparedAreaKind(StrEnum):
    """By which areas a district is split."""

    WARD = "ward"
    LSOA = "lsoa"


class ComparedPeriodKind(StrEnum):
    """The length of time that a comparison covers."""

    MONTH = "month"
    QUARTER = "quarter"


class BaselineMethod(StrEnum):
    """What an area's count is compared with."""

    SAME_MONTHS_OF_EARLIER_YEARS = "same_months_of_earlier_years"
    PRECEDING_MONTHS = "preceding_months"
