"""Figures entered by hand as evidence: each for its own days alone, never added up or shared out among them.

Of an indicator that is counted from records they carry over what was told before the records begin: where those
cover a period, they win.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sosafe_api.core.disclosure.suppression import is_small
from sosafe_api.core.financial_years import APRIL
from sosafe_api.core.months import months_between
from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.carried import Carried
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Kind
from sosafe_api.domains.kpis.rules.disclosure import SMALLEST_SENSITIVE, ten_five
from sosafe_api.domains.kpis.rules.periods import MONTHS_IN, Period, periods_within
from sosafe_api.domains.kpis.rules.tables import CellKey
from sosafe_api.domains.kpis.rules.values import Evidence, Population
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, PeriodKind

MONTHS_OF_A_YEAR = 12
STATED_POPULATION = "stated_population"


class Days(NamedTuple):
    """From a day to another, which no longer belongs to them."""

    start: date
    end: date

    def meets(self, other: "Days") -> bool:
        return self.start < other.end and other.start < self.end


class MeasuredFigure(NamedTuple):
    """What was released for a period; `source` is the title of its evidence."""

    numerator: int
    denominator: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one indicator that stand, and when a figure of each of these days was released first: also of
    days whose figure was withdrawn since, for it may have been told.
    """

    figures: Mapping[Days, MeasuredFigure]
    released: Mapping[Days, datetime]


NOTHING = Measured({}, {})


def months_measured(measured: Measured, end: date) -> Counts:
    """The months from the first figure on, up to the last that ended: over these an indicator has periods."""
    start = min((days.start for days in measured.figures), default=end)
    return Counts({}, frozenset(months_between(start, end)))


def span_of(measured: Measured, kind: PeriodKind, before: date) -> Days | None:
    """From the first figure that is of a period of this length to the end of the last one that is over by a day."""
    lasting = [days for days in measured.figures if days.end <= before and _is_of(days, kind)]
    return Days(min(lasting).start, max(days.end for days in lasting)) if lasting else None


def _is_of(days: Days, kind: PeriodKind) -> bool:
    return kind in MONTHS_IN and Period(*days, kind) in periods_within(kind, *days)


def evidence_for(
    definition: Definition, figure: MeasuredFigure, period: Period, cut_off: date, *, shown: bool | None
) -> Evidence:
    """What the value of a period rests on: the figure of exactly its days. `shown` is None for a reader who sees
    every count, else whether other readers may see this one.
    """
    counted = series.counted(definition, period)
    by_key = {CountKey(definition.measures[0], counted.last_month.start): figure.numerator}
    populations: dict[str, dict[date, Population]] = {}
    if definition.base and figure.denominator is not None:
        others = [measure for measure in definition.base if measure not in definition.measures]
        rest = figure.denominator - (figure.numerator if len(others) < len(definition.base) else 0)
        by_key[CountKey(others[0], counted.last_month.start)] = rest
    elif figure.denominator is not None:
        stated = Population(figure.denominator, STATED_POPULATION, None, figure.source)
        populations[definition.denominator_series] = {date(period.last_day.year - 1, 6, 30): stated}
    return Evidence(
        Counts(by_key, frozenset(period.months)),
        cut_off,
        populations,
        shown=None if shown is None else _numbers(definition, figure, counted) if shown else {},
        source=figure.source,
    )


def may_be_shown(definition: Definition, measured: Measured, covered: Collection[date]) -> frozenset[Days]:
    """Days whose figures may be told under disclosure control: no two that share a day, and none that shares one
    with a month counted from records, so that no figure follows from two others.

    What was released first stands; of what was released at once, the most wanted: financial years, other years,
    then quarters and months. Under `sensitive`, years only.
    """
    if definition.disclosure is DisclosurePolicy.OPEN_SOURCE:
        return frozenset(measured.figures)
    found: list[Days] = []
    for days in sorted(measured.released, key=lambda days: (measured.released[days], _wantedness(days))):
        months = months_between(*days)
        if definition.disclosure is DisclosurePolicy.SENSITIVE and len(months) != MONTHS_OF_A_YEAR:
            continue
        if not any(month in covered for month in months) and not any(days.meets(other) for other in found):
            found.append(days)
    return frozenset(found)


def carried_over(
    definition: Definition, measured: Measured, covered: Collection[date], before: date
) -> list[Carried]:
    """The numbers that are told of figures: of what happened within their days, not of what stood at their end."""
    found = []
    told = () if definition.at_end else may_be_shown(definition, measured, covered) & measured.figures.keys()
    for days in sorted(days for days in told if days.end <= before):
        figure = measured.figures[days]
        period = Period(*days, PeriodKind.ROLLING_12_MONTHS)
        for cell, number in _numbers(definition, figure, period).items():
            exact = figure.numerator if cell.measures == definition.measures else figure.denominator
            if cell.measures and exact is not None:
                policy = definition.disclosure
                found.append(Carried(definition.code, policy, cell.measures, *days, exact, number))
    return found


def _wantedness(days: Days) -> tuple[int, bool, Days]:
    return -len(months_between(*days)), days.start.month != APRIL, days


def _numbers(definition: Definition, figure: MeasuredFigure, counted: Period) -> dict[CellKey, int]:
    """The two numbers as the policy tells them; none where either, or what is left between them, is too small."""
    numerator, denominator = figure.numerator, figure.denominator
    told: tuple[int | None, int | None]
    if definition.disclosure is DisclosurePolicy.SENSITIVE:
        told = ten_five(numerator, denominator), ten_five(denominator or 0)
    else:
        told = (None if is_small(numerator) else numerator), denominator
    if definition.kind is Kind.SHARE and denominator is not None:
        rest = denominator - numerator
        smallest = definition.disclosure is DisclosurePolicy.SENSITIVE
        if 0 < rest < SMALLEST_SENSITIVE if smallest else is_small(rest) or is_small(denominator):
            return {}
    cells = zip((definition.measures, definition.base), told, strict=True)
    return {CellKey(measures, counted): number for measures, number in cells if number is not None}
