"""Knox's table by hand, by brute force over every pair, and on incidents planted near each other."""

from collections import Counter
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.patterns.rules import near_repeats, pairs
from sosafe_api.domains.patterns.rules.near_repeats import MOST_MONTHS_APART, Repeats, knox
from sosafe_api.domains.patterns.rules.pairs import DISTANCES, Distance, PointInMonth, TooManyPairs

EAST = 1 / (111_195 * cos(radians(51.9)))  # a metre, in degrees
NORTH = 1 / 111_195


def at(east: float, north: float, month: int, incidents: int = 1) -> PointInMonth:
    """So many metres from a place in the middle of the town."""
    return PointInMonth(-0.2 + east * EAST, 51.9 + north * NORTH, month, incidents)


def cell(found: list[Repeats], up_to: int, months_apart: int) -> Repeats:
    (one,) = [item for item in found if (item.distance.up_to, item.months_apart) == (up_to, months_apart)]
    return one


def test_a_table_by_hand() -> None:
    """Two at one point in May, one there in June, one 90 metres away in June, one 250 metres away in August.

    Ten pairs: three of one point, three within 100, of 250 metres three, and one of 160. Of one month are two
    pairs, a month apart four (two of May with two of June), two months two, three months two.
    """
    found = knox([at(0, 0, 5, 2), at(0, 0, 6), at(90, 0, 6), at(250, 0, 8)], "seed")
    cells = list(found.cells)
    assert found.incidents == 5
    assert [item.observed for item in cells] == [1, 2, 0, 0, 1, 2, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2]
    near, apart = (3, 3, 1, 3), (2, 4, 2, 2)
    assert [item.expected for item in cells] == pytest.approx([n * a / 10 for n in near for a in apart])
    assert cell(cells, 0, 1).ratio == pytest.approx(2 / 1.2)
    assert [item.distance for item in cells[::4]] == list(DISTANCES)


def test_nobody_is_paired_alone() -> None:
    for points in ([], [at(0, 0, 1)], [at(0, 0, 1), at(5000, 0, 1)]):
        found = knox(points, "seed")
        assert {(item.observed, item.probability, item.elevated) for item in found.cells} == {(0, 1.0, False)}
        assert found.permutations == 0


def metres(one: PointInMonth, other: PointInMonth) -> float:
    """Haversine's formula on a sphere of 6,371 km."""
    a, b = radians(one.latitude), radians(other.latitude)
    turn = radians(other.longitude - one.longitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(turn / 2) ** 2
    return 2 * 6_371_009 * asin(sqrt(half))


POINTS = st.lists(
    st.builds(
        at,
        st.integers(-12, 12).map(lambda n: n * 47.0),
        st.integers(-12, 12).map(lambda n: n * 47.0),
        st.integers(0, 6),
        st.integers(1, 3),
    ),
    max_size=14,
    unique_by=lambda point: (point.longitude, point.latitude, point.month),
)


@given(POINTS)
def test_every_pair_is_found_once_and_in_its_place(points: list[PointInMonth]) -> None:
    every = [point for point in points for _ in range(point.incidents)]
    by_hand: Counter[tuple[Distance, int]] = Counter()
    for one, other in combinations(every, 2):
        far, apart = metres(one, other), abs(one.month - other.month)
        same = (one.longitude, one.latitude) == (other.longitude, other.latitude)
        bands = DISTANCES[:1] if same else [d for d in DISTANCES[1:] if far <= d.up_to]
        if bands and apart <= MOST_MONTHS_APART:
            by_hand[bands[0], apart] += 1
    found = knox(points, "seed")
    assert {
        (item.distance, item.months_apart): item.observed for item in found.cells if item.observed
    } == by_hand
    assert all(0 < item.probability <= item.adjusted_probability <= 1 for item in found.cells)


def scattered(chance: Random, number: int) -> list[PointInMonth]:
    return [at(chance.uniform(0, 3000), chance.uniform(0, 3000), chance.randrange(12)) for _ in range(number)]


def test_chance_alone_is_not_elevated_and_a_planted_run_is() -> None:
    chance = Random(7)
    background = scattered(chance, 150)
    assert not any(item.elevated for item in knox(background, "seed").cells)
    runs = [
        at(x + shift, y, month)
        for x, y, month in [(400.0, 900.0, 2), (2500.0, 300.0, 6), (1500.0, 2200.0, 9)]
        for shift in (0, 40, 80)
    ]
    found = list(knox([*background, *runs], "seed").cells)
    assert cell(found, 100, 0).elevated
    assert cell(found, 100, 0).probability == 0.001
    assert not cell(found, 400, 3).elevated


def test_busy_places_and_a_busy_summer_make_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most in six streets, and twice as many in summer everywhere: of ten such years, one at most stands out."""
    monkeypatch.setattr(near_repeats, "MOST_PERMUTATIONS", 399)
    chance, found = Random(11), 0
    for _ in range(10):
        east = [chance.choice([0, 30, 60, 90, 120, 150, chance.uniform(0, 3000)]) for _ in range(60)]
        points = [at(metres, 0, chance.choice([*range(12), 6, 6, 7, 7])) for metres in east]
        found += any(item.elevated for item in knox(points, "seed").cells)
    assert found <= 1


def test_the_same_question_has_the_same_answer() -> None:
    points = scattered(Random(3), 120)
    assert knox(points, "burglary") == knox(points, "burglary")
    assert knox(points, "burglary") != knox(points, "robbery")


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [near_repeats.permutations_for(pairs) for pairs in (0, 1, 10_000, 30_000)] == [0, 999, 800, 399]
    assert 16 / (near_repeats.LEAST_PERMUTATIONS + 1) <= 0.05
    with pytest.raises(TooManyPairs):
        knox([at(0, 0, month, 50) for month in range(5)], "seed")  # 31,125 pairs
    monkeypatch.setattr(pairs, "MOST_PAIRS", 3)
    assert knox([at(0, 0, 1), at(10, 0, 1), at(20, 0, 1)], "seed").cells[4].observed == 3
    with pytest.raises(TooManyPairs):
        knox([at(0, 0, 1, 2), at(10, 0, 1), at(20, 0, 1)], "seed")
