"""Where a job stands, and where to read what comes of it."""

from datetime import datetime
from uuid import UUID

from sosafe_api.domains.jobs.vocabulary import JobStatus

# Other kinds have no record of their own: the daily recording of counts is read as indicators.
RECORDS = {
    "export": "/v1/exports/{}",
    "import": "/v1/imports/{}",
    "kpi_release": "/v1/kpi-releases/{}",
    "report": "/v1/reports/{}",
}


def status_of(due_at: datetime, now: datetime, *, running: bool) -> JobStatus:
    if running:
        return JobStatus.RUNNING
    return JobStatus.QUEUED if due_at <= now else JobStatus.POSTPONED


def record_of(kind: str, item_id: UUID) -> str | None:
    path = RECORDS.get(kind)
    return path and path.format(item_id)
