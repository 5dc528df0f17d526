"""The pure rules of programmes: the same hour every week, and the tables of moves."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.programmes import rules
from sosafe_api.domains.programmes.rules import EnrolmentStatus, SessionStatus

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ENROLMENT = {
    "enrolled": {"completed", "left", "entered_in_error"},
    "completed": {"entered_in_error"},
    "left": {"enrolled", "entered_in_error"},
    "entered_in_error": set(),
}
SESSION = {"planned": {"held", "cancelled"}, "held": set(), "cancelled": {"planned"}}


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.times(time(4, 0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(1, 104),
)
def test_sessions_follow_week_by_week_at_the_same_hour_of_londons_clocks(
    first: date, at: time, count: int
) -> None:
    starts = rules.session_starts(first, at, count)
    assert [start.astimezone(LONDON).date() for start in starts] == [
        first + timedelta(weeks=number) for number in range(count)
    ]
    assert {start.astimezone(UTC).astimezone(LONDON).time() for start in starts} == {at}


@pytest.mark.parametrize("status", SessionStatus)
def test_a_session_moves_as_agreed_and_is_not_held_before_it_begins(status: SessionStatus) -> None:
    begun = rules.allowed_session_moves(status, NOW, NOW)
    assert set(begun) == SESSION[status.value]
    ahead = rules.allowed_session_moves(status, NOW + timedelta(milliseconds=1), NOW)
    assert set(ahead) == SESSION[status.value] - {"held"}


@given(st.sampled_from(EnrolmentStatus), st.integers(0, 104), st.integers(1, 104))
def test_an_enrolment_moves_as_agreed_and_is_completed_by_those_who_came_often_enough(
    status: EnrolmentStatus, attended: int, minimum: int
) -> None:
    found = set(rules.allowed_enrolment_moves(status, attended=attended, minimum_attended=minimum))
    barred = set() if attended >= minimum else {"completed"}
    assert found == ENROLMENT[status.value] - barred


@given(st.lists(st.tuples(st.sampled_from(EnrolmentStatus), st.integers(0, 4)), min_size=1, max_size=12))
def test_no_sequence_of_moves_completes_an_enrolment_without_the_sessions_it_asks_for(
    wanted: list[tuple[EnrolmentStatus, int]],
) -> None:
    status = EnrolmentStatus.ENROLLED
    for to, attended in wanted:
        if to in rules.allowed_enrolment_moves(status, attended=attended, minimum_attended=3):
            assert to.value in ENROLMENT[status.value]
            assert to is not EnrolmentStatus.COMPLETED or attended >= 3
            status = to
