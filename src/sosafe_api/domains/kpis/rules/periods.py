"""Months, quarters of the financial year and rolling twelve months, as days in London, ends exclusive."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sosafe_api.core.clock import LONDON
from sosafe_api.core.financial_years import APRIL, FinancialYear
from sosafe_api.domains.kpis.vocabulary import PeriodKind

MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.ROLLING_12_MONTHS: 12}
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months from `start` to `end`, the first day that no longer belongs to it."""

    start: date
    end: date
    kind: PeriodKind

    @property
    def label(self) -> str:
        """`Apr 2021`, `2021/22 Q1` or `12 months to Mar 2022`."""
        last = add_months(self.end, -1)
        if self.kind is PeriodKind.MONTH:
            return _month_name(last)
        if self.kind is PeriodKind.ROLLING_12_MONTHS:
            return f"12 months to {_month_name(last)}"
        number = (self.start.month - APRIL) % 12 // 3 + 1
        return f"{FinancialYear.of(self.start).label} Q{number}"

    @property
    def months(self) -> list[date]:
        return months_between(self.start, self.end)

    @property
    def last_month(self) -> "Period":
        return Period(add_months(self.end, -1), self.end, PeriodKind.MONTH)


def _month_name(month: date) -> str:
    return f"{_NAMES[month.month - 1]} {month.year}"


def add_months(month: date, number: int) -> date:
    """The first day of the month that lies `number` months away."""
    years, index = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, index + 1, 1)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_between(start: date, end: date) -> list[date]:
    """First days of the months from `start` up to, not including, `end`."""
    number = (end.year - start.year) * 12 + end.month - start.month
    return [add_months(start, index) for index in range(number)]


def periods_within(kind: PeriodKind, start: date, end: date) -> list[Period]:
    """Every period of the kind that lies wholly within these days, in order of time."""
    first = first_of_month(start) if start.day == 1 else add_months(start, 1)
    length = MONTHS_IN[kind]
    found = []
    for month in months_between(first, first_of_month(end)):
        ends = add_months(month, length)
        if ends > end:
            break
        if kind is not PeriodKind.QUARTER or month.month % 3 == 1:
            found.append(Period(month, ends, kind))
    return found


def begins_at(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return datetime.combine(day, time(), LONDON)
