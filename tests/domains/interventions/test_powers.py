"""What each kind of step must, may and must not say; how long it may last; what comes first."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.ids import new_id
from sosafe_api.domains.interventions.rules import powers
from sosafe_api.domains.interventions.rules.periods import last_day
from sosafe_api.domains.interventions.rules.powers import POWERS
from sosafe_api.domains.interventions.vocabulary import InterventionKind as Kind

# Stated apart from the table of the service: what each kind needs, and what it takes besides.
AGREED: dict[str, tuple[str, str]] = {
    "warning_letter": ("person_id", "terms starts_on last_day"),
    "acceptable_behaviour_agreement": ("person_id terms starts_on", "last_day"),
    "community_protection_warning": ("terms", "person_id"),
    "community_protection_notice": ("terms starts_on", "person_id last_day works"),
    "fixed_penalty_notice": ("person_id penalty", "public_spaces_penalty_id"),
    "injunction": ("person_id terms starts_on under_18 power_of_arrest", "last_day"),
    "criminal_behaviour_order": ("person_id terms starts_on under_18 conviction", "last_day"),
    "dispersal_direction": ("terms starts_at ends_at", "person_id"),
    "closure_notice": ("terms starts_at ends_at extent", "person_id"),
    "closure_order": ("terms starts_on last_day extent", "person_id"),
    "notice_of_seeking_possession": ("person_id ground", "hearing_on"),
    "possession_absolute_ground": ("person_id ground", "hearing_on starts_on"),
    "welfare_check": ("person_id", ""),
    "single_point_of_access_referral": ("person_id", ""),
    "mediation": ("", "person_id terms starts_on"),
}
START, BEGIN = date(2026, 11, 2), datetime(2026, 11, 2, 12, tzinfo=UTC)
EVERYTHING: dict[str, Any] = {
    "person_id": new_id(), "terms": "Keep away.", "starts_on": START, "last_day": START + timedelta(days=30),
    "starts_at": BEGIN, "ends_at": BEGIN + timedelta(hours=24), "under_18": False, "power_of_arrest": True,
    "conviction": "A fictional conviction.", "extent": "full", "ground": "7A", "hearing_on": START,
    "works": "Clear the yard.", "penalty": Decimal("75.00"), "public_spaces_penalty_id": new_id(),
}  # fmt: skip
PLACE = {"place": "A fictional house."}
# The nights on which clocks change, the 29th of February, the turn of the year.
TURNS = [date(2026, 3, 28), date(2026, 10, 24), date(2028, 2, 29), date(2026, 12, 31)]
DAYS = st.one_of(st.dates(date(2014, 10, 20), date(2080, 1, 1)), st.sampled_from(TURNS))
INSTANTS = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes),
    DAYS,
    st.integers(0, 1439),
)


def fit(kind: Kind, **changes: Any) -> dict[str, Any]:
    """A step of the kind with all that it needs and nothing more."""
    needed = AGREED[kind.value][0].split()
    long_enough = {"last_day": last_day(START, 30)} if kind is Kind.CRIMINAL_BEHAVIOUR_ORDER else {}
    return {name: EVERYTHING[name] for name in needed} | PLACE | long_enough | changes


def faults(kind: Kind, values: dict[str, Any]) -> dict[str, str]:
    return {str(error.pointer): error.code for error in powers.content_errors(kind, values)}


def test_every_kind_is_agreed_upon() -> None:
    assert {kind.value for kind in Kind} == set(AGREED) == {kind.value for kind in POWERS}


@pytest.mark.parametrize("kind", Kind)
def test_a_step_that_says_what_its_kind_needs_is_fit(kind: Kind) -> None:
    assert faults(kind, fit(kind)) == {}


@given(st.sampled_from(Kind), st.sets(st.sampled_from(sorted(EVERYTHING))))
def test_each_missing_and_each_unwanted_field_is_named_at_once(kind: Kind, given_: set[str]) -> None:
    needed, further = (set(names.split()) for names in AGREED[kind.value])
    found = faults(kind, {name: EVERYTHING[name] for name in given_} | PLACE)
    expected = {f"#/{name}": "required" for name in needed - given_}
    expected |= {f"#/{name}": "not_wanted" for name in given_ - needed - further}
    assert {
        pointer: code for pointer, code in found.items() if code in {"required", "not_wanted"}
    } == expected


def test_a_faulty_draft_cites_the_section_that_asks_for_more() -> None:
    errors = powers.content_errors(Kind.CLOSURE_NOTICE, {"starts_at": BEGIN})
    assert {error.pointer for error in errors} == {"#/ends_at", "#/extent", "#/terms", "#/place"}
    assert all("2014, section 76" in error.detail for error in errors)


@pytest.mark.parametrize("kind", [Kind.CLOSURE_NOTICE, Kind.CLOSURE_ORDER])
def test_premises_are_named_by_number_or_in_words(kind: Kind) -> None:
    without = fit(kind, place=None)
    assert faults(kind, without | {"ward": "E05004050", "outward_postcode": "SG1"}) == {"#/place": "required"}
    assert faults(kind, without | {"uprn": "100080000001"}) == {}


@given(st.sampled_from([Kind.CLOSURE_NOTICE, Kind.DISPERSAL_DIRECTION]), INSTANTS, st.integers(1, 100 * 60))
def test_forty_eight_hours_are_as_long_when_the_clocks_change(
    kind: Kind, starts_at: datetime, minutes: int
) -> None:
    ends_at = starts_at + timedelta(minutes=minutes)
    found = faults(kind, fit(kind, starts_at=starts_at, ends_at=ends_at))
    assert found == ({"#/ends_at": "too_long"} if minutes > 48 * 60 else {})


@given(DAYS, st.integers(0, 400))
def test_a_closure_order_lasts_three_months_at_most_and_six_in_all(starts_on: date, length: int) -> None:
    end = starts_on + timedelta(days=length)
    found = faults(Kind.CLOSURE_ORDER, fit(Kind.CLOSURE_ORDER, starts_on=starts_on, last_day=end))
    assert ("#/last_day" in found) is (end > last_day(starts_on, 3))
    wanted, present = {"starts_on": starts_on, "last_day": end}, {"last_day": starts_on}
    extended = {error.code for error in powers.extension_errors(Kind.CLOSURE_ORDER, wanted, present)}
    expected = {"too_long"} if end > last_day(starts_on, 6) else {"not_later"} if length == 0 else set()
    assert extended == expected


@given(starts_on=DAYS, length=st.integers(1, 1500), under_18=st.booleans())
def test_a_criminal_behaviour_order_is_as_long_as_the_age_asks_for(
    *, starts_on: date, length: int, under_18: bool
) -> None:
    end = starts_on + timedelta(days=length)
    review = {"review_on": last_day(starts_on, 12)} if under_18 else {}
    values = fit(
        Kind.CRIMINAL_BEHAVIOUR_ORDER, starts_on=starts_on, last_day=end, under_18=under_18, **review
    )
    found = faults(Kind.CRIMINAL_BEHAVIOUR_ORDER, values)
    least = last_day(starts_on, 12 if under_18 else 24)
    if end < least:
        assert found == {"#/last_day": "too_short"}
    elif under_18 and end > last_day(starts_on, 36):
        assert found == {"#/last_day": "too_long"}
    else:
        assert found == {}


def test_an_adult_order_may_have_no_end_and_a_childs_has_an_end_and_a_yearly_review() -> None:
    kind = Kind.CRIMINAL_BEHAVIOUR_ORDER
    assert faults(kind, fit(kind, last_day=None)) == {}
    bare = fit(kind, under_18=True, last_day=None)
    assert faults(kind, bare) == {"#/last_day": "required", "#/review_on": "required"}
    late = fit(kind, under_18=True, last_day=last_day(START, 24), review_on=START + timedelta(days=365))
    assert faults(kind, late) == {"#/review_on": "too_late"}
    after_a_review = late | {"reviewed_from": START + timedelta(days=100)}
    assert faults(kind, after_a_review) == {}


@given(DAYS, st.integers(0, 800))
def test_an_injunction_against_a_child_ends_within_a_year(starts_on: date, length: int) -> None:
    end = starts_on + timedelta(days=length)
    values = fit(Kind.INJUNCTION, starts_on=starts_on, last_day=end, under_18=True)
    late = end > last_day(starts_on, 12)
    assert faults(Kind.INJUNCTION, values) == ({"#/last_day": "too_long"} if late else {})
    assert faults(Kind.INJUNCTION, values | {"under_18": False}) == {}
    assert faults(Kind.INJUNCTION, values | {"last_day": None}) == {"#/last_day": "required"}


@given(st.decimals(Decimal("0.00"), Decimal("1000.00"), places=2))
def test_a_fixed_penalty_is_a_hundred_pounds_at_most(penalty: Decimal) -> None:
    found = faults(Kind.FIXED_PENALTY_NOTICE, fit(Kind.FIXED_PENALTY_NOTICE, penalty=penalty))
    assert found == ({"#/penalty/amount": "too_large"} if penalty > 100 else {})


EARLIER = {
    Kind.COMMUNITY_PROTECTION_NOTICE: Kind.COMMUNITY_PROTECTION_WARNING,
    Kind.CLOSURE_ORDER: Kind.CLOSURE_NOTICE,
    Kind.FIXED_PENALTY_NOTICE: Kind.COMMUNITY_PROTECTION_NOTICE,
    Kind.POSSESSION_ABSOLUTE_GROUND: Kind.NOTICE_OF_SEEKING_POSSESSION,
}


@given(st.sampled_from(Kind), st.frozensets(st.sampled_from(Kind)))
def test_a_step_waits_for_the_one_that_the_law_asks_for_first(kind: Kind, taken: frozenset[Kind]) -> None:
    missing = kind in EARLIER and EARLIER[kind] not in taken
    errors = powers.earlier_step(kind, {}, taken)
    assert [error.code for error in errors] == (["earlier_step_missing"] if missing else [])
    assert all(EARLIER[kind].value in error.detail and "section" in error.detail for error in errors)


def test_a_penalty_under_an_order_of_an_area_needs_no_notice() -> None:
    values = {"public_spaces_penalty_id": new_id()}
    assert powers.earlier_step(Kind.FIXED_PENALTY_NOTICE, values, frozenset()) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if POWERS[kind].extensible is None])
def test_only_closures_are_extended(kind: Kind) -> None:
    (error,) = powers.extension_errors(kind, {"last_day": START}, {"last_day": None, "ends_at": None})
    assert error.code == "not_extensible"
