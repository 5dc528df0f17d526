"""A series goes by the clock of London: 18:00 stays 18:00 whatever the season, and four weeks are 28 days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.core.clock import LONDON
from sosafe_api.domains.community_events.rules import MOST_AT_ONCE, Rhythm, period_errors, rhythm_errors
from sosafe_api.domains.community_events.vocabulary import RhythmUnit

W, M = RhythmUnit.WEEKS, RhythmUnit.MONTHS
DAYS = st.dates(date(1998, 8, 1), date(2040, 12, 31))
# 01:00 to 02:00 is left out in March and comes twice in October.
HOURS = st.sampled_from([0, *range(2, 24)])


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def test_partnership_events_are_held_every_quarter_since_15_august_2016() -> None:
    rhythm = Rhythm(M, 3, local(2016, 8, 15, 18))
    found = rhythm.between(None, local(2018, 3, 31, 0))
    assert [start.astimezone(LONDON) for start in found] == [
        local(2016, 8, 15, 18), local(2016, 11, 15, 18), local(2017, 2, 15, 18), local(2017, 5, 15, 18),
        local(2017, 8, 15, 18), local(2017, 11, 15, 18), local(2018, 2, 15, 18),
    ]  # fmt: skip
    assert [start.hour for start in found] == [17, 18, 18, 17, 17, 18, 18]  # in UTC


def test_four_weekly_is_13_times_a_year_and_no_month() -> None:
    rhythm = Rhythm(W, 4, local(2026, 1, 6, 18))
    found = rhythm.between(None, local(2026, 12, 31, 23))
    assert len(found) == 13
    assert {start.astimezone(LONDON).time().hour for start in found} == {18}


@given(day=DAYS, hour=HOURS, weeks=st.integers(1, 52))
def test_weeks_are_sevens_of_days_at_the_same_time_of_day(day: date, hour: int, weeks: int) -> None:
    first = local(day.year, day.month, day.day, hour, 30)
    starts = Rhythm(W, weeks, first).between(None, first + timedelta(weeks=weeks * 8, hours=2))
    walls = [start.astimezone(LONDON) for start in starts]
    assert starts[0] == first.astimezone(UTC)
    assert {(wall.hour, wall.minute) for wall in walls} == {(hour, 30)}
    assert {after.date() - before.date() for before, after in pairwise(walls)} == {timedelta(weeks=weeks)}


@given(day=DAYS, hour=HOURS, months=st.integers(1, 12))
def test_months_keep_the_day_of_the_month_or_are_refused(day: date, hour: int, months: int) -> None:
    first = local(day.year, day.month, day.day, hour)
    rhythm = Rhythm(M, months, first)
    if day.day > 28:
        assert [error.code for error in rhythm_errors(rhythm)] == ["day_not_in_every_month"]
        return
    assert rhythm_errors(rhythm) == []
    walls = [
        start.astimezone(LONDON) for start in rhythm.between(None, first + timedelta(days=31 * months * 6))
    ]
    assert {(wall.day, wall.hour) for wall in walls} == {(day.day, hour)}
    counted = [wall.year * 12 + wall.month for wall in walls]
    assert {after - before for before, after in pairwise(counted)} == {months}


def test_what_follows_begins_after_the_latest_and_never_runs_away() -> None:
    first = local(2026, 1, 6, 18)
    rhythm = Rhythm(W, 4, first)
    every = rhythm.between(None, local(2027, 1, 31, 0))
    assert rhythm.between(every[5], every[-1]) == every[6:]
    assert len(rhythm.between(None, local(2100, 1, 1, 0))) == MOST_AT_ONCE + 1


def test_a_series_cannot_begin_in_the_hour_that_not_every_day_has_once() -> None:
    first, again = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for start in (first, again, local(2026, 6, 2, 1, 59)):
        assert [error.code for error in rhythm_errors(Rhythm(W, 4, start))] == ["hour_not_in_every_day"]
    for start in (local(2026, 6, 2, 0, 59), local(2026, 6, 2, 2)):
        assert rhythm_errors(Rhythm(W, 4, start)) == []


def test_an_event_lasts_a_minute_at_least_and_a_month_at_most() -> None:
    start = local(2026, 1, 6, 18)

    def codes(length: timedelta, begins: datetime = start) -> list[str]:
        return [error.code for error in period_errors(begins, begins + length)]

    assert codes(timedelta(seconds=59)) == codes(timedelta(0)) == ["not_after_start"]
    assert codes(timedelta(minutes=1)) == codes(timedelta(days=31)) == []
    assert codes(timedelta(days=31, seconds=1)) == ["too_long"]
    assert codes(timedelta(0), local(1997, 12, 31, 18)) == ["too_early", "not_after_start"]
