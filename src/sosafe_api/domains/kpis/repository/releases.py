"""Queries about releases: writing one, listing them, and reading the latest as everybody may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.context import Context
from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.core.ids import new_id
from sosafe_api.domains.kpis.repository import statements


class ReleaseRow(NamedTuple):
    """A release without its tables."""

    id: UUID
    number: int
    status: str
    notes: str
    published_at: datetime
    data_cut_off: datetime
    released_by: UUID


class LatestRelease(NamedTuple):
    """The release that everybody reads now."""

    partnership_id: UUID
    id: UUID
    number: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTable:
    """An answer to be frozen."""

    path: str
    kpi_code: str | None = None
    period_kind: str | None = None
    breakdown: str | None = None
    media_type: str = "application/json"
    body: bytes
    content_digest: bytes


class ReleaseRepository:
    """Releases of the actor's partnership; never commits."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._execute = context.transaction.execute
        self._scope: dict[str, Any] = {"partnership_id": context.actor.partnership_id}

    async def add(self, notes: str) -> ReleaseRow:
        """The next release by number; two at a time wait for one another."""
        context = self._context
        await self._execute(statements.LOCK_PARTNERSHIP, self._scope)
        values = {
            **self._scope,
            "id": new_id(),
            "notes": notes,
            "now": context.now,
            "released_by": context.actor.id,
        }
        ((number,),) = await self._execute(statements.ADD_RELEASE, values)
        return ReleaseRow(
            values["id"], number, "published", notes, context.now, context.now, context.actor.id
        )

    async def add_table(self, release: ReleaseRow, table: NewTable) -> None:
        values = {
            **self._scope,
            "id": new_id(),
            "release_id": release.id,
            "path": table.path,
            "kpi_code": table.kpi_code,
            "period_kind": table.period_kind,
            "breakdown": table.breakdown,
            "media_type": table.media_type,
            "body": table.body,
            "content_digest": table.content_digest,
        }
        await self._execute(statements.ADD_TABLE, values)

    async def page(self, before: int | None, limit: int) -> list[ReleaseRow]:
        """The latest first; one row more than the page holds."""
        values = {**self._scope, "before": before, "limit": limit + 1}
        return [ReleaseRow._make(row) for row in await self._execute(statements.RELEASES, values)]


class PublishedRepository:
    """What everybody may read, by the role that may read nothing else."""

    def __init__(self, reader: Database) -> None:
        self._reader = reader

    async def latest(self, slug: str) -> LatestRelease | None:
        async with self._reader.transaction(read_only=True) as transaction:
            rows = await transaction.execute(statements.PARTNERSHIP_OF_SLUG, {"slug": slug})
            if not rows:
                return None
            partnership_id = rows[0][0]
            await transaction.set_scope(RowScope(partnership_id))
            found = await transaction.execute(statements.LATEST_RELEASE, {"partnership_id": partnership_id})
            return LatestRelease(partnership_id, *found[0]) if found else None

    async def table(self, release: LatestRelease, path: str) -> bytes | None:
        async with self._reader.transaction(RowScope(release.partnership_id), read_only=True) as transaction:
            values = {"partnership_id": release.partnership_id, "release_id": release.id, "path": path}
            rows = await transaction.execute(statements.TABLE, values)
            return bytes(rows[0][0]) if rows else None
