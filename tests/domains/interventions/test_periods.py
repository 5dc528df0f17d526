"""Statutory periods: months that begin with a day, and working days of England and Wales."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.interventions.rules.periods import (
    bank_holidays,
    is_working_day,
    last_day,
    working_days_later,
)

DAYS = st.dates(date(2012, 1, 1), date(2090, 12, 31))
# https://www.gov.uk/bank-holidays, England and Wales.
PUBLISHED = {
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize(
    ("starts_on", "months", "expected"),
    [
        (date(2016, 8, 15), 36, date(2019, 8, 14)),  # the order of the strategy, never extended
        (date(2016, 2, 29), 36, date(2019, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2026, 3, 1), 1, date(2026, 3, 31)),
        (date(2026, 1, 15), 1, date(2026, 2, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 30), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
    ],
)
def test_a_period_of_months_ends_before_the_day_that_corresponds(
    starts_on: date, months: int, expected: date
) -> None:
    assert last_day(starts_on, months) == expected


@given(DAYS, st.integers(1, 60))
def test_two_periods_that_follow_one_another_leave_no_day_out(starts_on: date, months: int) -> None:
    end = last_day(starts_on, months)
    assert starts_on <= end
    following = end + timedelta(days=1)
    assert (following.year - starts_on.year) * 12 + following.month - starts_on.month in {months, months + 1}
    assert following.day in {starts_on.day, 1}


@given(DAYS, st.integers(1, 59))
def test_a_longer_period_ends_later(starts_on: date, months: int) -> None:
    assert last_day(starts_on, months) < last_day(starts_on, months + 1)


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_that_were_published(year: int) -> None:
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}
    assert bank_holidays(year) == expected


@given(DAYS)
def test_holidays_are_weekdays_and_eight_unless_a_day_was_proclaimed(day: date) -> None:
    holidays = bank_holidays(day.year)
    assert all(holiday.weekday() < 5 for holiday in holidays)
    assert len(holidays) == {2012: 9, 2022: 10, 2023: 9}.get(day.year, 8)


@given(DAYS, st.integers(0, 120))
def test_exactly_so_many_working_days_lie_between(day: date, count: int) -> None:
    later = working_days_later(day, count)
    between = [day + timedelta(days=number) for number in range(1, (later - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert count == 0 or is_working_day(later)


def test_the_clock_of_a_review_stops_over_christmas() -> None:
    assert working_days_later(date(2026, 12, 18), 10) == date(2027, 1, 6)
    assert working_days_later(date(2026, 4, 2), 1) == date(2026, 4, 7)  # over Easter
