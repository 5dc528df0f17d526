"""What is counted anew, what is kept as recorded, medians of months, and tests of a difference: pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import isclose, sqrt
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportions_ztest

from sosafe_api.core.months import add_months, months_between
from sosafe_api.domains.kpis.definitions import REGISTRY
from sosafe_api.domains.kpis.repository import rule_of
from sosafe_api.domains.kpis.rules import recorded
from sosafe_api.domains.kpis.rules.comparison import caveats, significance
from sosafe_api.domains.kpis.rules.counts import CountKey
from sosafe_api.domains.kpis.rules.definition import COUNTED, Measure
from sosafe_api.domains.kpis.rules.medians import Window, medians
from sosafe_api.domains.kpis.rules.periods import Period
from sosafe_api.domains.kpis.rules.recorded import Recording
from sosafe_api.domains.kpis.rules.revisions import Figures, Published, differs, revision_after, status_of
from sosafe_api.domains.kpis.rules.schedule import last_due, next_due
from sosafe_api.domains.kpis.rules.values import Observation
from sosafe_api.domains.kpis.vocabulary import ComparisonCaveat, ObservationStatus, PeriodKind

FIRST = date(2020, 4, 1)
MONTHS = months_between(FIRST, date(2022, 4, 1))
SOME_MONTHS = st.sets(st.sampled_from(MONTHS))
KEYS = st.builds(CountKey, st.sampled_from([Measure.RECEIVED, Measure.ACCEPTED]), st.sampled_from(MONTHS))
COUNTS = st.dictionaries(KEYS, st.integers(0, 9))
NOW = datetime(2022, 4, 5, tzinfo=UTC)


def recording(by_key: dict[CountKey, int], months: list[date] = MONTHS, basis: bytes = b"rule") -> Recording:
    return Recording(NOW, basis, {"months": [month.isoformat() for month in months]}, by_key)


@given(SOME_MONTHS)
def test_stretches_hold_each_month_once_and_never_touch(months: set[date]) -> None:
    found = recorded.ranges(sorted(months))
    assert [month for start, end in found for month in months_between(start, end)] == sorted(months)
    assert all(end < start for (_, end), (start, _) in pairwise(found))


@given(COUNTS, COUNTS, SOME_MONTHS)
def test_recorded_and_fresh_counts_together_are_the_present_ones(
    before: dict[CountKey, int], now: dict[CountKey, int], touched: set[date]
) -> None:
    """Whatever changed did so in months that were touched."""
    present = {key: count for key, count in before.items() if key.month not in touched}
    present |= {key: count for key, count in now.items() if key.month in touched}
    last = recording(before)
    stale = recorded.stale(MONTHS, last, b"rule", touched)
    assert stale == sorted(touched)
    fresh = {key: count for key, count in present.items() if key.month in stale}
    found = recorded.overlaid(last, fresh, set(MONTHS), set(stale))
    assert {key: count for key, count in found.items() if count} == {
        key: count for key, count in present.items() if count
    }
    rows = recorded.differences(before, found, set(MONTHS))
    assert all(before.get(key, 0) != count for key, count in rows.items()), "only what differs is a new row"
    after = before | rows
    assert {key: count for key, count in after.items() if count} == {
        key: count for key, count in found.items() if count
    }
    assert recorded.differences(after, found, set(MONTHS)) == {}


def test_a_month_not_recorded_yet_or_recorded_by_another_rule_is_counted() -> None:
    assert recorded.stale(MONTHS, None, b"rule", ()) == MONTHS
    assert recorded.stale(MONTHS, recording({}, MONTHS[:-1]), b"rule", ()) == MONTHS[-1:]
    assert recorded.stale(MONTHS, recording({}), b"another rule", ()) == MONTHS


def test_every_kind_of_records_has_a_rule_of_its_own() -> None:
    rules = [rule_of(records) for records in COUNTED]
    assert all(rules)
    assert len(set(rules)) == len(rules)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(MONTHS), st.sampled_from(["refuge", "outreach"])),
        st.lists(st.integers(0, 10**7).map(float), min_size=1).map(sorted),
    ),
    st.sampled_from(MONTHS[:-12]),
)
def test_a_median_over_a_period_is_that_of_all_waits_of_its_months(
    waits: dict[tuple[date, str], list[float]], start: date
) -> None:
    months = months_between(start, add_months(start, 12))
    whole = Window(start, add_months(start, 12))
    found = medians(waits, [(whole, months)])
    for member in (None, "refuge", "outreach"):
        within = [
            second
            for (month, of), seconds in waits.items()
            if month in months and member in (None, of)
            for second in seconds
        ]
        value = found.get(whole._replace(member=member))
        assert value == (median(within) / 86_400 if within else None)


def observed(start: str, kind: PeriodKind, numerator: int, denominator: int | None = None) -> Observation:
    first = date.fromisoformat(start)
    period = Period(first, add_months(first, 1 if kind is PeriodKind.MONTH else 12), kind)
    value = numerator if denominator is None else 100 * numerator / denominator
    final = ObservationStatus.FINAL
    return Observation(period, None, None, final, value, numerator, denominator)


SERVICE_YEAR = observed("2012-09-01", PeriodKind.SERVICE_YEAR, 40)
FINANCIAL_YEAR = observed("2016-04-01", PeriodKind.FINANCIAL_YEAR, 230)
SHARE, RECEIVED = (REGISTRY[code] for code in ("referrals_accepted_share", "referrals_received"))
ASB = replace(REGISTRY["asb_incidents"], breaks=())  # its own are told in the tests of series


def test_two_counts_are_tested_given_their_sum() -> None:
    found = significance(ASB, SERVICE_YEAR, FINANCIAL_YEAR)
    assert found is not None
    assert isclose(found.z, (230 - 135) / sqrt(270 / 4), rel_tol=1e-12)
    assert found.significant
    few = significance(ASB, observed("2012-04-01", PeriodKind.FINANCIAL_YEAR, 2), FINANCIAL_YEAR)
    assert few is not None, "two is few, but what is expected of each is not"
    rare = [observed(start, PeriodKind.FINANCIAL_YEAR, 3) for start in ("2012-04-01", "2013-04-01")]
    assert significance(ASB, *rare) is None
    assert significance(replace(RECEIVED, interval=None), SERVICE_YEAR, FINANCIAL_YEAR) is None, (
        "an indicator without an interval"
    )


@given(st.integers(1, 400), st.integers(1, 400))
def test_two_shares_are_tested_as_statsmodels_does(earlier: int, later: int) -> None:
    pair = (
        observed("2015-04-01", PeriodKind.FINANCIAL_YEAR, earlier, 401),
        observed("2016-04-01", PeriodKind.FINANCIAL_YEAR, later, 900),
    )
    found = significance(SHARE, *pair)
    z, p = proportions_ztest([later, earlier], [900, 401])
    assert found is not None
    assert isclose(found.z, z, abs_tol=1e-9)
    assert isclose(found.p, p, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (SERVICE_YEAR, FINANCIAL_YEAR, [ComparisonCaveat.DIFFERENT_YEAR_START]),
        (
            observed("2016-06-01", PeriodKind.MONTH, 9),
            observed("2017-04-01", PeriodKind.FINANCIAL_YEAR, 9),
            [ComparisonCaveat.DIFFERENT_LENGTH, ComparisonCaveat.DIFFERENT_SEASON],
        ),
        (
            observed("2016-01-01", PeriodKind.CALENDAR_YEAR, 90),
            FINANCIAL_YEAR,
            [ComparisonCaveat.DIFFERENT_YEAR_START, ComparisonCaveat.OVERLAPPING],
        ),
        (observed("2015-04-01", PeriodKind.FINANCIAL_YEAR, 90), FINANCIAL_YEAR, []),
    ],
)
def test_what_two_periods_do_not_have_in_common_is_said(
    earlier: Observation, later: Observation, expected: list[ComparisonCaveat]
) -> None:
    assert caveats(ASB, earlier, later) == expected
    if ComparisonCaveat.OVERLAPPING in expected:
        assert significance(ASB, earlier, later) is None


FIGURES = st.builds(
    Figures,
    st.none() | st.integers(0, 3),
    st.none() | st.integers(0, 3),
    st.none() | st.integers(0, 3),
)


@given(FIGURES, FIGURES, st.integers(0, 5))
def test_a_revision_counts_up_only_when_a_number_that_both_tell_is_another(
    published: Figures, now: Figures, revision: int
) -> None:
    changed = any(a is not None and b is not None and a != b for a, b in zip(published, now, strict=True))
    assert differs(published, now) == changed
    assert revision_after(Published(published, revision), now) == revision + changed
    assert revision_after(None, now) == 0
    for status in ObservationStatus:
        told = status in {ObservationStatus.FINAL, ObservationStatus.PROVISIONAL}
        assert status_of(status, 1) is (ObservationStatus.REVISED if told else status)
        assert status_of(status, 0) is status


@given(st.integers(1_700_000_000, 1_900_000_000))
def test_a_recording_is_due_every_evening_in_london(second: int) -> None:
    now = datetime.fromtimestamp(second, UTC)
    last, following = last_due(now), next_due(now)
    assert last <= now < following
    assert following - last in {timedelta(hours=hours) for hours in (23, 24, 25)}
    assert last_due(following) == following
