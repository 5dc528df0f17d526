"""Quarters are of the financial year, ends are exclusive, and days are London's."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.months import add_months
from sosafe_api.domains.kpis.rules.periods import Period, begins_at, periods_within
from sosafe_api.domains.kpis.vocabulary import PeriodKind

KINDS = st.sampled_from(list(PeriodKind))
APRIL, YEAR = 4, 12
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


@pytest.mark.parametrize(
    ("kind", "start", "end", "labels"),
    [
        (PeriodKind.FINANCIAL_YEAR, date(2016, 5, 1), date(2018, 4, 1), ["2017/18"]),
        (PeriodKind.CALENDAR_YEAR, date(2017, 1, 1), date(2018, 12, 1), ["2017"]),
        (PeriodKind.SERVICE_YEAR, date(2016, 9, 1), date(2017, 9, 1), ["Sep 2016 to Aug 2017"]),
        (PeriodKind.YEAR_TO_DATE, date(2017, 3, 1), date(2017, 6, 1), ["2017/18 to Apr", "2017/18 to May"]),
    ],
)
def test_years_of_every_kind_have_their_own_names(
    kind: PeriodKind, start: date, end: date, labels: list[str]
) -> None:
    assert [period.label for period in periods_within(kind, start, end)] == labels


def test_a_year_to_date_starts_in_april_and_there_is_one_for_each_month() -> None:
    found = periods_within(PeriodKind.YEAR_TO_DATE, date(2017, 4, 1), date(2018, 6, 1))
    assert [len(period.months) for period in found] == [*range(1, 13), 1, 2]
    assert found[5].label == "2017/18 to Sep"
    assert found[5].year_before == Period(date(2016, 4, 1), date(2016, 10, 1), PeriodKind.YEAR_TO_DATE)
    assert found[5].previous is None


@given(KINDS, DAYS, DAYS)
def test_periods_are_whole_and_lie_within_the_days_asked_for(
    kind: PeriodKind, start: date, end: date
) -> None:
    found = periods_within(kind, start, end)
    assert all(start <= period.start and period.end <= end for period in found)
    assert found == sorted(found)
    if kind is PeriodKind.YEAR_TO_DATE:
        assert all(period.start.month == APRIL and len(period.months) <= YEAR for period in found)
        assert all(second.end == add_months(first.end, 1) for first, second in pairwise(found))
        return
    lengths = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}
    assert all(len(period.months) == lengths.get(kind, YEAR) for period in found)
    if kind is not PeriodKind.ROLLING_12_MONTHS:
        assert all(first.end == second.start for first, second in pairwise(found))
        assert all(period.previous == before for before, period in pairwise(found))


@given(DAYS, st.integers(-500, 500))
def test_adding_months_can_be_undone(day: date, number: int) -> None:
    first = day.replace(day=1)
    assert add_months(add_months(first, number), -number) == first


def test_a_day_begins_at_midnight_in_london_in_summer_too() -> None:
    assert begins_at(date(2021, 7, 1)) == datetime(2021, 6, 30, 23, tzinfo=UTC)
    assert begins_at(date(2021, 1, 1)) == datetime(2021, 1, 1, tzinfo=UTC)
