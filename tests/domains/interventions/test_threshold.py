"""The threshold of an ASB case review: which complaints count, and what the relevant bodies may decide."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosafe_api.domains.interventions.rules import case_reviews, orders
from sosafe_api.domains.interventions.rules.case_reviews import Complaint, Procedure
from sosafe_api.domains.interventions.rules.periods import last_day
from sosafe_api.domains.interventions.vocabulary import AsbCaseReviewStatus as Status

DAYS = st.dates(date(2014, 10, 20), date(2080, 1, 1))
SPANS = st.integers(0, 500).map(lambda days: timedelta(days=days))


@pytest.mark.parametrize(
    ("behaviour_on", "complained_on", "applied_on", "judgement"),
    [
        ("2026-01-15", "2026-02-14", "2026-02-14", "qualifies"),
        ("2026-01-15", "2026-02-15", "2026-02-15", "made_too_late"),  # the month begins with the behaviour
        ("2026-01-31", "2026-02-28", "2026-03-01", "qualifies"),
        ("2026-01-31", "2026-03-01", "2026-03-01", "made_too_late"),
        ("2026-01-10", "2026-01-12", "2026-07-11", "qualifies"),
        ("2026-01-10", "2026-01-12", "2026-07-12", "application_too_late"),
        ("2026-08-30", "2026-08-31", "2027-02-28", "qualifies"),
        ("2026-08-30", "2026-08-31", "2027-03-01", "application_too_late"),
    ],
)
def test_the_first_day_of_each_period_counts(
    behaviour_on: str, complained_on: str, applied_on: str, judgement: str
) -> None:
    complaint = Complaint(date.fromisoformat(behaviour_on), date.fromisoformat(complained_on))
    found = case_reviews.judged(complaint, date.fromisoformat(applied_on), case_reviews.STATUTORY)
    assert found == judgement


@given(DAYS, SPANS, SPANS)
def test_a_more_generous_procedure_never_takes_a_complaint_away(
    behaviour_on: date, to_complaint: timedelta, to_application: timedelta
) -> None:
    complaint = Complaint(behaviour_on, behaviour_on + to_complaint)
    applied_on = complaint.complained_on + to_application
    strict = case_reviews.judged(complaint, applied_on, case_reviews.STATUTORY)
    generous = case_reviews.judged(
        complaint, applied_on, Procedure(complaint_within_months=3, application_within_months=12)
    )
    assert strict != "qualifies" or generous == "qualifies"


@given(st.lists(st.sampled_from(["qualifies", "made_too_late", "application_too_late"])), st.integers(1, 3))
def test_the_threshold_is_reached_by_those_that_qualify_alone(judgements: list[str], needed: int) -> None:
    assert case_reviews.reaches(judgements, needed) is (judgements.count("qualifies") >= needed)


@given(reached=st.booleans(), ground=st.sampled_from([None, "persistence", "harm", "adequacy_of_response"]))
def test_enough_complaints_oblige_and_fewer_need_a_ground(*, reached: bool, ground: str | None) -> None:
    met = case_reviews.decision_errors(Status.THRESHOLD_MET, reached=reached, ground=ground)
    refused = case_reviews.decision_errors(Status.THRESHOLD_NOT_MET, reached=reached, ground=ground)
    assert (met == []) is (reached is (ground is None))
    assert (refused == []) is (not reached and ground is None)
    assert not reached or "section 104(4)" in refused[0].detail


def test_the_usual_clock_counts_working_days() -> None:
    due = case_reviews.deadlines(date(2026, 12, 18), case_reviews.STATUTORY)
    assert (due.acknowledge_by, due.decide_by, due.meet_by) == (
        date(2027, 1, 6),
        date(2027, 1, 13),
        date(2027, 1, 20),
    )


@given(DAYS, st.integers(0, 2500))
def test_an_order_of_an_area_runs_three_years_at_most(starts_on: date, length: int) -> None:
    end = starts_on + timedelta(days=length)
    codes = [error.code for error in orders.order_errors(starts_on, end, None)]
    assert codes == (["too_long"] if end > last_day(starts_on, 36) else [])


@given(DAYS, st.integers(-40, 40), st.integers(-40, 1500))
def test_an_order_is_extended_before_it_lapses_by_three_years_at_most(
    present: date, decided: int, more: int
) -> None:
    decided_on, end = present + timedelta(days=decided), present + timedelta(days=more)
    codes = {error.code for error in orders.extension_errors(present, decided_on, end)}
    expected = {"lapsed"} if decided > 0 else set()
    expected |= {"not_later"} if more <= 0 else set()
    expected |= {"too_long"} if end > last_day(present + timedelta(days=1), 36) else set()
    assert codes == expected
