"""95% confidence intervals of a count and of a share, by the formulas that public health bodies publish.

Sources: Breslow and Day, Statistical Methods in Cancer Research II (1987), for Byar's approximation to the
exact Poisson limits; Wilson (1927) for the score interval of a proportion; both as recommended in Public
Health England's technical guide "Confidence intervals" (2018).
"""

from math import sqrt
from typing import NamedTuple

LEVEL = 0.95
Z = 1.959963984540054  # the standard normal distribution's 97.5th percentile


class Interval(NamedTuple):
    low: float
    high: float


def byar(count: int) -> Interval:
    """Limits of the mean of a Poisson distribution of which `count` was observed; Byar's approximation."""
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3 if count else 0.0
    above = count + 1
    return Interval(max(low, 0.0), above * (1 - 1 / (9 * above) + Z / (3 * sqrt(above))) ** 3)


def wilson(successes: int, trials: int) -> Interval:
    """Limits of a proportion; Wilson's score interval, which stays within 0 and 1."""
    share = successes / trials
    spread = Z * sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2))
    centre, scale = share + Z**2 / (2 * trials), 1 + Z**2 / trials
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == trials else (centre + spread) / scale
    return Interval(low, high)
