"""What crosses the wire about stays: asking for one, moving it on, and what its case may know of it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, kept, page_example
from sosafe_api.domains.placements.rules import PlaceKind, PlacementStatus

ReasonCode = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z_]{1,64}$")]
CASE_ID = "019a0000-0000-7000-8000-0000000000c1"
PLACEMENT: dict[str, Any] = {"kind": "safe_space", "starts_on": "2026-12-01", "ends_on": "2026-12-15"}
SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000e2",
    "case_id": CASE_ID,
    "service_id": "019a0000-0000-7000-8000-000000000001",
    **PLACEMENT,
    "status": "requested",
    "status_since": "2026-11-30T09:30:00.000Z",
    "ended_on": None,
    "created_at": "2026-11-30T09:30:00.000Z",
    "updated_at": "2026-11-30T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class PlacementIn(Schema):
    """Asks for a stay; the service's duty offers a place."""

    model_config = ConfigDict(json_schema_extra={"examples": [PLACEMENT]})
    kind: PlaceKind = Field(description="What kind of accommodation is needed.")
    starts_on: Day = Field(description="The first day.")
    ends_on: Day = Field(description="The day of leaving, at most two years later; it can be extended.")


class PlacementPatch(Schema):
    """Extends or shortens a stay; its first day changes only before the person has moved in."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2026-12-29"}]})
    starts_on: Day = kept(description="The first day.")
    ends_on: Day = kept(description="The day of leaving.")


class PlacementTransitionIn(Schema):
    """A move of a stay's status."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"to": "cancelled", "place_id": None, "reason_code": "remains_at_home"}]
        }
    )
    to: PlacementStatus = Field(description="The status; `allowed_transitions` lists those open to you.")
    place_id: UUID | None = Field(None, description="The place that is offered; needed for offered only.")
    reason_code: ReasonCode | None = Field(
        None, description="Why; needed for refused, cancelled and ended, each with its own code list."
    )


class PlacementQuery(RecordQuery):
    """A page of a case's stays."""


class PlacementSummary(Out):
    """That there is a stay, its days and where it stands; never where it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The placement's identifier.")
    case_id: UUID = Field(description="The case that asked for it.")
    service_id: UUID = Field(description="The service that was asked.")
    kind: PlaceKind = Field(description="What kind of accommodation is needed.")
    starts_on: date = Field(description="The first day.")
    ends_on: date = Field(description="The day of leaving, as agreed.")
    status: PlacementStatus = Field(description="Where it stands.")
    status_since: InstantOut = Field(description="Since when.")
    ended_on: date | None = Field(description="The day on which the person left.")
    created_at: InstantOut = Field(description="When it was asked for.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


DETAIL: dict[str, Any] = {
    "place_id": None,
    "reason_code": None,
    "allowed_transitions": ["refused", "cancelled"],
}


class PlacementOut(PlacementSummary):
    """A stay as its case sees it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**SUMMARY, **DETAIL}]})
    place_id: UUID | None = Field(
        description="The place, for those who may ask for its location now: the duty, and who works on the case "
        "while somebody stays there; null for others."
    )
    reason_code: str | None = Field(
        max_length=64, description="Why it was refused or cancelled, or how it ended."
    )
    allowed_transitions: list[PlacementStatus] = Field(max_length=6, description="Where you may move it now.")


class PlacementMoved(Out):
    """A move that was made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "placement_id": SUMMARY["id"],
                    "from": "requested",
                    "to": "cancelled",
                    "allowed_transitions": [],
                }
            ]
        },
        populate_by_name=True,
    )
    placement_id: UUID = Field(description="The placement.")
    from_: PlacementStatus = Field(alias="from", description="The status before.")
    to: PlacementStatus = Field(description="The status now.")
    allowed_transitions: list[PlacementStatus] = Field(max_length=6, description="Where you may move it now.")


class PlacementPage(Out):
    """A page of a case's stays."""

    model_config = ConfigDict(json_schema_extra=page_example(f"/v1/cases/{CASE_ID}/placements", SUMMARY))
    data: list[PlacementSummary] = Field(max_length=200, description="The stays, in the order of asking.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
