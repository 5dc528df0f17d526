"""What crosses the wire of jobs."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from sosafe_api.core.schemas import Code, InstantOut, Links, Out, PageInfo
from sosafe_api.domains.auth.schemas.records import RecordQuery, page_example
from sosafe_api.domains.jobs.vocabulary import JobStatus

JOB: dict[str, Any] = {
    "id": "019a0000-0000-7000-8000-0000000000f1",
    "kind": "import",
    "status": "running",
    "record": "/v1/imports/019a0000-0000-7000-8000-0000000000cc",
    "asked_by": "019a0000-0000-7000-8000-0000000000a1",
    "due_at": "2026-11-02T09:30:00.000Z",
}


class JobQuery(RecordQuery):
    """Which jobs are listed."""

    kind: Code | None = Field(None, description="Jobs of this kind.")


class JobOut(Out):
    """A piece of work in the background that is not done."""

    model_config = ConfigDict(json_schema_extra={"examples": [JOB]})
    id: UUID = Field(description="The job's identifier.")
    kind: Code = Field(
        description="What is done: `import`, `export`, `kpi_release`, `report`, `kpi_recording`; more may be added."
    )
    status: JobStatus = Field(description="Where it stands.")
    record: str | None = Field(
        max_length=256,
        description="Where to read what comes of it, and how far it is; null: it has no record.",
    )
    asked_by: UUID | None = Field(description="The principal who asked for it; null: it is done each day.")
    due_at: InstantOut = Field(description="From when on a worker may take it.")


class JobPage(Out):
    """A page of the list of jobs."""

    model_config = ConfigDict(json_schema_extra=page_example("/v1/jobs", JOB))
    data: list[JobOut] = Field(
        max_length=200, description="The jobs, in the order in which they were asked for."
    )
    page: PageInfo = Field(description="Whether the list goes on.")
    links: Links = Field(description="Where to go from here.")
