"""What crosses the wire about the seats in a group: an agency's, filled by a post, never by a name."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema, line
from sosafe_api.domains.agencies.vocabulary import GroupRole
from sosafe_api.domains.auth.schemas import QueryDay, RecordQuery, kept, page_example

SEAT: dict[str, Any] = {
    "agency_id": "019a0000-0000-7000-8000-0000000000bb",
    "role": "member",
    "post": "Community safety lead",
    "starts_on": "2026-04-01",
    "ends_on": None,
}
SEAT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000d1",
    "group_id": "019a0000-0000-7000-8000-0000000000d0",
    **SEAT,
    "created_at": "2026-04-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class GroupMembershipIn(Schema):
    """An agency's seat in the group and the post that fills it. State no person's name."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEAT]})
    agency_id: UUID = Field(description="The agency whose seat it is.")
    role: GroupRole = Field(description="What the holder of the seat does.")
    post: line(200) = Field(description="The post that fills it, never its holder's name.")  # type: ignore[valid-type]
    starts_on: Day = Field(description="The first day.")
    ends_on: Day | None = Field(None, description="The day from which the seat is given up.")


class GroupMembershipPatch(Schema):
    """Changes how a seat is filled, or ends it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2030-04-01"}]})
    role: GroupRole = kept(description="What the holder of the seat does.")
    post: line(200) = kept(description="The post that fills it, never its holder's name.")  # type: ignore[valid-type]
    ends_on: Day | None = Field(None, description="The day from which it is given up; null for no end.")


class GroupMembershipQuery(RecordQuery):
    """Which seats are listed."""

    agency_id: UUID | None = Field(None, description="Of this agency.")
    role: list[GroupRole] | None = Field(
        None, min_length=1, max_length=6, description="With any of these roles."
    )
    on: QueryDay | None = Field(None, description="Held on this day.")


class GroupMembershipOut(Out):
    """An agency's seat in a group, or one it held."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEAT_OUT]})
    id: UUID = Field(description="The seat's identifier.")
    group_id: UUID = Field(description="The group.")
    agency_id: UUID = Field(description="The agency.")
    role: GroupRole = Field(description="What the holder of the seat does.")
    post: str = Field(max_length=200, description="The post that fills it.")
    starts_on: date = Field(description="The first day.")
    ends_on: date | None = Field(description="The day from which the seat is given up.")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class GroupMembershipPage(Out):
    """A page of the seats in a group."""

    model_config = ConfigDict(
        json_schema_extra=page_example(
            "/v1/groups/019a0000-0000-7000-8000-0000000000d0/memberships", SEAT_OUT
        )
    )
    data: list[GroupMembershipOut] = Field(max_length=200, description="The seats, oldest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
