"""Codes of jobs."""

from enum import StrEnum


class JobStatus(StrEnum):
    """Where a job stands that is not done. Done, it is gone, and its record tells what came of it."""

    QUEUED = "queued"
    RUNNING = "running"
    POSTPONED = "postponed"
