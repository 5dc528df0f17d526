"""The pure rules: the table of moves, reasons, and the clock that answers run against, on any kind of day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.referrals import rules
from sosafe_api.domains.referrals.rules import Side, Status
from tests.domains.referrals import lifecycle

LONDON = ZoneInfo("Europe/London")
SPRING_FORWARD, FALL_BACK, LEAP_DAY = date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
# Around the nights on which the clocks change, the 29th of February and the turn of the year.
TURNS = st.builds(
    lambda day, seconds: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds),
    st.sampled_from([SPRING_FORWARD, FALL_BACK, LEAP_DAY, date(2026, 12, 31)]),
    st.integers(-3 * 86_400, 3 * 86_400),
)
DAYS = st.integers(1, 90)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("side", Side)
def test_each_side_may_move_a_referral_as_agreed(status: Status, side: Side) -> None:
    agreed = [to for to, sides in lifecycle.MOVES[status].items() if side in sides]
    assert sorted(rules.allowed_transitions(status, frozenset({side}))) == sorted(agreed)


@pytest.mark.parametrize("status", Status)
def test_who_stands_on_no_side_moves_nothing(status: Status) -> None:
    assert rules.allowed_transitions(status, frozenset()) == []


def test_what_is_final_can_only_be_declared_an_error() -> None:
    final = {"declined", "completed", "not_completed", "withdrawn", "entered_in_error"}
    assert {status.value for status in rules.FINAL} == final
    for status in rules.FINAL:
        assert set(rules.TRANSITIONS[status]) <= {Status.ENTERED_IN_ERROR}


def test_from_everywhere_but_error_an_error_can_be_declared() -> None:
    for status in Status:
        assert (Status.ENTERED_IN_ERROR in rules.TRANSITIONS[status]) is (
            status is not Status.ENTERED_IN_ERROR
        )


@pytest.mark.parametrize("status", Status)
def test_a_reason_is_needed_exactly_where_one_is_agreed(status: Status) -> None:
    needs_one = status in lifecycle.REASONS
    assert rules.reason_problem(status, None) == ("required" if needs_one else None)
    assert rules.reason_problem(status, "made_up") == ("unknown_code" if needs_one else "not_wanted")
    assert not needs_one or rules.reason_problem(status, lifecycle.REASONS[status]) is None


@given(st.one_of(INSTANTS, TURNS), DAYS)
def test_the_answer_is_due_by_the_end_of_a_day_in_london(received_at: datetime, days: int) -> None:
    deadline = rules.answer_deadline(received_at, days)
    last_day = received_at.astimezone(LONDON).date() + timedelta(days=days)
    assert rules.answer_by(deadline) == last_day
    assert deadline.astimezone(LONDON).replace(tzinfo=None) == datetime.combine(
        last_day + timedelta(days=1), datetime.min.time()
    )


@given(st.one_of(INSTANTS, TURNS), DAYS)
def test_overdue_begins_with_the_first_instant_after_that_day(received_at: datetime, days: int) -> None:
    deadline = rules.answer_deadline(received_at, days)
    just_before = deadline.astimezone(UTC) - timedelta(milliseconds=1)
    assert not rules.is_overdue(Status.RECEIVED, deadline, None, just_before)
    assert rules.is_overdue(Status.RECEIVED, deadline, None, deadline)


@given(TURNS, st.integers(0, 90 * 86_400), st.integers(0, 90 * 86_400))
def test_a_pause_takes_nothing_from_the_time_that_was_left(
    stopped_at: datetime, left: int, pause: int
) -> None:
    deadline = stopped_at + timedelta(seconds=left)
    now = stopped_at + timedelta(seconds=pause)
    resumed = rules.resumed_deadline(deadline, stopped_at, now)
    assert resumed - now == deadline - stopped_at


@pytest.mark.parametrize("status", Status)
def test_only_what_is_undecided_and_does_not_wait_is_overdue(status: Status) -> None:
    long_ago, now = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    assert rules.is_overdue(status, long_ago, None, now) is (status in lifecycle.UNDECIDED)
    assert not rules.is_overdue(status, long_ago, long_ago, now)


@pytest.mark.parametrize(
    ("received_at", "last_day", "deadline"),
    [
        ("2026-03-28T23:30:00Z", SPRING_FORWARD, "2026-03-29T23:00:00Z"),
        ("2026-03-29T00:30:00Z", date(2026, 3, 30), "2026-03-30T23:00:00Z"),
        ("2026-10-23T22:59:59Z", date(2026, 10, 24), "2026-10-24T23:00:00Z"),
        ("2026-10-23T23:00:00Z", FALL_BACK, "2026-10-26T00:00:00Z"),
        ("2028-02-28T12:00:00Z", LEAP_DAY, "2028-03-01T00:00:00Z"),
        ("2027-02-27T12:00:00Z", date(2027, 2, 28), "2027-03-01T00:00:00Z"),
        ("2026-12-30T23:59:59Z", date(2026, 12, 31), "2027-01-01T00:00:00Z"),
    ],
)
def test_a_day_is_a_day_however_long_the_clocks_make_it(
    received_at: str, last_day: date, deadline: str
) -> None:
    found = rules.answer_deadline(datetime.fromisoformat(received_at), 1)
    assert rules.answer_by(found) == last_day
    assert found == datetime.fromisoformat(deadline)
