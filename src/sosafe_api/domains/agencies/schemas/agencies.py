"""What crosses the wire about agencies."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Links, Out, PageInfo, Schema, Slug, line
from sosafe_api.domains.agencies.vocabulary import AgencyKind, MembershipBasis
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, kept, page_example

AGENCY: dict[str, Any] = {
    "slug": "example-housing",
    "name": "Example Housing Association",
    "kind": "housing_association",
}
AGENCY_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000bb",
    **AGENCY,
    "created_at": "2026-04-01T09:00:00.000Z",
    "updated_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class AgencyIn(Schema):
    """An organisation of the partnership, or one that works with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [AGENCY]})
    slug: Slug = Field(description="Its short name, unique in the partnership and never changed.")
    name: line(200) = Field(description="Its name.")  # type: ignore[valid-type]
    kind: AgencyKind = Field(description="What kind of body it is.")


class AgencyPatch(Schema):
    """What may change of an agency."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Example Homes"}]})
    name: line(200) = kept(description="Its name.")  # type: ignore[valid-type]
    kind: AgencyKind = kept(description="What kind of body it is.")


class AgencyQuery(RecordQuery):
    """Which agencies are listed."""

    kind: list[AgencyKind] | None = Field(
        None, min_length=1, max_length=16, description="Any of these kinds."
    )
    basis: MembershipBasis | None = Field(
        None, description="Belonging to the partnership on this basis, today or on the day `on`."
    )
    on: QueryDay | None = Field(None, description="Belonging to the partnership on this day.")


class AgencyOut(Out):
    """An agency."""

    model_config = ConfigDict(json_schema_extra={"examples": [AGENCY_OUT]})
    id: UUID = Field(description="The agency's identifier.")
    slug: str = Field(max_length=63, description="Its short name.")
    name: str = Field(max_length=200, description="Its name.")
    kind: AgencyKind = Field(description="What kind of body it is.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class AgencyPage(Out):
    """A page of the list of agencies."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/agencies", AGENCY_OUT))
    data: list[AgencyOut] = Field(max_length=200, description="The agencies, by slug.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
