"""Codes of exports."""

from enum import StrEnum


class ExportFormat(StrEnum):
    """The form of the file."""

    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"


class ExportStatus(StrEnum):
    """Where an export stands. Its content is there while it is `ready`, and at no other time."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"
