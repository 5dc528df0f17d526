"""Use cases of reports."""

from sosafe_api.domains.reports.service.reports import ReportService

__all__ = ["ReportService"]
