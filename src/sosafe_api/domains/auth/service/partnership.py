"""The partnership's own record, as those who work in it see it."""

from typing import Any

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, FieldError
from sosafe_api.domains.auth.models import Partnership
from sosafe_api.domains.auth.repository import PartnershipRepository
from sosafe_api.domains.auth.rules import PartnershipMode
from sosafe_api.domains.auth.schemas import PartnershipPatch
from sosafe_api.domains.auth.service.records import RecordService

_CLOCK = "#/clock_ahead_seconds"


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
        columns = self.changes(row, patch)
        if "clock_ahead_seconds" in patch.model_fields_set:
            self._check_clock(row, patch.clock_ahead_seconds)
        await self.change(row, columns, "partnership.updated")
        return self._view(row)

    @staticmethod
    def _check_clock(row: Partnership, wanted: int) -> None:
        """It goes forward only, so that what was recorded stays in the past; or back to the true one."""
        if row.mode != PartnershipMode.TEST:
            detail = "Only a test partnership's clock can be moved."
            raise BusinessRule(errors=[FieldError("clock_of_live_partnership", detail, pointer=_CLOCK)])
        if 0 < wanted < row.clock_ahead_seconds:
            detail = "Must be no less than it is by now; 0 sets the clock back to the true one."
            raise BusinessRule(errors=[FieldError("clock_goes_forward", detail, pointer=_CLOCK)])

    def _view(self, row: Partnership) -> dict[str, Any]:
        return {
            "id": row.id,
            "slug": row.slug,
            "name": row.name,
            "area_code": row.area_code,
            "mode": row.mode,
            "clock_ahead_seconds": row.clock_ahead_seconds,
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "partnership"),
        }
