"""The grid shows nothing of a cell with fewer than five, and scores neighbourhoods by the published formula."""

from itertools import pairwise
from math import sqrt

import h3
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosafe_api.domains.patterns.rules.grid import LEAST_SHOWN, MapPoint, gi_star, grid_of, ring_of

CENTRE = h3.latlng_to_cell(51.9, -0.2, 9)
CELLS = h3.grid_disk(CENTRE, 4)


def points(counts: dict[str, int]) -> list[MapPoint]:
    """One map point in the middle of each cell."""
    return [MapPoint(*reversed(h3.cell_to_latlng(code)), count) for code, count in counts.items()]


def test_a_score_by_hand() -> None:
    """Five cells in a row; Ord and Getis (1995), with a cell among its own neighbours.

    Mean 3.6, squares 36 + 64 + 9 + 1 + 0 = 110, S² = 110 / 5 - 12.96 = 9.04. At the end W = 2, in between 3.
    """
    counts = {"a": 6, "b": 8, "c": 3, "d": 1, "e": 0}
    row = "abcde"
    near = {code: [row[i] for i in (n - 1, n, n + 1) if 0 <= i < 5] for n, code in enumerate(row)}
    found = gi_star(near, counts)
    assert found["a"] == pytest.approx((14 - 7.2) / (sqrt(9.04) * sqrt((5 * 2 - 4) / 4)))
    assert found["c"] == pytest.approx((12 - 10.8) / (sqrt(9.04) * sqrt((5 * 3 - 9) / 4)))
    assert found["e"] == pytest.approx((1 - 7.2) / (sqrt(9.04) * sqrt((5 * 2 - 4) / 4)))


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 40), min_size=len(CELLS), max_size=len(CELLS)).filter(lambda n: len(set(n)) > 1)
)
def test_scores_are_those_of_the_formula_in_matrices(counts: list[int]) -> None:
    values = np.array(counts, dtype=float)
    weights = np.array([[float(other in h3.grid_disk(code, 1)) for other in CELLS] for code in CELLS])
    number, total = len(CELLS), weights.sum(axis=1)
    spread = np.sqrt((values**2).mean() - values.mean() ** 2)
    scale = spread * np.sqrt((number * (weights**2).sum(axis=1) - total**2) / (number - 1))
    expected = (weights @ values - values.mean() * total) / scale
    found = gi_star({code: h3.grid_disk(code, 1) for code in CELLS}, dict(zip(CELLS, counts, strict=True)))
    assert [found[code] for code in CELLS] == pytest.approx(list(expected), abs=1e-6)


def test_equal_counts_have_no_score() -> None:
    assert gi_star({code: h3.grid_disk(code, 1) for code in CELLS}, dict.fromkeys(CELLS, 3)) == {}
    assert gi_star({}, {}) == {}


def test_a_cluster_is_a_hot_spot_and_a_lone_high_cell_is_not() -> None:
    far = min(set(CELLS) - set(h3.grid_disk(CENTRE, 3)))
    counts = dict.fromkeys(CELLS, 1) | dict.fromkeys(h3.grid_disk(CENTRE, 1), 12) | {far: 12}
    grid = grid_of(points(counts), 9)
    flagged = {cell.code for cell in grid.cells if cell.hot_spot}
    assert CENTRE in flagged
    assert flagged <= set(h3.grid_disk(CENTRE, 1))
    assert {cell.code for cell in grid.cells} == {*h3.grid_disk(CENTRE, 1), far}
    assert grid.mean == pytest.approx(8 * 12 / 61)


def test_a_small_grid_is_counted_and_not_judged() -> None:
    counts = dict(zip(CELLS[:29], range(5, 34), strict=True))
    assert all(cell.gi_star is cell.hot_spot is None for cell in grid_of(points(counts), 9).cells)
    counts[CELLS[29]] = 5
    assert all(cell.gi_star is not None for cell in grid_of(points(counts), 9).cells)
    assert grid_of([], 9).cells == ()


@given(
    st.lists(st.integers(0, 12), min_size=len(CELLS), max_size=len(CELLS)),
    st.lists(st.integers(0, LEAST_SHOWN - 1), min_size=len(CELLS), max_size=len(CELLS)),
)
def test_whatever_a_hidden_cell_holds_the_answer_is_the_same(counts: list[int], others: list[int]) -> None:
    """So no figure shown, beside it or about it, tells what is hidden."""
    changed = [count if count >= LEAST_SHOWN else other for count, other in zip(counts, others, strict=True)]
    first = grid_of(points(dict(zip(CELLS, counts, strict=True))), 9)
    assert first == grid_of(points(dict(zip(CELLS, changed, strict=True))), 9)
    assert all(cell.count >= LEAST_SHOWN for cell in first.cells)
    assert sorted(cell.count for cell in first.cells) == sorted(n for n in counts if n >= LEAST_SHOWN)


@given(st.floats(-8, 2), st.floats(49.5, 60.5), st.sampled_from([8, 9]))
def test_a_ring_is_closed_counter_clockwise_and_around_its_point(
    longitude: float, latitude: float, resolution: int
) -> None:
    ring = ring_of(h3.latlng_to_cell(latitude, longitude, resolution))
    assert ring[0] == ring[-1]
    assert len(set(ring)) == len(ring) - 1 >= 5
    assert all((round(x, 6), round(y, 6)) == (x, y) for x, y in ring)
    edges = list(pairwise(ring))
    assert sum(x * b - a * y for (x, y), (a, b) in edges) > 0
    # To the left of every edge lies the inside; a hexagon on the sphere bulges by less than a hundred metres.
    assert all((b - y) * (longitude - x) <= (a - x) * (latitude - y) + 2e-6 for (x, y), (a, b) in edges)
