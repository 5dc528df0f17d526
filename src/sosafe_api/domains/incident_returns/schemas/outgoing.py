"""How every returned incident is shown."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.partial_dates import PartialDateOut
from sosafe_api.core.schemas import InstantOut, Out
from sosafe_api.domains.incident_returns.vocabulary import EntryErrorReason, IncidentRecordStatus

MOST_VERSIONS = 200
COMMON: dict[str, Any] = {
    "changed_at": "2026-11-02T09:30:00.000Z",
    "occurred_on": "2026-10-31",
    "occurred_time": "21:40",
    "lsoa_code": "E01023787",
    "lsoa_vintage": 2011,
    "outward_postcode": "SG1",
}
RECORD: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000a7",
    "agency_id": "019a0000-0000-7000-8000-000000000002",
    "agency_reference": "EX-2026-000123",
    **COMMON,
    "district_code": "E07000243",
    "status": "recorded",
    "error_reason": None,
    "recorded_at": "2026-11-02T09:31:00.000Z",
    "updated_at": "2026-11-02T09:31:00.000Z",
    "version": 1,
    "etag": '"b3k2n7q5x1"',
}
EARLIER: dict[str, Any] = {"version": 1, **COMMON, "replaced_at": "2026-11-03T10:00:00.000Z"}


class CommonFactsOut(Out):
    """What every return states."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMMON]})
    changed_at: InstantOut = Field(description="When the agency's record last changed, as it said.")
    occurred_on: PartialDateOut = Field(description="The day, or the month.")
    occurred_time: str | None = Field(max_length=5, description="The time of day in London.")
    lsoa_code: str | None = Field(max_length=9, description="The lower layer super output area.")
    lsoa_vintage: int | None = Field(
        ge=2001, le=2021, description="The census whose boundaries the code is of."
    )
    outward_postcode: str | None = Field(max_length=4, description="The outward part of the postcode.")


class ReturnedIncidentOut(CommonFactsOut):
    """An incident as it is held."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD]})
    id: UUID = Field(description="The record.")
    agency_id: UUID = Field(description="The agency that returned it.")
    agency_reference: str = Field(max_length=64, description="Its reference there.")
    district_code: str | None = Field(
        max_length=9,
        description="The district of the LSOA; null where none is stated or it is in no look-up.",
    )
    status: IncidentRecordStatus = Field(description="Whether the record stands.")
    error_reason: EntryErrorReason | None = Field(description="Why it was an error.")
    recorded_at: InstantOut = Field(description="When it first arrived.")
    updated_at: InstantOut = Field(description="When it last changed here.")
    version: int = Field(ge=1, le=2**31, description="Counts up with each change.")
    etag: str = Field(max_length=64, description="Send as `If-Match` with a change.")


class EarlierVersionOut(CommonFactsOut):
    """What the record said before a change."""

    model_config = ConfigDict(json_schema_extra={"examples": [EARLIER]})
    version: int = Field(ge=1, le=2**31, description="Which version.")
    replaced_at: InstantOut = Field(description="When it was replaced.")
