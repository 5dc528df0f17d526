"""Releases of indicators: drafted, checked, approved, withdrawn, and listed for everybody."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Cursor, Day, InstantOut, Links, Out, PageInfo, Query, Schema, text
from sosafe_api.domains.kpis.vocabulary import FindingCode, ReleaseStatus, ReleaseStep

REVISION: dict[str, Any] = {
    "kpi_code": "crime_rate",
    "note": "Street files of March were replaced by the police.",
}
FINDING: dict[str, Any] = {
    "code": "suppressed",
    "path": "referrals_received/observations?period=quarter&by=service",
    "cells": 7,
}
PUBLIC: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000dd",
    "number": 12,
    "status": "published",
    "notes": "Quarterly release.",
    "revisions": [REVISION],
    "published_at": "2026-11-02T09:30:00.123Z",
    "data_cut_off": "2026-11-02T09:00:00.123Z",
    "withdrawn_at": None,
    "withdrawn_reason": None,
}
SUMMARY: dict[str, Any] = PUBLIC | {"released_by": "019a0000-0000-7000-8000-0000000000ee"}
RELEASE: dict[str, Any] = SUMMARY | {
    "before": "2026-10-01",
    "tables_done": 80,
    "tables_total": 80,
    "findings": [FINDING],
    "created_at": "2026-11-02T08:59:00.123Z",
    "created_by": "019a0000-0000-7000-8000-0000000000ef",
    "changed_by": "019a0000-0000-7000-8000-0000000000ef",
    "withdrawn_by": None,
    "allowed_transitions": ["withdrawn"],
    "etag": '"Zm9v"',
}
TABLE: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000df",
    "path": "crime_rate/observations?period=quarter",
    "media_type": "application/json",
    "kpi_code": "crime_rate",
    "content_digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 10240,
}


class RevisionIn(Schema):
    """What is different in an indicator's values since the last release, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVISION]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    note: text(500) = Field(description="What changed and why, for readers.")  # type: ignore[valid-type]


class ReleaseIn(Schema):
    """What is said about a release. What it holds follows from the definitions and the data."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"notes": "Quarterly release.", "before": "2026-10-01"}]}
    )
    notes: text(2000) = Field(description="What is new or corrected, for readers.")  # type: ignore[valid-type]
    before: Day | None = Field(None, description="Publish only periods that ended by this day.")
    revisions: list[RevisionIn] = Field(
        default_factory=list, max_length=200, description="What was corrected, by indicator."
    )


class ReleasePatch(Schema):
    """Changes of what is said about a release."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"revisions": [REVISION]}]})
    notes: text(2000) | None = Field(  # type: ignore[valid-type]
        None, description="What is new or corrected, for readers."
    )
    revisions: list[RevisionIn] | None = Field(
        None, max_length=200, description="What was corrected, by indicator; replaces the list."
    )


class ReleaseTransitionIn(Schema):
    """A step of a release."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "published"}]})
    to: ReleaseStep = Field(description="The status wanted.")
    reason: text(1000) | None = Field(  # type: ignore[valid-type]
        None, description="Why it is withdrawn, for readers; for nothing else."
    )


class ReleaseQuery(Query):
    """A page of releases."""

    limit: int = Field(50, ge=1, le=200, description="Items of a page.")
    cursor: Cursor | None = Field(None, description="`next_cursor` of the page before.")


class FrozenTableQuery(ReleaseQuery):
    """A page of what a release holds."""


class ReleaseRevision(Out):
    """What is different in an indicator's values since the last release."""

    model_config = ConfigDict(json_schema_extra={"examples": [REVISION]})
    kpi_code: str = Field(max_length=64, pattern="^[a-z][a-z0-9_]*$", description="The indicator's code.")
    note: str = Field(max_length=500, description="What changed and why.")


class FindingOut(Out):
    """What the check found in a table: numbers of values, never which and never what they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [FINDING]})
    code: FindingCode = Field(description="What was found.")
    path: str = Field(
        max_length=200, description="The table; empty for the release as a whole or an earlier one."
    )
    cells: int = Field(ge=0, le=10**9, description="How many values.")


class PublicReleaseOut(Out):
    """What everybody may know of a release, also of one that was withdrawn."""

    model_config = ConfigDict(json_schema_extra={"examples": [PUBLIC]})
    id: UUID = Field(description="The release's identifier.")
    number: int = Field(ge=1, le=1_000_000, description="Counts up from 1.")
    status: ReleaseStatus = Field(description="Whether it stands.")
    notes: str = Field(max_length=2000, description="What is new or corrected.")
    revisions: list[ReleaseRevision] = Field(max_length=200, description="What was corrected, by indicator.")
    published_at: InstantOut = Field(description="When it was published.")
    data_cut_off: InstantOut = Field(description="What was recorded later is not in it.")
    withdrawn_at: InstantOut | None = Field(description="When it was withdrawn.")
    withdrawn_reason: str | None = Field(max_length=1000, description="Why it was withdrawn.")


class PublicReleaseList(Out):
    """Every release of a partnership, the latest first, with what each corrected."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [PUBLIC]}]})
    data: list[PublicReleaseOut] = Field(max_length=200, description="The releases.")


class ReleaseSummary(Out):
    """A publication of all indicators. What it holds never changes; a correction is a new release."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The release's identifier.")
    number: int | None = Field(ge=1, le=1_000_000, description="Counts up from 1; null until published.")
    status: ReleaseStatus = Field(description="Where it stands.")
    notes: str = Field(max_length=2000, description="What is new or corrected.")
    revisions: list[ReleaseRevision] = Field(max_length=200, description="What was corrected, by indicator.")
    published_at: InstantOut | None = Field(description="When it was published.")
    data_cut_off: InstantOut | None = Field(description="What was recorded later is not in it.")
    released_by: UUID | None = Field(description="Who approved it.")
    withdrawn_at: InstantOut | None = Field(description="When it was withdrawn.")
    withdrawn_reason: str | None = Field(max_length=1000, description="Why it was withdrawn.")


class ReleaseOut(ReleaseSummary):
    """A release with how far it is, what its check found, and who had a hand in it."""

    model_config = ConfigDict(json_schema_extra={"examples": [RELEASE]})
    before: date | None = Field(description="Only periods that ended by this day are in it.")
    tables_done: int = Field(ge=0, le=100_000, description="How many tables are computed.")
    tables_total: int = Field(ge=0, le=100_000, description="Of how many; 0 until the work begins.")
    findings: list[FindingOut] = Field(max_length=10_000, description="What the check found.")
    created_at: InstantOut | None = Field(description="When it was drafted.")
    created_by: UUID | None = Field(description="Who drafted it.")
    changed_by: UUID | None = Field(description="Who changed last what it says.")
    withdrawn_by: UUID | None = Field(description="Who withdrew it.")
    allowed_transitions: list[ReleaseStep] = Field(max_length=3, description="What may follow now.")
    etag: str = Field(max_length=64, description="Send as `If-Match` with the next change.")


class ReleasePage(Out):
    """A page of the list of releases, the latest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [SUMMARY],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": "/v1/kpi-releases", "first": "/v1/kpi-releases", "next": None},
                }
            ]
        }
    )
    data: list[ReleaseSummary] = Field(max_length=200, description="The releases.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")


class FrozenTableOut(Out):
    """A table of a release in one rendition, as it will be served."""

    model_config = ConfigDict(json_schema_extra={"examples": [TABLE]})
    id: UUID = Field(description="The table's identifier.")
    path: str = Field(max_length=200, description="Its address below the open indicators.")
    media_type: str = Field(max_length=100, description="Its media type.")
    kpi_code: str | None = Field(max_length=64, description="The indicator, if it is of one.")
    content_digest: str = Field(max_length=64, description="The SHA-256 of its bytes, in hexadecimal.")
    size: int = Field(ge=0, le=2**31 - 1, description="Its length in bytes.")


_TABLES = "/v1/kpi-releases/019a0000-0000-7000-8000-0000000000dd/tables"


class FrozenTablePage(Out):
    """A page of what a release holds."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [TABLE],
                    "page": {"next_cursor": None, "has_more": False},
                    "links": {"self": _TABLES, "first": _TABLES, "next": None},
                }
            ]
        }
    )
    data: list[FrozenTableOut] = Field(max_length=200, description="The tables.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
