"""What crosses the wire about the recommendations of ASB case reviews."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, PastDay, Schema, text
from sosafe_api.domains.interventions.vocabulary import RecommendationResponse

RECOMMENDATION: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "recommendation": "Name one officer whom the applicant can reach.",
}
RECOMMENDATION_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "asb_case_review_id": "019a0000-0000-7000-8000-0000000000e1",
    **RECOMMENDATION,
    "response": None,
    "response_note": None,
    "responded_on": None,
    "updated_at": "2026-11-30T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class ReviewRecommendationIn(Schema):
    """What a review recommends to an agency, which must have regard to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECOMMENDATION]})
    agency_id: UUID = Field(description="To which agency.")
    recommendation: text(4000) = Field(description="What it should do.")  # type: ignore[valid-type]


class ReviewRecommendationPatch(Schema):
    """The agency's response, as the reviewing service records it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"response": "accepted", "response_note": "From next week.", "responded_on": "2026-11-20"}
            ]
        }
    )
    response: RecommendationResponse | None = Field(None, description="The response; null takes it back.")
    response_note: text(4000) | None = Field(None, description="In words.")  # type: ignore[valid-type]
    responded_on: PastDay | None = Field(None, description="When it came.")


class ReviewRecommendationOut(Out):
    """A recommendation and the response to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECOMMENDATION_OUT]})
    id: UUID = Field(description="The recommendation's identifier.")
    asb_case_review_id: UUID = Field(description="The review.")
    agency_id: UUID = Field(description="To which agency.")
    recommendation: str = Field(max_length=4000, description="What it should do.")
    response: RecommendationResponse | None = Field(description="The response.")
    response_note: str | None = Field(max_length=4000, description="In words.")
    responded_on: date | None = Field(description="When it came.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


_SHOWN = ("id", "asb_case_review_id", "agency_id", "response", "responded_on", "updated_at", "etag")
RECORDED: dict[str, Any] = {name: RECOMMENDATION_OUT[name] for name in _SHOWN}


class ReviewRecommendationRecorded(Out):
    """What a recommendation or a response is answered with, once it is recorded."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORDED]})
    id: UUID = Field(description="The recommendation's identifier.")
    asb_case_review_id: UUID = Field(description="The review.")
    agency_id: UUID = Field(description="To which agency.")
    response: RecommendationResponse | None = Field(description="The response.")
    responded_on: date | None = Field(description="When it came.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
