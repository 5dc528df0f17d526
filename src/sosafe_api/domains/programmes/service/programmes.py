"""Programmes: made with all their sessions, described anew, listed."""

from datetime import time
from typing import Any
from uuid import UUID

from sosafe_api.core.clock import wire_instant
from sosafe_api.core.errors import FieldError, ValidationFailed
from sosafe_api.core.ids import new_id
from sosafe_api.core.pagination import Page
from sosafe_api.domains.programmes.models import Programme, ProgrammeSession
from sosafe_api.domains.programmes.rules import SessionStatus, session_starts
from sosafe_api.domains.programmes.schemas import ProgrammeIn, ProgrammePatch, ProgrammeQuery
from sosafe_api.domains.programmes.service.base import ProgrammeServiceBase

_NOT_OWN = FieldError("unknown_reference", "Must name a service that you work for.", "#/service_id")
_TOO_MANY = FieldError(
    "more_than_sessions", "Must not ask for more sessions than there are.", "#/minimum_attended"
)


class ProgrammeService(ProgrammeServiceBase):
    """What a service offers to groups."""

    async def create(self, wanted: ProgrammeIn) -> dict[str, Any]:
        """Raises `ValidationFailed` for another's service, and for more sessions than there are."""
        errors = [] if wanted.service_id in self.actor.service_ids else [_NOT_OWN]
        if wanted.minimum_attended > wanted.session_count:
            errors.append(_TOO_MANY)
        if errors:
            raise ValidationFailed(errors=errors)
        row = Programme(
            **wanted.model_dump(exclude={"kind"}),
            kind=wanted.kind.value,
            partnership_id=self.actor.partnership_id,
            id=new_id(),
            version=1,
            created_at=self.context.now,
            updated_at=self.context.now,
        )
        await self.repository.add(row)
        await self.repository.add(*self._sessions(row))
        await self.announce(row, "programme.created", service_id=row.service_id)
        return self._view(row)

    def _sessions(self, row: Programme) -> list[ProgrammeSession]:
        starts = session_starts(row.first_session_on, time.fromisoformat(row.start_time), row.session_count)
        return [
            ProgrammeSession(
                partnership_id=row.partnership_id,
                id=new_id(),
                programme_id=row.id,
                service_id=row.service_id,
                number=number,
                starts_at=starts_at,
                status=SessionStatus.PLANNED.value,
                version=1,
                updated_at=self.context.now,
            )
            for number, starts_at in enumerate(starts, start=1)
        ]

    async def read(self, programme_id: UUID) -> dict[str, Any]:
        return self._view(await self.found(Programme, programme_id))

    async def update(self, programme_id: UUID, patch: ProgrammePatch) -> dict[str, Any]:
        row = await self.found(Programme, programme_id, lock=True)
        self.check(row, "programme")
        changed = self.changes(row, patch)
        if changed.get("minimum_attended", 0) > row.session_count:
            raise ValidationFailed(errors=[_TOO_MANY])
        await self.change(row, changed, "programme.updated")
        return self._view(row)

    async def page(self, query: ProgrammeQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self.repository.page, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    def _view(self, row: Programme) -> dict[str, Any]:
        return {
            "id": row.id,
            "service_id": row.service_id,
            "name": row.name,
            "kind": row.kind,
            "place": row.place,
            "first_session_on": row.first_session_on,
            "start_time": row.start_time,
            "time_zone": "Europe/London",
            "minutes": row.minutes,
            "session_count": row.session_count,
            "minimum_attended": row.minimum_attended,
            "created_at": wire_instant(row.created_at),
            "updated_at": wire_instant(row.updated_at),
            "etag": self.tag(row, "programme"),
        }
