"""Confidence intervals, effective bases and the test of a change, by the formulas that public bodies publish. Pure.

Sources: Breslow and Day, Statistical Methods in Cancer Research II (1987), for Byar's approximation to the
exact Poisson limits; Wilson (1927) for the score interval of a proportion; both as recommended in Public
Health England's technical guide "Confidence intervals" (2018). Kish, Survey Sampling (1965), for the effective
base of a weighted sample; Fleiss, Statistical Methods for Rates and Proportions (2003), for two proportions;
Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998),
method 10; Przyborowski and Wilenski (1940) for the conditional test of two Poisson counts, and Breslow and Day for
the limits of their ratio.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import erfc, exp, lgamma, log, sqrt
from typing import NamedTuple

Number = int | float
LEVEL = 0.95
MOST_EXACT = 10_000
Z = 1.959963984540054  # the standard normal distribution's 97.5th percentile


class Interval(NamedTuple):
    low: float
    high: float


class Proportion(NamedTuple):
    """A share between 0 and 1 of a base, which is the effective one where a sample is weighted."""

    share: float
    base: float


def byar(count: int) -> Interval:
    """Limits of the mean of a Poisson distribution of which `count` was observed; Byar's approximation."""
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3 if count else 0.0
    above = count + 1
    return Interval(max(low, 0.0), above * (1 - 1 / (9 * above) + Z / (3 * sqrt(above))) ** 3)


def wilson(successes: float, trials: float) -> Interval:
    """Limits of a proportion; Wilson's score interval, which stays within 0 and 1.

    Of a weighted sample, `trials` is its effective base and `successes` the share of it; neither is whole then.
    """
    share = successes / trials
    spread = Z * sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2))
    centre, scale = share + Z**2 / (2 * trials), 1 + Z**2 / trials
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == trials else (centre + spread) / scale
    return Interval(low, high)


def effective_base(sum_of_weights: float, sum_of_squares: float) -> float:
    """The size of an unweighted sample of the same precision: (Σw)² ÷ Σw² (Kish)."""
    return sum_of_weights**2 / sum_of_squares


def pooled_z(later: Proportion, earlier: Proportion) -> float | None:
    """Z of the difference of two independent proportions, with their pooled variance; None where there is none.

    Significant at 5% if it lies beyond ±1.96.
    """
    bases = later.base + earlier.base
    pooled = (later.share * later.base + earlier.share * earlier.base) / bases
    variance = pooled * (1 - pooled) * (1 / later.base + 1 / earlier.base)
    return (later.share - earlier.share) / sqrt(variance) if variance > 0 else None


def two_sided_p(z: float) -> float:
    """The probability of a standard normal value at least as far from 0."""
    return erfc(abs(z) / sqrt(2))


def newcombe(later: Proportion, earlier: Proportion) -> Interval:
    """Limits of the difference of two independent proportions, from the score intervals of each."""
    of_later, of_earlier = _score(later), _score(earlier)
    difference = later.share - earlier.share
    below = sqrt((later.share - of_later.low) ** 2 + (of_earlier.high - earlier.share) ** 2)
    above = sqrt((of_later.high - later.share) ** 2 + (earlier.share - of_earlier.low) ** 2)
    return Interval(difference - below, difference + above)


def _score(proportion: Proportion) -> Interval:
    return wilson(proportion.share * proportion.base, proportion.base)


def ratio_limits(later: int, earlier: int, exposure: float = 1.0) -> Interval | None:
    """Limits of the ratio of two Poisson rates; `exposure` is the later one's exposure over the earlier one's.

    Given their sum, the later count is binomial: the score interval of its share, as odds. None without counts,
    or where no upper limit exists.
    """
    if later + earlier == 0 or earlier == 0:
        return None
    share = wilson(later, later + earlier)
    return Interval(*(limit / (1 - limit) / exposure for limit in share))


def conditional_p(later: int, earlier: int, exposure: float = 1.0) -> float:
    """Two-sided exact probability of two Poisson counts at least as unlikely as these, if the rates are equal.

    Given their sum, the later count is binomial with p = exposure / (1 + exposure). Sums above 10,000 go by the
    normal distribution, which differs from it by less than 0.01 then.
    """
    total = later + earlier
    share = exposure / (1 + exposure)
    if total > MOST_EXACT:
        return two_sided_p((later - total * share) / sqrt(total * share * (1 - share)))
    constant = lgamma(total + 1)

    def chance(count: int) -> float:
        ways = constant - lgamma(count + 1) - lgamma(total - count + 1)
        return exp(ways + count * log(share) + (total - count) * log(1 - share))

    bound = chance(later) * (1 + 1e-7)
    return min(1.0, sum(found for count in range(total + 1) if (found := chance(count)) <= bound))


def rounded(value: Fraction | float, places: int) -> Number:
    """Half away from zero, as people round; a whole number when no places are asked for."""
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator)
        if isinstance(value, Fraction)
        else Decimal(value)
    )
    result = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return int(result) if places == 0 else float(result)
