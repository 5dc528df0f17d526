"""Sums over periods, breaks that no sum crosses, and changes against earlier values: pure rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.changes import percent_change
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts
from sosafe_api.domains.kpis.rules.definition import Break, Definition, Measure
from sosafe_api.domains.kpis.rules.periods import Period, periods_within
from sosafe_api.domains.kpis.rules.series import stands
from sosafe_api.domains.kpis.rules.table import Row, Table
from sosafe_api.domains.kpis.rules.values import Evidence, Population, observe, population_of
from sosafe_api.domains.kpis.vocabulary import ObservationStatus, PeriodKind, Unavailable

START, END = date(2014, 4, 1), date(2018, 4, 1)
MONTHS = months_between(START, END)
RECEIVED, SHARE, RATE = (
    REGISTRY[code] for code in ("referrals_received", "referrals_accepted_share", "crime_rate")
)
MONTHLY = st.lists(st.integers(0, 500), min_size=len(MONTHS), max_size=len(MONTHS))
KINDS = st.sampled_from(list(PeriodKind))
BROKEN = replace(RECEIVED, breaks=(Break(date(2016, 6, 1), "Counted by another system from here on."),))


def evidence(numbers: list[int], measure: Measure = Measure.RECEIVED) -> Evidence:
    by_key = {CountKey(measure, month): number for month, number in zip(MONTHS, numbers, strict=True)}
    return Evidence(Counts(by_key, frozenset(MONTHS)), date(2026, 1, 1))


def table(definition: Definition, numbers: list[int], kind: PeriodKind) -> Table:
    return Table(definition, evidence(numbers), periods_within(kind, START, END))


def row_of(found: Table, start: date) -> Row:
    (period,) = [period for period in found.periods if period.start == start]
    return found.row(period, None)


@given(MONTHLY, KINDS)
def test_a_period_s_count_is_the_sum_of_its_months_and_each_change_is_the_difference_of_two_shown(
    numbers: list[int], kind: PeriodKind
) -> None:
    by_month = dict(zip(MONTHS, numbers, strict=True))
    found = table(RECEIVED, numbers, kind)
    values = {period: found.observation(period, None).value for period in found.periods}
    assert values == {period: sum(map(by_month.__getitem__, period.months)) for period in found.periods}
    for row in found.rows(found.periods):
        assert (row.previous_year is None) == (row.observation.period.year_before not in values)
        for change in filter(None, (row.previous_period, row.previous_year)):
            assert change.change == row.observation.value - values[change.period]
            assert (change.percent is None) == (change.value == 0)


@given(MONTHLY)
def test_a_year_to_date_grows_by_each_month_and_ends_as_the_financial_year(numbers: list[int]) -> None:
    to_date = table(RECEIVED, numbers, PeriodKind.YEAR_TO_DATE)
    months = dict(zip(MONTHS, numbers, strict=True))
    for before, after in pairwise(to_date.periods):
        last = months[add_months(after.end, -1)]
        grown = last if after.start != before.start else last + to_date.observation(before, None).value
        assert to_date.observation(after, None).value == grown
    years = table(RECEIVED, numbers, PeriodKind.FINANCIAL_YEAR)
    for year in years.periods:
        (whole,) = [item for item in to_date.periods if (item.start, item.end) == (year.start, year.end)]
        assert to_date.observation(whole, None).value == years.observation(year, None).value


@given(MONTHLY, KINDS, st.sampled_from(MONTHS[1:]))
def test_nothing_is_summed_or_compared_across_a_break(numbers: list[int], kind: PeriodKind, on: date) -> None:
    definition = replace(RECEIVED, breaks=(Break(on, "Counted otherwise."),))
    found = table(definition, numbers, kind)
    for row in found.rows(found.periods):
        period = row.observation.period
        across = period.start < on < period.end
        assert (row.observation.unavailable is Unavailable.SERIES_BROKEN) == across
        assert (row.observation.value is None) == across
        for change in filter(None, (row.previous_period, row.previous_year)):
            assert not change.period.start < on <= period.start
    if kind not in {PeriodKind.ROLLING_12_MONTHS, PeriodKind.YEAR_TO_DATE}:
        noted = [row.observation.period for row in found.rows(found.periods) if row.break_before]
        first = next((period for period in found.periods if period.start >= on), None)
        assert noted == ([first] if first else [])


def test_the_first_whole_quarter_after_a_break_bears_its_note_and_what_stands_at_an_end_crosses_none() -> (
    None
):
    quarters = table(BROKEN, [5] * len(MONTHS), PeriodKind.QUARTER)
    crossing, after = row_of(quarters, date(2016, 4, 1)), row_of(quarters, date(2016, 7, 1))
    assert crossing.observation.status is ObservationStatus.NOT_AVAILABLE
    assert crossing.break_before is None
    assert (after.break_before, after.previous_year, after.previous_period) == (BROKEN.breaks[0], None, None)
    stock = table(replace(BROKEN, at_end=True), [5] * len(MONTHS), PeriodKind.QUARTER)
    assert row_of(stock, date(2016, 4, 1)).observation.value == 5
    assert row_of(stock, date(2016, 4, 1)).break_before == BROKEN.breaks[0]


def test_changes_of_percentages_are_in_points_and_of_other_values_in_percent() -> None:
    by_key = {
        CountKey(measure, month): number
        for months, accepted in ((MONTHS[:12], 83), (MONTHS[12:24], 88))
        for month in months
        for measure, number in ((Measure.ACCEPTED, accepted), (Measure.DECLINED, 100 - accepted))
    }
    shares = Evidence(Counts(by_key, frozenset(MONTHS[:24])), END)
    years = periods_within(PeriodKind.FINANCIAL_YEAR, START, date(2016, 4, 1))
    change = Table(SHARE, shares, years).row(years[1], None).previous_year
    assert change is not None
    assert (change.value, change.change, change.percent) == (83.0, 5.0, None)
    counted = table(RECEIVED, [40, *[0] * 11, 230, *[0] * 35], PeriodKind.FINANCIAL_YEAR)
    grown, gone, from_nothing = (
        row_of(counted, date(year, 4, 1)).previous_year for year in (2015, 2016, 2017)
    )
    assert grown is not None
    assert gone is not None
    assert from_nothing is not None
    assert (grown.change, grown.percent) == (190, 475.0)
    assert (gone.change, gone.percent) == (-230, -100.0)
    assert (from_nothing.change, from_nothing.percent) == (0, None)


def test_money_and_shares_are_made_of_sums_over_years_too() -> None:
    by_key = {
        CountKey(measure, month): number
        for month, accepted, declined, pence in ((MONTHS[4], 1, 9, 1_250), (MONTHS[11], 60, 30, 875))
        for measure, number in (
            (Measure.ACCEPTED, accepted),
            (Measure.DECLINED, declined),
            (Measure.FUNDING_BROUGHT_IN, pence),
        )
    }
    known = Evidence(Counts(by_key, frozenset(MONTHS)), END)
    year = Period(START, date(2015, 4, 1), PeriodKind.FINANCIAL_YEAR)
    assert observe(SHARE, known, year).value == 61.0, "of the sums, not the mean of two shares"
    assert observe(REGISTRY["funding_brought_in"], known, year).value == 21.25


@pytest.mark.parametrize(
    ("old", "new", "percent"),
    [
        ("40", "230", 475.0),
        ("83", "88", 6.0),
        ("0", "5", None),
        ("3", "1", -66.7),
        ("8", "8.004", 0.1),
        ("-50", "100", None),
    ],
)
def test_a_percent_change_is_of_the_earlier_value(old: str, new: str, percent: float | None) -> None:
    assert percent_change(Decimal(old), Decimal(new)) == percent


def test_what_stands_at_the_end_of_a_year_needs_no_more_than_its_last_month() -> None:
    stock = replace(RECEIVED, at_end=True, valid_from=date(2016, 6, 1))
    known = evidence([7] * len(MONTHS))
    late = replace(known, counts=known.counts.within(date(2016, 6, 1), END))
    year = Period(date(2016, 4, 1), date(2017, 4, 1), PeriodKind.FINANCIAL_YEAR)
    assert stands(stock, year)
    assert observe(stock, late, year).value == 7
    assert observe(RECEIVED, late, year).unavailable is Unavailable.INCOMPLETE


def test_breaks_of_every_definition_fall_on_first_days_of_months_in_order() -> None:
    for definition in REGISTRY.values():
        days = [found.on for found in definition.breaks]
        assert days == sorted(day.replace(day=1) for day in set(days)), definition.code


def test_a_definition_stands_from_its_first_month_to_its_last_day() -> None:
    ended = replace(RECEIVED, valid_from=date(2016, 4, 1), valid_to=date(2017, 3, 31))
    periods = periods_within(PeriodKind.FINANCIAL_YEAR, START, END)
    assert [period.label for period in periods if stands(ended, period)] == ["2016/17"]


def test_a_rate_is_out_of_one_series_only_and_scaled_as_it_says() -> None:
    period = Period(date(2017, 4, 1), date(2018, 4, 1), PeriodKind.FINANCIAL_YEAR)
    known = {
        series: {date.fromisoformat(day): Population(number, series, date.fromisoformat(day), "A source.")}
        for series, day, number in (
            ("mid_year_first_published", "2017-06-30", 80_000),
            ("mid_year_rebased_2021", "2017-06-30", 82_000),
            ("households_census_2021", "2021-03-21", 37_000),
            ("households_census_2011", "2011-03-27", 35_000),
        )
    }
    crimes = replace(evidence([100] * len(MONTHS), Measure.CRIMES), populations=known)
    households = {"denominator_series": "households_census_2011"}
    expected = {
        "mid_year_first_published": 15.0,
        "mid_year_rebased_2021": 14.63,
        "households_census_2011": 34.29,
    }
    for series, value in expected.items():
        found = observe(replace(RATE, denominator_series=series), crimes, period)
        assert (found.value, found.population and found.population.series) == (value, series)
    assert observe(replace(RATE, **households, per=10_000), crimes, period).value == 342.86
    later = replace(RATE, denominator_series="households_census_2021")
    assert population_of(later, crimes, period) is None, "a census that had not been held yet is no base"
    assert observe(later, crimes, period).unavailable is Unavailable.NO_POPULATION
