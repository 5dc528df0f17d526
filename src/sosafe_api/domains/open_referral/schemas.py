"""What crosses the wire as Open Referral UK. What is not known is absent: the standard has no null."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out, Query, QueryInstant, line
from sosafe_api.domains.agencies.schemas.services import OLDEST, SERVICE_OUT
from sosafe_api.domains.auth.schemas import kept
from sosafe_api.domains.open_referral.rules import Directory, page

_OFFER: dict[str, Any] = SERVICE_OUT | {
    "agency": {"id": SERVICE_OUT["agency_id"], "name": "Example Charity", "kind": "voluntary_sector"}
}
_LABELS = {"domestic_abuse_support": "Domestic abuse support", "voluntary_sector": "Voluntary sector"}
_DIRECTORY = Directory("https://api.example.org")
_WHOLE = _DIRECTORY.service(_OFFER, _LABELS)
MOST = 1_000_000
Address = Annotated[str, Field(max_length=2048, json_schema_extra={"format": "uri"})]


class OpenReferralQuery(Query):
    """Which services are listed, by the parameters of the standard."""

    search: line(200) | None = Field(None, description="Words that the name or description must hold.")  # type: ignore[valid-type]
    organization_id: UUID | None = Field(None, description="Offered by this agency.")
    taxonomy_term_id: UUID | None = Field(None, description="Of the kind that this term stands for.")
    modified_after: QueryInstant | None = Field(None, description="Changed at or after this instant.")
    page: int = Field(1, ge=1, le=10_000, description="The number of the page, from 1.")
    per_page: int = Field(50, ge=1, le=200, description="Services of a page.")


class OpenReferralAbout(Out):
    """Which version and profile of the standard is served."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DIRECTORY.about()]})
    version: str = Field(max_length=32, description="The version of the specification.")
    profile: Address = Field(description="The application profile.")
    openapi_url: Address = Field(description="The contract of this service.")


class OpenReferralOrganization(Out):
    """Who offers the service."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WHOLE["organization"]]})
    id: UUID = Field(description="The agency's identifier.")
    name: str = Field(max_length=200, description="Its name.")
    description: str = Field(max_length=200, description="What kind of body it is.")
    uri: Address = Field(description="Where its record is.")


class OpenReferralTerm(Out):
    """A kind of service, as a term of a taxonomy."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WHOLE["attributes"][0]["taxonomy_term"]]})
    id: UUID = Field(description="The term's identifier.")
    taxonomy: Address = Field(description="The taxonomy: the list of codes that it is from.")
    term: str = Field(max_length=200, description="Its label.")
    term_uri: Address = Field(description="Where the term is explained.")


class OpenReferralAttribute(Out):
    """What the service is classified as."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WHOLE["attributes"][0]]})
    id: UUID = Field(description="The classification's identifier.")
    link_id: UUID = Field(description="The service.")
    taxonomy_term_id: UUID = Field(description="The term.")
    link_type: str = Field(max_length=64, description="What the term describes.")
    taxonomy_term: OpenReferralTerm = Field(description="The term in full.")


class OpenReferralSummary(Out):
    """A service in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DIRECTORY.listed(_OFFER, _LABELS)]})
    id: UUID = Field(description="The service's identifier.")
    name: str = Field(max_length=200, description="Its name.")
    description: str = Field(max_length=2000, description="What it does.")
    url: Address = Field(description="Where its record is.")
    status: str = Field(
        max_length=32,
        description="`active`, `inactive`, `defunct` or `temporarily closed`, as the standard has it.",
    )
    eligibility_description: str = Field(max_length=2000, description="Who it is for.")
    minimum_age: int = kept(ge=0, le=OLDEST, description="The youngest it takes; absent without a limit.")
    maximum_age: int = kept(ge=0, le=OLDEST, description="The oldest it takes; absent without a limit.")
    alert: str = kept(max_length=200, description="That it takes no referrals now; absent while it does.")
    last_modified: InstantOut = Field(description="When it last changed.")
    organization: OpenReferralOrganization = Field(description="Who offers it.")


class OpenReferralService(OpenReferralSummary):
    """A service with all that is known of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WHOLE]})
    attributes: list[OpenReferralAttribute] = Field(max_length=1, description="What it is classified as.")


class OpenReferralServices(Out):
    """A page of services, counted as the standard counts."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [page([_DIRECTORY.listed(_OFFER, _LABELS)], 1, 1, 50)]}
    )
    total_items: int = Field(ge=0, le=MOST, description="Services in all.")
    total_pages: int = Field(ge=0, le=MOST, description="Pages in all.")
    page_number: int = Field(ge=1, le=10_000, description="This page, from 1.")
    size: int = Field(ge=0, le=200, description="Services of this page.")
    first_page: bool = Field(description="Whether it is the first.")
    last_page: bool = Field(description="Whether it is the last.")
    empty: bool = Field(description="Whether it holds none.")
    contents: list[OpenReferralSummary] = Field(
        max_length=200, description="The services, by their short name."
    )
