"""Which figures entered by hand may be told under disclosure control, and as which numbers."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules import series
from sosafe_api.domains.kpis.rules.definition import Kind
from sosafe_api.domains.kpis.rules.measured import Days, Measured, MeasuredFigure, evidence_for, may_be_shown
from sosafe_api.domains.kpis.rules.periods import MONTHS_IN, Period
from sosafe_api.domains.kpis.rules.publication import CellKey
from sosafe_api.domains.kpis.rules.values import observe
from sosafe_api.domains.kpis.vocabulary import DisclosurePolicy, ObservationStatus, PeriodKind

FIRST = date(2014, 4, 1)
DAY = datetime(2026, 1, 1, tzinfo=UTC)
FIGURE = MeasuredFigure(50, None, "Example strategy")
STANDARD, SENSITIVE = REGISTRY["event_attendances"], REGISTRY["no_more_referrals"]
YEAR = Period(date(2018, 4, 1), date(2019, 4, 1), PeriodKind.FINANCIAL_YEAR)
LATE = date(2026, 1, 1)


@st.composite
def spans(draw: st.DrawFn) -> Days:
    start = add_months(FIRST, draw(st.integers(0, 40)))
    return Days(start, add_months(start, draw(st.sampled_from((1, 3, 12)))))


@given(
    st.dictionaries(spans(), st.integers(0, 3), max_size=12),
    st.sets(st.integers(0, 50), max_size=9),
    st.sampled_from((STANDARD, SENSITIVE)),
)
def test_no_two_figures_shown_share_a_day_with_each_other_or_with_records(released, months, definition):
    covered = {add_months(FIRST, number) for number in months}
    at = {days: DAY + timedelta(days=number) for days, number in released.items()}
    shown = may_be_shown(definition, Measured(dict.fromkeys(at, FIGURE), at), covered)
    assert not any(one.meets(other) for one, other in combinations(shown, 2))
    assert all(covered.isdisjoint(months_between(*days)) for days in shown)
    if definition is SENSITIVE:
        assert {len(months_between(*days)) for days in shown} <= {12}
    for days, instant in at.items():  # nothing is kept back without a reason
        year = len(months_between(*days)) == 12
        alone = covered.isdisjoint(months_between(*days)) and (definition is STANDARD or year)
        if alone and days not in shown:
            assert any(days.meets(other) and at[other] <= instant for other in shown)


def test_what_may_have_been_told_stays_in_the_way_of_what_overlaps_it():
    year, quarter = Days(date(2016, 4, 1), date(2017, 4, 1)), Days(date(2016, 4, 1), date(2016, 7, 1))
    withdrawn = Measured({quarter: FIGURE}, {year: DAY, quarter: DAY + timedelta(days=1)})
    assert quarter not in may_be_shown(STANDARD, withdrawn, ())
    at_once = Measured({quarter: FIGURE, year: FIGURE}, {quarter: DAY, year: DAY})
    assert may_be_shown(STANDARD, at_once, ()) == {year}
    assert may_be_shown(REGISTRY["crime_rate"], at_once, ()) == {year, quarter}, "what is public anyhow"


@pytest.mark.parametrize(
    ("code", "numbers", "told"),
    [
        ("event_attendances", (5, None), (5, None)),
        ("event_attendances", (4, None), None),
        ("event_attendances", (0, None), (0, None)),
        ("feeling_safe_by_day", (1125, 1356), (1125, 1356)),
        ("feeling_safe_by_day", (1352, 1356), None),
        ("feeling_safe_by_day", (4, 1356), None),
        ("feeling_safe_by_day", (4, 4), None),
        ("no_more_housed", (238, 252), (240, 250)),
        ("no_more_housed", (242, 251), None),  # 9 were not
        ("no_more_housed", (9, 100), None),
        ("no_more_housed", (20, 47), None),  # of fewer than 50
        ("no_more_referrals", (12, None), (10, None)),
        ("no_more_referrals", (9, None), None),
        ("survivors_supported", (122, None), (120, None)),
        ("domestic_abuse_rate", (3, 87000), (3, 87000)),  # public already
        ("asb_reported_rate", (4, 87000), None),
        ("asb_reported_rate", (40, 87000), (40, 87000)),
    ],
)
def test_small_numbers_are_told_neither_themselves_nor_by_the_other_two(
    code: str, numbers: tuple[int, int | None], told: tuple[int, int | None] | None
) -> None:
    definition, figure = REGISTRY[code], MeasuredFigure(*numbers, "Example strategy")
    found = observe(definition, evidence_for(definition, figure, YEAR, LATE, shown=True), YEAR)
    if told is None:
        assert (found.status, found.value) == (ObservationStatus.SUPPRESSED, None)
    else:
        assert (found.numerator, found.denominator) == told
        assert found.document == "Example strategy"


@pytest.mark.parametrize("code", [code for code, item in REGISTRY.items() if item.kind is not Kind.MEDIAN])
def test_every_indicator_tells_the_numbers_that_were_entered(code: str) -> None:
    definition = REGISTRY[code]
    two = definition.kind in (Kind.SHARE, Kind.RATE)
    figure = MeasuredFigure(600, 1000 if two else None, "Example strategy")
    kind = PeriodKind.FINANCIAL_YEAR
    period = Period(date(2022, 4, 1), add_months(date(2022, 4, 1), MONTHS_IN[kind]), kind)
    found = observe(definition, evidence_for(definition, figure, period, LATE, shown=None), period)
    assert (found.numerator, found.denominator) == (600, 1000 if two else None)
    scale = {Kind.SHARE: 60, Kind.RATE: 0.6 * definition.per, Kind.COUNT: 600, Kind.MONEY: 6}
    assert found.value == scale[definition.kind]
    hidden = observe(definition, evidence_for(definition, figure, period, LATE, shown=False), period)
    is_open = definition.disclosure is DisclosurePolicy.OPEN_SOURCE
    assert (hidden.value is not None) is is_open
    shown = evidence_for(definition, figure, period, LATE, shown=True).shown
    assert shown is not None
    assert shown[CellKey(definition.measures, series.counted(definition, period))] == 600
