"""What crosses the wire when a report is asked for, listed and read."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Day, InstantOut, Links, Out, PageInfo, Schema
from sosafe_api.domains.auth.schemas import RecordQuery, page_example
from sosafe_api.domains.reports.schemas.content import CONTENT, ReportContent
from sosafe_api.domains.reports.vocabulary import ReportKind, ReportStatus

SUMMARY: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    "kind": "joint_action_group",
    "group_id": "019a0000-0000-7000-8000-0000000000c1",
    "stands_on": "2021-09-08",
    "starts_on": "2021-08-12",
    "ends_on": "2021-09-09",
    "previous_report_id": "019a0000-0000-7000-8000-0000000000f0",
    "status": "ready",
    "created_by": "019a0000-0000-7000-8000-0000000000ee",
    "created_at": "2021-09-08T09:30:00.000Z",
    "updated_at": "2021-09-08T09:30:05.000Z",
    "etag": '"00112233445566778899"',
}


class ReportIn(Schema):
    """A report that is wanted."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "joint_action_group", "stands_on": "2021-09-08"}]}
    )
    kind: ReportKind = Field(description="For whom.")
    stands_on: Day | None = Field(
        None,
        description="The day of the meeting; today by default. Only periods that ended by then are told.",
    )
    group_id: UUID | None = Field(
        None, description="The group; its meeting before begins the report's days, where one is known."
    )


class ReportQuery(RecordQuery):
    """Which reports are listed."""

    kind: ReportKind | None = Field(None, description="For whom.")


class ReportSummary(Out):
    """A report in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})
    id: UUID = Field(description="The report's identifier.")
    kind: ReportKind = Field(description="For whom it is.")
    group_id: UUID | None = Field(description="The group.")
    stands_on: date = Field(description="The day that it is as at.")
    starts_on: date = Field(description="The first day that it is about.")
    ends_on: date = Field(description="The day after the last.")
    previous_report_id: UUID | None = Field(description="The report that it is compared with.")
    status: ReportStatus = Field(description="Where it stands.")
    created_by: UUID = Field(description="Who asked for it.")
    created_at: InstantOut = Field(description="When its figures were frozen.")
    updated_at: InstantOut = Field(description="When its status last changed.")
    etag: str = Field(max_length=64, description="Its version.")


class ReportOut(ReportSummary):
    """A report with all that it says."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**SUMMARY, "content": CONTENT}]})
    content: ReportContent = Field(description="What it says; the same for ever.")


class ReportPage(Out):
    """A page of the list of reports."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/reports", SUMMARY))
    data: list[ReportSummary] = Field(max_length=200, description="The reports, the latest first.")
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
