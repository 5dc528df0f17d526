"""Points of a chart with their part, limits and signals, and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from sosafe_api.core.control_charts.limits import Limits, Number, exact, limits_of, moving_range
from sosafe_api.core.control_charts.signals import Signal, signals_of


class Better(StrEnum):
    """Which way is better, where one is."""

    HIGHER = "higher"
    LOWER = "lower"


class Variation(StrEnum):
    """What a point tells: chance alone, or a cause of its own, for better or worse."""

    COMMON_CAUSE = "common_cause"
    SPECIAL_CAUSE_IMPROVEMENT = "special_cause_improvement"
    SPECIAL_CAUSE_CONCERN = "special_cause_concern"
    SPECIAL_CAUSE_NEUTRAL_HIGH = "special_cause_neutral_high"
    SPECIAL_CAUSE_NEUTRAL_LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether a process as it runs will meet a target."""

    CONSISTENT_PASS = "consistent_pass"  # noqa: S105 - a code, no password
    CONSISTENT_FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class PartStart:
    """Where a part with limits of its own begins, by the place of its first point.

    `baseline_end` is the place after the last point that its limits rest on; None for all of the part.
    """

    index: int
    baseline_end: int | None = None


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One value on the chart, or a gap where `value` is None. `signals` is in order of precedence."""

    value: Fraction | None
    moving_range: Fraction | None
    part: int
    limits: Limits | None
    signals: tuple[tuple[Signal, int], ...] = ()

    @property
    def towards(self) -> int:
        """1 for high, -1 for low, 0 for neither: the way that the first signal points."""
        return self.signals[0][1] if self.signals else 0


def control_chart(
    values: Sequence[Number | None], parts: Sequence[PartStart] = (), *, screening: bool = True
) -> list[ChartPoint]:
    """Each value with its limits and signals, in order of time; None is a gap, which ends every run.

    A part has its own mean and limits, and no run or moving range reaches from one into the next.
    `screening` leaves out of the mean moving range, once, those of 3.267 times the mean or more.
    """
    numbers = [None if value is None else exact(value) for value in values]
    found: list[ChartPoint] = []
    for number, (start, end) in enumerate(_parts(len(numbers), parts), start=1):
        own = numbers[start.index : end]
        baseline = end if start.baseline_end is None else min(start.baseline_end, end)
        limits = limits_of(own[: max(baseline - start.index, 0)], screening=screening)
        ranges = [None, *(moving_range(before, after) for before, after in pairwise(own))]
        flags = signals_of(own, limits)
        for index, value in enumerate(own):
            signals = tuple((signal, flags[signal][index]) for signal in Signal if flags[signal][index])
            found.append(ChartPoint(value, ranges[index], number, limits, signals))
    return found


def _parts(length: int, starts: Sequence[PartStart]) -> list[tuple[PartStart, int]]:
    """Each part's start and the place after its last point; the first part begins with the first point."""
    by_index = {0: PartStart(0)} | {start.index: start for start in starts}
    ordered = [by_index[index] for index in sorted(by_index) if 0 <= index < length]
    ends = [*(start.index for start in ordered[1:]), length]
    return list(zip(ordered, ends, strict=True)) if ordered else []


def variation(point: ChartPoint, better: Better | None) -> Variation:
    """What the point tells by its first signal, and whether that is for the better."""
    if not point.towards:
        return Variation.COMMON_CAUSE
    high = point.towards > 0
    if better is None:
        return Variation.SPECIAL_CAUSE_NEUTRAL_HIGH if high else Variation.SPECIAL_CAUSE_NEUTRAL_LOW
    improved = high is (better is Better.HIGHER)
    return Variation.SPECIAL_CAUSE_IMPROVEMENT if improved else Variation.SPECIAL_CAUSE_CONCERN


def assurance(limits: Limits | None, target: Number | None, better: Better | None) -> Assurance | None:
    """Whether the process will meet the target, by its latest limits as computed; None where that cannot be said."""
    if limits is None or limits.upper is None or limits.lower is None or target is None or better is None:
        return None
    above, below = exact(target) > limits.upper, exact(target) < limits.lower
    if not above and not below:
        return Assurance.INCONSISTENT
    missed = above is (better is Better.HIGHER)
    return Assurance.CONSISTENT_FAIL if missed else Assurance.CONSISTENT_PASS
