"""Figures entered by hand as evidence: each for its own days alone, never added up or shared out."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sosafe_api.core.financial_years import APRIL
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Definition, Measure
from sosafe_api.domains.kpis.rules.disclosure import ten_five
from sosafe_api.domains.kpis.rules.periods import Period, months_between
from sosafe_api.domains.kpis.rules.publication import CellKey
from sosafe_api.domains.kpis.rules.values import Evidence, Population
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy

MONTHS_OF_A_YEAR = 12
STATED_POPULATION = "stated_population"


class Days(NamedTuple):
    """From a day to another, which no longer belongs to them."""

    start: date
    end: date


class MeasuredFigure(NamedTuple):
    """What was released for a period; `source` is the title of its evidence."""

    numerator: int
    denominator: int | None
    source: str


Measured = Mapping[Days, MeasuredFigure]


def months_measured(measured: Measured, end: date) -> Counts:
    """The months from the first figure on, up to the last that ended: over these an indicator has periods."""
    start = min((days.start for days in measured), default=end)
    return Counts({}, frozenset(months_between(start, end)))


def evidence_for(
    definition: Definition, measured: Measured, period: Period, cut_off: date, *, controlled: bool
) -> Evidence:
    """What the value of a period rests on: the figure of exactly its days, or nothing."""
    shown = dict[CellKey, int]() if controlled else None
    figure = measured.get(Days(period.start, period.end))
    if figure is None:
        return Evidence(Counts({}, frozenset()), cut_off, shown=shown)
    last_month = period.last_month.start
    by_key = {CountKey(Measure.MEASURED, last_month): figure.numerator}
    populations: dict[str, dict[date, Population]] = {}
    if figure.denominator is not None:
        by_key[CountKey(Measure.MEASURED_BASE, last_month)] = figure.denominator
        stated = Population(figure.denominator, STATED_POPULATION, None, figure.source)
        populations[definition.denominator_series] = {date(period.last_day.year - 1, 6, 30): stated}
    if (
        shown is not None
        and definition.disclosure is DisclosurePolicy.SENSITIVE
        and _is_financial_year(period)
    ):
        shown = _rounded(definition, figure, period)
    return Evidence(Counts(by_key, frozenset(period.months)), cut_off, populations, shown=shown)


def _is_financial_year(period: Period) -> bool:
    return len(period.months) == MONTHS_OF_A_YEAR and period.start.month == APRIL


def _rounded(definition: Definition, figure: MeasuredFigure, period: Period) -> dict[CellKey, int]:
    """By the 10-5 rule, each number for itself: no other table holds a part of it."""
    numbers = {
        CellKey(definition.measures, period): ten_five(figure.numerator, figure.denominator),
        CellKey(definition.base, period): ten_five(figure.denominator or 0),
    }
    return {key: number for key, number in numbers.items() if number is not None}
