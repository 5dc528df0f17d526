"""Confidence intervals, compared with SciPy's exact and score intervals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from sosafe_api.domains.kpis.rules.intervals import byar, wilson
from sosafe_api.domains.kpis.rules.values import rounded


@given(st.integers(1, 1_000_000))
def test_byar_is_close_to_the_exact_poisson_limits(count: int) -> None:
    low, high = byar(count)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2, rel=0.01, abs=0.06)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.002)
    assert 0 <= low < count < high


def test_the_limits_of_nothing_begin_at_zero() -> None:
    low, high = byar(0)
    assert low == 0
    assert high == pytest.approx(chi2.ppf(0.975, 2) / 2, rel=0.02)


def test_byar_gives_the_published_limits_of_the_crime_rate() -> None:
    low, high = (1000 * limit / 88_104 for limit in byar(1972))
    assert (round(low, 2), round(high, 2)) == (21.41, 23.39)


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_the_score_interval(counts: tuple[int, int]) -> None:
    successes, trials = counts
    low, high = wilson(successes, trials)
    oracle = binomtest(successes, trials).proportion_ci(method="wilson")
    assert (low, high) == (pytest.approx(oracle.low, abs=1e-12), pytest.approx(oracle.high, abs=1e-12))
    assert 0 <= low <= successes / trials <= high <= 1


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(Fraction(1, 8), 2, 0.13), (Fraction(5, 2), 0, 3), (Fraction(2), 0, 2), (2.25, 1, 2.3), (0.0, 1, 0.0)],
)
def test_halves_are_rounded_up(value: Fraction | float, places: int, expected: float) -> None:
    assert rounded(value, places) == expected


def test_a_whole_number_is_sent_as_one() -> None:
    assert isinstance(rounded(Fraction(7), 0), int)
