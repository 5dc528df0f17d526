"""The one query about jobs; never commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.domains.jobs.schemas import JobQuery

# Whoever is at a job holds its row to the end, and whatever ends a worker lets go of it: so what cannot be locked is
# running, and nothing else. The lock of this query lasts a moment; a worker that passes by meanwhile looks again.
_PAGE = b"""
WITH listed AS (
    SELECT id, kind, item_id, asked_by, available_at FROM work_items
    WHERE partnership_id = %(partnership_id)s AND id > %(after)s
    AND (%(asked_by)s::uuid IS NULL OR asked_by = %(asked_by)s::uuid)
    AND (%(kind)s::text IS NULL OR kind = %(kind)s::text)
    ORDER BY id LIMIT %(limit)s
), free AS (
    SELECT id FROM work_items WHERE id IN (SELECT id FROM listed) FOR KEY SHARE SKIP LOCKED
)
SELECT listed.id, kind, item_id, asked_by, available_at, free.id IS NULL
FROM listed LEFT JOIN free ON free.id = listed.id ORDER BY listed.id"""
_FIRST = UUID(int=0)


class JobRow(NamedTuple):
    """A piece of work that is not done."""

    id: UUID
    kind: str
    item_id: UUID
    asked_by: UUID | None
    due_at: datetime
    running: bool


class JobRepository:
    """Jobs of the actor's partnership; the table is common to all and has no row security."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def page(self, query: JobQuery, after: str | None, asked_by: UUID | None) -> Sequence[JobRow]:
        """In the order in which they were asked for, one row more than the page holds."""
        values = {
            "partnership_id": self._context.actor.partnership_id,
            "after": UUID(after) if after else _FIRST,
            "asked_by": asked_by,
            "kind": query.kind,
            "limit": query.limit + 1,
        }
        return [JobRow(*row) for row in await self._context.transaction.execute(_PAGE, values)]
