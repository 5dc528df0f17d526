"""What crosses the wire about recommendations of death reviews and the actions that follow; nobody is named."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, text
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.reviews.vocabulary import RecommendationTheme, ReviewActionStatus

MOST_ACTIONS = 200
RECOMMENDATION: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "theme": "use_of_dash",
    "recommendation": "Assess with DASH whenever domestic abuse is disclosed.",
}
ACTION: dict[str, Any] = {
    "recommendation_id": "019a0000-0000-7000-8000-0000000000f3",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "description": "Train all front-line staff in the use of DASH.",
    "due_on": "2027-03-31",
}
ACTION_STATE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f4",
    "agency_id": ACTION["agency_id"],
    "description": ACTION["description"],
    "due_on": ACTION["due_on"],
    "status": "open",
}
RECOMMENDATION_OUT: dict[str, Any] = {
    "id": ACTION["recommendation_id"],
    **RECOMMENDATION,
    "actions": [ACTION_STATE],
}
ACTION_OUT: dict[str, Any] = {
    **ACTION_STATE,
    "review_id": "019a0000-0000-7000-8000-0000000000f2",
    "recommendation_id": ACTION["recommendation_id"],
    "overdue": False,
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "allowed_transitions": ["in_progress", "done", "dropped"],
    "etag": '"00112233445566778899"',
}


class RecommendationIn(Schema):
    """What the review recommends to an agency."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECOMMENDATION]})
    agency_id: UUID = Field(description="The agency that it is made to.")
    theme: RecommendationTheme = Field(description="What it is about.")
    recommendation: text(2000) = Field(description="The recommendation, without naming anybody.")  # type: ignore[valid-type]


class ReviewActionIn(Schema):
    """What an agency does about a recommendation."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTION]})
    recommendation_id: UUID = Field(description="The recommendation of the same review.")
    agency_id: UUID = Field(description="The agency that owns the action.")
    description: text(1000) = Field(description="What it does, without naming anybody.")  # type: ignore[valid-type]
    due_on: Day = Field(description="By when.")


class ReviewActionTransitionIn(Schema):
    """A move of an action's status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "done"}]})
    to: ReviewActionStatus = Field(description="The status to move to.")


class ReviewActionQuery(RecordQuery):
    """Which actions are listed."""

    status: list[ReviewActionStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )
    agency_id: UUID | None = Field(None, description="Owned by this agency.")
    review_id: UUID | None = Field(None, description="Of this review.")
    overdue: bool | None = Field(None, description="True: unfinished after the day they were due on.")


class ReviewActionState(Out):
    """An action as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTION_STATE]})
    id: UUID = Field(description="The action's identifier.")
    agency_id: UUID = Field(description="The agency that owns it.")
    description: str = Field(max_length=1000, description="What the agency does.")
    due_on: date = Field(description="By when.")
    status: ReviewActionStatus = Field(description="Where it stands.")


class RecommendationOut(Out):
    """A recommendation with the actions that follow from it."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECOMMENDATION_OUT]})
    id: UUID = Field(description="The recommendation's identifier.")
    agency_id: UUID = Field(description="The agency that it is made to.")
    theme: RecommendationTheme = Field(description="What it is about.")
    recommendation: str = Field(max_length=2000, description="The recommendation.")
    actions: list[ReviewActionState] = Field(max_length=MOST_ACTIONS, description="What is done about it.")


class ReviewActionOut(ReviewActionState):
    """An action of a review, for those who follow it up."""

    model_config = ConfigDict(json_schema_extra={"examples": [ACTION_OUT]})
    review_id: UUID = Field(description="The review.")
    recommendation_id: UUID = Field(description="The recommendation that it follows from.")
    overdue: bool = Field(description="Whether it is unfinished after the day it was due on.")
    created_at: InstantOut = Field(description="When it was agreed.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[ReviewActionStatus] = Field(max_length=4, description="Where it may go next.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to move it on.")


class ReviewActionPage(Out):
    """A page of the list of actions."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/death-review-actions", ACTION_OUT))
    data: list[ReviewActionOut] = Field(max_length=200, description="The actions, as agreed.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
