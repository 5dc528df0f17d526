"""Two periods set against each other: how like they are, and whether chance alone would explain the difference.

Sources: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), chapter 3, for two
proportions with their pooled variance; Przyborowski and Wilenski, Biometrika 31 (1940), for two Poisson counts:
given their sum n, the later one is binomial with p = its exposure ÷ both exposures. Here by its normal
approximation z = (later - n·p) ÷ √(n·p·(1 - p)), which needs n·p and n·(1 - p) of at least 5.
"""

from collections.abc import Iterator
from math import sqrt
from typing import NamedTuple

from sosafe_api.core.statistics import Proportion, pooled_z, two_sided_p
from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.definition import Definition, Kind
from sosafe_api.domains.kpis.rules.values import Observation
from sosafe_api.domains.kpis.vocabulary import (
    ComparisonCaveat,
    IntervalMethod,
    ObservationStatus,
    SignificanceMethod,
)

SIGNIFICANT = 0.05
_LEAST_EXPECTED = 5


class Significance(NamedTuple):
    """A test of no difference: its statistic, and how probable one as large is without any."""

    method: SignificanceMethod
    z: float
    p: float

    @property
    def significant(self) -> bool:
        return self.p < SIGNIFICANT


def caveats(definition: Definition, earlier: Observation, later: Observation) -> list[ComparisonCaveat]:
    """What a reader must know before trusting the comparison; empty when like is compared with like."""
    return list(_caveats(definition, earlier, later))


def _caveats(definition: Definition, earlier: Observation, later: Observation) -> Iterator[ComparisonCaveat]:
    one, other = earlier.period, later.period
    if len(one.months) != len(other.months):
        yield ComparisonCaveat.DIFFERENT_LENGTH
    if {month.month for month in one.months} != {month.month for month in other.months}:
        yield ComparisonCaveat.DIFFERENT_SEASON
    elif one.start.month != other.start.month:
        yield ComparisonCaveat.DIFFERENT_YEAR_START
    if one.start < other.end and other.start < one.end:
        yield ComparisonCaveat.OVERLAPPING
    if series.apart(definition, one, other):
        yield ComparisonCaveat.SERIES_BROKEN
    if ObservationStatus.PROVISIONAL in (earlier.status, later.status):
        yield ComparisonCaveat.PROVISIONAL


def significance(definition: Definition, earlier: Observation, later: Observation) -> Significance | None:
    """None where the indicator has no interval, a count is hidden or small, or the periods share months."""
    one, other = earlier.period, later.period
    overlapping = one.start < other.end and other.start < one.end
    if None in (earlier.value, later.value) or overlapping or series.apart(definition, one, other):
        return None
    if definition.interval is IntervalMethod.WILSON:
        z = pooled_z(_proportion(later), _proportion(earlier))
        method = SignificanceMethod.POOLED_PROPORTIONS
    elif definition.interval is IntervalMethod.BYAR:
        z = _conditional_z(definition, earlier, later)
        method = SignificanceMethod.CONDITIONAL_POISSON
    else:
        return None
    return None if z is None else Significance(method, z, two_sided_p(z))


def _proportion(found: Observation) -> Proportion:
    base = found.denominator or 0
    return Proportion((found.numerator or 0) / base, base)


def _conditional_z(definition: Definition, earlier: Observation, later: Observation) -> float | None:
    old, new = earlier.numerator or 0, later.numerator or 0
    exposures = [_exposure(definition, found) for found in (earlier, later)]
    total, part = old + new, exposures[1] / sum(exposures)
    if min(total * part, total * (1 - part)) < _LEAST_EXPECTED:
        return None
    return (new - total * part) / sqrt(total * part * (1 - part))


def _exposure(definition: Definition, found: Observation) -> float:
    """Days, or days times what a rate is out of."""
    days = (found.period.end - found.period.start).days
    return days * (found.denominator or 0) if definition.kind is Kind.RATE else days
