"""What crosses the wire about ASB case reviews: the application, its judgement, its steps."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, PastDay, Schema, line, text
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, page_example
from sosafe_api.domains.interventions.schemas.recommendations import (
    RECOMMENDATION_OUT,
    ReviewRecommendationOut,
)
from sosafe_api.domains.interventions.vocabulary import (
    AsbCaseReviewStatus,
    ComplaintJudgement,
    ComplaintRecipient,
    ReviewApplicant,
    ThresholdGround,
)

MOST_COMPLAINTS = 50
COMPLAINT: dict[str, Any] = {
    "made_to": "council",
    "reference": "ASB/1001",
    "behaviour_on": "2026-10-01",
    "complained_on": "2026-10-02",
}
APPLICATION: dict[str, Any] = {
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "case_id": None,
    "applicant": "victim",
    "victim_consents": True,
    "applicant_name": "Example Person",
    "applicant_contact": "01632 960001, mornings",
    "account": "Three reports of a fictional gathering; nobody came.",
    "complaints": [COMPLAINT],
    "applied_on": "2026-11-02",
}


class ComplaintIn(Schema):
    """A complaint that was made before, and of what day it spoke."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPLAINT]})
    made_to: ComplaintRecipient = Field(description="To whom.")
    reference: line(64) | None = Field(None, description="Their reference.")  # type: ignore[valid-type]
    behaviour_on: PastDay = Field(description="The day of the behaviour.")
    complained_on: PastDay = Field(description="The day of the complaint.")


class AsbCaseReviewIn(Schema):
    """An application for a review, by a victim or for one who agrees. It names a case, or the applicant."""

    model_config = ConfigDict(json_schema_extra={"examples": [APPLICATION]})
    service_id: UUID = Field(description="Your service, which keeps the review: the point of contact.")
    case_id: UUID | None = Field(None, description="The case it is about, where there is one.")
    applicant: ReviewApplicant = Field(description="Who applies.")
    victim_consents: bool = Field(description="Whether the victim agrees; needed, or it is not recorded.")
    applicant_name: line(200) | None = Field(  # type: ignore[valid-type]
        None, description="The applicant's name; needed where no case is named."
    )
    applicant_contact: line(300) | None = Field(  # type: ignore[valid-type]
        None, description="How the applicant may be reached safely."
    )
    account: text(4000) = Field(description="What the application says.")  # type: ignore[valid-type]
    complaints: list[ComplaintIn] = Field(
        min_length=1, max_length=MOST_COMPLAINTS, description="The complaints that were made before."
    )
    applied_on: PastDay = Field(description="The day on which the application arrived.")


class AsbCaseReviewTransitionIn(Schema):
    """A step of a review."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "acknowledged", "on": "2026-11-03"}]})
    to: AsbCaseReviewStatus = Field(description="Where to; `allowed_transitions` lists what is open.")
    on: PastDay | None = Field(None, description="The day of the step, when it was not today.")
    ground: ThresholdGround | None = Field(
        None, description="Why the threshold is met although too few complaints qualify."
    )


class AsbCaseReviewQuery(RecordQuery):
    """Which reviews are listed."""

    status: list[AsbCaseReviewStatus] | None = Field(
        None, min_length=1, max_length=8, description="In any of these statuses."
    )
    due_before: QueryDay | None = Field(None, description="Whose next step is due before this day.")


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e1",
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "case_id": None,
    "status": "applied",
    "applied_on": "2026-11-02",
    "acknowledge_by": "2026-11-16",
    "decide_by": "2026-11-23",
    "meet_by": "2026-11-30",
    "next_due_on": "2026-11-16",
    "acknowledged_on": None,
    "decided_on": None,
    "threshold_met": None,
    "held_on": None,
    "concluded_on": None,
    "closed_on": None,
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}
JUDGED: dict[str, Any] = {**COMPLAINT, "judgement": "qualifies"}


class AsbCaseReviewSummary(Out):
    """A review in a list: where it stands and what is due; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The review's identifier.")
    service_id: UUID = Field(description="The service that keeps it.")
    case_id: UUID | None = Field(description="The case it is about.")
    status: AsbCaseReviewStatus = Field(description="Where it stands.")
    applied_on: date = Field(description="The day of the application.")
    acknowledge_by: date = Field(description="By when it is acknowledged.")
    decide_by: date = Field(description="By when the threshold is decided.")
    meet_by: date = Field(description="By when the review is held.")
    next_due_on: date | None = Field(description="By when the next of these steps is due.")
    acknowledged_on: date | None = Field(description="When it was acknowledged.")
    decided_on: date | None = Field(description="When the threshold was decided.")
    threshold_met: bool | None = Field(description="The decision.")
    held_on: date | None = Field(description="When the review was held.")
    concluded_on: date | None = Field(description="When its recommendations were settled.")
    closed_on: date | None = Field(description="When it was closed.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


STANDING: dict[str, Any] = {
    **SUMMARY,
    "qualifying_complaints": 1,
    "complaints_needed": 3,
    "threshold_reached": False,
    "allowed_transitions": ["acknowledged"],
}


class AsbCaseReviewStanding(AsbCaseReviewSummary):
    """What a change is answered with: where a review stands and whether its threshold is reached."""

    model_config = ConfigDict(json_schema_extra={"examples": [STANDING]})
    qualifying_complaints: int = Field(ge=0, le=MOST_COMPLAINTS, description="How many complaints qualify.")
    complaints_needed: int = Field(ge=1, le=3, description="How many the procedures ask for.")
    threshold_reached: bool = Field(description="Whether enough qualify; then a review must be held.")
    allowed_transitions: list[AsbCaseReviewStatus] = Field(max_length=8, description="Where it may go now.")


class ComplaintOut(Out):
    """A complaint, and whether it counts towards the threshold."""

    model_config = ConfigDict(json_schema_extra={"examples": [JUDGED]})
    made_to: ComplaintRecipient = Field(description="To whom.")
    reference: str | None = Field(max_length=64, description="Their reference.")
    behaviour_on: date = Field(description="The day of the behaviour.")
    complained_on: date = Field(description="The day of the complaint.")
    judgement: ComplaintJudgement = Field(description="Whether it qualifies, and if not, why.")


class AsbCaseReviewOut(AsbCaseReviewStanding):
    """A review as the service that keeps it sees it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **STANDING,
                    "procedure_id": None,
                    "applicant": "victim",
                    "applicant_name": "Example Person",
                    "applicant_contact": "01632 960001, mornings",
                    "account": "Three reports of a fictional gathering; nobody came.",
                    "complaints": [JUDGED],
                    "ground": None,
                    "recommendations": [RECOMMENDATION_OUT],
                }
            ]
        }
    )
    procedure_id: UUID | None = Field(
        description="The procedures by which it was judged; null for the Act's."
    )
    applicant: ReviewApplicant = Field(description="Who applied.")
    applicant_name: str | None = Field(max_length=200, description="The applicant's name.")
    applicant_contact: str | None = Field(max_length=300, description="How they may be reached safely.")
    account: str = Field(max_length=4000, description="What the application says.")
    complaints: list[ComplaintOut] = Field(max_length=MOST_COMPLAINTS, description="The complaints, judged.")
    ground: ThresholdGround | None = Field(description="Why it is held although too few qualify.")
    recommendations: list[ReviewRecommendationOut] = Field(max_length=100, description="What it recommends.")


class AsbCaseReviewPage(Out):
    """A page of the list of reviews."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/asb-case-reviews", SUMMARY))
    data: list[AsbCaseReviewSummary] = Field(max_length=200, description="The reviews, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
