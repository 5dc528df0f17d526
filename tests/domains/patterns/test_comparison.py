"""What an area is compared with, and what comes of it; worked by hand."""

from datetime import date

import pytest

from sosafe_api.core.months import months_between
from sosafe_api.domains.patterns.rules.comparison import Baseline, baseline_of, compare
from sosafe_api.domains.patterns.rules.months import Window
from sosafe_api.domains.patterns.vocabulary import BaselineMethod

APRIL = Window(date(2021, 4, 1), date(2021, 5, 1))
QUARTER = Window(date(2021, 1, 1), date(2021, 4, 1))


def months(start: str, end: str) -> set[date]:
    return set(months_between(date.fromisoformat(start), date.fromisoformat(end)))


def april(year: int) -> Window:
    return Window(date(year, 4, 1), date(year, 5, 1))


def test_the_same_month_of_up_to_five_earlier_years_is_the_season() -> None:
    found = baseline_of(APRIL, frozenset(months("2013-05-01", "2021-05-01") - {date(2018, 4, 1)}))
    assert found == Baseline(
        BaselineMethod.SAME_MONTHS_OF_EARLIER_YEARS, (april(2020), april(2019), april(2017), april(2016))
    )


def test_a_year_counts_for_a_quarter_only_as_a_whole() -> None:
    loaded = frozenset(months("2019-01-01", "2021-04-01") - {date(2020, 2, 1)})
    found = baseline_of(QUARTER, loaded)
    assert found is not None
    assert found.windows == (Window(date(2019, 1, 1), date(2019, 4, 1)),)


def test_without_an_earlier_year_the_preceding_months_stand_in() -> None:
    found = baseline_of(APRIL, frozenset(months("2021-01-01", "2021-05-01")))
    assert found is not None
    assert found.method is BaselineMethod.PRECEDING_MONTHS
    assert [window.start for window in found.windows] == [
        date(2021, 3, 1),
        date(2021, 2, 1),
        date(2021, 1, 1),
    ]
    assert baseline_of(APRIL, frozenset(months("2021-02-01", "2021-05-01"))) is None


def test_counts_are_ranked_and_compared_by_days() -> None:
    """January to March have 90 days, of which 2020, a leap year, had 91."""
    before = Window(date(2020, 1, 1), date(2020, 4, 1))
    counts = {
        "A": {date(2021, 1, 1): 10, date(2021, 3, 1): 11, date(2021, 4, 1): 99, date(2020, 2, 1): 7},
        "B": {date(2021, 2, 1): 3, date(2020, 1, 1): 3},
        "C": {date(2021, 2, 1): 3},
        "D": {date(2020, 3, 1): 2},
        "E": {date(2021, 4, 1): 1},
    }
    found = compare(QUARTER, Baseline(BaselineMethod.SAME_MONTHS_OF_EARLIER_YEARS, (before,)), counts)
    assert list(found) == ["A", "B", "C", "D", "E"]
    assert [item.rank for item in found.values()] == [1, 2, 2, 4, 4]
    assert [item.count for item in found.values()] == [21, 3, 3, 0, 0]
    assert [item.earlier for item in found.values()] == [(7,), (3,), (0,), (2,), (0,)]
    assert found["A"].expected == pytest.approx(7 * 90 / 91)
    assert found["A"].probability == pytest.approx(0.0058, abs=0.0004)  # 21 or more of 28, share 90 / 181
    assert found["C"].probability == pytest.approx((90 / 181) ** 3)
    assert found["A"].adjusted_probability == pytest.approx(4 * found["A"].probability), "E says nothing"
    assert (found["E"].probability, found["E"].adjusted_probability) == (1.0, 1.0)
    assert [item.unusual_rise for item in found.values()] == [True, False, False, False, False]


def test_without_a_baseline_nothing_is_expected_and_nothing_flagged() -> None:
    found = compare(APRIL, None, {"A": {date(2021, 4, 1): 5}, "B": {}})
    assert [(item.count, item.rank, item.expected, item.unusual_rise) for item in found.values()] == [
        (5, 1, None, None),
        (0, 2, None, None),
    ]
