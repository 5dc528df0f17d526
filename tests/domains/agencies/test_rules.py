"""When groups meet, whether a period is covered by others, how full a service can be: pure rules."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.agencies.rules import (
    LONGEST_CALENDAR,
    Period,
    age_errors,
    calendar_errors,
    capacity_errors,
    covered,
    meeting_dates,
    takes_referrals,
)
from sosafe_api.domains.agencies.vocabulary import Rhythm, ServiceStatus

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
BY_DAYS = st.sampled_from([(Rhythm.EVERY_28_DAYS, 28), (Rhythm.EVERY_42_DAYS, 42)])
BY_MONTHS = st.sampled_from([(Rhythm.MONTHLY, 1), (Rhythm.QUARTERLY, 3)])
REGULAR = st.sampled_from([rhythm for rhythm in Rhythm if rhythm is not Rhythm.AD_HOC])
SPANS = st.integers(1, LONGEST_CALENDAR.days).map(timedelta)


def test_four_weekly_is_thirteen_times_a_year_and_monthly_is_twelve():
    first, year = date(2026, 4, 1), (date(2026, 4, 1), date(2027, 4, 1))
    counts = {rhythm: len(meeting_dates(rhythm, first, *year)) for rhythm in Rhythm}
    assert counts == {
        Rhythm.EVERY_28_DAYS: 14,  # 13 intervals, the first day itself and the 364th both among them
        Rhythm.EVERY_42_DAYS: 9,
        Rhythm.MONTHLY: 12,
        Rhythm.QUARTERLY: 4,
        Rhythm.AD_HOC: 0,
    }
    assert len(meeting_dates(Rhythm.EVERY_28_DAYS, first, first, first + timedelta(days=364))) == 13


@given(DAYS, DAYS)
def test_any_364_days_after_the_first_meeting_hold_thirteen_four_weekly_ones(first: date, start: date):
    start = max(first, start)
    assert len(meeting_dates(Rhythm.EVERY_28_DAYS, first, start, start + timedelta(days=364))) == 13


@given(BY_DAYS, DAYS, DAYS, SPANS)
def test_meetings_counted_in_days_keep_their_weekday_and_distance(
    rhythm: tuple[Rhythm, int], first: date, start: date, span: timedelta
):
    name, step = rhythm
    found = meeting_dates(name, first, start, start + span)
    assert all((day - first).days % step == 0 for day in found)
    assert all(day.weekday() == first.weekday() for day in found)
    assert all((later - earlier).days == step for earlier, later in pairwise(found))


@given(BY_MONTHS, DAYS, DAYS, SPANS)
def test_meetings_counted_in_months_keep_the_day_of_the_month_or_its_last_day(
    rhythm: tuple[Rhythm, int], first: date, start: date, span: timedelta
):
    name, step = rhythm
    for day in meeting_dates(name, first, start, start + span):
        last = calendar.monthrange(day.year, day.month)[1]
        assert day.day == min(first.day, last)
        assert ((day.year - first.year) * 12 + day.month - first.month) % step == 0


@given(REGULAR, DAYS, DAYS, SPANS, st.integers(0, 4))
def test_a_calendar_holds_each_meeting_of_its_days_once_and_no_other(
    rhythm: Rhythm, first: date, start: date, span: timedelta, part: int
):
    before = start + span
    whole = meeting_dates(rhythm, first, start, before)
    assert whole == sorted(set(whole))
    assert all(start <= day < before and day >= first for day in whole)
    cut = start + timedelta(days=span.days * part // 4)
    assert meeting_dates(rhythm, first, start, cut) + meeting_dates(rhythm, first, cut, before) == whole


@given(REGULAR, DAYS)
def test_the_first_meeting_is_one_and_nothing_is_before_it(rhythm: Rhythm, first: date):
    assert meeting_dates(rhythm, first, first, first + timedelta(days=1)) == [first]
    assert meeting_dates(rhythm, first, first - timedelta(days=400), first) == []


@given(REGULAR, DAYS, DAYS)
def test_a_calendar_of_five_years_fits_the_answer(rhythm: Rhythm, first: date, start: date):
    assert len(meeting_dates(rhythm, first, start, start + LONGEST_CALENDAR)) <= 66


def test_the_31st_is_the_last_day_of_shorter_months_and_does_not_drift():
    found = meeting_dates(Rhythm.MONTHLY, date(2028, 1, 31), date(2028, 1, 1), date(2028, 6, 1))
    assert found == [
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
        date(2028, 5, 31),
    ]
    quarters = meeting_dates(Rhythm.QUARTERLY, date(2026, 11, 30), date(2026, 11, 1), date(2027, 12, 1))
    assert quarters == [
        date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30), date(2027, 11, 30),
    ]  # fmt: skip


def test_no_rhythm_or_no_first_meeting_gives_no_dates():
    year = (date(2026, 1, 1), date(2027, 1, 1))
    assert meeting_dates(Rhythm.AD_HOC, date(2026, 1, 1), *year) == []
    assert meeting_dates(Rhythm.MONTHLY, None, *year) == []


@pytest.mark.parametrize(
    ("days", "code"),
    [(-1, "not_after_start"), (0, "not_after_start"), (1, None), (1827, None), (1828, "too_long")],
)
def test_a_calendar_is_at_least_a_day_and_at_most_five_years_long(days: int, code: str | None):
    start = date(2026, 4, 1)
    found = [(error.parameter, error.code) for error in calendar_errors(start, start + timedelta(days=days))]
    assert found == ([("before", code)] if code else [])


PERIODS = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(days=length)),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.none() | st.integers(1, 40),
)


@given(PERIODS, st.lists(PERIODS, max_size=5))
def test_a_period_is_covered_if_each_of_its_days_is(period: Period, others: list[Period]):
    end = period.ends_on or date(2027, 1, 1)  # later than any other end, so it stands for no end at all
    days = [period.starts_on + timedelta(days=number) for number in range((end - period.starts_on).days)]
    assert covered(period, others) == all(any(other.covers(day) for other in others) for day in days)


def test_the_end_of_a_period_is_not_one_of_its_days():
    period = Period(date(2026, 4, 1), date(2027, 4, 1))
    assert [period.covers(day) for day in (date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31))] == [
        False, True, True,
    ]  # fmt: skip
    assert not period.covers(date(2027, 4, 1))
    assert Period(date(2026, 4, 1)).covers(date(2100, 1, 1))


def test_only_a_running_service_takes_referrals():
    assert [status for status in ServiceStatus if takes_referrals(status, accepting=True)] == ["active"]
    assert not any(takes_referrals(status, accepting=False) for status in ServiceStatus)


@pytest.mark.parametrize("check", [age_errors, capacity_errors])
def test_an_upper_bound_is_held_where_both_are_known(check):
    low, high = (18, 25) if check is age_errors else (25, 18)
    assert check(low, high) == check(low, None) == check(None, high) == check(18, 18) == []
    assert len(check(high, low)) == 1
