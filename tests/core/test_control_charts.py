"""Control charts against worked examples, and the rules held to what they say of any series."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.control_charts import (
    Assurance,
    Better,
    ChartPoint,
    Limits,
    PartStart,
    Signal,
    Variation,
    assurance,
    control_chart,
    limits_of,
    variation,
)

WORKED_A = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
WORKED_B = [130, 160, 211, 257, 268, 325, 317, 226]
SERIES = st.lists(st.integers(0, 500), min_size=1, max_size=40)


def limits(values: list[float | None], *, screening: bool = True) -> Limits:
    found = limits_of(values, screening=screening)
    assert found is not None
    return found


def rounded(*values: Fraction | None) -> list[float | None]:
    return [None if value is None else round(float(value), 2) for value in values]


def flagged(points: list[ChartPoint], signal: Signal) -> list[int]:
    return [index for index, point in enumerate(points) if signal in dict(point.signals)]


def test_screening_takes_an_outliers_moving_ranges_out_of_the_limits_and_leaves_the_mean() -> None:
    screened, whole = limits(WORKED_A), limits(WORKED_A, screening=False)
    assert rounded(screened.mean, screened.lower, screened.upper) == [1.94, -0.72, 4.60]
    assert rounded(whole.mean, whole.lower, whole.upper) == [1.94, -3.06, 6.95]
    assert (screened.screened_out, whole.screened_out, screened.trial) == (2, 0, False)
    assert flagged(control_chart(WORKED_A), Signal.OUTSIDE_LIMITS) == [4]


@pytest.mark.parametrize("usual", [0, 2])
def test_a_single_spike_in_equal_values_is_the_only_one_flagged(usual: int) -> None:
    values = [usual] * 9 + [usual + 1]
    found = limits(list(values))
    assert (found.screened_out, found.mean_moving_range) == (0, Fraction(1, 9))
    assert flagged(control_chart(values), Signal.OUTSIDE_LIMITS) == [9]


def test_eight_months_of_anti_social_behaviour() -> None:
    points = control_chart(WORKED_B)
    found = limits(WORKED_B)
    assert rounded(found.mean, found.mean_moving_range) == [236.75, 42.0]
    assert rounded(found.lower, found.upper, found.near_lower, found.near_upper) == [
        125.03, 348.47, 162.27, 311.23,
    ]  # fmt: skip
    assert (found.trial, found.points) == (True, 8)
    assert [point.moving_range for point in points] == [None, 30, 51, 46, 11, 57, 8, 91]
    near = Signal.TWO_OF_THREE_NEAR_LIMIT
    assert [dict(point.signals) for point in points] == [
        {near: -1}, {near: -1}, {}, {}, {}, {near: 1}, {near: 1}, {},
    ]  # fmt: skip
    assert [variation(point, None) for point in points][::5] == [
        Variation.SPECIAL_CAUSE_NEUTRAL_LOW, Variation.SPECIAL_CAUSE_NEUTRAL_HIGH,
    ]  # fmt: skip


@pytest.mark.parametrize(("rising", "expected"), [(6, []), (7, [3, 4, 5, 6, 7, 8, 9])])
def test_a_trend_is_seven_points_that_is_six_steps(rising: int, expected: list[int]) -> None:
    values = [40, 45, 50, *(30 + step for step in range(rising)), 30, 45, 30]
    assert flagged(control_chart(values), Signal.SEVEN_TRENDING) == expected


def test_a_point_level_with_the_one_before_ends_a_trend() -> None:
    values = [1, 2, 3, 4, 4, 5, 6, 7, 8]
    assert flagged(control_chart(values), Signal.SEVEN_TRENDING) == []


def test_a_run_is_seven_on_one_side_and_one_on_the_mean_ends_it() -> None:
    run = [9, 11, 9, 11, *[9, 8, 9, 8, 9, 8, 9], 12, 13, 12, 15]
    mean = limits(run).mean
    assert flagged(control_chart(run), Signal.SEVEN_ON_ONE_SIDE) == list(range(4, 11))
    interrupted = [*run[:7], mean, *run[8:]]
    start = PartStart(0, baseline_end=0)
    assert control_chart(interrupted, [start])[0].limits is None
    assert flagged(control_chart([10, *[12, 8] * 4, 12, 12, 12, 10, 8, 8, 8]), Signal.SEVEN_ON_ONE_SIDE) == []


def test_two_of_three_need_all_three_on_one_side_and_none_beyond_the_limit_counts() -> None:
    base = [10.5, 11.5] * 8
    start = [PartStart(0, baseline_end=16)]  # mean 11, limits 11 ± 2.66, near limits 11 ± 1.773
    near = Signal.TWO_OF_THREE_NEAR_LIMIT
    assert flagged(control_chart([*base, 13, 11.5, 13], start), near) == [16, 18]
    assert flagged(control_chart([*base, 13, 10.9, 13], start), near) == []
    assert flagged(control_chart([*base, 14, 11.5, 13], start), near) == []
    assert flagged(control_chart([*base, 14, 13, 13], start), near) == [17, 18]


def test_the_first_signal_names_the_point_in_the_order_of_precedence() -> None:
    values = [50, 52] * 6 + [48, 47, 46, 45, 44, 43, 20]
    points = control_chart(values, [PartStart(0, baseline_end=12)])
    signals = [signal for signal, _ in points[-1].signals]
    assert signals == [Signal.OUTSIDE_LIMITS, Signal.SEVEN_TRENDING, Signal.SEVEN_ON_ONE_SIDE]
    assert variation(points[-1], Better.LOWER) is Variation.SPECIAL_CAUSE_IMPROVEMENT
    assert variation(points[-1], Better.HIGHER) is Variation.SPECIAL_CAUSE_CONCERN
    assert variation(points[0], Better.HIGHER) is Variation.COMMON_CAUSE


def test_a_rebased_part_has_limits_of_its_own_and_no_run_reaches_into_it() -> None:
    values = [10, 11, 10, 11, 30, 31, 30, 31, 32, 33]
    points = control_chart(values, [PartStart(4)])
    assert [point.part for point in points] == [1] * 4 + [2] * 6
    assert points[4].moving_range is None
    assert rounded(points[0].limits and points[0].limits.mean, points[4].limits and points[4].limits.mean) == [
        10.5, 31.17,
    ]  # fmt: skip
    rising = list(range(8))
    assert flagged(control_chart(rising), Signal.SEVEN_TRENDING) == rising
    assert flagged(control_chart(rising, [PartStart(4)]), Signal.SEVEN_TRENDING) == []


def test_a_gap_ends_runs_and_makes_no_moving_range() -> None:
    values = [1, 2, 3, None, 4, 5, 6, 7, 8]
    points = control_chart(values)
    assert flagged(points, Signal.SEVEN_TRENDING) == []
    assert (points[3].value, points[3].moving_range, points[4].moving_range) == (None, None, None)
    assert limits(values).mean_moving_range == 1
    assert control_chart([None, None])[1].limits is None
    assert control_chart([]) == []


def test_equal_values_are_common_cause_and_one_value_has_a_mean_alone() -> None:
    assert all(not point.signals for point in control_chart([5.1] * 20))
    one = limits([7])
    assert (one.mean, one.upper, one.lower, one.trial) == (7, None, None, True)
    assert [limits([5.0] * number).trial for number in (11, 12)] == [True, False]


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (349, Better.HIGHER, Assurance.CONSISTENT_FAIL),
        (348, Better.HIGHER, Assurance.INCONSISTENT),
        (125, Better.HIGHER, Assurance.CONSISTENT_PASS),
        (349, Better.LOWER, Assurance.CONSISTENT_PASS),
        (126, Better.LOWER, Assurance.INCONSISTENT),
        (125, Better.LOWER, Assurance.CONSISTENT_FAIL),
        (349, None, None),
        (None, Better.LOWER, None),
    ],
)
def test_assurance_is_judged_by_the_limits(
    target: float | None, better: Better | None, expected: Assurance | None
) -> None:
    assert assurance(limits(WORKED_B), target, better) is expected


@given(values=SERIES, scale=st.integers(1, 9), shift=st.integers(-50, 50), screening=st.booleans())
def test_scale_and_origin_change_no_signal(
    values: list[int], scale: int, shift: int, *, screening: bool
) -> None:
    plain = control_chart(values, screening=screening)
    moved = control_chart([Fraction(scale, 3) * value + shift for value in values], screening=screening)
    assert [point.signals for point in plain] == [point.signals for point in moved]


@given(SERIES)
def test_upside_down_high_and_low_change_places(values: list[int]) -> None:
    plain, turned = control_chart(values), control_chart([-value for value in values])
    for point, other in zip(plain, turned, strict=True):
        assert [(signal, -side) for signal, side in point.signals] == list(other.signals)


@given(SERIES)
def test_backwards_the_same_points_are_flagged(values: list[int]) -> None:
    plain, reversed_ = control_chart(values), control_chart(values[::-1])[::-1]
    for signal in Signal:
        assert flagged(plain, signal) == flagged(reversed_, signal)


@given(SERIES)
def test_flags_are_what_the_rules_say_one_window_at_a_time(values: list[int]) -> None:
    """A second reading of the rules: a point is flagged when some window around it shows the pattern."""
    points = control_chart(values)
    mean = limits(values).mean
    windows = [range(start, start + 7) for start in range(len(values) - 6)]
    trends = [w for w in windows if all(values[i] < values[i + 1] for i in w[:-1])]
    trends += [w for w in windows if all(values[i] > values[i + 1] for i in w[:-1])]
    sides = [w for w in windows if all(values[i] > mean for i in w) or all(values[i] < mean for i in w)]
    assert set(flagged(points, Signal.SEVEN_TRENDING)) == {i for w in trends for i in w}
    assert set(flagged(points, Signal.SEVEN_ON_ONE_SIDE)) == {i for w in sides for i in w}


def test_decimals_are_what_they_are_written_as() -> None:
    found = limits([0.1, 0.2, 0.3])
    assert (found.mean, found.mean_moving_range) == (Fraction(1, 5), Fraction(1, 10))
