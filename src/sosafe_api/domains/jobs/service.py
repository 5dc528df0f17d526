"""Jobs, for those who ask for work that takes long."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sosafe_api.core.actor import PrincipalKind
from sosafe_api.core.clock import true_now, wire_instant
from sosafe_api.core.pagination import Page
from sosafe_api.domains.auth.service import RecordService
from sosafe_api.domains.jobs.repository import JobRepository, JobRow
from sosafe_api.domains.jobs.rules import record_of, status_of
from sosafe_api.domains.jobs.schemas import JobQuery


class JobService(RecordService):
    """A program sees what it asked for; a person all of the partnership's, since they wait for each other."""

    async def page(self, query: JobQuery) -> Page[dict[str, Any]]:
        page = await self.paged(query, self._read, "id")
        return Page([self._view(row) for row in page.rows], page.next_cursor)

    async def _read(self, query: JobQuery, after: str | None) -> Sequence[JobRow]:
        asked_by: UUID | None = self.actor.id if self.actor.kind is PrincipalKind.CLIENT else None
        return await JobRepository(self.context).page(query, after, asked_by)

    def _view(self, row: JobRow) -> dict[str, Any]:
        return {
            "id": row.id,
            "kind": row.kind,
            "status": status_of(row.due_at, true_now(), running=row.running),
            "record": record_of(row.kind, row.item_id),
            "asked_by": row.asked_by,
            "due_at": wire_instant(row.due_at),
        }
