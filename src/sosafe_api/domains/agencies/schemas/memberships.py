"""What crosses the wire about how agencies belong to the partnership."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.agencies.vocabulary import MembershipBasis
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, page_example

MEMBERSHIP: dict[str, Any] = {"basis": "responsible_authority", "starts_on": "2026-04-01", "ends_on": None}
MEMBERSHIP_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000b1",
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    **MEMBERSHIP,
    "created_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class AgencyMembershipIn(Schema):
    """How the agency belongs to the partnership from a day on. On one day it belongs on one basis."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBERSHIP]})
    basis: MembershipBasis = Field(description="How it belongs.")
    starts_on: Day = Field(description="The first day.")
    ends_on: Day | None = Field(None, description="The day from which it no longer belongs so.")


class AgencyMembershipPatch(Schema):
    """Ends a membership, or moves or clears its end."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2030-04-01"}]})
    ends_on: Day | None = Field(
        None, description="The day from which it no longer belongs so; null for no end."
    )


class AgencyMembershipQuery(RecordQuery):
    """Which memberships are listed."""

    on: QueryDay | None = Field(None, description="In force on this day.")


class AgencyMembershipOut(Out):
    """How an agency belongs, or belonged, to the partnership."""

    model_config = ConfigDict(json_schema_extra={"examples": [MEMBERSHIP_OUT]})
    id: UUID = Field(description="The membership's identifier.")
    agency_id: UUID = Field(description="The agency.")
    basis: MembershipBasis = Field(description="How it belongs.")
    starts_on: date = Field(description="The first day.")
    ends_on: date | None = Field(description="The day from which it no longer belongs so.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class AgencyMembershipPage(Out):
    """A page of the memberships of an agency."""

    model_config = ConfigDict(
        json_schema_extra=page_example(
            "/v1/agencies/019a0000-0000-7000-8000-0000000000bb/memberships", MEMBERSHIP_OUT
        )
    )
    data: list[AgencyMembershipOut] = Field(max_length=200, description="The memberships, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
