"""The partnership's own record, as those who work in it see it."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sosafe_api.core.clock import true_now, wire_instant
from sosafe_api.core.context import Context
from sosafe_api.core.errors import BusinessRule, FieldError
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
        columns = self.changes(row, patch, but=frozenset({"now"}))
        if "now" in patch.model_fields_set:
            columns["clock_ahead_seconds"] = self._ahead(patch.now)
        await self.change(row, columns, "partnership.updated")
        return self._view(row)

    def _ahead(self, wanted: datetime | None) -> int:
        """By how many seconds the clock is then ahead. It goes forward only: what was recorded stays in the past."""
        if not self.actor.in_test_mode:
            detail = "Only a test partnership's clock can be moved."
            raise BusinessRule(errors=[FieldError("clock_of_live_partnership", detail, pointer="#/now")])
        if wanted is None:
            return 0
        if wanted < self.context.now:
            detail = (
                "Must not lie before the partnership's present; null sets the clock back to the true one."
            )
            raise BusinessRule(errors=[FieldError("clock_goes_forward", detail, pointer="#/now")])
        return ceil((wanted - true_now()).total_seconds())

    def _view(self, row: Partnership) -> dict[str, Any]:
        return {
            "id": row.id,
            "slug": row.slug,
            "name": row.name,
            "area_code": row.area_code,
            "mode": row.mode,
            "now": wire_instant(true_now() + timedelta(seconds=row.clock_ahead_seconds)),
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "partnership"),
        }
