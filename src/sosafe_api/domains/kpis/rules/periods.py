"""Months, quarters and years of several kinds as days in London, ends exclusive."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sosafe_api.core.clock import LONDON
from sosafe_api.core.financial_years import APRIL, FinancialYear
from sosafe_api.core.months import add_months, first_of_month, months_between
from sosafe_api.domains.kpis.vocabulary import PeriodKind

JANUARY, SEPTEMBER = 1, 9
_EVERY_MONTH = frozenset(range(1, 13))
# How many months a period has, and in which months one begins.
MONTHS_IN = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FINANCIAL_YEAR: 12,
    PeriodKind.CALENDAR_YEAR: 12,
    PeriodKind.SERVICE_YEAR: 12,
    PeriodKind.ROLLING_12_MONTHS: 12,
}
_BEGINS_IN = {
    PeriodKind.MONTH: _EVERY_MONTH,
    PeriodKind.QUARTER: frozenset({1, 4, 7, 10}),
    PeriodKind.FINANCIAL_YEAR: frozenset({APRIL}),
    PeriodKind.CALENDAR_YEAR: frozenset({JANUARY}),
    PeriodKind.SERVICE_YEAR: frozenset({SEPTEMBER}),
    PeriodKind.ROLLING_12_MONTHS: _EVERY_MONTH,
}
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months from `start` to `end`, the first day that no longer belongs to it."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def label(self) -> str:
        """`Apr 2021`, `2021/22 Q1`, `2017/18`, `2017`, `Sep 2016 to Aug 2017`, `12 months to Mar 2022`,
        `2017/18 to Sep`.
        """
        last = add_months(self.end, -1)
        year = FinancialYear.of(self.start).label
        return {
            PeriodKind.MONTH: _month_name(last),
            PeriodKind.QUARTER: f"{year} Q{(self.start.month - APRIL) % 12 // 3 + 1}",
            PeriodKind.FINANCIAL_YEAR: year,
            PeriodKind.CALENDAR_YEAR: str(self.start.year),
            PeriodKind.SERVICE_YEAR: f"{_month_name(self.start)} to {_month_name(last)}",
            PeriodKind.ROLLING_12_MONTHS: f"12 months to {_month_name(last)}",
            PeriodKind.YEAR_TO_DATE: f"{year} to {_NAMES[last.month - 1]}",
        }[self.kind]

    @property
    def months(self) -> list[date]:
        return months_between(self.start, self.end)

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def last_month(self) -> "Period":
        return Period(add_months(self.end, -1), self.end, PeriodKind.MONTH)

    def moved(self, months: int) -> "Period":
        """The period of the same length and kind that lies so many months away."""
        return Period(add_months(self.start, months), add_months(self.end, months), self.kind)

    @property
    def year_before(self) -> "Period":
        """The same period of the year before."""
        return self.moved(-12)

    @property
    def previous(self) -> "Period | None":
        """The one that ends where this one begins; None for a year to date, whose neighbours overlap it."""
        return None if self.kind is PeriodKind.YEAR_TO_DATE else self.moved(-MONTHS_IN[self.kind])


def _month_name(month: date) -> str:
    return f"{_NAMES[month.month - 1]} {month.year}"


def periods_within(kind: PeriodKind, start: date, end: date) -> list[Period]:
    """Every period of the kind that lies wholly within these days, in order of time."""
    first = first_of_month(start) if start.day == 1 else add_months(start, 1)
    months = months_between(first, first_of_month(end))
    if kind is PeriodKind.YEAR_TO_DATE:
        return _years_to_date(months, first)
    found = []
    for month in months:
        ends = add_months(month, MONTHS_IN[kind])
        if ends > end:
            break
        if month.month in _BEGINS_IN[kind]:
            found.append(Period(month, ends, kind))
    return found


def _years_to_date(months: list[date], first: date) -> list[Period]:
    """One for each month whose whole financial year up to its end lies within these days."""
    return [
        Period(start, add_months(month, 1), PeriodKind.YEAR_TO_DATE)
        for month in months
        if (start := FinancialYear.of(month).start) >= first
    ]


def begins_at(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return datetime.combine(day, time(), LONDON)
