"""The probability of a rise, and judging many at once, held against published formulas and other libraries."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.rates import test_poisson_2indep as oracle_of_two_counts

from sosafe_api.domains.patterns.rules.probabilities import (
    adjusted,
    binomial_upper_tail,
    probability_of_rise,
)


def test_a_tail_by_hand() -> None:
    # Of 5 incidents at least 4 in the later of two equal months: (5 + 1) / 32.
    assert probability_of_rise(4, 1, 0.5) == pytest.approx(6 / 32)
    # All of 10 in one of four equal years.
    assert probability_of_rise(10, 0, 0.25) == pytest.approx(0.25**10)
    by_hand = sum(comb(7, number) * 0.3**number * 0.7 ** (7 - number) for number in range(3, 8))
    assert probability_of_rise(3, 4, 0.3) == pytest.approx(by_hand)


def test_nothing_is_no_rise_and_a_first_incident_after_an_empty_history_no_certainty() -> None:
    assert probability_of_rise(0, 0, 0.5) == probability_of_rise(0, 9, 0.5) == 1.0
    assert probability_of_rise(1, 0, 1 / 3) == pytest.approx(1 / 3)


@given(st.integers(0, 4000), st.integers(0, 8000), st.floats(0.02, 0.98))
def test_the_tail_is_that_of_scipy(count: int, earlier: int, share: float) -> None:
    ours = probability_of_rise(count, earlier, share)
    assert ours == pytest.approx(binom.sf(count - 1, count + earlier, share), rel=1e-8, abs=1e-13)


@given(st.integers(1, 300), st.integers(1, 600), st.integers(28, 92), st.integers(28, 460))
def test_it_is_the_exact_test_of_two_poisson_counts(count: int, earlier: int, days: int, before: int) -> None:
    oracle = oracle_of_two_counts(
        count, days, earlier, before, method="exact-cond", compare="ratio", alternative="larger"
    )
    assert probability_of_rise(count, earlier, days / (days + before)) == pytest.approx(
        oracle.pvalue, rel=1e-6, abs=1e-12
    )


@given(st.integers(1, 500), st.floats(0.001, 0.999), st.data())
def test_a_tail_falls_from_one_and_the_two_tails_meet(
    trials: int, probability: float, data: st.DataObject
) -> None:
    least = data.draw(st.integers(0, trials))
    here = binomial_upper_tail(least, trials, probability)
    further = binomial_upper_tail(least + 1, trials, probability)
    assert 0 <= further <= here <= 1
    other_side = binomial_upper_tail(trials - least, trials, 1 - probability)  # as few as `least`
    assert further + other_side == pytest.approx(1, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_many_are_judged_as_benjamini_and_hochberg_do(probabilities: list[float]) -> None:
    ours = adjusted(probabilities)
    oracle = multipletests(probabilities, alpha=0.05, method="fdr_bh")[1]
    assert ours == pytest.approx(list(oracle))
    assert all(own <= together <= 1 for own, together in zip(probabilities, ours, strict=True))
    order = sorted(range(len(ours)), key=probabilities.__getitem__)
    assert [ours[index] for index in order] == sorted(ours)


def test_of_none_none_are_judged() -> None:
    assert adjusted([]) == []


def test_a_short_history_raises_no_false_alarm_where_a_plain_poisson_tail_does() -> None:
    """Two earlier years and this one, all of one rate: at most 5% may be flagged."""
    chance = np.random.default_rng(20211101)
    counts = chance.poisson(8, size=(4000, 3))
    earlier = counts[:, 1:].sum(axis=1)
    ours = np.mean([probability_of_rise(int(row[0]), int(sum(row[1:])), 1 / 3) <= 0.05 for row in counts])
    plain = np.mean(poisson.sf(counts[:, 0] - 1, earlier / 2) <= 0.05)
    assert ours <= 0.05
    assert plain > 0.08
