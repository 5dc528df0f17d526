"""Confidence intervals, effective bases and changes, compared with SciPy and with published figures."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2, chi2_contingency, norm
from statsmodels.stats.proportion import proportions_ztest

from sosafe_api.core.statistics import (
    Proportion,
    Z,
    byar,
    effective_base,
    pooled_z,
    rounded,
    two_sided_p,
    wilson,
)


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


def test_wilson_gives_the_published_limits_of_a_perception_after_dark() -> None:
    low, high = wilson(0.52 * 1356, 1356)
    assert (round(100 * low, 1), round(100 * high, 1)) == (49.3, 54.6)


TWO_SAMPLES = st.tuples(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
)


@given(TWO_SAMPLES)
def test_z_squared_is_the_chi_square_of_two_proportions(
    samples: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    (more, n2), (fewer, n1) = samples
    z = pooled_z(Proportion(more / n2, n2), Proportion(fewer / n1, n1))
    if more + fewer in (0, n1 + n2):
        assert z is None
        return
    oracle = chi2_contingency([[more, n2 - more], [fewer, n1 - fewer]], correction=False)
    assert z is not None
    assert z**2 == pytest.approx(oracle.statistic, rel=1e-9, abs=1e-12)
    assert z * (more / n2 - fewer / n1) >= 0


@pytest.mark.parametrize(
    ("later", "earlier", "base", "expected"),
    [(0.88, 0.83, 1356, 3.70), (0.52, 0.47, 1356, 2.60), (0.52, 0.47, 300, 1.22)],
)
def test_z_of_the_strategys_perceptions(later: float, earlier: float, base: int, expected: float) -> None:
    assert round(pooled_z(Proportion(later, base), Proportion(earlier, base)) or 0, 2) == expected


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=50))
def test_the_effective_base_is_at_most_the_sample_and_reached_by_equal_weights(weights: list[int]) -> None:
    found = effective_base(sum(weights), sum(weight**2 for weight in weights))
    assert 1 - 1e-9 <= found <= len(weights) + 1e-9
    spread = sqrt(sum((weight - sum(weights) / len(weights)) ** 2 for weight in weights) / len(weights))
    assert found == pytest.approx(
        len(weights) / (1 + (spread / (sum(weights) / len(weights))) ** 2), rel=1e-9
    )
    assert effective_base(7 * len(weights), 49 * len(weights)) == pytest.approx(len(weights))


def test_the_probability_of_z_is_that_of_statsmodels() -> None:
    later, earlier = 1193, 1125
    z = pooled_z(Proportion(later / 1356, 1356), Proportion(earlier / 1356, 1356))
    oracle_z, oracle_p = proportions_ztest([later, earlier], [1356, 1356])
    assert z == pytest.approx(oracle_z)
    assert two_sided_p(z or 0) == pytest.approx(oracle_p)


def test_z_bounds_the_middle_95_in_a_hundred() -> None:
    assert pytest.approx(norm.ppf(0.975), abs=1e-15) == Z
    assert two_sided_p(Z) == pytest.approx(0.05)
