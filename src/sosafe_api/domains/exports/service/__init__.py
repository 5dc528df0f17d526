"""Use cases of exports."""

from sosafe_api.domains.exports.service.content import ExportContent
from sosafe_api.domains.exports.service.exports import ExportService, Wanted

__all__ = ["ExportContent", "ExportService", "Wanted"]
