"""Which periods a figure may cover, and that every hand-entered indicator has its definition."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.kpi_names import KpiName
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.definition import Kind
from sosafe_api.domains.measurements.rules import Figure, end_of, figure_errors, period_errors
from sosafe_api.domains.measurements.rules.figures import STOCKS, first_day, kind_of, period_kinds
from sosafe_api.domains.measurements.vocabulary import MeasuredPeriodKind

K = MeasuredPeriodKind
LATER = date(2100, 1, 1)


def test_every_indicator_but_medians_takes_figures_of_its_own_kind_days_and_periods():
    for code, item in REGISTRY.items():
        kpi = KpiName(code)
        kind = kind_of(kpi)
        assert (Kind(kind.value) if kind else Kind.MEDIAN) is item.kind, code
        assert first_day(kpi) == item.valid_from, code
        assert (kpi in STOCKS) is item.at_end, code
        told = {kind.value for kind in item.periods} & {kind.value for kind in K}
        assert {kind.value for kind in period_kinds(kpi)} == told, code


@pytest.mark.parametrize(
    ("kpi", "figure", "faults"),
    [
        (
            "days_to_first_decision",
            Figure(K.QUARTER, date(2021, 4, 1), 4, 9),
            {("#/kpi_code", "not_entered")},
        ),
        (
            "robberies_of_people",
            Figure(K.MONTH, date(2021, 4, 1), 4, None),
            {("#/period/kind", "not_offered")},
        ),
        ("no_more_referrals", Figure(K.MONTH, date(2012, 3, 1), 4, None), {("#/period/start", "too_early")}),
        ("no_more_referrals", Figure(K.SERVICE_YEAR, date(2012, 9, 1), 40, None), set()),
        ("survivors_supported", Figure(K.FINANCIAL_YEAR, date(2016, 4, 1), 122, None), set()),
        (
            "survivors_supported",
            Figure(K.MONTH, date(2016, 5, 1), 1, None),
            {("#/period/start", "too_early")},
        ),
        ("predicted_savings", Figure(K.MONTH, date(2017, 3, 1), 5, 5), {("#/denominator", "not_wanted")}),
        (
            "no_more_housed",
            Figure(K.MONTH, date(2016, 3, 1), 6, 5),
            {("#/period/start", "too_early"), ("#/numerator", "too_large")},
        ),
        ("crime_rate", Figure(K.MONTH, date(2017, 3, 1), 5, None), {("#/denominator", "required")}),
    ],
)
def test_everything_wrong_with_a_figure_is_named(kpi: str, figure: Figure, faults: set[tuple[str, str]]):
    assert {(item.pointer, item.code) for item in figure_errors(KpiName(kpi), figure)} == faults


@given(st.sampled_from(K), st.dates(date(1900, 1, 1), date(2098, 12, 31)))
def test_a_period_begins_with_its_month_and_ends_whole_months_later(kind: K, start: date):
    begins = {K.QUARTER: {1, 4, 7, 10}, K.FINANCIAL_YEAR: {4}, K.CALENDAR_YEAR: {1}, K.SERVICE_YEAR: {9}}
    fits = start.day == 1 and start.month in begins.get(kind, set(range(1, 13)))
    assert (period_errors(kind, start, LATER) == []) is fits
    end = end_of(kind, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    assert (end.day, months) == (1, {K.MONTH: 1, K.QUARTER: 3}.get(kind, 12))


@pytest.mark.parametrize(("today", "code"), [(date(2026, 4, 1), []), (date(2026, 3, 31), ["not_over"])])
def test_a_period_has_a_figure_from_the_day_after_its_last(today: date, code: list[str]):
    assert [error.code for error in period_errors(K.FINANCIAL_YEAR, date(2025, 4, 1), today)] == code
