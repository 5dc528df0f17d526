"""What crosses the wire about services and the room they have."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from sosafe_api.core.schemas import (
    Code,
    Day,
    InstantOut,
    Links,
    Out,
    PageInfo,
    Schema,
    Slug,
    broken_rule,
    line,
    text,
)
from sosafe_api.domains.agencies.vocabulary import ServiceKind, ServiceStatus
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

OLDEST, MOST_PLACES, LONGEST_ANSWER_DAYS = 120, 100_000, 90
SERVICE: dict[str, Any] = {
    "slug": "example-support",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "name": "Example Support Service",
    "kind": "domestic_abuse_support",
    "description": "Support and crisis intervention.",
    "eligibility": "Adults who live in the district.",
    "minimum_age": 18,
    "maximum_age": None,
    "reason_codes": ["domestic_abuse_victim"],
    "takes_self_referrals": True,
    "status": "active",
    "answer_within_days": 5,
    "closure_approval_required": True,
}


def _once(codes: list[str]) -> list[str]:
    if len(set(codes)) != len(codes):
        raise broken_rule("repeated_value", "Must name each reason once.")
    return codes


Age = Annotated[int, Field(ge=0, le=OLDEST)]
Places = Annotated[int, Field(ge=0, le=MOST_PLACES)]
Reasons = Annotated[list[Code], AfterValidator(_once), Field(max_length=50)]
AnswerDays = Annotated[int, Field(ge=1, le=LONGEST_ANSWER_DAYS)]


class ServiceIn(Schema):
    """A service that people are referred to. It accepts nobody until it has said that it has room."""

    model_config = ConfigDict(json_schema_extra={"examples": [SERVICE]})
    slug: Slug = Field(description="Its short name, unique in the partnership and never changed.")
    agency_id: UUID = Field(description="The agency that offers it.")
    name: line(200) = Field(description="Its name.")  # type: ignore[valid-type]
    kind: ServiceKind = Field(ServiceKind.OTHER, description="What it is for; indicators count by it.")
    description: text(2000) = Field(description="What it does.")  # type: ignore[valid-type]
    eligibility: text(2000) = Field(description="Who it is for.")  # type: ignore[valid-type]
    minimum_age: Age | None = Field(None, description="The youngest it takes.")
    maximum_age: Age | None = Field(None, description="The oldest it takes.")
    reason_codes: Reasons = Field(
        default_factory=list, description="The reasons of referrals that it is meant for."
    )
    takes_self_referrals: bool = Field(False, description="Whether people may come of their own accord.")
    status: ServiceStatus = Field(ServiceStatus.ACTIVE, description="Whether it runs.")
    answer_within_days: AnswerDays = Field(7, description="Days within which it answers a referral.")
    closure_approval_required: bool = Field(
        False, description="Whether a second caseworker must approve before a case is closed."
    )


class ServicePatch(Schema):
    """What may change of a service; its room is said with `PUT /services/{service_id}/capacity`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "temporarily_closed", "maximum_age": None}]}
    )
    name: line(200) = kept(description="Its name.")  # type: ignore[valid-type]
    kind: ServiceKind = kept(description="What it is for; indicators count by it.")
    description: text(2000) = kept(description="What it does.")  # type: ignore[valid-type]
    eligibility: text(2000) = kept(description="Who it is for.")  # type: ignore[valid-type]
    minimum_age: Age | None = Field(None, description="The youngest it takes; null for no limit.")
    maximum_age: Age | None = Field(None, description="The oldest it takes; null for no limit.")
    reason_codes: Reasons = kept(description="The reasons of referrals that it is meant for.")
    takes_self_referrals: bool = kept(description="Whether people may come of their own accord.")
    status: ServiceStatus = kept(description="Whether it runs.")
    answer_within_days: AnswerDays = kept(description="Days within which it answers a referral.")
    closure_approval_required: bool = kept(
        description="Whether a second caseworker must approve before a case is closed."
    )


class ServiceQuery(RecordQuery):
    """Which services are listed."""

    agency_id: UUID | None = Field(None, description="Offered by this agency.")
    status: list[ServiceStatus] | None = Field(
        None, min_length=1, max_length=4, description="In any of these statuses."
    )
    accepting: bool | None = Field(None, description="True: running, and has room for referrals now.")
    reason_code: Code | None = Field(None, description="Meant for this reason of referral.")


CAPACITY: dict[str, Any] = {
    "accepting": True,
    "places": 12,
    "places_free": 2,
    "next_available_on": "2026-12-01",
}


class CapacityIn(Schema):
    """How much room the service has, in full: what is left out is no longer known."""

    model_config = ConfigDict(json_schema_extra={"examples": [CAPACITY]})
    accepting: bool = Field(description="Whether it takes referrals now.")
    places: Places | None = Field(None, description="Places it has; null where it does not count places.")
    places_free: Places | None = Field(None, description="Places that are free.")
    next_available_on: Day | None = Field(None, description="When it can next begin with somebody.")


class CapacityOut(Out):
    """How much room a service has. It counts places and nobody: nothing here leads to a person."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "service_id": "019a0000-0000-7000-8000-000000000001",
                    **CAPACITY,
                    "answer_within_days": 5,
                    "capacity_updated_at": "2026-11-02T09:30:00.000Z",
                    "etag": '"00112233445566778899"',
                }
            ]
        }
    )
    service_id: UUID = Field(description="The service.")
    accepting: bool = Field(description="Whether it takes referrals now; false unless its status is active.")
    places: int | None = Field(ge=0, le=MOST_PLACES, description="Places it has.")
    places_free: int | None = Field(ge=0, le=MOST_PLACES, description="Places that are free.")
    next_available_on: date | None = Field(description="When it can next begin with somebody.")
    answer_within_days: int = Field(
        ge=1, le=LONGEST_ANSWER_DAYS, description="Days within which it answers a referral."
    )
    capacity_updated_at: InstantOut = Field(description="When the service last said so.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to say anew.")


SERVICE_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-000000000001",
    **SERVICE,
    "accepting": True,
    "next_available_on": "2026-12-01",
    "created_at": "2026-04-01T09:00:00.000Z",
    "updated_at": "2026-11-02T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class ServiceOut(Out):
    """A service that people are referred to."""

    model_config = ConfigDict(json_schema_extra={"examples": [SERVICE_OUT]})
    id: UUID = Field(description="The service's identifier.")
    slug: str = Field(max_length=63, description="Its short name.")
    agency_id: UUID = Field(description="The agency that offers it.")
    name: str = Field(max_length=200, description="Its name.")
    kind: ServiceKind = Field(description="What it is for; indicators count by it.")
    description: str = Field(max_length=2000, description="What it does.")
    eligibility: str = Field(max_length=2000, description="Who it is for.")
    minimum_age: int | None = Field(ge=0, le=OLDEST, description="The youngest it takes.")
    maximum_age: int | None = Field(ge=0, le=OLDEST, description="The oldest it takes.")
    reason_codes: list[Annotated[str, Field(max_length=64)]] = Field(
        max_length=50, description="The reasons of referrals that it is meant for."
    )
    takes_self_referrals: bool = Field(description="Whether people may come of their own accord.")
    status: ServiceStatus = Field(description="Whether it runs.")
    answer_within_days: int = Field(
        ge=1, le=LONGEST_ANSWER_DAYS, description="Days within which it answers a referral."
    )
    closure_approval_required: bool = Field(
        description="Whether a second caseworker must approve before a case is closed."
    )
    accepting: bool = Field(description="Whether it takes referrals now; false unless its status is active.")
    next_available_on: date | None = Field(description="When it can next begin with somebody.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class ServicePage(Out):
    """A page of the list of services."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/services", SERVICE_OUT))
    data: list[ServiceOut] = Field(max_length=200, description="The services, by slug.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
