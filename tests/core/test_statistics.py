"""Confidence intervals, effective bases and changes, compared with SciPy and with published figures."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2, chi2_contingency, norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from sosafe_api.core.statistics import (
    MOST_EXACT,
    Proportion,
    byar,
    conditional_p,
    effective_base,
    newcombe,
    pooled_z,
    ratio_limits,
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


@given(TWO_SAMPLES)
def test_newcombes_limits_of_a_difference_are_those_of_statsmodels(
    samples: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    (more, n2), (fewer, n1) = samples
    low, high = newcombe(Proportion(more / n2, n2), Proportion(fewer / n1, n1))
    oracle = confint_proportions_2indep(more, n2, fewer, n1, method="newcomb", compare="diff")
    assert (low, high) == (pytest.approx(oracle[0], abs=1e-9), pytest.approx(oracle[1], abs=1e-9))
    assert low - 1e-12 <= more / n2 - fewer / n1 <= high + 1e-12


def test_newcombes_limits_are_those_of_his_paper() -> None:
    low, high = newcombe(Proportion(56 / 70, 70), Proportion(48 / 80, 80))
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_the_probability_of_z_is_that_of_statsmodels() -> None:
    later, earlier = 1193, 1125
    z = pooled_z(Proportion(later / 1356, 1356), Proportion(earlier / 1356, 1356))
    oracle_z, oracle_p = proportions_ztest([later, earlier], [1356, 1356])
    assert z == pytest.approx(oracle_z)
    assert two_sided_p(z or 0) == pytest.approx(oracle_p)


@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from([0.5, 1.0, 3.0]))
def test_the_conditional_test_of_two_counts_is_the_exact_binomial_one(
    later: int, earlier: int, exposure: float
) -> None:
    found = conditional_p(later, earlier, exposure)
    if later + earlier == 0:
        assert found == 1
        return
    oracle = binomtest(later, later + earlier, exposure / (1 + exposure)).pvalue
    assert found == pytest.approx(oracle, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("later", [4_950, 5_000, 5_100])
def test_large_counts_go_by_the_normal_distribution_with_little_difference(later: int) -> None:
    earlier = MOST_EXACT + 2 - 5_000
    assert later + earlier > MOST_EXACT - 60
    exact = binomtest(later, later + earlier, 0.5).pvalue
    assert conditional_p(later, earlier) == pytest.approx(exact, abs=0.01)


def test_the_limits_of_a_ratio_are_the_odds_of_a_score_interval() -> None:
    low, high = ratio_limits(230, 40) or (0, 0)
    share = binomtest(230, 270).proportion_ci(method="wilson")
    assert low == pytest.approx(share.low / (1 - share.low))
    assert high == pytest.approx(share.high / (1 - share.high))
    assert low < 5.75 < high
    halved = ratio_limits(230, 40, 2.0) or (0, 0)
    assert halved == (pytest.approx(low / 2), pytest.approx(high / 2))
    assert ratio_limits(5, 0) is None
    assert ratio_limits(0, 0) is None
    assert round(norm.ppf(0.975), 2) == 1.96
