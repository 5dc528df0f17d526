"""The partnership's own record, as those who work in it see it."""

from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.domains.auth.models import Partnership
from sosafe_api.domains.auth.repository import PartnershipRepository
from sosafe_api.domains.auth.schemas import PartnershipPatch
from sosafe_api.domains.auth.service.records import RecordService


class PartnershipService(RecordService):
    """Always the actor's own: no operation takes another's name."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.repository = PartnershipRepository(context)

    async def read(self) -> dict[str, Any]:
        return self._view(await self.repository.own())

    async def update(self, patch: PartnershipPatch) -> dict[str, Any]:
        row = await self.repository.own(lock=True)
        self.check(row, "partnership")
        await self.change(row, self.changes(row, patch), "partnership.updated")
        return self._view(row)

    def _view(self, row: Partnership) -> dict[str, Any]:
        return {
            "id": row.id,
            "slug": row.slug,
            "name": row.name,
            "area_code": row.area_code,
            "mode": row.mode,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "partnership"),
        }
