"""Dates known to the day, month or year, and financial years: what is written is what is read back."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.partial_dates import DatePrecision, PartialDate, certainly_before

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, st.sampled_from(DatePrecision))
def test_a_date_is_written_as_closely_as_it_is_known_and_reads_back(day: date, precision: DatePrecision):
    text = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    read = PartialDate.parse(text)
    assert str(read) == text
    assert read.precision is precision
    assert read.first_day <= day <= read.last_day
    assert (read.first_day - timedelta(days=1)).isoformat()[: len(text)] != text
    assert (read.last_day + timedelta(days=1)).isoformat()[: len(text)] != text


@given(days, days)
def test_a_month_lies_before_a_day_only_if_all_of_it_does(one: date, other: date):
    month = PartialDate.parse(f"{one:%Y-%m}")
    last = date(one.year, one.month, monthrange(one.year, one.month)[1])
    assert certainly_before(month, PartialDate.parse(other.isoformat())) is (last < other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "2017-",
        "2017-00",
        "2017-13",
        "2017-2",
        "2017-02-30",
        "2017-02-14T00:00",
        "\uff12\uff10\uff11\uff17",
        "2017-02\n",
    ],
)
def test_anything_else_is_no_date(text: str):
    with pytest.raises(ValueError, match=r"neither|day|month|year"):
        PartialDate.parse(text)
