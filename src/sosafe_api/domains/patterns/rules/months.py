"""Months as the first day of each; police open data tell no more of time than the month."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sosafe_api.core.months import add_months, months_between


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
