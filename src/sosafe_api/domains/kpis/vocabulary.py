"""Codes of indicators: what they measure, over which periods, and how small counts are protected."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """The length of time that one value covers."""

    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"
    SERVICE_YEAR = "service_year"
    ROLLING_12_MONTHS = "rolling_12_months"
    YEAR_TO_DATE = "year_to_date"


class Breakdown(StrEnum):
    """By what an indicator can be split."""

    AGENCY = "agency"
    SERVICE = "service"
    REASON = "reason"
    EVENT_KIND = "event_kind"
    COMMUNITY = "community"
    ASB_QUALIFIER = "asb_qualifier"
    FIRE_CLASS = "fire_class"
    WARD = "ward"


class Unit(StrEnum):
    """What a value counts."""

    COUNT = "count"
    DAYS = "days"
    PERCENT = "percent"
    PER_1000_POPULATION = "per_1000_population"
    PER_10000_POPULATION = "per_10000_population"
    PER_1000_HOUSEHOLDS = "per_1000_households"
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
    REVISED = "revised"
    FINAL = "final"
    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"


class Unavailable(StrEnum):
    """Why there is no value where none is hidden."""

    INCOMPLETE = "incomplete"
    NO_BASE = "no_base"
    NO_POPULATION = "no_population"
    SERIES_BROKEN = "series_broken"
    NOT_RECORDED = "not_recorded"


class ComparisonCaveat(StrEnum):
    """What two compared periods do not have in common, or what else makes their difference doubtful."""

    DIFFERENT_LENGTH = "different_length"
    DIFFERENT_SEASON = "different_season"
    DIFFERENT_YEAR_START = "different_year_start"
    OVERLAPPING = "overlapping"
    SERIES_BROKEN = "series_broken"
    PROVISIONAL = "provisional"


class SignificanceMethod(StrEnum):
    """How a difference was tested."""

    POOLED_PROPORTIONS = "pooled_proportions"
    CONDITIONAL_POISSON = "conditional_poisson"


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
