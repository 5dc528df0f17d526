"""What a reader sees of one indicator under each of the three policies, for the same counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.rules.counts import CountKey, Counts, Member
from sosafe_api.domains.kpis.rules.definition import Definition, Measure
from sosafe_api.domains.kpis.rules.disclosure import POLICY_VERSIONS, ten_five
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.publication import CellKey, Decision, decide, new_ledgers, shown
from sosafe_api.domains.kpis.rules.values import Evidence, Observation, observe
from sosafe_api.domains.kpis.vocabulary import Breakdown, DisclosurePolicy, ObservationStatus, PeriodKind

START, END = date(2024, 4, 1), date(2026, 4, 1)
YEAR = Period(date(2024, 4, 1), date(2025, 4, 1), PeriodKind.ROLLING_12_MONTHS)
OTHER_TWELVE = Period(date(2024, 7, 1), date(2025, 7, 1), PeriodKind.ROLLING_12_MONTHS)
QUARTER = Period(date(2024, 4, 1), date(2024, 7, 1), PeriodKind.QUARTER)
MONTH = Period(date(2024, 4, 1), date(2024, 5, 1), PeriodKind.MONTH)
SHARE, RECEIVED = REGISTRY["referrals_accepted_share"], REGISTRY["referrals_received"]
SUPPRESSED = ObservationStatus.SUPPRESSED


def evidence(policy: DisclosurePolicy, monthly: dict[Measure, int], *, controlled: bool = True) -> Evidence:
    """The same counts in every month, all of them of one service."""
    months = months_between(START, END)
    by_key = {
        CountKey(measure, month, *part): number
        for measure, number in monthly.items()
        for month in months
        for part in ((None, None), (Breakdown.SERVICE, "refuge"))
    }
    members = {Breakdown.SERVICE: [Member("refuge", "Example Refuge")]}
    counts = Counts(by_key, frozenset(months), members)
    definitions = [replace(item, disclosure=policy) for item in REGISTRY.values()]
    told = shown(definitions, counts, START, END) if controlled else None
    return Evidence(counts, add_months(END, 6), shown=told)


def seen(
    definition: Definition, policy: DisclosurePolicy, period: Period, monthly: dict[Measure, int], *part: str
) -> Observation:
    under = replace(definition, disclosure=policy)
    breakdown = (Breakdown.SERVICE, *part) if part else ()
    return observe(under, evidence(policy, monthly), period, *breakdown)


def test_each_policy_has_a_version() -> None:
    assert set(POLICY_VERSIONS) == set(DisclosurePolicy)


@pytest.mark.parametrize("period", [MONTH, QUARTER, YEAR])
def test_open_source_hides_nothing(period: Period) -> None:
    found = seen(RECEIVED, DisclosurePolicy.OPEN_SOURCE, period, {Measure.RECEIVED: 1})
    assert (found.value, found.status) == (len(period.months), ObservationStatus.FINAL)


def test_standard_hides_counts_of_one_to_four() -> None:
    monthly = {Measure.RECEIVED: 3}
    assert seen(RECEIVED, DisclosurePolicy.STANDARD, MONTH, monthly).status is SUPPRESSED
    assert seen(RECEIVED, DisclosurePolicy.STANDARD, QUARTER, monthly).value == 9


def test_standard_hides_a_total_that_would_tell_that_each_of_its_parts_is_small() -> None:
    monthly = {Measure.RECEIVED: 2}  # of 6 in three months, none could be 5
    assert seen(RECEIVED, DisclosurePolicy.STANDARD, QUARTER, monthly).status is SUPPRESSED
    assert seen(RECEIVED, DisclosurePolicy.STANDARD, YEAR, monthly).value == 24


@pytest.mark.parametrize(("monthly", "value"), [(1, 10), (2, 25), (3, 35)])
def test_sensitive_rounds_a_financial_years_count_to_five(monthly: int, value: int) -> None:
    found = seen(RECEIVED, DisclosurePolicy.SENSITIVE, YEAR, {Measure.RECEIVED: monthly})
    assert (found.value, found.numerator, found.status) == (value, value, ObservationStatus.FINAL)


def test_sensitive_withholds_a_year_of_less_than_ten() -> None:
    found = seen(RECEIVED, DisclosurePolicy.SENSITIVE, YEAR, {Measure.RECEIVED: 0})
    assert (found.value, found.numerator, found.status) == (None, None, SUPPRESSED)


@pytest.mark.parametrize("period", [MONTH, QUARTER, OTHER_TWELVE])
def test_sensitive_shows_no_other_length_of_time_however_large_the_count(period: Period) -> None:
    found = seen(RECEIVED, DisclosurePolicy.SENSITIVE, period, {Measure.RECEIVED: 900})
    assert (found.value, found.numerator, found.status) == (None, None, SUPPRESSED)


def test_sensitive_shows_no_part_of_the_partnership_however_large_the_count() -> None:
    found = seen(RECEIVED, DisclosurePolicy.SENSITIVE, YEAR, {Measure.RECEIVED: 900}, "refuge")
    assert (found.value, found.numerator, found.status) == (None, None, SUPPRESSED)


def test_a_sensitive_share_and_its_interval_are_of_the_rounded_counts() -> None:
    monthly = {Measure.ACCEPTED: 2, Measure.DECLINED: 4}  # 24 of 72 become 25 of 70
    found = seen(SHARE, DisclosurePolicy.SENSITIVE, YEAR, monthly)
    assert (found.numerator, found.denominator, found.value) == (25, 70, 35.7)
    assert found.interval == (25.5, 47.4)


def test_a_sensitive_share_of_fewer_than_fifty_is_not_told() -> None:
    monthly = {Measure.ACCEPTED: 1, Measure.DECLINED: 2}
    found = seen(SHARE, DisclosurePolicy.SENSITIVE, YEAR, monthly)
    assert (found.denominator, found.value, found.interval, found.status) == (35, None, None, SUPPRESSED)


def test_sensitive_shares_and_rates_are_told_in_whole_numbers() -> None:
    sensitive = [item for item in REGISTRY.values() if item.disclosure is DisclosurePolicy.SENSITIVE]
    assert all(item.decimal_places == 0 for item in sensitive if item.base)


@pytest.mark.parametrize(("population", "shown_as"), [(None, None), (49, None), (50, 0)])
def test_none_of_fifty_or_more_is_shown_as_none(population: int | None, shown_as: int | None) -> None:
    assert ten_five(0, population) == shown_as


def years(monthly: list[int], **parts: list[int]) -> Decision:
    """Referrals received by month from April 2024, all sensitive; `parts` are agencies' shares of them."""
    months = months_between(START, add_months(START, len(monthly)))
    by_key = {
        CountKey(Measure.RECEIVED, month, *part): number
        for part, numbers in (
            ((None, None), monthly),
            *(((Breakdown.AGENCY, key), of) for key, of in parts.items()),
        )
        for month, number in zip(months, numbers, strict=True)
    }
    members = {Breakdown.AGENCY: [Member(code, code.title()) for code in parts]}
    definition = replace(RECEIVED, disclosure=DisclosurePolicy.SENSITIVE)
    return decide(
        [definition],
        Counts(by_key, frozenset(months), members),
        (START, add_months(months[-1], 1)),
        new_ledgers(),
    )


def test_a_sensitive_cell_needs_two_agencies_and_none_with_more_than_four_fifths() -> None:
    cell = CellKey((Measure.RECEIVED,), YEAR)
    found = years([10] * 12, police=[8] * 12, council=[2] * 12).shown
    assert found[cell] == 120
    assert {(key.period.start, key.period.end) for key in found} == {(YEAR.start, YEAR.end)}
    assert cell not in years([10] * 12, police=[9] * 12, council=[1] * 12).shown
    assert cell not in years([10] * 12, police=[10] * 12, council=[0] * 12).shown


def test_no_agency_learns_a_small_count_of_the_others_by_taking_off_its_own() -> None:
    """20 of the police and 3 of all others: who knows the 20 must not be told of 23."""
    months = months_between(START, add_months(START, 3))
    parts = {(None, None): 23, (Breakdown.AGENCY, "police"): 20, (Breakdown.AGENCY, "council"): 3}
    by_key = {CountKey(Measure.RECEIVED, months[0], *part): number for part, number in parts.items()}
    members = {Breakdown.AGENCY: [Member("police", "Police"), Member("council", "Council")]}
    counts = Counts(by_key, frozenset(months), members)
    assert CellKey((Measure.RECEIVED,), QUARTER) not in shown([RECEIVED], counts, START, add_months(START, 3))
    enough = {CountKey(Measure.RECEIVED, months[0], *part): number * 2 for part, number in parts.items()}
    counts = replace(counts, by_key=enough)
    assert shown([RECEIVED], counts, START, add_months(START, 3))[CellKey((Measure.RECEIVED,), QUARTER)] == 46


def test_whoever_sees_every_count_sees_sensitive_ones_as_they_are() -> None:
    policy = DisclosurePolicy.SENSITIVE
    every = evidence(policy, {Measure.RECEIVED: 3}, controlled=False)
    assert observe(replace(RECEIVED, disclosure=policy), every, MONTH).value == 3


@pytest.mark.parametrize(("days", "status"), [(27, "provisional"), (28, "final")])
def test_referrals_received_are_provisional_for_28_days(days: int, status: str) -> None:
    found = evidence(DisclosurePolicy.STANDARD, {Measure.RECEIVED: 9})
    found = replace(found, cut_off=QUARTER.end + timedelta(days=days))
    assert observe(RECEIVED, found, QUARTER).status == status
