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


class Measure(StrEnum):
    """The elementary counts that indicators are made from."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDECIDED = "undecided"
    CRIMES = "crimes"
    ASB_INCIDENTS = "asb_incidents"


class Kind(StrEnum):
    """How a value is made from counts."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Part:
    """A numerator or denominator: the rule by which it is counted, its series and where it comes from."""

    rule: str
    series: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One indicator. `measures` are added up for its numerator, `base` for its denominator.

    A value is provisional for `settles_after_days` after its period, and while referrals of the period wait
    for a decision where `settles_when_decided`.
    """

    code: str
    title: str
    description: str
    kind: Kind
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
    version: int = 1
