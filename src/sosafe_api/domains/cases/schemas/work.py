"""What crosses the wire about all records of the work on a case alike."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import InstantOut, Out
from sosafe_api.domains.auth.schemas import RecordQuery

CASE_ID = "019a0000-0000-7000-8000-0000000000c1"
RECORD: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    "case_id": CASE_ID,
    "created_by": "019a0000-0000-7000-8000-0000000000b1",
    "created_at": "2026-11-03T09:30:00.000Z",
    "updated_at": "2026-11-03T09:30:00.000Z",
    "etag": '"00112233445566778899"',
}


class CaseRecordQuery(RecordQuery):
    """The page of a case's records."""


class CaseRecordReceipt(Out):
    """A record of the work was kept; what it says is read for a stated purpose."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{name: RECORD[name] for name in ("id", "case_id", "etag")}]}
    )
    id: UUID = Field(description="The record's identifier.")
    case_id: UUID = Field(description="The case.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")


class CaseRecordOut(Out):
    """What every record of the work shows."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD]})
    id: UUID = Field(description="The record's identifier.")
    case_id: UUID = Field(description="The case.")
    created_by: UUID = Field(description="Who recorded it.")
    created_at: InstantOut = Field(description="When it was recorded.")
    updated_at: InstantOut = Field(description="When it last changed.")
    etag: str = Field(max_length=64, description="Send as `If-Match` to change it.")
