"""Tallies: what was counted of one question, of everybody or of one group of respondents. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sosafe_api.core.statistics import effective_base
from sosafe_api.domains.surveys.vocabulary import EffectiveBaseMethod

# The British Crime Survey reported nothing on an unweighted base below 100 (Home Office, "Guide to tables", 2008).
LEAST_RELIABLE_BASE = 100


class Given(NamedTuple):
    """An answer that was given; `rank` counts from 1 where answers are ranked and is 0 elsewhere."""

    answer: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Respondents who answered, the sum of their weights and of its squares, and both by what they answered.

    What was not given counts 0, unless the tally is `partial`: then only what is named is known.
    """

    base: int = 0
    weight: float = 0.0
    squares: float = 0.0
    counts: Mapping[Given, int] = field(default_factory=dict)
    weights: Mapping[Given, float] = field(default_factory=dict)
    partial: bool = False

    def knows(self, given: Given) -> bool:
        return not self.partial or given in self.counts

    def share(self, given: Given) -> float:
        """Between 0 and 1; 0 where nobody answered."""
        return self.weights.get(given, 0.0) / self.weight if self.weight else 0.0


@dataclass(frozen=True, slots=True)
class Base:
    """How many answered, and how many responses of equal weight would tell as much."""

    unweighted: int
    weighted: float
    effective: float
    method: EffectiveBaseMethod

    @property
    def small(self) -> bool:
        return self.unweighted < LEAST_RELIABLE_BASE


def base_of(tally: Tally, *, weighted: bool, design_effect: Decimal | None) -> Base:
    """A stated design effect covers weights as well, so it goes before Kish's approximation."""
    if design_effect is not None:
        effective, method = tally.base / float(design_effect), EffectiveBaseMethod.DESIGN_EFFECT
    elif weighted and tally.base:
        effective = effective_base(tally.weight, tally.squares)
        method = EffectiveBaseMethod.KISH
    else:
        effective, method = float(tally.base), EffectiveBaseMethod.UNWEIGHTED
    return Base(tally.base, tally.weight, effective, method)


def together(tallies: Iterable[Tally]) -> Tally:
    """Of all these respondents."""
    found = list(tallies)
    counts: dict[Given, int] = {}
    weights: dict[Given, float] = {}
    for tally in found:
        for given, count in tally.counts.items():
            counts[given] = counts.get(given, 0) + count
            weights[given] = weights.get(given, 0.0) + tally.weights[given]
    return Tally(
        sum(tally.base for tally in found),
        sum(tally.weight for tally in found),
        sum(tally.squares for tally in found),
        counts,
        weights,
    )
