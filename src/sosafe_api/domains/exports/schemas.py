"""What crosses the wire when an export is asked for, listed and read."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.exports.vocabulary import ExportFormat, ExportStatus

ADDRESS = "/v1/agencies?kind=police"
EXPORT: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f7",
    "list": ADDRESS,
    "format": "parquet",
    "purpose": None,
    "status": "ready",
    "rows_written": 3,
    "bytes_written": 4096,
    "digest": "sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:",
    "as_of": "2026-11-02T09:30:01.000Z",
    "change_cursor": "AAAA",
    "content": "/v1/exports/019a0000-0000-7000-8000-0000000000f7/content",
    "problem_code": None,
    "problem_detail": None,
    "expires_at": "2026-11-03T09:30:02.000Z",
    "created_at": "2026-11-02T09:30:00.000Z",
    "updated_at": "2026-11-02T09:30:02.000Z",
    "etag": '"00112233445566778899"',
}
ListAddress = Annotated[
    str, StringConstraints(min_length=5, max_length=2048, pattern=r"^/v1/[!-~]*$")
]  # of visible ASCII, as an address is written


class ExportIn(Schema):
    """An export that is wanted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"list": ADDRESS, "format": "csv"}]})
    list: ListAddress = Field(
        description="The address of the list with its filters, as its pages are read; without `limit` and `cursor`."
    )
    format: ExportFormat = Field(description="The form of the file.")
    purpose: Code | None = Field(
        None,
        description="For a list that is read for a purpose: the purpose. It is recorded at each download too.",
    )


class ExportQuery(RecordQuery):
    """Which exports are listed."""


class ExportOut(Out):
    """An export and how far it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXPORT]})
    id: UUID = Field(description="The export's identifier.")
    list: str = Field(max_length=2048, description="The list with its filters.")
    format: ExportFormat = Field(description="The form of the file.")
    purpose: Code | None = Field(description="What the list is read for; null where it needs no purpose.")
    status: ExportStatus = Field(description="Where it stands.")
    rows_written: int = Field(
        ge=0, le=2**53, description="Records written so far; once `ready`, all of them."
    )
    bytes_written: int = Field(
        ge=0, le=2**53, description="Bytes written so far; once `ready`, the file's length."
    )
    digest: str | None = Field(
        max_length=64,
        description="SHA-256 of the whole content, as `Repr-Digest` has it; null until it is `ready`.",
    )
    as_of: InstantOut | None = Field(
        description="The instant whose records it holds; null until it is `ready`."
    )
    change_cursor: str | None = Field(
        max_length=2048,
        description="Where to read on from there in the feed of changes; null until it is `ready`.",
    )
    content: str | None = Field(
        max_length=256, description="Where to fetch it; null where there is no content."
    )
    problem_code: Code | None = Field(description="Why it failed, by the code of a problem; null otherwise.")
    problem_detail: str | None = Field(max_length=1000, description="The same in words.")
    expires_at: InstantOut | None = Field(
        description="When its content is deleted, 24 hours after it was written; null until it is `ready`."
    )
    created_at: InstantOut = Field(description="When it was asked for.")
    updated_at: InstantOut = Field(description="When it last moved.")
    etag: str = Field(max_length=64, description="Its version.")


class ExportPage(Out):
    """A page of the list of exports."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/exports", EXPORT))
    data: list[ExportOut] = Field(
        max_length=200, description="The exports that you asked for, the latest first."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
