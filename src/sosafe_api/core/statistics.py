"""Confidence intervals, effective bases and the test of a change, by the formulas that public bodies publish. Pure.

Sources: Breslow and Day, Statistical Methods in Cancer Research II (1987), for Byar's approximation to the
exact Poisson limits; Wilson (1927) for the score interval of a proportion; both as recommended in Public
Health England's technical guide "Confidence intervals" (2018). Kish, Survey Sampling (1965), for the effective
base of a weighted sample; Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), for two
proportions.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import erfc, sqrt
from typing import NamedTuple

Number = int | float
LEVEL = 0.95
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


def rounded(value: Fraction | float, places: int) -> Number:
    """Half away from zero, as people round; a whole number when no places are asked for."""
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator)
        if isinstance(value, Fraction)
        else Decimal(value)
    )
    result = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return int(result) if places == 0 else float(result)
