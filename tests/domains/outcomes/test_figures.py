"""Counts of outcomes: what is hidden cannot be worked out from what is shown, by nobody and however they ask."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.domains.outcomes.rules.figures import (
    ClosedCase,
    Column,
    FigureKey,
    MeasureKey,
    figures_of,
    tables_of,
)
from sosafe_api.domains.outcomes.rules.periods import year_of
from sosafe_api.domains.outcomes.vocabulary import OutcomeMeasureCode
from tests.domains.kpis.attacker import recovered

HOUSING, LATER = Column("closure", 0, "housing"), Column("follow_up", 6, "housing")
DEBTS = Column("closure", 0, "debts")
CASES = st.builds(
    ClosedCase,
    kind=st.sampled_from(["one_to_one", "family"]),
    ending=st.sampled_from(["planned_needs_met", "disengaged"]),
    told=st.fixed_dictionaries(
        {},
        optional={
            HOUSING: st.sampled_from(["sustained", "gained", "lost"]),
            LATER: st.sampled_from(["sustained", "lost"]),
            DEBTS: st.sampled_from(["cleared", "same"]),
        },
    ),
)


def many(number: int, told: dict[Column, str], ending: str = "planned_needs_met") -> list[ClosedCase]:
    return [ClosedCase("one_to_one", ending, told)] * number


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CASES, st.integers(1, 12)), min_size=1, max_size=8))
def test_no_small_count_is_recovered_from_all_the_tables_together(
    drawn: list[tuple[ClosedCase, int]],
) -> None:
    cases = [case for case, times in drawn for _ in range(times)]
    elementary, relations, cells = tables_of(cases)
    shown = figures_of(cases).shown
    assert recovered(elementary, cells, relations, shown) == []
    small = [cell.key for cell in cells if 0 < sum(elementary[name] for name in cell.parts) < 5]
    assert not shown & set(small)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CASES, st.integers(1, 12)), min_size=1, max_size=8))
def test_every_count_is_the_true_one_and_every_case_is_in_each_table_once(
    drawn: list[tuple[ClosedCase, int]],
) -> None:
    cases = [case for case, times in drawn for _ in range(times)]
    counts = figures_of(cases).counts
    assert counts[FigureKey()] == len(cases)
    ended = [key for key in counts if isinstance(key, FigureKey) and key.ending and not key.area]
    assert sum(counts[key] for key in ended) == len(cases)
    for column in {column for case in cases for column in case.told}:
        in_all = [
            counts[key]
            for key in counts
            if isinstance(key, FigureKey)
            and not key.ending
            and (key.point, key.follow_up_months, key.area) == column
        ]
        assert sum(in_all) == len(cases)


def test_large_counts_are_shown_with_their_parts_and_measures() -> None:
    figures = figures_of(
        [*many(40, {HOUSING: "sustained"}), *many(8, {HOUSING: "gained"}), *many(12, {HOUSING: "lost"})]
    )
    assert figures.of(FigureKey()) == 60
    assert figures.of(FigureKey("one_to_one", "planned_needs_met", *HOUSING, "sustained")) == 40
    assert figures.of(MeasureKey(OutcomeMeasureCode.HOUSED_AT_CLOSURE, "numerator")) == 48
    assert figures.of(MeasureKey(OutcomeMeasureCode.HOUSED_AT_CLOSURE, "denominator")) == 60


def test_a_share_is_hidden_when_those_who_do_not_count_are_few() -> None:
    figures = figures_of([*many(48, {HOUSING: "sustained"}), *many(2, {HOUSING: "lost"})])
    shown = [
        figures.of(MeasureKey(OutcomeMeasureCode.HOUSED_AT_CLOSURE, part))
        for part in ("numerator", "denominator")
    ]
    assert None in shown
    assert figures.of(FigureKey("", "", *HOUSING, "lost")) is None


def test_a_base_under_five_is_hidden() -> None:
    figures = figures_of(many(4, {HOUSING: "sustained"}))
    assert figures.shown & set(figures.counts) == frozenset(
        key for key in figures.counts if figures.counts[key] == 0
    )
    assert figures.of(MeasureKey(OutcomeMeasureCode.HOUSED_AT_CLOSURE, "denominator")) is None


def test_a_year_is_counted_up_to_the_last_quarter_that_is_over() -> None:
    for today, label, start, end in (
        (date(2026, 11, 26), "2026/27", date(2026, 4, 1), date(2026, 10, 1)),
        (date(2026, 4, 1), "2025/26", date(2025, 4, 1), date(2026, 4, 1)),
        (date(2026, 6, 30), "2025/26", date(2025, 4, 1), date(2026, 4, 1)),
        (date(2026, 7, 1), "2026/27", date(2026, 4, 1), date(2026, 7, 1)),
        (date(2027, 1, 1), "2026/27", date(2026, 4, 1), date(2027, 1, 1)),
    ):
        year = year_of(today)
        assert (year.label, year.start, year.end) == (label, start, end)
    assert year_of(date(2026, 11, 26), 2024).end == date(2025, 4, 1)
    future = year_of(date(2026, 11, 26), 2030)
    assert future.start == future.end == date(2030, 4, 1)
