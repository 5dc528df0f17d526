"""Queries about reports: what their readers ask, and what the background work does."""

from sosafe_api.domains.reports.repository.jobs import Connection, DocumentRepository
from sosafe_api.domains.reports.repository.reports import CONTENT, DRAWINGS, ReportRepository

__all__ = ["CONTENT", "DRAWINGS", "Connection", "DocumentRepository", "ReportRepository"]
