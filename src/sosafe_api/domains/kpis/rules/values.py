"""One observation: a value with the counts, the interval and the status that explain it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from sosafe_api.core.statistics import Number, byar, rounded, wilson
from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.counts import Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Kind, Measure
from sosafe_api.domains.kpis.rules.disclosure import is_base_too_small
from sosafe_api.domains.kpis.rules.medians import Window
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.publication import CellKey
from sosafe_api.domains.kpis.vocabulary import (
    Breakdown,
    DisclosurePolicy,
    IntervalMethod,
    ObservationStatus,
    Unavailable,
)

_HUNDRED, _PENCE = 100, 100
_MID_YEAR = "mid_year"


class Population(NamedTuple):
    """Residents or households of the district on a day, by a named series; stated without a day where a document gives
    none.
    """

    number: int
    series: str
    reference_date: date | None
    source: str


class _Key(NamedTuple):
    """Whose value, over which period."""

    period: Period
    breakdown: Breakdown | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one indicator's values are computed from. `shown` is None for a reader who sees every count.

    `populations` are by series and reference date. `recorded` is False where nothing was recorded yet by the day
    asked for. `source` is the document of a figure entered by hand.
    """

    counts: Counts
    cut_off: date
    populations: Mapping[str, Mapping[date, Population]] = field(default_factory=dict)
    medians: Mapping[Window, float | None] = field(default_factory=dict)
    shown: Mapping[CellKey, int] | None = None
    recorded: bool = True
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A value for one period and one part; what is hidden or not known is None. `document` is where a figure entered
    by hand stands.
    """

    period: Period
    breakdown: Breakdown | None
    member: str | None
    status: ObservationStatus
    value: Number | None = None
    numerator: int | None = None
    denominator: int | None = None
    population: Population | None = None
    interval: tuple[Number, Number] | None = None
    unavailable: Unavailable | None = None
    document: str | None = None


def observe(
    definition: Definition,
    evidence: Evidence,
    period: Period,
    breakdown: Breakdown | None = None,
    member: str | None = None,
) -> Observation:
    """The indicator's value as the reader may see it."""
    found = Observation(period, breakdown, member, ObservationStatus.NOT_AVAILABLE, document=evidence.source)
    lacking = _lacking(definition, evidence, period)
    if lacking:
        return replace(found, unavailable=lacking)
    months = series.counted(definition, period)
    numerator = _count(definition, evidence, CellKey(definition.measures, months, breakdown, member))
    denominator = _count(definition, evidence, CellKey(definition.base, months, breakdown, member))
    population = None
    if definition.kind is Kind.RATE:
        population = population_of(definition, evidence, period)
        denominator = population.number if population else None
    found = replace(found, numerator=numerator, denominator=denominator, population=population)
    hidden = (definition.measures and numerator is None) or (definition.base and denominator is None)
    if hidden or (evidence.shown is not None and is_base_too_small(definition, denominator)):
        return replace(found, status=ObservationStatus.SUPPRESSED)
    key = _Key(period, breakdown, member)
    value = _value(definition, evidence, key, numerator or 0, denominator or 0)
    if value is None:
        without = definition.kind is Kind.RATE and population is None
        return replace(found, unavailable=Unavailable.NO_POPULATION if without else Unavailable.NO_BASE)
    return replace(
        found,
        status=_status(definition, evidence, key),
        value=rounded(value, definition.decimal_places),
        interval=_interval(definition, numerator or 0, denominator or 0),
    )


def _lacking(definition: Definition, evidence: Evidence, period: Period) -> Unavailable | None:
    """Why nothing can be counted over the period."""
    if not evidence.recorded:
        return Unavailable.NOT_RECORDED
    if series.crossed(definition, period):
        return Unavailable.SERIES_BROKEN
    covered = evidence.counts.cover(series.counted(definition, period))
    return None if covered else Unavailable.INCOMPLETE


def population_of(definition: Definition, evidence: Evidence, period: Period) -> Population | None:
    """Of the definition's one series: of mid-year estimates the one of the calendar year before the period's last
    day, of a census the latest held by then.
    """
    known = evidence.populations.get(definition.denominator_series, {})
    if definition.denominator_series.startswith(_MID_YEAR):
        year = period.last_day.year - 1
        return next((found for day, found in known.items() if day.year == year), None)
    held = [day for day in known if day <= period.last_day]
    return known[max(held)] if held else None


def _count(definition: Definition, evidence: Evidence, key: CellKey) -> int | None:
    """The count as it may be shown: as it is, rounded, or None; None too where nothing is counted."""
    if not key.measures:
        return None
    count = evidence.counts.total(*key)
    if evidence.shown is None or definition.disclosure is DisclosurePolicy.OPEN_SOURCE:
        return count
    return evidence.shown.get(key)


def _scale(definition: Definition) -> int:
    if definition.kind is Kind.RATE:
        return definition.per
    return _HUNDRED if definition.kind is Kind.SHARE else 1


def _value(
    definition: Definition, evidence: Evidence, key: _Key, numerator: int, denominator: int
) -> Fraction | float | None:
    if definition.kind is Kind.COUNT:
        return Fraction(numerator)
    if definition.kind is Kind.MONEY:
        return Fraction(numerator, _PENCE)
    if denominator == 0:
        return None
    if definition.kind is Kind.MEDIAN:
        return evidence.medians.get(Window(key.period.start, key.period.end, key.member))
    return Fraction(_scale(definition) * numerator, denominator)


def _interval(definition: Definition, numerator: int, denominator: int) -> tuple[Number, Number] | None:
    places = max(definition.decimal_places, 1)
    if definition.interval is IntervalMethod.WILSON:
        limits = wilson(numerator, denominator)
        scale = float(_scale(definition))
    elif definition.interval is IntervalMethod.BYAR:
        limits = byar(numerator)
        scale = _scale(definition) / (denominator if definition.kind is Kind.RATE else 1)
    else:
        return None
    return rounded(limits.low * scale, places), rounded(limits.high * scale, places)


def _status(definition: Definition, evidence: Evidence, key: _Key) -> ObservationStatus:
    settled = key.period.end + timedelta(days=definition.settles_after_days) <= evidence.cut_off
    by_service = key.breakdown is Breakdown.SERVICE
    part = (key.breakdown, key.member) if by_service else (None, None)
    waiting = definition.settles_when_decided and evidence.counts.total(
        (Measure.UNDECIDED,), key.period, *part
    )
    return ObservationStatus.FINAL if settled and not waiting else ObservationStatus.PROVISIONAL
