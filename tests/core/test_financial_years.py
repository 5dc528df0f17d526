"""Financial years run from April to March, and are written like 2018/19."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.financial_years import FinancialYear


@given(st.dates(date(1950, 4, 1), date(2099, 3, 31)))
def test_a_day_lies_in_its_year_and_in_one_of_its_quarters(day: date):
    year = FinancialYear.of(day)
    assert year.start <= day < year.end
    assert FinancialYear.named(year.label) == year
    quarters = [year.quarter(number) for number in range(1, 5)]
    assert [start for start, _ in quarters] + [year.end] == [year.start] + [end for _, end in quarters]
    assert sum(start <= day < end for start, end in quarters) == 1


def test_the_last_day_of_march_belongs_to_the_year_that_ends():
    year = FinancialYear.of(date(2019, 3, 31))
    assert (year.label, year.end - timedelta(days=1)) == ("2018/19", date(2019, 3, 31))
    assert FinancialYear.of(date(2000, 3, 31)).label == "1999/00"


@pytest.mark.parametrize("label", ["2018/20", "2018-19", "18/19", "2018/19 ", "2018/1९", "2018/19\n"])
def test_what_names_no_financial_year_is_refused(label: str):
    with pytest.raises(ValueError, match="names no financial year"):
        FinancialYear.named(label)
