"""Statutory periods in months and working days, as the law of England and Wales counts them. Pure."""

import calendar
from datetime import date, timedelta

_MONTHS_A_YEAR = 12
_SATURDAY, _SUNDAY = 5, 6
# Days on which the rule below was set aside by Royal Proclamation (Banking and Financial Dealings Act 1971, s.1(2)
# and (3)): https://www.gov.uk/bank-holidays and the London Gazette.
_MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
_MOVED[date(2012, 5, 28)] = date(2012, 6, 4)
_FURTHER = frozenset(
    {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
)


def last_day(starts_on: date, months: int) -> date:
    """The last day of a period of months that begins with a day, which counts.

    The period ends with the day before the corresponding one of the later month, or with that month's last day
    where it has none (the corresponding date rule, Dodds v Walker [1981] 1 WLR 1027): three years that begin with
    15 August 2016 end with 14 August 2019.
    """
    years, month = divmod(starts_on.month - 1 + months, _MONTHS_A_YEAR)
    year, month = starts_on.year + years, month + 1
    longest = calendar.monthrange(year, month)[1]
    if starts_on.day > longest:
        return date(year, month, longest)
    return date(year, month, starts_on.day) - timedelta(days=1)


def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays of England and Wales: the Act of 1971, the proclaimed days, and substitutes for weekends.

    New Year's Day has been one since 1974, the early May holiday since 1978; Good Friday and Christmas Day are
    holidays at common law. A proclamation to come is not known here: the day then counts as a working day.
    """
    easter = _easter(year)
    days = {
        _next_weekday(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
        *_christmas(year),
    }
    days = {_MOVED.get(day, day) for day in days}
    return frozenset(days | {day for day in _FURTHER if day.year == year})


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def working_days_later(day: date, count: int) -> date:
    """The day on which so many working days have passed; the first day itself does not count."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Butcher's algorithm, 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * leap_rest + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _christmas(year: int) -> tuple[date, date]:
    """Where either falls on a weekend, its substitute is the next weekday that is no holiday yet."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if christmas.weekday() == _SUNDAY:
        return boxing, date(year, 12, 27)
    if christmas.weekday() == _SATURDAY:
        return date(year, 12, 27), date(year, 12, 28)
    return christmas, _next_weekday(boxing)


def _next_weekday(day: date) -> date:
    return day + timedelta(days={_SATURDAY: 2, _SUNDAY: 1}.get(day.weekday(), 0))


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=last.weekday())
