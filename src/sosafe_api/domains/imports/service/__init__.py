"""Use cases of imports: driving one, fetching the rows that were refused, mapping a partner's own headings."""

from sosafe_api.domains.imports.service.imports import ImportService
from sosafe_api.domains.imports.service.mappings import MappingService, suggest
from sosafe_api.domains.imports.service.rejected import RejectedRowsService

__all__ = ["ImportService", "MappingService", "RejectedRowsService", "suggest"]
