"""No small count can be worked out from what is shown, whatever a reader knows of sums and of the rules."""

from collections.abc import Hashable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.core.disclosure import witnesses
from sosafe_api.core.disclosure.suppression import Cell, shown_cells
from sosafe_api.domains.kpis.rules.disclosure import ten_five
from tests.domains.kpis.attacker import recovered

COUNTS = st.integers(0, 9) | st.just(1) | st.integers(10, 60)


def one_way(counts: Mapping[str, int]) -> tuple[dict[Hashable, int], list[Cell]]:
    """A table of parts with their total, the total most wanted, then the largest parts."""
    total = Cell("total", dict.fromkeys(counts, 1))
    parts = [Cell(name, {name: 1}) for name in sorted(counts, key=lambda name: -counts[name])]
    return dict(counts), [total, *parts]


def shown_of(**counts: int) -> set[Hashable]:
    return set(shown_cells(*one_way(counts)))


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    assert shown_of(a=3, b=12, c=20) == {"total", "c"}


def test_without_small_counts_everything_is_shown_zeros_included() -> None:
    assert shown_of(a=5, b=0, c=20) == {"total", "a", "b", "c"}


def test_small_counts_that_hide_each_other_need_no_other() -> None:
    assert shown_of(a=3, b=4, c=20) == {"total", "c"}


def test_small_counts_whose_sum_is_small_need_another() -> None:
    assert shown_of(a=1, b=2, c=20, d=30) == {"total", "d"}


def test_a_small_total_is_hidden_and_with_it_what_would_give_it_away() -> None:
    assert shown_of(a=3, b=0) == {"b"}


def test_ones_alone_are_not_given_away_by_their_number() -> None:
    assert "total" not in shown_of(a=1, b=1, c=1, d=1, e=1, f=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_no_small_part_of_a_total_is_recovered(values: list[int]) -> None:
    counts, cells = one_way({f"part {number}": value for number, value in enumerate(values)})
    shown = shown_cells(counts, cells)
    assert recovered(counts, cells, [], shown) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 3), st.integers(2, 4), st.data())
def test_no_small_cell_of_a_table_with_both_totals_is_recovered(
    rows: int, columns: int, data: st.DataObject
) -> None:
    counts = {(row, column): data.draw(COUNTS) for row in range(rows) for column in range(columns)}
    cells = [Cell("all", dict.fromkeys(counts, 1))]
    cells += [Cell(("row", row), {key: 1 for key in counts if key[0] == row}) for row in range(rows)]
    cells += [Cell(("column", one), {key: 1 for key in counts if key[1] == one}) for one in range(columns)]
    cells += [Cell(key, {key: 1}) for key in sorted(counts, key=lambda key: -counts[key])]
    assert recovered(counts, cells, [], shown_cells(counts, cells)) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=5, max_size=7))
def test_no_small_month_is_recovered_from_sliding_sums_and_their_parts(values: list[int]) -> None:
    """Two sums that overlap give a month away by subtraction, unless that is looked after."""
    counts = dict(enumerate(values))
    cells = [Cell(("sum", first), {first + step: 1 for step in range(4)}) for first in range(len(values) - 3)]
    cells += [Cell(("pair", first), {first: 1, first + 1: 1}) for first in range(0, len(values) - 1, 2)]
    cells += [Cell(month, {month: 1}) for month in counts]
    assert recovered(counts, cells, [], shown_cells(counts, cells)) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=4), st.lists(COUNTS, min_size=2, max_size=3))
def test_no_small_count_is_recovered_from_tables_that_share_a_total(
    services: list[tuple[int, int]], reasons: list[int]
) -> None:
    """Accepted and decided by service beside refusals by reason: what one table hides, another could tell."""
    declined = sum(refused for _, refused in services)
    counts: dict[Hashable, int] = {}
    for number, (accepted, refused) in enumerate(services):
        counts |= {("accepted", number): accepted, ("declined", number): refused}
    named = [min(value, declined) for value in reasons]
    for number, value in enumerate(named):
        counts["reason", number] = min(value, declined - sum(named[:number]))
        named[number] = counts["reason", number]
    counts["reason", len(named)] = declined - sum(named)
    numbers = range(len(services))
    everybody = {("accepted", number): 1 for number in numbers}
    refusals = {("declined", number): 1 for number in numbers}
    by_reason = {name: 1 for name in counts if name[0] == "reason"}
    cells = [Cell("decided", everybody | refusals), Cell("accepted", everybody), Cell("declined", refusals)]
    for number in numbers:
        pair = {("accepted", number): 1, ("declined", number): 1}
        cells += [Cell(("decided", number), pair), Cell(("accepted", number), {("accepted", number): 1})]
    cells += [Cell(name, {name: 1}) for name in sorted(by_reason, key=lambda name: -counts[name])]
    relations = [refusals | dict.fromkeys(by_reason, -1)]
    shown = shown_cells(counts, cells, relations)
    assert recovered(counts, cells, relations, shown) == []


def test_where_the_search_misses_a_witness_nothing_that_is_joined_with_it_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(witnesses, "NEIGHBOURHOODS", ())
    counts: dict[Hashable, int] = {"total": 15, "a": 3, "b": 12, "sum of b": 32, "c": 20, "apart": 40}
    relations: list[dict[Hashable, int]] = [{"total": -1, "a": 1, "b": 1}, {"sum of b": -1, "b": 1, "c": 1}]
    assert shown_cells(counts, [Cell(name, {name: 1}) for name in counts], relations) == {"apart"}


def test_a_count_whose_range_is_small_is_guarded_though_it_could_be_another() -> None:
    """Seven of 1 and one of 2 in a total of 9: each could be 1 or 2, and none could be 5."""
    assert "total" not in shown_of(a=1, b=1, c=1, d=1, e=1, f=1, g=1, h=2)
    assert "total" in shown_of(a=2, b=2, c=2, d=2)


def test_the_attacker_finds_the_leak_when_only_small_counts_themselves_are_hidden() -> None:
    counts, cells = one_way({"a": 3, "b": 12, "c": 20})
    assert recovered(counts, cells, [], frozenset({"total", "b", "c"})) == ["a"]


@pytest.mark.parametrize(
    ("count", "expected"), [(0, None), (9, None), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20)]
)
def test_sensitive_counts_are_withheld_below_ten_and_rounded_to_five(
    count: int, expected: int | None
) -> None:
    assert ten_five(count) == expected
