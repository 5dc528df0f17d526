"""Whether incidents lie nearer to each other in space and time together than chance would have it. Pure.

Sources: Knox, The detection of space-time interactions (1964), for the table of pairs and its expectation;
Besag and Diggle, Simple Monte Carlo tests for spatial pattern (1977), for the probability by permutation;
Ratcliffe, Near repeat calculator (2009), for calling a window elevated from a ratio of 1.2 on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter, sub
from random import Random

from sosafe_api.domains.patterns.rules.pairs import DISTANCES, Distance, Pairs, PointInMonth, pairs_of
from sosafe_api.domains.patterns.rules.probabilities import SIGNIFICANT, adjusted

MOST_MONTHS_APART = 3
LEAST_RATIO = 1.2
# With fewer than 319, not even the rarest of the table's sixteen numbers could be significant among them all.
MOST_PERMUTATIONS, LEAST_PERMUTATIONS = 999, 399
_MOST_LOOKS = 8_000_000  # pairs times permutations, unless that leaves too few; about a second


@dataclass(frozen=True, slots=True)
class Repeats:
    """Pairs of incidents of a distance and so many months apart; `probability` is that of as many or more."""

    distance: Distance
    months_apart: int
    observed: int
    expected: float
    probability: float
    adjusted_probability: float

    @property
    def ratio(self) -> float | None:
        return self.observed / self.expected if self.expected else None

    @property
    def elevated(self) -> bool:
        return (
            self.ratio is not None and self.ratio >= LEAST_RATIO and self.adjusted_probability <= SIGNIFICANT
        )


@dataclass(frozen=True, slots=True)
class KnoxTable:
    """The whole table; `permutations` is how often the months were dealt out anew."""

    incidents: int
    permutations: int
    cells: tuple[Repeats, ...]


def knox(points: Sequence[PointInMonth], seed: str) -> KnoxTable:
    """Raises `pairs.TooManyPairs`. The same points and seed give the same probabilities.

    Where incidents lie stays as it is, and their months are dealt out anew among them: so neither a place that
    always has many nor a month that has many everywhere makes a pattern.
    """
    months = [point.month for point in points for _ in range(point.incidents)]
    pairs = pairs_of(points)
    looks = sum(len(found.first) for found in pairs)
    permutations = permutations_for(looks)
    observed = _table(pairs, months)
    reached = [0] * len(observed)
    shuffled, chance = list(months), Random(seed)  # noqa: S311 - a draw that anybody may repeat, no secret
    for _ in range(permutations):
        chance.shuffle(shuffled)
        for place, number in enumerate(_table(pairs, shuffled)):
            reached[place] += number >= observed[place]
    probabilities = [(1 + times) / (1 + permutations) for times in reached]
    expected, together = _expected(pairs, months), adjusted(probabilities)
    windows = [(distance, lag) for distance in DISTANCES for lag in range(MOST_MONTHS_APART + 1)]
    return KnoxTable(
        len(months),
        permutations,
        tuple(
            Repeats(*window, observed[place], expected[place], probabilities[place], together[place])
            for place, window in enumerate(windows)
        ),
    )


def permutations_for(pairs: int) -> int:
    """Fewer for many pairs, so that the work is bounded; none where there is nothing to look at."""
    return min(MOST_PERMUTATIONS, max(LEAST_PERMUTATIONS, _MOST_LOOKS // pairs)) if pairs else 0


def _table(pairs: Sequence[Pairs], months: Sequence[int]) -> list[int]:
    """How many pairs of each distance are 0, 1, 2 … months apart."""
    found = []
    for first, second in pairs:
        apart = list(map(abs, map(sub, _of(months, first), _of(months, second))))
        found += [apart.count(lag) for lag in range(MOST_MONTHS_APART + 1)]
    return found


def _of(months: Sequence[int], numbers: list[int]) -> Sequence[int]:
    if len(numbers) > 1:
        chosen: tuple[int, ...] = itemgetter(*numbers)(months)
        return chosen
    return [months[number] for number in numbers]


def _expected(pairs: Sequence[Pairs], months: Sequence[int]) -> list[float]:
    """Knox's: pairs so near, times pairs so many months apart, out of all pairs. Exact for the mean."""
    every = len(months) * (len(months) - 1) / 2
    number = {month: months.count(month) for month in set(months)}
    apart = [
        sum(
            count * (number.get(month + lag, 0) if lag else (count - 1) / 2)
            for month, count in number.items()
        )
        for lag in range(MOST_MONTHS_APART + 1)
    ]
    return [len(near.first) * lagged / every if every else 0.0 for near in pairs for lagged in apart]
