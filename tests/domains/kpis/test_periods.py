"""Quarters are of the financial year, ends are exclusive, and days are London's."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.kpis.rules.periods import add_months, begins_at, periods_within
from sosafe_api.domains.kpis.vocabulary import PeriodKind

KINDS = st.sampled_from(list(PeriodKind))
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("start", "label"),
    [
        ("2021-04-01", "2021/22 Q1"),
        ("2021-07-01", "2021/22 Q2"),
        ("2021-10-01", "2021/22 Q3"),
        ("2022-01-01", "2021/22 Q4"),
        ("1999-10-01", "1999/00 Q3"),
    ],
)
def test_a_quarter_is_named_by_its_financial_year(start: str, label: str) -> None:
    first = date.fromisoformat(start)
    (quarter,) = periods_within(PeriodKind.QUARTER, first, add_months(first, 3))
    assert (quarter.start, quarter.end, quarter.label) == (first, add_months(first, 3), label)


def test_other_periods_are_named_by_their_months() -> None:
    (month,) = periods_within(PeriodKind.MONTH, date(2021, 12, 1), date(2022, 1, 1))
    assert (month.label, month.end) == ("Dec 2021", date(2022, 1, 1))
    (year,) = periods_within(PeriodKind.ROLLING_12_MONTHS, date(2021, 4, 1), date(2022, 4, 1))
    assert year.label == "12 months to Mar 2022"


@given(KINDS, DAYS, DAYS)
def test_periods_are_whole_and_lie_within_the_days_asked_for(
    kind: PeriodKind, start: date, end: date
) -> None:
    found = periods_within(kind, start, end)
    assert all(start <= period.start and period.end <= end for period in found)
    assert found == sorted(found)
    lengths = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.ROLLING_12_MONTHS: 12}
    assert all(len(period.months) == lengths[kind] for period in found)
    if kind is not PeriodKind.ROLLING_12_MONTHS:
        assert all(first.end == second.start for first, second in pairwise(found))


@given(DAYS, st.integers(-500, 500))
def test_adding_months_can_be_undone(day: date, number: int) -> None:
    first = day.replace(day=1)
    assert add_months(add_months(first, number), -number) == first


def test_a_day_begins_at_midnight_in_london_in_summer_too() -> None:
    assert begins_at(date(2021, 7, 1)) == datetime(2021, 6, 30, 23, tzinfo=UTC)
    assert begins_at(date(2021, 1, 1)) == datetime(2021, 1, 1, tzinfo=UTC)
