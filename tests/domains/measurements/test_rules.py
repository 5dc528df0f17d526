"""Which periods a figure may cover, and that every hand-entered indicator has its definition."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.definition import Kind, Records
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy
from sosafe_api.domains.measurements.rules import end_of, period_errors
from sosafe_api.domains.measurements.rules.figures import FIGURES
from sosafe_api.domains.measurements.vocabulary import MeasuredKpi, MeasuredPeriodKind

K = MeasuredPeriodKind
LATER = date(2100, 1, 1)


def test_every_indicator_entered_by_hand_is_defined_and_of_the_same_kind():
    by_hand = {code: item for code, item in REGISTRY.items() if item.records is Records.MEASUREMENTS}
    assert {kpi.value for kpi in MeasuredKpi} == set(by_hand)
    assert {kpi.value: Kind(kind.value) for kpi, kind in FIGURES.items()} == {
        code: item.kind for code, item in by_hand.items()
    }
    # A figure stands alone: no other count is there to hide a small one behind.
    assert DisclosurePolicy.STANDARD not in {item.disclosure for item in by_hand.values()}


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
