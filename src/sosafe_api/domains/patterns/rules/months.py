"""Months as the first day of each; police open data tell no more of time than the month."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

MONTHS_OF_A_YEAR = 12


def add_months(month: date, number: int) -> date:
    """The first day of the month that lies `number` months away."""
    years, index = divmod(month.year * MONTHS_OF_A_YEAR + month.month - 1 + number, MONTHS_OF_A_YEAR)
    return date(years, index + 1, 1)


def months_between(start: date, end: date) -> list[date]:
    """First days of the months from `start` up to, not including, `end`."""
    number = (end.year - start.year) * MONTHS_OF_A_YEAR + end.month - start.month
    return [add_months(start, index) for index in range(number)]


def days_of(months: Iterable[date]) -> int:
    """How many days they have together, since February is shorter than March."""
    return sum((add_months(month, 1) - month).days for month in months)


class Window(NamedTuple):
    """Whole months from `start` up to, not including, `end`."""

    start: date
    end: date

    @property
    def months(self) -> list[date]:
        return months_between(self.start, self.end)
