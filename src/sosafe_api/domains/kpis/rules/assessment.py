"""How each value of a table stands against its target, and which way it went: added to what is sent of it.

What adds up in the course of a year (counts, rates of counts, sums) is rated over twelve months, and over the year
to date against the part of the target that the elapsed months are of the year: a single month of it says more of
the season than of the target. Everything else (shares, medians, what stands at a period's end) is rated as it is
over any period within a financial year.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from sosafe_api.core.control_charts import exact
from sosafe_api.core.financial_years import FinancialYear
from sosafe_api.core.statistics import rounded
from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.definition import Definition, Kind
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.vocabulary import PeriodKind, Polarity
from sosafe_api.domains.targets.rules import TargetInForce, rating, travel
from sosafe_api.domains.targets.vocabulary import Rating, WantedDirection

Json = dict[str, Any]
Targets = Mapping[str, TargetInForce]
MONTHS_OF_A_YEAR = 12
PLACES_BEYOND = 2  # of a target's part of a year, beyond those of the indicator
_ADDING_UP = frozenset({Kind.COUNT, Kind.RATE, Kind.MONEY})
_OF_A_YEAR = frozenset({PeriodKind.FINANCIAL_YEAR, PeriodKind.ROLLING_12_MONTHS})
_ACROSS_YEARS = frozenset(
    {PeriodKind.CALENDAR_YEAR, PeriodKind.SERVICE_YEAR}
)  # a target is of one financial year
_RATED_INSTEAD = (PeriodKind.YEAR_TO_DATE, PeriodKind.FINANCIAL_YEAR)
_RATED = _OF_A_YEAR | {PeriodKind.YEAR_TO_DATE}
_WANTED = {Polarity.HIGHER_BETTER: WantedDirection.HIGHER, Polarity.LOWER_BETTER: WantedDirection.LOWER}


class _Place(NamedTuple):
    """Where a value stands in its table."""

    start: date
    end: date
    member: str | None


def better(definition: Definition) -> WantedDirection | None:
    """Which way is better by the indicator itself; None for a neutral one."""
    return _WANTED.get(definition.polarity)


def adds_up(definition: Definition) -> bool:
    """Whether a longer period has a larger value, so that a year's target is not a month's."""
    return definition.kind in _ADDING_UP and not definition.at_end


def financial_year_of(period: Period) -> str:
    """The year in which its last day lies."""
    return FinancialYear.of(period.end - timedelta(days=1)).label


def part_rated(definition: Definition, period: Period) -> Fraction | None:
    """Which part of the year's target the period's value is rated against; None where it is not rated."""
    if period.kind in _ACROSS_YEARS:
        return None
    if not adds_up(definition) or period.kind in _OF_A_YEAR:
        return Fraction(1)
    return _elapsed(period) if period.kind is PeriodKind.YEAR_TO_DATE else None


def rated_kinds(definition: Definition, kind: PeriodKind) -> tuple[PeriodKind, ...]:
    """The lengths of time over which values are rated, where they are shown by this one: the same, if it is rated."""
    itself = kind in _RATED if adds_up(definition) else kind not in _ACROSS_YEARS
    return (kind,) if itself else tuple(each for each in _RATED_INSTEAD if each in definition.periods)


def part_charted(definition: Definition, period: Period) -> Fraction:
    """Which part of the year's target the limits of such periods are held against: season evens out over a chart."""
    return _elapsed(period) if adds_up(definition) else Fraction(1)


def _elapsed(period: Period) -> Fraction:
    return Fraction(len(period.months), MONTHS_OF_A_YEAR)


def assessed(definition: Definition, kind: PeriodKind, rows: Sequence[Json], targets: Targets) -> list[Json]:
    """Observations as sent, each with `target`, `rating` and `direction`.

    The target is the whole partnership's, so parts of it have none. What is hidden is grey, and no direction leads
    to it or from it.
    """
    by_place = {_place(row): row for row in rows}
    return [{**row, **_assessment(definition, kind, row, by_place, targets)} for row in rows]


def period_of(row: Json, kind: PeriodKind) -> Period:
    """The period of an observation as sent."""
    return Period(row["period"]["start"], row["period"]["end"], kind)


def _place(row: Json) -> _Place:
    member = row["breakdown"]["code"] if row["breakdown"] else None
    return _Place(row["period"]["start"], row["period"]["end"], member)


def _assessment(
    definition: Definition, kind: PeriodKind, row: Json, by_place: Mapping[_Place, Json], targets: Targets
) -> Json:
    period = period_of(row, kind)
    target = targets.get(financial_year_of(period)) if row["breakdown"] is None else None
    part = part_rated(definition, period) if target else None
    stated, rated = None, Rating.GREY
    if target is not None and part is not None:
        value = exact(target.value) * part
        stated = _target(definition, target, value)
        rated = rating(row["value"], value, target.tolerance_percent, target.wanted)
    return {
        "target": stated,
        "rating": rated,
        "direction": {
            "previous_period": _travelled(definition, row, period, period.previous, by_place),
            "previous_year": _travelled(definition, row, period, period.year_before, by_place),
        },
    }


def _target(definition: Definition, target: TargetInForce, value: Fraction) -> Json:
    return {
        "value": float(rounded(value, definition.decimal_places + PLACES_BEYOND)),
        "year_value": float(target.value),
        "kind": target.kind,
        "financial_year": target.financial_year,
        "number": target.number,
        "wanted": target.wanted,
        "tolerance_percent": float(target.tolerance_percent),
        "owner": target.owner,
    }


def _travelled(
    definition: Definition, row: Json, period: Period, other: Period | None, by_place: Mapping[_Place, Json]
) -> str | None:
    if other is None or series.apart(definition, other, period):
        return None
    member = row["breakdown"]["code"] if row["breakdown"] else None
    before = by_place.get(_Place(other.start, other.end, member))
    return travel(row["value"], before["value"], better(definition)) if before else None
