"""How probable a count would be if nothing had changed, and how to judge many such probabilities at once. Pure.

Sources: Przyborowski and Wilenski, Homogeneity of results in testing samples from Poisson series (1940), for two
counts of which neither mean is known; Benjamini and Hochberg, Controlling the false discovery rate (1995).
"""

from collections.abc import Iterable, Sequence
from math import exp, fsum, lgamma, log, log1p

SIGNIFICANT = 0.05
_NEGLIGIBLE = 1e-18


def probability_of_rise(count: int, earlier: int, share: float) -> float:
    """How probable `count` or more is, given that `count + earlier` were counted in all, with `share` of the time.

    Given their sum, the later of two Poisson counts of one rate is binomial; so the rate itself need not be
    known, and a short history does not pass for a certain one. `share`, between 0 and 1, is the later period's
    part of all days.
    """
    return binomial_upper_tail(count, count + earlier, share)


def binomial_upper_tail(least: int, trials: int, probability: float) -> float:
    """P(X >= least) of a binomial distribution; exact but for rounding."""
    if least <= 0:
        return 1.0
    if least > trials:
        return 0.0
    if least > trials * probability:
        return min(fsum(_terms(least, trials, probability)), 1.0)
    below = fsum(_terms(trials - least + 1, trials, 1 - probability))
    return max(1.0 - below, 0.0)


def _terms(least: int, trials: int, probability: float) -> Iterable[float]:
    """The probabilities of `least` and more, which lies above the mean, until they no longer matter."""
    odds = probability / (1 - probability)
    choose = lgamma(trials + 1) - lgamma(least + 1) - lgamma(trials - least + 1)
    first = term = exp(choose + least * log(probability) + (trials - least) * log1p(-probability))
    for number in range(least, trials + 1):
        yield term
        term *= odds * (trials - number) / (number + 1)
        if term <= first * _NEGLIGIBLE:
            return


def adjusted(probabilities: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's: flag those of at most 5%, and of what is flagged 5% at most are false, on average."""
    number, least = len(probabilities), 1.0
    found = [1.0] * number
    for rank, index in enumerate(sorted(range(number), key=lambda i: -probabilities[i])):
        least = min(least, number / (number - rank) * probabilities[index])
        found[index] = least
    return found
