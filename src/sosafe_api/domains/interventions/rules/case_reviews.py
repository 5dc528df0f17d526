"""The ASB case review: which complaints count, whether the threshold is met, and by when. Pure.

Section 104 of the Anti-social Behaviour, Crime and Policing Act 2014: the threshold is no higher than three
qualifying complaints, each made within one month that begins with the behaviour, the application within six months
that begin with the complaint; a partnership's review procedures may be more generous.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sosafe_api.core.errors import FieldError
from sosafe_api.domains.interventions.rules.periods import last_day, working_days_later
from sosafe_api.domains.interventions.vocabulary import AsbCaseReviewStatus as Status
from sosafe_api.domains.interventions.vocabulary import ComplaintJudgement

MOST_COMPLAINTS_NEEDED = 3
SHORTEST_COMPLAINT_MONTHS, SHORTEST_APPLICATION_MONTHS = 1, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A partnership's review procedures: the threshold, and working days from the application to each step."""

    complaints_needed: int = MOST_COMPLAINTS_NEEDED
    complaint_within_months: int = SHORTEST_COMPLAINT_MONTHS
    application_within_months: int = SHORTEST_APPLICATION_MONTHS
    acknowledge_within: int = 10
    decide_within: int = 15
    meet_within: int = 20


# What holds until a partnership has recorded procedures of its own: the threshold of the Act, and a usual clock.
STATUTORY = Procedure()


@dataclass(frozen=True, slots=True)
class Complaint:
    """When the behaviour happened and when it was complained of."""

    behaviour_on: date
    complained_on: date


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when the application is acknowledged, the threshold decided, the review held."""

    acknowledge_by: date
    decide_by: date
    meet_by: date


def judged(complaint: Complaint, applied_on: date, procedure: Procedure) -> ComplaintJudgement:
    """Whether the complaint qualifies (section 104(11)); the first day of each period counts."""
    if complaint.complained_on > last_day(complaint.behaviour_on, procedure.complaint_within_months):
        return ComplaintJudgement.MADE_TOO_LATE
    if applied_on > last_day(complaint.complained_on, procedure.application_within_months):
        return ComplaintJudgement.APPLICATION_TOO_LATE
    return ComplaintJudgement.QUALIFIES


def reaches(judgements: Sequence[str], complaints_needed: int) -> bool:
    """Whether enough complaints qualify: then the relevant bodies must hold the review (section 104(4))."""
    return sum(found == ComplaintJudgement.QUALIFIES for found in judgements) >= complaints_needed


def deadlines(applied_on: date, procedure: Procedure) -> Deadlines:
    return Deadlines(
        working_days_later(applied_on, procedure.acknowledge_within),
        working_days_later(applied_on, procedure.decide_within),
        working_days_later(applied_on, procedure.meet_within),
    )


def next_due(status: Status, due: Deadlines) -> date | None:
    """The day by which the application must move on, or none once the review was held or refused."""
    return {
        Status.APPLIED: due.acknowledge_by,
        Status.ACKNOWLEDGED: due.decide_by,
        Status.THRESHOLD_MET: due.meet_by,
    }.get(status)


def complaint_errors(complaints: Sequence[Complaint], applied_on: date) -> list[FieldError]:
    """What is wrong with the days of the complaints, each with its place."""
    errors = []
    for place, complaint in enumerate(complaints):
        if complaint.complained_on < complaint.behaviour_on:
            detail = "Must not be before `behaviour_on`."
            errors.append(FieldError("before_behaviour", detail, f"#/complaints/{place}/complained_on"))
        if complaint.complained_on > applied_on:
            detail = "Must not be after `applied_on`."
            errors.append(FieldError("after_application", detail, f"#/complaints/{place}/complained_on"))
    return errors


def decision_errors(to: Status, *, reached: bool, ground: str | None) -> list[FieldError]:
    """What is wrong with a decision on the threshold. Enough complaints oblige; with fewer a ground is stated."""
    if to is Status.THRESHOLD_NOT_MET and reached:
        detail = (
            "Enough complaints qualify, so the threshold is met (Anti-social Behaviour, Crime and Policing Act"
            " 2014, section 104(4))."
        )
        return [FieldError("threshold_reached", detail, "#/to")]
    needed = to is Status.THRESHOLD_MET and not reached
    if needed and ground is None:
        detail = (
            "Must be given, since too few complaints qualify: the procedures may also look at persistence, harm"
            " and response (section 104(5))."
        )
        return [FieldError("required", detail, "#/ground")]
    if ground is not None and not needed:
        return [FieldError("not_wanted", "Must not be given for this step.", "#/ground")]
    return []


def conclusion_errors(to: Status, *, recommendations: int, unanswered: int) -> list[FieldError]:
    """What keeps a held review from being concluded or closed."""
    if to is Status.RECOMMENDATIONS_MADE and not recommendations:
        return [FieldError("recommendation_missing", "Record the recommendations first.", "#/to")]
    if to is Status.NO_RECOMMENDATIONS and recommendations:
        return [FieldError("recommendations_exist", "The review has recommendations.", "#/to")]
    if to is Status.CLOSED and unanswered:
        return [FieldError("response_missing", "Each recommendation needs the response to it first.", "#/to")]
    return []
