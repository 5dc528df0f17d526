"""What crosses the wire about imports: the file announced, how it stands, what is wrong with it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Code, Cursor, InstantOut, Links, Out, PageInfo, Query, Schema, Slug
from sosafe_api.domains.imports.rules import (
    CommitMode,
    ImportFaultSeverity,
    ImportFormat,
    ImportMode,
    ImportResource,
    ImportStatus,
)

FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._ -]{0,199}$", max_length=200)]


class ImportIn(Schema):
    """A file to be loaded."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"resource": "incidents", "format": "police_uk_street_csv", "commit": "automatic"},
                {"resource": "funding_bids", "format": "threesixtygiving_json"},
                {"resource": "referrals", "format": "ndjson", "mode": "resumable"},
                {"resource": "asb_incidents", "format": "incident_return_csv", "commit": "automatic"},
            ]
        }
    )
    resource: ImportResource = Field(description="What the file holds.")
    format: ImportFormat = Field(description="How it is written.")
    file_name: FileName | None = Field(None, description="The file's name, to recognise it by.")
    mode: ImportMode | None = Field(
        None,
        description="Whether one faulty row keeps the whole file out. `atomic` unless the resource has another only.",
    )
    mapping: Slug | None = Field(
        None,
        description="The name of your agency's mapping of headings, where the file has headings of its own.",
    )
    dry_run: bool = Field(False, description="Only say what would happen; nothing is kept.")
    commit: CommitMode = Field(
        CommitMode.MANUAL, description="Whether a faultless file is committed at once."
    )


class ImportTransitionIn(Schema):
    """The next step of an import."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "validating"}]})
    to: ImportStatus = Field(
        description="`validating` closes the upload, `committing` keeps it, `cancelled` drops it, `reversing` takes"
        " back what was kept."
    )
    reason_code: Code | None = Field(
        None, description="Why it is taken back, as for a single record; only with `reversing`."
    )


class ImportQuery(Query):
    """Which imports are listed."""

    status: list[ImportStatus] | None = Field(
        None, min_length=1, max_length=11, description="Any of these statuses."
    )
    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(None, description="`next_cursor` of the page before.")


class ImportFaultQuery(Query):
    """Which faults are listed."""

    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(None, description="`next_cursor` of the page before.")


class UploadLimits(Out):
    """Where the file goes and how much of it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "url": "/v1/imports/019a0000-0000-7000-8000-0000000000cc/content",
                    "max_bytes": 536870912,
                    "max_rows": 5000000,
                    "max_part_bytes": 10485760,
                }
            ]
        }
    )
    url: str = Field(max_length=256, description="PUT the whole file here, or PATCH it in parts.")
    max_bytes: int = Field(ge=1, le=2**40, description="Most bytes of the file.")
    max_rows: int = Field(ge=1, le=2**40, description="Most rows of the file.")
    max_part_bytes: int = Field(ge=1, le=2**40, description="Most bytes of one request.")


EXAMPLE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000cc",
    "resource": "incidents",
    "format": "police_uk_street_csv",
    "file_name": "2021-01-example-street.csv",
    "mode": "atomic",
    "mapping": None,
    "dry_run": False,
    "commit": "automatic",
    "status": "committed",
    "bytes_received": 1024,
    "progress_percent": None,
    "force": "Example Constabulary",
    "month": "2021-01-01",
    "rows_read": 12,
    "rows_done": None,
    "rows_without_area": 1,
    "faults": 0,
    "warnings": 0,
    "rows_created": None,
    "rows_updated": None,
    "rows_unchanged": None,
    "rows_refused": None,
    "duplicate_of": None,
    "reversal_reason": None,
    "problem_code": None,
    "problem_detail": None,
    "upload": UploadLimits.model_config["json_schema_extra"]["examples"][0],  # type: ignore[index]
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:05.000Z",
    "etag": '"00112233445566778899"',
}


class ImportOut(Out):
    """An import as it stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    id: UUID = Field(description="The import's identifier.")
    resource: ImportResource = Field(description="What the file holds.")
    format: ImportFormat = Field(description="How it is written.")
    file_name: str | None = Field(max_length=200, description="The file's name, as given.")
    mode: ImportMode = Field(description="Whether one faulty row keeps the whole file out.")
    mapping: Slug | None = Field(
        description="The mapping that the file is read by, as it was when the import was created."
    )
    dry_run: bool = Field(description="Whether this is a rehearsal.")
    commit: CommitMode = Field(description="Whether a faultless file is committed at once.")
    status: ImportStatus = Field(description="Where it stands.")
    bytes_received: int = Field(ge=0, le=2**40, description="Bytes received so far.")
    progress_percent: int | None = Field(
        ge=0,
        le=99,
        description="How much of the file the step under way has read; null while none is. 99 until it is kept.",
    )
    force: str | None = Field(max_length=200, description="The police force that the file is of.")
    month: date | None = Field(description="The first day of the month that the file is of.")
    rows_read: int | None = Field(ge=0, le=2**31, description="Rows of the file.")
    rows_done: int | None = Field(
        ge=0, le=2**31, description="Rows that are settled for good, while a file is kept step by step."
    )
    rows_without_area: int | None = Field(
        ge=0, le=2**31, description="Rows that name no area; they are kept."
    )
    faults: int | None = Field(
        ge=0,
        le=2**31,
        description="Errors found. Each keeps its row out; where the mode is `atomic`, any one keeps the file out.",
    )
    warnings: int | None = Field(ge=0, le=2**31, description="Values that were taken as the warning says.")
    rows_created: int | None = Field(
        ge=0, le=2**31, description="Records that were made, where rows make any."
    )
    rows_updated: int | None = Field(
        ge=0, le=2**31, description="Records that were changed, where rows change any."
    )
    rows_unchanged: int | None = Field(ge=0, le=2**31, description="Rows that are held already.")
    rows_refused: int | None = Field(ge=0, le=2**31, description="Rows with an error, which are not taken.")
    duplicate_of: UUID | None = Field(description="The import by which this very file is already loaded.")
    reversal_reason: Code | None = Field(description="Why it is or was to be taken back.")
    problem_code: Code | None = Field(
        description="The rule by which the file was refused as a whole, or could not be taken back."
    )
    problem_detail: str | None = Field(max_length=500, description="What to do about it.")
    upload: UploadLimits = Field(description="Where the file goes.")
    created_at: InstantOut = Field(description="When the import was created.")
    updated_at: InstantOut = Field(description="When it last moved.")
    etag: str = Field(max_length=64, description="Send as `If-Match` with the next step.")


class ImportPage(Out):
    """A page of the list of imports."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [EXAMPLE],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": "/v1/imports", "first": "/v1/imports", "next": None},
                }
            ]
        }
    )
    data: list[ImportOut] = Field(max_length=200, description="The imports, newest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


FAULT: dict[str, Any] = {
    "row": 3,
    "line": 4,
    "column": "Month",
    "severity": "error",
    "code": "not_a_month",
    "suggestion": "Write the month as 2021-01.",
}


class ImportFaultOut(Out):
    """A faulty value of the file; never the value itself."""

    model_config = ConfigDict(json_schema_extra={"examples": [FAULT]})
    row: int = Field(ge=0, le=2**31, description="The row; 1 is the first after the header, 0 the header.")
    line: int = Field(ge=1, le=2**31, description="The line of the file, when no value spans several lines.")
    column: str | None = Field(
        max_length=120,
        description="The column, by the heading of the file, or the member; null for the row as a whole.",
    )
    severity: ImportFaultSeverity = Field(description="Whether the row is kept out, or taken as it says.")
    code: Code = Field(description="The rule that is broken.")
    suggestion: str = Field(max_length=500, description="What to do about it.")


class ImportFaultPage(Out):
    """A page of the faulty values of a file."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [FAULT],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": "/v1/imports/x/faults", "first": "/v1/imports/x/faults", "next": None},
                }
            ]
        }
    )
    data: list[ImportFaultOut] = Field(max_length=200, description="The faults, in the order of rows.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
