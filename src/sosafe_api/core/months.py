"""Months by the first day of each, and days that lie whole months apart."""

import calendar
from datetime import date

MONTHS_OF_A_YEAR = 12


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def add_months(month: date, number: int) -> date:
    """The first day of the month that lies `number` months away."""
    years, index = divmod(month.year * MONTHS_OF_A_YEAR + month.month - 1 + number, MONTHS_OF_A_YEAR)
    return date(years, index + 1, 1)


def months_between(start: date, end: date) -> list[date]:
    """First days of the months from `start` up to, not including, `end`."""
    number = (end.year - start.year) * MONTHS_OF_A_YEAR + end.month - start.month
    return [add_months(start, index) for index in range(number)]


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last of its month where that has no such day."""
    month = add_months(day, months)
    return month.replace(day=min(day.day, calendar.monthrange(month.year, month.month)[1]))
