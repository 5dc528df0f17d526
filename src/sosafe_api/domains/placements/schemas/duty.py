"""What crosses the wire about the duty roster: identifiers and instants."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Instant, InstantOut, Links, Out, PageInfo, QueryInstant, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example

SHIFT: dict[str, Any] = {
    "service_id": "019a0000-0000-7000-8000-000000000001",
    "principal_id": "019a0000-0000-7000-8000-0000000000b1",
    "lead": False,
    "starts_at": "2026-11-02T18:00:00Z",
    "ends_at": "2026-11-03T08:00:00Z",
}
SHIFT_OUT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e5",
    **SHIFT,
    "starts_at": "2026-11-02T18:00:00.000Z",
    "ends_at": "2026-11-03T08:00:00.000Z",
    "created_at": "2026-11-01T09:00:00.000Z",
    "etag": '"00112233445566778899"',
}


class DutyShiftIn(Schema):
    """Puts somebody on duty for a service. It opens the service's places to them for that time."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHIFT]})
    service_id: UUID = Field(description="The service.")
    principal_id: UUID = Field(
        description="The user on duty, as the service's list of caseworkers shows them; somebody else than you."
    )
    lead: bool = Field(False, description="Whether they lead the duty, and are told of every reveal.")
    starts_at: Instant = Field(description="From when.")
    ends_at: Instant = Field(description="Until when (exclusive), at most 31 days later.")


class DutyShiftPatch(Schema):
    """Ends a shift earlier or later; for one that shall never have been, state its start."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_at": "2026-11-03T06:00:00Z"}]})
    ends_at: Instant = kept(description="Until when (exclusive), at most 31 days after its start.")


class DutyShiftQuery(RecordQuery):
    """Which shifts are listed."""

    service_id: UUID | None = Field(None, description="Of this service.")
    principal_id: UUID | None = Field(None, description="Of this user.")
    on_duty_at: QueryInstant | None = Field(None, description="On duty at this instant.")


class DutyShiftOut(Out):
    """Somebody's time on duty for a service."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHIFT_OUT]})
    id: UUID = Field(description="The shift's identifier.")
    service_id: UUID = Field(description="The service.")
    principal_id: UUID = Field(description="The user on duty.")
    lead: bool = Field(description="Whether they lead the duty.")
    starts_at: InstantOut = Field(description="From when.")
    ends_at: InstantOut = Field(description="Until when (exclusive).")
    created_at: InstantOut = Field(description="When it was recorded.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class DutyShiftPage(Out):
    """A page of the list of duty shifts."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/duty-shifts", SHIFT_OUT))
    data: list[DutyShiftOut] = Field(
        max_length=200, description="The shifts, in the order of their recording."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
