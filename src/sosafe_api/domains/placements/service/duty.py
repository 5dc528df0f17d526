"""The duty roster: an administrator says who is on duty for a service, and sees no place or case by that."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import FieldError, NotFound
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.placements.errors import GrantedToOneself
from sosafe_api.domains.placements.models import DutyShift
from sosafe_api.domains.placements.rules import LONGEST_SHIFT
from sosafe_api.domains.placements.schemas import DutyShiftIn, DutyShiftPatch, DutyShiftQuery
from sosafe_api.domains.placements.service.base import PlacementServiceBase


class DutyService(PlacementServiceBase):
    """A shift alone opens nothing: its holder must be a caseworker of the service as well."""

    async def create(self, wanted: DutyShiftIn) -> dict[str, Any]:
        """Raises `GrantedToOneself`, and `ValidationFailed` for a user or service that there is not."""
        self.refuse(_period_error(wanted.starts_at, wanted.ends_at, least=1))
        if wanted.principal_id == self.actor.id:
            raise GrantedToOneself()
        row = DutyShift(
            **wanted.model_dump(),
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            granted_by=self.actor.id,
            created_at=self.context.now,
        )
        await self.places.add(row)
        await self.announce(row, "duty_shift.created", service_id=row.service_id)
        return self._view(row)

    async def read(self, shift_id: UUID) -> dict[str, Any]:
        return self._view(await self._found(shift_id))

    async def update(self, shift_id: UUID, patch: DutyShiftPatch) -> dict[str, Any]:
        row = await self._found(shift_id, lock=True)
        self.check(row, "duty_shift")
        changed = self.changes(row, patch)
        if "ends_at" in changed:
            self.refuse(_period_error(row.starts_at, changed["ends_at"], least=0))
        if changed and row.principal_id == self.actor.id:
            raise GrantedToOneself()
        await self.change(row, changed, "duty_shift.updated")
        return self._view(row)

    async def page(self, query: DutyShiftQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.places.shifts, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def _found(self, shift_id: UUID, *, lock: bool = False) -> DutyShift:
        row = await self.places.shift(shift_id, lock=lock)
        if row is None:
            raise NotFound()
        return row

    def _view(self, row: DutyShift) -> dict[str, Any]:
        return {
            "id": row.id,
            "service_id": row.service_id,
            "principal_id": row.principal_id,
            "lead": row.lead,
            "starts_at": wire_instant(row.starts_at),
            "ends_at": wire_instant(row.ends_at),
            "created_at": wire_instant(row.created_at),
            "etag": self.tag(row, "duty_shift"),
        }


def _period_error(starts_at: datetime, ends_at: datetime, *, least: int) -> FieldError | None:
    """A shift that shall never have been ends when it starts; a new one lasts."""
    seconds = (ends_at - starts_at).total_seconds()
    if least <= seconds <= LONGEST_SHIFT.total_seconds():
        return None
    detail = f"Must be after `starts_at`, by at most {LONGEST_SHIFT.days} days."
    return FieldError("period_out_of_range", detail, pointer="#/ends_at")
