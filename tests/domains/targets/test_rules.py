"""Ratings, directions, terms and lives of targets, by rule alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core import control_charts
from sosafe_api.domains.targets import vocabulary
from sosafe_api.domains.targets.rules import Baseline, rating, term_errors, terms_of, travel
from sosafe_api.domains.targets.rules.life import in_force
from sosafe_api.domains.targets.vocabulary import Rating, TargetKind, TargetStatus, Travel, WantedDirection

LOWER, HIGHER = WantedDirection.LOWER, WantedDirection.HIGHER


@pytest.mark.parametrize(
    ("value", "target", "wanted", "expected"),
    [
        (79, 80, LOWER, Rating.GREEN),
        (80, 80, LOWER, Rating.GREEN),
        (84, 80, LOWER, Rating.AMBER),
        (84.1, 80, LOWER, Rating.RED),
        (81, 80, HIGHER, Rating.GREEN),
        (76, 80, HIGHER, Rating.AMBER),
        (75.9, 80, HIGHER, Rating.RED),
        (1, 0, LOWER, Rating.RED),
        (None, 80, LOWER, Rating.GREY),
        (79, None, LOWER, Rating.GREY),
    ],
)
def test_missed_by_just_the_tolerance_is_amber_and_by_more_red(
    value: float | None, target: float | None, wanted: WantedDirection, expected: Rating
) -> None:
    assert rating(value, target, 5, wanted) is expected


@given(st.integers(0, 1000), st.integers(1, 1000), st.sampled_from([0, 2.5, 5, 10]))
def test_a_wider_tolerance_never_rates_worse_and_better_values_never_rate_worse(
    value: int, target: int, tolerance: float
) -> None:
    order = [Rating.GREEN, Rating.AMBER, Rating.RED]
    rated = order.index(rating(value, target, tolerance, LOWER))
    assert order.index(rating(value, target, tolerance + 1, LOWER)) <= rated
    assert order.index(rating(value + 1, target, tolerance, LOWER)) >= rated


@pytest.mark.parametrize(
    ("value", "before", "wanted", "expected"),
    [
        (5, 6, LOWER, Travel.IMPROVING),
        (6, 5, LOWER, Travel.WORSENING),
        (6, 5, HIGHER, Travel.IMPROVING),
        (5.0, 5, HIGHER, Travel.STATIC),
        (6, 5, None, Travel.HIGHER),
        (5, 5, None, Travel.SAME),
        (4, 5, None, Travel.LOWER),
        (None, 5, LOWER, None),
        (5, None, LOWER, None),
    ],
)
def test_the_direction_of_travel_goes_by_what_is_better(
    value: float | None, before: float | None, wanted: WantedDirection | None, expected: Travel | None
) -> None:
    assert travel(value, before, wanted) is expected


@dataclass(frozen=True)
class Stated:
    kind: TargetKind = TargetKind.THRESHOLD
    value: float | None = None
    percent_change: float | None = None
    wanted: WantedDirection | None = None
    baseline_start: date | None = None
    baseline_end: date | None = None
    tolerance_percent: float = 5.0


def test_a_target_on_a_baseline_is_worked_out_from_its_value() -> None:
    baseline = Baseline(date(2017, 4, 1), date(2018, 4, 1), Decimal("84.2"))
    less = Stated(TargetKind.PERCENT_CHANGE_ON_BASELINE, percent_change=-12.5)
    assert terms_of(less, LOWER, baseline).value == Decimal("73.6750")
    assert terms_of(Stated(TargetKind.MAINTAIN), LOWER, baseline).value == Decimal("84.2000")
    assert terms_of(Stated(value=80), LOWER, None).value == Decimal("80.0000")


def codes(stated: Stated, better: WantedDirection | None, *, owners: int = 1) -> list[str]:
    found = term_errors(stated, better, owners=owners)
    return [f"{error.pointer} {error.code}" for error in found]


def test_every_fault_of_a_target_is_told_at_once() -> None:
    assert codes(Stated(value=80), LOWER) == []
    assert codes(Stated(value=80, tolerance_percent=2.50001), LOWER) == ["#/tolerance_percent too_precise"]
    assert codes(Stated(), None, owners=2) == [
        "#/value missing", "#/wanted missing", "#/owner_agency_id one_of_two",
    ]  # fmt: skip
    assert codes(Stated(TargetKind.MAINTAIN, 1.23456, 3.0, HIGHER), LOWER) == [
        "#/value unexpected",
        "#/percent_change unexpected",
        "#/baseline_start missing",
        "#/baseline_end missing",
        "#/wanted against_polarity",
        "#/value too_precise",
    ]


@dataclass
class Version:
    number: int
    status: str
    changed_at: datetime


def test_what_was_agreed_holds_until_a_change_of_it_is_agreed_or_it_is_withdrawn() -> None:
    statuses = ["proposed", "agreed", "proposed", "agreed", "withdrawn", "proposed"]
    versions = [
        Version(number, TargetStatus(status), datetime(2018, number, 1, tzinfo=UTC))
        for number, status in enumerate(statuses, start=1)
    ]
    standing = [in_force(versions, datetime(2018, month, 15, tzinfo=UTC)) for month in range(1, 7)]
    assert [found.number if found else None for found in standing] == [None, 2, 2, 4, None, None]
    assert in_force(versions, versions[1].changed_at) is versions[1]


@pytest.mark.parametrize(
    ("rule", "code_list"),
    [
        (control_charts.Signal, vocabulary.ChartSignal),
        (control_charts.Variation, vocabulary.ChartVariation),
        (control_charts.Assurance, vocabulary.ChartAssurance),
        (control_charts.Better, WantedDirection),
    ],
)
def test_what_charts_tell_has_a_code_in_the_lists(rule: type, code_list: type) -> None:
    assert [code.value for code in rule] == [code.value for code in code_list]  # type: ignore[attr-defined]
