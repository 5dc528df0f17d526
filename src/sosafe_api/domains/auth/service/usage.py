"""Who calls which operation, as those who answer for the partnership see it."""

from typing import Any

from sosafe_api.core.context import Context
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.repository import UsageRepository
from sosafe_api.domains.auth.schemas import OperationUsageQuery
from sosafe_api.domains.auth.service.records import RecordService


class UsageService(RecordService):
    """Reads the counts; they are written beside the requests."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = UsageRepository(context)

    async def page(self, query: OperationUsageQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "place")
        return Page([_view(counted.usage) for counted in page.rows], page.next_cursor)


def _view(row: Any) -> dict[str, Any]:
    names = ("month", "caller_kind", "caller_id", "operation", "requests", "last_used_on")
    return {name: getattr(row, name) for name in names}
