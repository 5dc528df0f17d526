"""What crosses the wire about who calls which operation."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Links, Out, PageInfo
from sosafe_api.domains.auth.schemas.records import QueryDay, RecordQuery, page_example
from sosafe_api.domains.auth.vocabulary import CallerKind

OPERATION = "^[a-z]+(_[a-z0-9]+)+$"
USAGE: dict[str, Any] = {
    "month": "2026-11-01",
    "caller_kind": "client",
    "caller_id": "019a0000-0000-7000-8000-0000000000b1",
    "operation": "create_referral",
    "requests": 1204,
    "last_used_on": "2026-11-26",
}


class OperationUsageQuery(RecordQuery):
    """Which counts are listed."""

    since: QueryDay | None = Field(None, description="From the month of this day on.")
    caller_id: UUID | None = Field(None, description="Of this program, or of the people of this agency.")
    operation: str | None = Field(
        None,
        max_length=100,
        pattern=OPERATION,
        description="Of this operation, by its `operationId` in the contract.",
    )


class OperationUsageOut(Out):
    """The requests of a caller to an operation in a month; refused ones count, and the last minute may be missing."""

    model_config = ConfigDict(json_schema_extra={"examples": [USAGE]})
    month: date = Field(description="The first day of the month.")
    caller_kind: CallerKind = Field(
        description="`client`: a program. `agency`: all people of an agency, who are not counted one by one."
    )
    caller_id: UUID = Field(description="The program's principal, or the agency.")
    operation: str = Field(
        max_length=100, pattern=OPERATION, description="The `operationId` of the contract."
    )
    requests: int = Field(ge=1, le=2**53 - 1, description="How many requests there were.")
    last_used_on: date = Field(description="The day of the last one.")


class OperationUsagePage(Out):
    """A page of the counts."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/operation-usage", USAGE))
    data: list[OperationUsageOut] = Field(
        max_length=200, description="The counts, by month, caller and operation."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
