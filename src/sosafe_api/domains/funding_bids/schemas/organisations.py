"""What crosses the wire about funding organisations."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, line
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

# A code of the list org-id.guide, or a publisher's 360Giving prefix, and what the organisation is called there.
OrgIdentifier = Annotated[
    str, StringConstraints(min_length=4, max_length=120, pattern=r"^[A-Za-z0-9]{2,20}-[!-.0-~]{1,99}$")
]
Postcode = Annotated[
    str, StringConstraints(max_length=8, pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$")
]
ORGANISATION: dict[str, Any] = {
    "name": "Example Police and Crime Commissioner",
    "org_identifier": "GB-GOR-EX001",
    "agency_id": None,
    "postcode": None,
}
ORGANISATION_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    **ORGANISATION,
    "created_at": "2026-04-01T09:00:00.000Z",
    "updated_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class FundingOrganisationIn(Schema):
    """Who funds, passes money on, or delivers."""

    model_config = ConfigDict(json_schema_extra={"examples": [ORGANISATION]})
    name: line(200) = Field(description="Its name.")  # type: ignore[valid-type]
    org_identifier: OrgIdentifier | None = Field(
        None, description="Its public identifier by org-id.guide, like GB-CHC-1234567 or GB-LAE-STV."
    )
    agency_id: UUID | None = Field(None, description="The agency of the partnership that it is.")
    postcode: Postcode | None = Field(None, description="Where it has its seat.")


class FundingOrganisationPatch(Schema):
    """What may change of a funding organisation."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"org_identifier": "GB-CHC-1234567"}]})
    name: line(200) = kept(description="Its name.")  # type: ignore[valid-type]
    org_identifier: OrgIdentifier | None = Field(None, description="Its public identifier.")
    agency_id: UUID | None = Field(None, description="The agency of the partnership that it is.")
    postcode: Postcode | None = Field(None, description="Where it has its seat.")


class FundingOrganisationQuery(RecordQuery):
    """Which funding organisations are listed."""

    org_identifier: OrgIdentifier | None = Field(None, description="The one with this identifier.")
    agency_id: UUID | None = Field(None, description="Those that are this agency.")


class FundingOrganisationOut(Out):
    """A funding organisation."""

    model_config = ConfigDict(json_schema_extra={"examples": [ORGANISATION_OUT]})
    id: UUID = Field(description="Its identifier here.")
    name: str = Field(max_length=200, description="Its name.")
    org_identifier: str | None = Field(max_length=120, description="Its public identifier.")
    agency_id: UUID | None = Field(description="The agency that it is.")
    postcode: str | None = Field(max_length=16, description="Where it has its seat.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class FundingOrganisationPage(Out):
    """A page of the list of funding organisations."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/funding-organisations", ORGANISATION_OUT))
    data: list[FundingOrganisationOut] = Field(max_length=200, description="In the order of recording.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
