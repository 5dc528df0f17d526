"""What an indicator is: everything a reader needs in order to trust one of its values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    PeriodKind,
    Polarity,
    Unit,
)

MID_YEAR_FIRST_PUBLISHED = "mid_year_first_published"


class Records(StrEnum):
    """Which records an indicator is counted from; those of a kind are read once for all its indicators."""

    REFERRALS = "referrals"
    POLICE = "police"
    EVENTS = "events"
    FUNDING = "funding"
    ACTIONS = "actions"
    PERCEPTION = "perception"
    COMPLAINANTS = "complainants"
    ASB_RETURNS = "asb_returns"
    CRIME_AND_ASB = "crime_and_asb"
    FIRE_RETURNS = "fire_returns"


class Measure(StrEnum):
    """The elementary counts that indicators are made from; money is counted in pence."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDECIDED = "undecided"
    CRIMES = "crimes"
    ASB_INCIDENTS = "asb_incidents"
    EVENTS_HELD = "events_held"
    EVENTS_REACHING_COMMUNITIES = "events_reaching_communities"
    EVENT_ATTENDANCES = "event_attendances"
    FUNDING_BROUGHT_IN = "funding_brought_in"
    FUNDING_SPENT = "funding_spent"
    BIDS_AWARDED = "bids_awarded"
    BIDS_DECIDED = "bids_decided"
    ACTIONS_ON_TRACK = "actions_on_track"
    ACTIONS_UNDER_WAY = "actions_under_way"
    SAFE_BY_DAY = "safe_by_day"
    NOT_SAFE_BY_DAY = "not_safe_by_day"
    SAFE_AFTER_DARK = "safe_after_dark"
    NOT_SAFE_AFTER_DARK = "not_safe_after_dark"
    COMPLAINANTS_SURVEYED = "complainants_surveyed"
    COMPLAINANTS_SATISFIED = "complainants_satisfied"
    ASB_REPORTED = "asb_reported"
    YOUTH_NUISANCE = "youth_nuisance"
    OTHER_CRIME_AND_ASB = "other_crime_and_asb"
    DELIBERATE_FIRES = "deliberate_fires"


class Kind(StrEnum):
    """How a value is made from counts."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    RATE = "rate"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Part:
    """A numerator or denominator: the rule by which it is counted, its series and where it comes from."""

    rule: str
    series: str
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """A series is counted otherwise from this day on: no sum, line or comparison crosses it."""

    on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One indicator. `measures` are added up for its numerator, `base` for its denominator.

    `at_end` says that it counts what there is on a period's last day, not what happened within it. A value is
    provisional for `settles_after_days` after its period, and while referrals of the period wait
    for a decision where `settles_when_decided`. A rate is for each `per` of `denominator_series`, which is one
    named series throughout. `valid_to` is the last day for which the definition holds. `breaks` fall on first
    days of months.
    """

    code: str
    title: str
    description: str
    records: Records
    kind: Kind
    at_end: bool = False
    unit: Unit
    decimal_places: int
    polarity: Polarity
    measures: tuple[Measure, ...]
    base: tuple[Measure, ...] = ()
    numerator: Part | None
    denominator: Part | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    periods: tuple[PeriodKind, ...] = tuple(PeriodKind)
    interval: IntervalMethod | None = None
    disclosure: DisclosurePolicy
    settles_after_days: int = 0
    settles_when_decided: bool = False
    source: str
    licence: str
    lag: str
    valid_from: date
    valid_to: date | None = None
    breaks: tuple[Break, ...] = ()
    denominator_series: str = MID_YEAR_FIRST_PUBLISHED
    per: int = 1000
    version: int = 1
