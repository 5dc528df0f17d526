"""What everybody may read of releases, by the role that may read nothing else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sosafe_api.core.db.session import Database, RowScope
from sosafe_api.domains.kpis.repository import release_statements as statements


class LatestRelease(NamedTuple):
    """The release that everybody reads now."""

    partnership_id: UUID
    id: UUID
    number: int
    published_at: datetime


class PublicRelease(NamedTuple):
    """What everybody may know of a release, also of one that was withdrawn; its revision notes as JSON."""

    id: UUID
    number: int
    status: str
    notes: str
    revisions: str
    published_at: datetime
    data_cut_off: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


class PublishedRepository:
    """Reads in transactions of its own."""

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

    async def releases(self, slug: str) -> Sequence[PublicRelease]:
        """The latest first; none of a partnership that is not known."""
        async with self._reader.transaction(read_only=True) as transaction:
            rows = await transaction.execute(statements.PARTNERSHIP_OF_SLUG, {"slug": slug})
            if not rows:
                return []
            await transaction.set_scope(RowScope(rows[0][0]))
            found = await transaction.execute(statements.PUBLISHED_RELEASES, {"partnership_id": rows[0][0]})
            return [PublicRelease._make(row) for row in found]

    async def renditions(self, release: LatestRelease) -> dict[str, list[str]]:
        """The media types of each path that the release has an answer for."""
        found: dict[str, list[str]] = {}
        async with self._reader.transaction(RowScope(release.partnership_id), read_only=True) as transaction:
            for path, media_type in await transaction.execute(statements.RENDITIONS, _of(release)):
                found.setdefault(path, []).append(media_type)
        return found

    async def table(self, release: LatestRelease, path: str, media_type: str) -> bytes | None:
        values = {**_of(release), "path": path, "media_type": media_type}
        async with self._reader.transaction(RowScope(release.partnership_id), read_only=True) as transaction:
            rows = await transaction.execute(statements.TABLE, values)
            return bytes(rows[0][0]) if rows else None


def _of(release: LatestRelease) -> dict[str, Any]:
    return {"partnership_id": release.partnership_id, "release_id": release.id}
