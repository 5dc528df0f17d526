"""Queries about imports: what their senders ask, and what the background work does."""

from sosafe_api.domains.imports.repository.jobs import Connection, FoundFault, Job, JobRepository
from sosafe_api.domains.imports.repository.mappings import MappingRepository
from sosafe_api.domains.imports.repository.progress import ProgressRepository, ProgressTeller
from sosafe_api.domains.imports.repository.records import HeldRow, ImportedRecordRepository
from sosafe_api.domains.imports.repository.requests import ImportRepository
from sosafe_api.domains.imports.repository.steps import RejectedRow, StepRepository

__all__ = [
    "Connection",
    "FoundFault",
    "HeldRow",
    "ImportRepository",
    "ImportedRecordRepository",
    "Job",
    "JobRepository",
    "MappingRepository",
    "ProgressRepository",
    "ProgressTeller",
    "RejectedRow",
    "StepRepository",
]
