"""Use cases of imports: driving one, and fetching the rows that were refused."""

from sosafe_api.domains.imports.service.imports import ImportService
from sosafe_api.domains.imports.service.rejected import RejectedRowsService

__all__ = ["ImportService", "RejectedRowsService"]
