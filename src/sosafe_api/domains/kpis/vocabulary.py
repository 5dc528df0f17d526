"""Codes of indicators: what they measure, over which periods, and how small counts are protected."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """The length of time that one value covers."""

    MONTH = "month"
    QUARTER = "quarter"
    ROLLING_12_MONTHS = "rolling_12_months"


class Breakdown(StrEnum):
    """By what an indicator can be split."""

    AGENCY = "agency"
    SERVICE = "service"
    REASON = "reason"
    EVENT_KIND = "event_kind"
    COMMUNITY = "community"


class Unit(StrEnum):
    """What a value counts."""

    COUNT = "count"
    DAYS = "days"
    PERCENT = "percent"
    PER_1000_POPULATION = "per_1000_population"
    POUNDS_STERLING = "pounds_sterling"


class Polarity(StrEnum):
    """Which way is better. More reports can mean more trust, so many indicators are neutral."""

    LOWER_BETTER = "lower_better"
    HIGHER_BETTER = "higher_better"
    NEUTRAL = "neutral"


class DisclosurePolicy(StrEnum):
    """How small counts are kept from giving people away (ADR 0031)."""

    OPEN_SOURCE = "open_source"
    STANDARD = "standard"
    SENSITIVE = "sensitive"


class ObservationStatus(StrEnum):
    """How far a value can be relied on, or why there is none."""

    PROVISIONAL = "provisional"
    FINAL = "final"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"


class IntervalMethod(StrEnum):
    """How a confidence interval was computed."""

    BYAR = "byar"
    WILSON = "wilson"


class ReleaseStatus(StrEnum):
    """Where a release of indicators stands."""

    DRAFT = "draft"
    CHECKED = "checked"
    REFUSED = "refused"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class ReleaseStep(StrEnum):
    """What somebody may move a release to; the service itself moves a draft to checked or refused."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class FindingCode(StrEnum):
    """What the check of a release found."""

    SUPPRESSED = "suppressed"
    GIVEN_AWAY = "given_away"
    INTERNAL_ERROR = "internal_error"
