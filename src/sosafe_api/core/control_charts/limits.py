"""Natural process limits of a series, from its mean and its moving ranges."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

Number = int | float | Decimal | Fraction

LIMIT_FACTOR = Fraction("2.66")
NEAR_LIMIT_FACTOR = LIMIT_FACTOR * 2 / 3
SCREEN_FACTOR = Fraction("3.267")
FEWEST_FOR_FIRM_LIMITS = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """Natural process limits: mean ± 2.66 times the mean moving range, and two thirds of that. None of few points.

    The lower limit is as computed; a count cannot lie below 0, so a chart draws no line below 0.
    """

    mean: Fraction
    mean_moving_range: Fraction | None
    points: int
    screened_out: int

    @property
    def trial(self) -> bool:
        """Whether too few points were there for limits to rely on."""
        return self.points < FEWEST_FOR_FIRM_LIMITS

    @property
    def upper(self) -> Fraction | None:
        return self._at(LIMIT_FACTOR)

    @property
    def lower(self) -> Fraction | None:
        return self._at(-LIMIT_FACTOR)

    @property
    def near_upper(self) -> Fraction | None:
        return self._at(NEAR_LIMIT_FACTOR)

    @property
    def near_lower(self) -> Fraction | None:
        return self._at(-NEAR_LIMIT_FACTOR)

    def _at(self, factor: Fraction) -> Fraction | None:
        return None if self.mean_moving_range is None else self.mean + factor * self.mean_moving_range


def exact(value: Number) -> Fraction:
    """The decimal number as it is written, not the binary one nearest to it."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def limits_of(values: Sequence[Number | None], *, screening: bool = True) -> Limits | None:
    """Limits from these values in order of time, None where there is none; without neighbours a mean alone.

    Where screening would leave no movement at all, as in a row of noughts with one spike, nothing is screened out:
    limits that fall together would flag every value.
    """
    numbers = [None if value is None else exact(value) for value in values]
    known = [value for value in numbers if value is not None]
    if not known:
        return None
    ranges = [found for pair in pairwise(numbers) if (found := moving_range(*pair)) is not None]
    mean = sum(known, Fraction(0)) / len(known)
    if not ranges:
        return Limits(mean, None, len(known), 0)
    mean_range = sum(ranges, Fraction(0)) / len(ranges)
    usual = [found for found in ranges if found < SCREEN_FACTOR * mean_range] if screening else []
    kept = usual if any(usual) else ranges
    return Limits(mean, sum(kept, Fraction(0)) / len(kept), len(known), len(ranges) - len(kept))


def moving_range(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    return None if before is None or after is None else abs(after - before)
