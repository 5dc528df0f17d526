"""What crosses the wire about death reviews: the internal record, its steps, and what is published of it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, PastDay, Schema, broken_rule, line, text
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.reviews.schemas.actions import RECOMMENDATION_OUT, RecommendationOut
from sosafe_api.domains.reviews.vocabulary import (
    DeathRelationship,
    DeathReviewName,
    DeathReviewStatus,
    NotConductedReason,
)

MOST_AGENCIES, MOST_STEPS, MOST_RECOMMENDATIONS = 50, 200, 200
REVIEW: dict[str, Any] = {
    "group_id": "019a0000-0000-7000-8000-0000000000f1",
    "reference": "REVIEW/2026/1",
    "name": "domestic_abuse_related_death_review",
    "notified_on": "2026-10-05",
    "victim_name": "Example Person",
    "victim_person_id": None,
}
DETAILS: dict[str, Any] = {
    "died_on": "2026-09-20",
    "relationship": "former_partner",
    "circumstances": "A fictional account.",
    "pseudonym": "Willow",
    "agency_ids": ["019a0000-0000-7000-8000-0000000000bb"],
}
ReviewReference = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$")
]


def _once(agencies: list[UUID]) -> list[UUID]:
    if len(set(agencies)) != len(agencies):
        raise broken_rule("repeated_value", "Must name each agency once.")
    return agencies


Agencies = Annotated[list[UUID], AfterValidator(_once), Field(max_length=MOST_AGENCIES)]


class DeathReviewIn(Schema):
    """A death of which the partnership was notified."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVIEW]})
    group_id: UUID = Field(description="The group that keeps the review; its coordinators alone see it.")
    reference: ReviewReference = Field(description="The partnership's own reference, which names nobody.")
    name: DeathReviewName = Field(
        DeathReviewName.DOMESTIC_ABUSE_RELATED_DEATH_REVIEW, description="What the law calls the review."
    )
    notified_on: PastDay = Field(description="When the police notified the partnership.")
    victim_name: line(200) = Field(description="Who died.")  # type: ignore[valid-type]
    victim_person_id: UUID | None = Field(
        None, description="Their record, if there is one: whoever is excluded from it never sees the review."
    )


class DeathReviewPatch(Schema):
    """What is found out as the review goes on; it stands from quality assurance on."""

    model_config = ConfigDict(json_schema_extra={"examples": [DETAILS]})
    died_on: PastDay | None = Field(None, description="When they died; only the month is published.")
    relationship: DeathRelationship | None = Field(
        None, description="What the one who caused the death was to them."
    )
    circumstances: text(20_000) | None = Field(None, description="What happened; never published.")  # type: ignore[valid-type]
    pseudonym: line(60) | None = Field(None, description="The name under which it is published.")  # type: ignore[valid-type]
    agency_ids: Agencies = kept(description="The agencies that knew them.")


class DeathReviewTransitionIn(Schema):
    """A step of the review."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "conduct_decided"}]})
    to: DeathReviewStatus = Field(description="The step to take.")
    reason_code: NotConductedReason | None = Field(None, description="Why no review is conducted.")


class DeathReviewQuery(RecordQuery):
    """Which reviews are listed."""

    status: list[DeathReviewStatus] | None = Field(
        None, min_length=1, max_length=10, description="At any of these steps."
    )


SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f2",
    "group_id": REVIEW["group_id"],
    "reference": REVIEW["reference"],
    "name": REVIEW["name"],
    "status": "notified",
    "status_since": "2026-10-05T09:30:00.000Z",
    "notified_on": "2026-10-05",
    "created_at": "2026-10-05T09:30:00.000Z",
    "updated_at": "2026-10-05T09:30:00.000Z",
    "allowed_transitions": ["not_conducted", "conduct_decided", "entered_in_error"],
    "etag": '"00112233445566778899"',
}
STEP: dict[str, Any] = {
    "status": "notified",
    "reason_code": None,
    "occurred_at": "2026-10-05T09:30:00.000Z",
    "actor_id": "019a0000-0000-7000-8000-0000000000ee",
}


class DeathReviewSummary(Out):
    """A review in a list, and the receipt of a change: where it stands; nobody is named."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The review's identifier.")
    group_id: UUID = Field(description="The group that keeps it.")
    reference: str = Field(max_length=64, description="The partnership's own reference.")
    name: DeathReviewName = Field(description="What the law calls it.")
    status: DeathReviewStatus = Field(description="Which step it is at.")
    status_since: InstantOut = Field(description="Since when.")
    notified_on: date = Field(description="When the police notified the partnership.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    allowed_transitions: list[DeathReviewStatus] = Field(max_length=10, description="The steps open now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class DeathReviewStepOut(Out):
    """A step that was taken."""

    model_config = ConfigDict(json_schema_extra={"examples": [STEP]})
    status: DeathReviewStatus = Field(description="The step.")
    reason_code: NotConductedReason | None = Field(description="Why no review is conducted.")
    occurred_at: InstantOut = Field(description="When it was taken.")
    actor_id: UUID = Field(description="Who took it.")


class DeathReviewOut(DeathReviewSummary):
    """The internal record of a review, for the coordinators of its group."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **SUMMARY,
                    "victim_name": REVIEW["victim_name"],
                    "victim_person_id": None,
                    **DETAILS,
                    "steps": [STEP],
                    "recommendations": [RECOMMENDATION_OUT],
                }
            ]
        }
    )
    victim_name: str = Field(max_length=200, description="Who died.")
    victim_person_id: UUID | None = Field(description="Their record, if there is one.")
    died_on: date | None = Field(description="When they died.")
    relationship: DeathRelationship | None = Field(
        description="What the one who caused the death was to them."
    )
    circumstances: str | None = Field(max_length=20_000, description="What happened.")
    pseudonym: str | None = Field(max_length=60, description="The name under which it is published.")
    agency_ids: list[UUID] = Field(max_length=MOST_AGENCIES, description="The agencies that knew them.")
    steps: list[DeathReviewStepOut] = Field(max_length=MOST_STEPS, description="The steps taken, in order.")
    recommendations: list[RecommendationOut] = Field(
        max_length=MOST_RECOMMENDATIONS, description="What is recommended, with the actions that follow."
    )


class DeathReviewPage(Out):
    """A page of the list of reviews."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/death-reviews", SUMMARY))
    data: list[DeathReviewSummary] = Field(max_length=200, description="The reviews, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


PUBLISHED: dict[str, Any] = {
    "id": SUMMARY["id"],
    "name": REVIEW["name"],
    "pseudonym": "Willow",
    "month_of_death": "2026-09",
    "relationship": "former_partner",
    "agency_ids": DETAILS["agency_ids"],
    "recommendations": [RECOMMENDATION_OUT],
    "published_at": "2026-11-02T09:30:00.000Z",
}


class PublishedDeathReviewOut(Out):
    """What everybody of the partnership may know of a review: who died is told by a pseudonym, when by the month."""

    model_config = ConfigDict(json_schema_extra={"examples": [PUBLISHED]})
    id: UUID = Field(description="The review's identifier.")
    name: DeathReviewName = Field(description="What the law calls it.")
    pseudonym: str = Field(max_length=60, description="The name under which it is published.")
    month_of_death: str = Field(max_length=7, pattern=r"^\d{4}-\d{2}$", description="The month of death.")
    relationship: DeathRelationship = Field(description="What the one who caused the death was to them.")
    agency_ids: list[UUID] = Field(max_length=MOST_AGENCIES, description="The agencies that knew them.")
    recommendations: list[RecommendationOut] = Field(
        max_length=MOST_RECOMMENDATIONS, description="What is recommended, with the actions as they stand."
    )
    published_at: InstantOut = Field(description="When it was published.")


class PublishedDeathReviewPage(Out):
    """A page of the list of published reviews."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/published-death-reviews", PUBLISHED))
    data: list[PublishedDeathReviewOut] = Field(max_length=200, description="The reviews, as recorded.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
