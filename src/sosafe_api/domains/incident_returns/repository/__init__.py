"""Queries about returned incidents: one by one in requests, by files in background work."""

from sosafe_api.domains.incident_returns.repository.files import (
    Connection,
    FileRepository,
    RowFault,
    StagedRow,
)
from sosafe_api.domains.incident_returns.repository.records import IncidentRepository
from sosafe_api.domains.incident_returns.repository.tables import IncidentTables

__all__ = [
    "Connection",
    "FileRepository",
    "IncidentRepository",
    "IncidentTables",
    "RowFault",
    "StagedRow",
]
