"""Codes of figures entered by hand: over which period, and where they stand."""

from enum import StrEnum


class MeasuredPeriodKind(StrEnum):
    """The length of time that a figure covers, and where in the year it begins.

    `service_year`: September to August.
    """

    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"
    SERVICE_YEAR = "service_year"
    ROLLING_12_MONTHS = "rolling_12_months"


class MeasurementStatus(StrEnum):
    """Where a figure stands; only a released one is a value of its indicator."""

    DRAFT = "draft"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class MeasurementWithdrawalReason(StrEnum):
    """Why a figure is taken back."""

    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    WRONG_FIGURE = "wrong_figure"
    WRONG_PERIOD = "wrong_period"
    DUPLICATE = "duplicate"
