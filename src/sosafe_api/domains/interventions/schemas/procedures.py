"""What crosses the wire about review procedures and the yearly figures; both are public by law."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Query, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, page_example

PROCEDURE: dict[str, Any] = {
    "starts_on": "2027-04-01",
    "complaints_needed": 3,
    "complaint_within_months": 1,
    "application_within_months": 6,
    "acknowledge_within": 10,
    "decide_within": 15,
    "meet_within": 20,
}
PROCEDURE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e4",
    **PROCEDURE,
    "created_at": "2026-11-02T09:30:00.000Z",
}


class AsbCaseReviewProcedureIn(Schema):
    """The threshold and the clock from a day on. Earlier applications keep the procedures of their day."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROCEDURE]})
    starts_on: Day = Field(description="For applications that arrive on this day or later; unique.")
    complaints_needed: int = Field(
        ge=1, le=3, description="Qualifying complaints that oblige to a review; the Act allows three at most."
    )
    complaint_within_months: int = Field(
        ge=1, le=12, description="Months within which a complaint qualifies, which begin with the behaviour."
    )
    application_within_months: int = Field(
        ge=6, le=24, description="Months within which to apply, which begin with the complaint."
    )
    acknowledge_within: int = Field(10, ge=1, le=60, description="Working days until the acknowledgement.")
    decide_within: int = Field(15, ge=1, le=90, description="Working days until the decision.")
    meet_within: int = Field(20, ge=1, le=120, description="Working days until the review is held.")


class AsbCaseReviewProcedureQuery(RecordQuery):
    """The page of the list of procedures."""


class AsbCaseReviewProcedureOut(Out):
    """Procedures as they were recorded; they never change, a later day brings new ones."""

    model_config = ConfigDict(json_schema_extra={"examples": [PROCEDURE_OUT]})
    id: UUID = Field(description="The procedures' identifier.")
    starts_on: date = Field(description="For applications that arrive on this day or later.")
    complaints_needed: int = Field(ge=1, le=3, description="Qualifying complaints that oblige to a review.")
    complaint_within_months: int = Field(
        ge=1, le=12, description="Months within which a complaint qualifies."
    )
    application_within_months: int = Field(ge=6, le=24, description="Months within which to apply.")
    acknowledge_within: int = Field(ge=1, le=60, description="Working days until the acknowledgement.")
    decide_within: int = Field(ge=1, le=90, description="Working days until the decision.")
    meet_within: int = Field(ge=1, le=120, description="Working days until the review is held.")
    created_at: InstantOut = Field(description="When they were recorded.")


class AsbCaseReviewProcedurePage(Out):
    """A page of the list of procedures."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/asb-case-review-procedures", PROCEDURE_OUT))
    data: list[AsbCaseReviewProcedureOut] = Field(max_length=200, description="The procedures, by first day.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


FIGURES: dict[str, Any] = {
    "year": 2026,
    "applications": 4,
    "threshold_not_met": 1,
    "reviews": 2,
    "reviews_with_recommendations": 1,
}


class AsbCaseReviewFiguresQuery(Query):
    """Which year the figures are of."""

    year: int | None = Field(None, ge=2014, le=2100, description="The calendar year; by default this one.")


class AsbCaseReviewFigures(Out):
    """What the relevant bodies publish of a year (Act of 2014, section 104(9)); whole numbers, none hidden."""

    model_config = ConfigDict(json_schema_extra={"examples": [FIGURES]})
    year: int = Field(ge=2014, le=2100, description="The calendar year.")
    applications: int = Field(ge=0, le=2**31 - 1, description="Applications that arrived in it.")
    threshold_not_met: int = Field(
        ge=0, le=2**31 - 1, description="Decisions that the threshold was not met."
    )
    reviews: int = Field(ge=0, le=2**31 - 1, description="Reviews that were held in it.")
    reviews_with_recommendations: int = Field(
        ge=0, le=2**31 - 1, description="Those that resulted in recommendations."
    )
