"""What crosses the wire about reports."""

from sosafe_api.domains.reports.schemas.content import ReportContent
from sosafe_api.domains.reports.schemas.reports import (
    ReportIn,
    ReportOut,
    ReportPage,
    ReportQuery,
    ReportSummary,
)

__all__ = ["ReportContent", "ReportIn", "ReportOut", "ReportPage", "ReportQuery", "ReportSummary"]
