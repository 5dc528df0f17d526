"""What crosses the wire about designated liaison officers: posts and role mailboxes, never a person."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, Email, InstantOut, Links, Out, PageInfo, Schema, line
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, kept, page_example

Telephone = Annotated[str, StringConstraints(max_length=21, pattern=r"^\+?[0-9][0-9 ]{6,19}$")]
OFFICER: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "post": "Designated liaison officer",
    "email": "liaison@example.org",
    "telephone": "01632 960000",
    "starts_on": "2026-04-01",
    "ends_on": None,
}
OFFICER_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000b2",
    **OFFICER,
    "created_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class LiaisonOfficerIn(Schema):
    """The post through which a responsible authority shares information. State no person's name."""

    model_config = ConfigDict(json_schema_extra={"examples": [OFFICER]})
    agency_id: UUID = Field(description="The agency; a responsible authority on each day of the period.")
    post: line(200) = Field(description="The post, never its holder's name.")  # type: ignore[valid-type]
    email: Email = Field(description="The mailbox of the post, never a person's own.")
    telephone: Telephone | None = Field(None, description="The number of the post.")
    starts_on: Day = Field(description="The first day.")
    ends_on: Day | None = Field(None, description="The day from which it is no longer designated.")


class LiaisonOfficerPatch(Schema):
    """Changes how the post is reached, or ends its designation."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"telephone": None}]})
    post: line(200) = kept(description="The post, never its holder's name.")  # type: ignore[valid-type]
    email: Email = kept(description="The mailbox of the post, never a person's own.")
    telephone: Telephone | None = Field(None, description="The number of the post; null for none.")
    ends_on: Day | None = Field(
        None, description="The day from which it is no longer designated; null for no end."
    )


class LiaisonOfficerQuery(RecordQuery):
    """Which liaison officers are listed."""

    agency_id: UUID | None = Field(None, description="Of this agency.")
    on: QueryDay | None = Field(None, description="Designated on this day.")


class LiaisonOfficerOut(Out):
    """The post through which a responsible authority shares information, or did."""

    model_config = ConfigDict(json_schema_extra={"examples": [OFFICER_OUT]})
    id: UUID = Field(description="The designation's identifier.")
    agency_id: UUID = Field(description="The agency.")
    post: str = Field(max_length=200, description="The post.")
    email: str = Field(max_length=254, description="The mailbox of the post.")
    telephone: str | None = Field(max_length=21, description="The number of the post.")
    starts_on: date = Field(description="The first day.")
    ends_on: date | None = Field(description="The day from which it is no longer designated.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class LiaisonOfficerPage(Out):
    """A page of the list of liaison officers."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/liaison-officers", OFFICER_OUT))
    data: list[LiaisonOfficerOut] = Field(max_length=200, description="The designations, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
