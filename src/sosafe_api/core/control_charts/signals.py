"""The four patterns of a series that chance alone would rarely make."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from sosafe_api.core.control_charts.limits import Limits

RUN_LENGTH = 7
NEAR_WINDOW, NEAR_ENOUGH = 3, 2


class Signal(StrEnum):
    """A pattern that chance alone would rarely make; the first that holds names the point."""

    OUTSIDE_LIMITS = "outside_limits"
    SEVEN_TRENDING = "seven_trending"
    TWO_OF_THREE_NEAR_LIMIT = "two_of_three_near_limit"
    SEVEN_ON_ONE_SIDE = "seven_on_one_side"


def signals_of(values: Sequence[Fraction | None], limits: Limits | None) -> dict[Signal, list[int]]:
    """For each signal and point, 1 or -1 where it holds, towards high or low, and 0 where it does not."""
    if limits is None:
        return {signal: [0] * len(values) for signal in Signal}
    sides = [_compare(value, limits.mean) for value in values]
    outside = [_beyond(value, limits.lower, limits.upper) for value in values]
    steps = [0, *(_compare(after, before) for before, after in pairwise(values))]
    near = [_beyond(value, limits.near_lower, limits.near_upper) for value in values]
    between = [0 if outside[index] else side for index, side in enumerate(near)]
    return {
        Signal.OUTSIDE_LIMITS: outside,
        Signal.SEVEN_ON_ONE_SIDE: _runs(sides, RUN_LENGTH),
        Signal.SEVEN_TRENDING: _trends(steps),
        Signal.TWO_OF_THREE_NEAR_LIMIT: _near(between, sides),
    }


def _compare(value: Fraction | None, other: Fraction | None) -> int:
    return 0 if value is None or other is None else (value > other) - (value < other)


def _beyond(value: Fraction | None, low: Fraction | None, high: Fraction | None) -> int:
    return _compare(value, high) if _compare(value, high) > 0 else min(_compare(value, low), 0)


def _runs(sides: Sequence[int], length: int) -> list[int]:
    """Marks all of each run of equal, non-zero sides that is as long as this or longer."""
    found = [0] * len(sides)
    start = 0
    for index in range(1, len(sides) + 1):
        if index == len(sides) or sides[index] != sides[start]:
            if sides[start] and index - start >= length:
                found[start:index] = [sides[start]] * (index - start)
            start = index
    return found


def _trends(steps: Sequence[int]) -> list[int]:
    """Six steps one way join seven points; the point before the first step belongs to the trend.

    A point at which a fall ends and a rise begins belongs to both; it goes with the later one.
    """
    runs = _runs(steps, RUN_LENGTH - 1)
    before = [*runs[1:], 0]
    return [following or own for own, following in zip(runs, before, strict=True)]


def _near(between: Sequence[int], sides: Sequence[int]) -> list[int]:
    """Of three in a row on one side, those near the limit, where at least two are."""
    found = [0] * len(sides)
    for start in range(len(sides) - NEAR_WINDOW + 1):
        window = range(start, start + NEAR_WINDOW)
        one_side = abs(sum(sides[index] for index in window)) == NEAR_WINDOW
        if one_side and sum(1 for index in window if between[index]) >= NEAR_ENOUGH:
            for index in window:
                found[index] = found[index] or between[index]
    return found
