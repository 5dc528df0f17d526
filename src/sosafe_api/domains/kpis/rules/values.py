"""One observation: a value with the counts, the interval and the status that explain it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from sosafe_api.core.statistics import Number, byar, rounded, wilson
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure
from sosafe_api.domains.kpis.rules.disclosure import is_base_too_small
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.publication import CellKey
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    ObservationStatus,
)

_SCALE = {Kind.COUNT: 1, Kind.RATE: 1000, Kind.SHARE: 100, Kind.MEDIAN: 1}
_PENCE = 100


class Population(NamedTuple):
    """Residents of the district on a day, by a named series."""

    residents: int
    series: str
    reference_date: date
    source: str


class MedianKey(NamedTuple):
    """Whose median, over which period."""

    period: Period
    breakdown: Breakdown | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one indicator's values are computed from. `shown` is None for a reader who sees every count."""

    counts: Counts
    cut_off: date
    populations: Mapping[int, Population] = field(default_factory=dict)
    medians: Mapping[MedianKey, float] = field(default_factory=dict)
    shown: Mapping[CellKey, int] | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A value for one period and one part; what is hidden or not known is None."""

    period: Period
    breakdown: Breakdown | None
    member: str | None
    status: ObservationStatus
    value: Number | None = None
    numerator: int | None = None
    denominator: int | None = None
    population: Population | None = None
    interval: tuple[Number, Number] | None = None


def observe(
    definition: Definition,
    evidence: Evidence,
    period: Period,
    breakdown: Breakdown | None = None,
    member: str | None = None,
) -> Observation:
    """The indicator's value as the reader may see it."""
    if not evidence.counts.cover(period):
        return Observation(period, breakdown, member, ObservationStatus.NOT_AVAILABLE)
    counted = period.last_month if definition.at_end else period
    numerator = _count(definition, evidence, CellKey(definition.measures, counted, breakdown, member))
    denominator = _count(definition, evidence, CellKey(definition.base, counted, breakdown, member))
    population = None
    if definition.kind is Kind.RATE:
        population = evidence.populations.get((period.end - timedelta(days=1)).year - 1)
        denominator = population.residents if population else None
    hidden = (definition.measures and numerator is None) or (definition.base and denominator is None)
    hidden = hidden or (evidence.shown is not None and is_base_too_small(definition, denominator))
    value = None
    status = ObservationStatus.SUPPRESSED if hidden else ObservationStatus.NOT_AVAILABLE
    if not hidden:
        key = MedianKey(period, breakdown, member)
        value = _value(definition, evidence, key, numerator or 0, denominator or 0)
    if value is not None:
        status = _status(definition, evidence, key)
    return Observation(
        period,
        breakdown,
        member,
        status,
        value=None if value is None else rounded(value, definition.decimal_places),
        numerator=numerator,
        denominator=denominator,
        population=population,
        interval=None if value is None else _interval(definition, numerator or 0, denominator or 0),
    )


def _count(definition: Definition, evidence: Evidence, key: CellKey) -> int | None:
    """The count as it may be shown: as it is, rounded, or None; None too where nothing is counted."""
    if not key.measures:
        return None
    count = evidence.counts.total(*key)
    if evidence.shown is None or definition.disclosure is DisclosurePolicy.OPEN_SOURCE:
        return count
    return evidence.shown.get(key)


def _value(
    definition: Definition, evidence: Evidence, key: MedianKey, numerator: int, denominator: int
) -> Fraction | float | None:
    if definition.kind is Kind.COUNT:
        return Fraction(numerator)
    if definition.kind is Kind.MONEY:
        return Fraction(numerator, _PENCE)
    if denominator == 0:
        return None
    if definition.kind is Kind.MEDIAN:
        return evidence.medians.get(key)
    return Fraction(_SCALE[definition.kind] * numerator, denominator)


def _interval(definition: Definition, numerator: int, denominator: int) -> tuple[Number, Number] | None:
    places = max(definition.decimal_places, 1)
    if definition.interval is IntervalMethod.WILSON:
        limits = wilson(numerator, denominator)
        scale = float(_SCALE[definition.kind])
    elif definition.interval is IntervalMethod.BYAR:
        limits = byar(numerator)
        scale = _SCALE[definition.kind] / (denominator if definition.kind is Kind.RATE else 1)
    else:
        return None
    return rounded(limits.low * scale, places), rounded(limits.high * scale, places)


def _status(definition: Definition, evidence: Evidence, key: MedianKey) -> ObservationStatus:
    settled = key.period.end + timedelta(days=definition.settles_after_days) <= evidence.cut_off
    by_service = key.breakdown is Breakdown.SERVICE
    part = (key.breakdown, key.member) if by_service else (None, None)
    waiting = definition.settles_when_decided and evidence.counts.total(
        (Measure.UNDECIDED,), key.period, *part
    )
    return ObservationStatus.FINAL if settled and not waiting else ObservationStatus.PROVISIONAL
